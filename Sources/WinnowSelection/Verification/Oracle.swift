/// The oracle is coverage, pass@k: it is right when any of the k candidates is right, as a selector that knew the
/// reference would be.
///
/// It abstains where no candidate is right, and always pays for all k samples.
///
/// Source: Chen et al., arXiv 2107.03374, equation 1.
public struct Oracle: Strategy {
    public let name = "oracle"
    public let summary = "coverage (pass@k): right when any of the k samples is right, the ceiling of any selection"
    public let needs: Set<Need> = [.grade]
    public let answerSource = AnswerSource.right
    public let neverFallsWithBudget = true

    public init() {}

    public func guarantee(verifierIsSound: Bool) -> Guarantee { .sound }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let missed = missProbabilities(
            population: pool.candidates.count, marked: pool.candidates.count { $0.hasRightAnswer },
            upTo: budgets.max() ?? 0)
        let spendings = Spending.draws(budgets, from: pool)
        return zip(budgets, spendings).map { budget, spent in
            Outcome(Odds(right: 1 - missed[budget], wrong: 0), spent: spent)
        }
    }
}

/// The pick of a selector that knows the reference is a random one of the right candidates drawn.
extension Oracle: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let right = pool.candidates.indices.filter { pool.candidates[$0].hasRightAnswer }
        let missed = missProbabilities(
            population: pool.candidates.count, marked: right.count, upTo: budgets.max() ?? 0)
        return budgets.map { Picks(sharing: 1 - missed[$0], among: right, of: pool.candidates.count) }
    }
}
