/// Coverage by the k most frequent training answers needs no sample: `oracle` must be read against it.
///
/// Like `oracle` it is right when a right answer is among k, and abstains otherwise.
///
/// Source: the enumeration baseline of arXiv 2410.15466.
public struct Guess: Strategy {
    public let name = "guess"
    public let summary = "coverage by the k most frequent training answers; spends no sample, read it against oracle"
    public let needs: Set<Need> = [.trainingAnswers, .grade]
    public let answerSource = AnswerSource.elsewhere
    public let neverFallsWithBudget = true
    public let appliesToSearches = false

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        budgets.map { budget in
            let isCovered = pool.guessRank.map { $0 <= budget } ?? false
            return Outcome(isCovered ? .certainlyRight : .certainlyAbstained, spent: Spending())
        }
    }
}
