import WinnowDomains

/// The answers that the training problems have most often: what can be had without looking at the problem.
///
/// Source: the enumeration baseline of Brown et al., arXiv 2407.21787, and arXiv 2410.15466.
struct GuessList: Sendable {
    /// Answers by falling frequency, ties by text.
    let answers: [String]

    /// The number of training problems that are counted.
    static let trainingProblems = 10_000

    init<D: GeneratedDomain>(_ domain: D, limit: Int) {
        var counts: [String: Int] = [:]
        for index in 0..<Self.trainingProblems {
            let (_, solution) = domain.trainingExample(index, seed: 0)
            if let key = domain.read(solution.completion(.traced)).answerKey { counts[key, default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        answers = ranked.prefix(limit).map(\.key)
    }

    /// The 1-based rank of the first right answer, or nil when none of the list is right.
    func rank<D: Domain>(of problem: D.Problem, in domain: D) -> Int? {
        answers.firstIndex { domain.grade($0, of: problem) }.map { $0 + 1 }
    }
}
