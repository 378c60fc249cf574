/// A check says what of a published rule was held against its paper, and what is Winnow's own.
public struct PaperCheck: Hashable, Sendable {
    /// The paper, as people cite it with its arXiv number.
    public let source: String

    /// This is as in the paper.
    public let checked: String

    /// This was not checked, or the paper leaves it open, and what stands here instead; nil for nothing.
    public let open: String?

    init(_ source: String, checked: String, open: String? = nil) {
        (self.source, self.checked, self.open) = (source, checked, open)
    }
}

extension PaperCheck {
    static let bayesFactor = PaperCheck(
        "arXiv 2509.21091", checked: "the factor K·P/(1 − P) and the Dirichlet prior, as others quote them",
        open: "its threshold: 10, or as in stop-bayes-factor30; one answer is judged as if there were two")

    static let martingale = PaperCheck(
        "Cordero-Encinar and Duncan, arXiv 2510.17472",
        checked: "two bets that must both exceed 1/δ, two votes each, by its code",
        open:
            "bets are kept for each answer, with a factor j·(j + 1) for the j-th to appear, for which there is a proof; δ is .1, "
            + "or as in stop-martingale0.05")

    static let doubling = PaperCheck(
        "no paper found", checked: "the doubling and the share of .75 as in practice",
        open: "samples without an answer do not count; another share as in stop-doubling0.9")

    static let short = PaperCheck(
        "Hassid et al., arXiv 2505.17813", checked: "m, that the others stop, ties to the shortest",
        open: "a sample that ends without an answer is waited past")

    static let majorityOfBests = PaperCheck(
        "Rakhsha et al., arXiv 2511.18630", checked: "the mode of best-of-m over resamples, m adaptive",
        open: "how m is chosen: by the least change between neighbours (Bickel and Sakov, 2008)")

    static let bestOfMajority = PaperCheck(
        "Di et al., arXiv 2510.03199", checked: "rare answers are dropped, then the highest score wins",
        open: "its threshold: .1 of the votes, or as in best-of-majority0.2")

    static let borda = PaperCheck(
        "Kang et al., arXiv 2502.18581", checked: "votes of (N − r + 1)^p, summed by answer",
        open: "its exponents: ½, or as in NAME-borda1.2; equal scores share")

    static let deepConf = PaperCheck(
        "DeepConf, Fu et al., arXiv 2508.15260", checked: "confidence, windows, measures, filter and vote, by its code",
        open: "scaled windows are not the paper's: a tenth of the trace, or as in deepconf-tail-scaled25%")

    static let deepConfOnline = PaperCheck(
        "DeepConf, Fu et al., arXiv 2508.15260", checked: "16 first traces, the 10th percentile, the vote, by its code",
        open: "no second stop at a consensus; a scaled window is a tenth of the pool's mean length")

    static let knockout = PaperCheck(
        "Chen et al., arXiv 2411.19477", checked: "pairs, K comparisons of each, the winner goes on; by its abstract",
        open:
            "each of the K is asked in both orders, a coin settles ties, pairs with one answer are not asked, who is left over "
            + "goes on, and brackets are nested")

    static let swiss = PaperCheck(
        "V1-Infer, Singh et al., arXiv 2603.04304",
        checked: "pairs of near standing that have not met; by its abstract and its authors' page",
        open:
            "no margins, weights or least degree: points, ⌈log₂ k⌉ rounds, and a knockout of those that share the first place"
    )

    static let genselect = PaperCheck(
        "GenSelect, Toshniwal et al., arXiv 2507.17797",
        checked: "groups of 8, the winners meet again, shuffled orders, a vote over repeats; by others' accounts of it",
        open: "each order is asked reversed too, a coin settles ties, and solutions are shown whole, not as summaries")

    static let inverseEntropy = PaperCheck(
        "arXiv 2511.02309", checked: "weights of one over the mean entropy",
        open: "no mean entropy counts as less than .001; a server's is of its k best tokens")
}
