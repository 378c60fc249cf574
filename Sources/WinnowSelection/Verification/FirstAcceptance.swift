/// Candidates are drawn until the verifier accepts one, at most k.
///
/// By exchangeability the rejected candidates drawn cost, on average, what the rejected of the pool cost, and likewise
/// the accepted one. So expected spending needs only P(found) and the expected number of draws,
/// Σ_{j<k} P(the first j are all rejected) = Σ_{j<k} C(n−A, j)/C(n, j).
///
/// Source: the finite-pool form of rejection sampling with an imperfect verifier, after Stroebl et al.,
/// arXiv 2411.17501.
struct FirstAcceptance {
    /// The rejected candidates stand in stored order, blanks and failed verdicts included.
    let rejected: [Candidate]

    /// The precision is P(accepted answer is right), for a candidate drawn from the accepted; 0 when none is.
    let precision: Double

    private let accepted: [Candidate]
    private let distinct: DistinctAnswers
    private let population: Int
    private let promptFlops: Double

    init(_ pool: Pool) {
        population = pool.candidates.count
        promptFlops = pool.promptFlops
        accepted = pool.candidates.filter { $0.hasAcceptedAnswer }
        rejected = pool.candidates.filter { !$0.hasAcceptedAnswer }
        distinct = DistinctAnswers(pool.candidates) { $0.hasAcceptedAnswer }
        precision = accepted.isEmpty ? 0 : Double(accepted.count { $0.isRight }) / Double(accepted.count)
    }

    /// Gives, for each budget, the odds with abstention when nothing is accepted, and the expected spending until the
    /// stop.
    ///
    /// - Complexity: O(candidates + largest budget · distinct sizes of rejected answers).
    func cases(_ budgets: [Int]) -> [(odds: Odds, spent: Spending)] {
        let largest = budgets.max() ?? 0
        let missed = missProbabilities(population: population, marked: accepted.count, upTo: largest)
        var expectedDraws = [0.0]
        for probability in missed.prefix(largest) { expectedDraws.append(expectedDraws.last! + probability) }

        let fromRejected = perCandidate(rejected)
        let fromAccepted = perCandidate(accepted)
        return zip(budgets, distinct.expectations(budgets)).map { budget, distinct in
            let found = 1 - missed[budget]
            let failures = expectedDraws[budget] - found
            func expected(_ part: KeyPath<Spending, Double>) -> Double {
                failures * fromRejected[keyPath: part] + found * fromAccepted[keyPath: part]
            }
            return (
                // Not one minus the rest: a sound verifier is wrong with probability 0, not with a rounding error.
                odds: Odds(right: found * precision, wrong: found * (1 - precision), abstained: missed[budget]),
                spent: Spending(
                    samples: expectedDraws[budget], tokens: expected(\.tokens),
                    flops: promptFlops + expected(\.flops), verifierCalls: expected(\.verifierCalls),
                    distinctVerifierCalls: distinct)
            )
        }
    }

    /// Gives the cost of the candidates in stored order until the first accepted one.
    static func spendingInStoredOrder(_ pool: Pool) -> Spending {
        let stop = pool.candidates.firstIndex { $0.hasAcceptedAnswer } ?? pool.candidates.count - 1
        let drawn = pool.candidates[...stop]
        var spent = Spending(sampling: drawn, promptFlops: pool.promptFlops)
        let answers = drawn.compactMap(\.answer)
        spent.verifierCalls = Double(answers.count)
        spent.distinctVerifierCalls = Double(Set(answers).count)
        return spent
    }

    private func perCandidate(_ candidates: [Candidate]) -> Spending {
        guard !candidates.isEmpty else { return Spending() }
        let total = Spending(sampling: candidates, promptFlops: 0)
        let count = Double(candidates.count)
        return Spending(
            samples: 1, tokens: total.tokens / count, flops: total.flops / count,
            verifierCalls: Double(candidates.count { $0.answer != nil }) / count)
    }
}
