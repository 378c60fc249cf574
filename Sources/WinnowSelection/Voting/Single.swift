/// One sample is taken as it is: the pool's mean accuracy, the same at every budget, for the price of one sample.
public struct Single: Strategy {
    public let name = "single"
    public let summary = "the answer of one sample, whatever the budget; spends one sample"
    public let ignoresBudget = true
    public let appliesToSearches = false

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let total = Double(pool.candidates.count)
        let odds = Odds(
            right: Double(pool.candidates.count { $0.hasRightAnswer }) / total,
            abstained: Double(pool.candidates.count { $0.answer == nil }) / total)
        let outcome = Outcome(odds, spent: Spending.draws([1], from: pool)[0])
        return budgets.map { _ in outcome }
    }

    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        Outcome(
            Odds(picking: pool.candidates[0]),
            spent: Spending(sampling: pool.candidates.prefix(1), promptFlops: pool.promptFlops))
    }
}

extension Single: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let share = 1 / Double(pool.candidates.count)
        let picks = Picks(candidates: pool.candidates.map { $0.answer == nil ? 0 : share })
        return budgets.map { _ in picks }
    }
}
