/// The answer is that of the candidate decoded at temperature 0: one value at every budget, for the price of one
/// sample.
public struct Greedy: Strategy {
    public let name = "greedy"
    public let summary = "the answer decoded at temperature 0, whatever the budget; spends one sample"
    public let needs: Set<Need> = [.greedy]
    public let answerSource = AnswerSource.elsewhere
    public let ignoresBudget = true
    public let appliesToSearches = false

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        guard let greedy = pool.greedy else { throw .missingGreedyCandidate }
        let outcome = Outcome(
            Odds(picking: greedy), spent: Spending(sampling: [greedy], promptFlops: pool.promptFlops))
        return budgets.map { _ in outcome }
    }
}

extension Greedy: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        guard let greedy = pool.greedy else { throw .missingGreedyCandidate }
        let none = [Double](repeating: 0, count: pool.candidates.count)
        return budgets.map { _ in Picks(candidates: none, greedy: greedy.answer == nil ? 0 : 1) }
    }
}
