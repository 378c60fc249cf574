/// How a search goes on from the steps that its guide likes best.
///
/// Source: Snell et al., arXiv 2408.03314, section 5.2, and huggingface/search-and-learn, whose beam search and DVTS
/// these are.
public enum SearchMethod: String, CaseIterable, Sendable {
    /// n beams; after each step the best n/width of all go on, each as often.
    case beam
    /// n/width trees that know nothing of each other; each goes on from the best of its width steps.
    case dvts
}
