extension FirstAccepted {
    /// The candidates with one answer, by their verdicts; a verdict may differ between them when it judges the trace.
    private struct AnswerTally: Hashable {
        var rejected = 0
        var accepted = 0
    }

    /// For each budget, the expected number of distinct answers drawn until the stop, which is what a verifier that
    /// remembers its verdicts is asked.
    ///
    /// An answer is drawn in time exactly if the first candidate drawn, of all that are accepted or are rejected with
    /// this answer, has it: with r of its candidates rejected, a accepted, and A accepted in all, with probability
    /// (r + a)/(A + r) · (1 − C(n−A−r, k)/C(n, k)).
    ///
    /// - Complexity: O(candidates + largest budget · distinct numbers of candidates per answer).
    func distinctAnswers(_ budgets: [Int]) -> [Double] {
        var tallies: [Int: AnswerTally] = [:]
        for answer in rejected.compactMap(\.answer) { tallies[answer, default: AnswerTally()].rejected += 1 }
        for answer in accepted.compactMap(\.answer) { tallies[answer, default: AnswerTally()].accepted += 1 }
        // By their rejected candidates, which alone decide how long the search can go on without the answer.
        var accepts: [Int: (answers: Int, accepted: Int)] = [:]
        for tally in tallies.values {
            accepts[tally.rejected, default: (0, 0)].answers += 1
            accepts[tally.rejected]!.accepted += tally.accepted
        }
        var expected = [Double](repeating: 0, count: budgets.count)
        // In a fixed order, so that the last bits are the same in every process.
        for (rejected, group) in accepts.sorted(by: { $0.key < $1.key }) {
            let marked = accepted.count + rejected
            let members = rejected * group.answers + group.accepted
            let missed = missProbabilities(population: population, marked: marked, upTo: budgets.max() ?? 0)
            for (index, budget) in budgets.enumerated() {
                expected[index] += Double(members) / Double(marked) * (1 - missed[budget])
            }
        }
        return expected
    }
}
