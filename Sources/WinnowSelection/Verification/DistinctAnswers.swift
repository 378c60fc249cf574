/// A verifier that remembers its verdicts is asked about this expected number of distinct answers: those drawn until
/// the first accepted candidate, or all of k where there is none.
///
/// An answer is drawn in time exactly if the first candidate drawn, of all that are accepted or are rejected with this
/// answer, has it: with r of its candidates rejected, a accepted, and A accepted in all, with probability
/// (r + a)/(A + r) · (1 − C(n−A−r, k)/C(n, k)). A verdict may differ between candidates of one answer when it judges the
/// trace.
struct DistinctAnswers {
    /// A group has the answers with the same number of rejected candidates.
    private struct Group {
        var answers = 0
        /// All of them together have so many accepted candidates.
        var accepted = 0
    }

    private let population: Int
    private let accepted: Int

    /// The groups are by the number of rejected candidates, which alone decides how long the search goes on without the
    /// answer; they stand in a fixed order, so that the last bits are the same in every process.
    private let groups: [(rejected: Int, group: Group)]

    /// - Parameter stops: whether a candidate ends the search; only those with an answer may.
    init(_ candidates: [Candidate], until stops: (Candidate) -> Bool) {
        population = candidates.count
        accepted = candidates.count(where: stops)
        var verdicts: [Int: (rejected: Int, accepted: Int)] = [:]
        for candidate in candidates {
            guard let answer = candidate.answer else { continue }
            if stops(candidate) {
                verdicts[answer, default: (0, 0)].accepted += 1
            } else {
                verdicts[answer, default: (0, 0)].rejected += 1
            }
        }
        var groups: [Int: Group] = [:]
        for (rejected, accepted) in verdicts.values {
            groups[rejected, default: Group()].answers += 1
            groups[rejected, default: Group()].accepted += accepted
        }
        self.groups = groups.sorted { $0.key < $1.key }.map { (rejected: $0.key, group: $0.value) }
    }

    /// Gives the expectation at each budget k.
    ///
    /// - Complexity: O(largest budget · distinct numbers of candidates per answer).
    func expectations(_ budgets: [Int]) -> [Double] {
        var expected = [Double](repeating: 0, count: budgets.count)
        for (rejected, group) in groups {
            let marked = accepted + rejected
            let members = rejected * group.answers + group.accepted
            let missed = missProbabilities(population: population, marked: marked, upTo: budgets.max() ?? 0)
            for (index, budget) in budgets.enumerated() {
                expected[index] += Double(members) / Double(marked) * (1 - missed[budget])
            }
        }
        return expected
    }
}
