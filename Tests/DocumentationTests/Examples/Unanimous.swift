@testable import WinnowSelection

/// The answer counts only where all k candidates give the same one.
struct Unanimous: Strategy {
    let name = "unanimous"
    let summary = "the answer that all k samples give; abstains when they differ"

    func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let parties = Dictionary(grouping: pool.candidates.filter { $0.answer != nil }, by: \.answer).values
        let total = pool.candidates.count
        return zip(budgets, Spending.draws(budgets, from: pool)).map { budget, spent in
            var (right, wrong) = (0.0, 0.0)
            for party in parties {
                // C(party, budget) / C(total, budget): all of the subset are of this party.
                let share = (0..<budget).reduce(1.0) {
                    $0 * max(0, Double(party.count - $1)) / Double(total - $1)
                }
                if party[0].isRight { right += share } else { wrong += share }
            }
            return Outcome(right: right, wrong: wrong, abstained: 1 - right - wrong, spent: spent)
        }
    }
}
