import WinnowReport
import WinnowSelection

/// A headline is what people see first of a run: the strategies between which the question is, at a few budgets.
public struct Headline: Sendable {
    /// At most so many budgets stand across; nil for all of them.
    public var budgets: Int?

    /// True for the strategies of a headline, false for all that were estimated.
    public var choosesStrategies: Bool

    public init(budgets: Int? = 4, choosesStrategies: Bool = true) {
        (self.budgets, self.choosesStrategies) = (budgets, choosesStrategies)
    }

    /// Chooses as many budgets as fit a page of so many columns.
    public static func budgets(across columns: Int) -> Int {
        columns >= 100 ? 4 : columns >= 80 ? 3 : columns >= 60 ? 2 : 1
    }

    /// Names the strategies of a headline, of which a run shows those that it has data for: no choice, the vote, a verifier,
    /// and all that could be had.
    static let strategies = [Greedy().name, Single().name, Majority().name, FirstAccepted().name, Oracle().name]

    /// Names the strategies that are shown of a run; all of a search's or of a stopped run's, which have few.
    func strategies(of summary: RunSummary) -> Set<String> {
        let names = Set(summary.rows.map(\.strategy.name))
        let programs = summary.rows.filter { $0.strategy is any ProgramStrategy }.map(\.strategy.name)
        let shown = names.intersection(
            Self.strategies + programs + [summary.scorerShown?.name].compactMap { $0 })
        let hasFew = summary.pools.search != nil || summary.pools.stoppedBy != nil || summary.pools.loop != nil
        return choosesStrategies && !shown.isEmpty && !hasFew ? shown : names
    }

    /// Chooses evenly spread budgets, the first and the last among them.
    func chosen(_ all: [Int]) -> [Int] {
        guard let budgets, all.count > budgets, budgets > 0 else { return all }
        guard budgets > 1 else { return all.suffix(1) }
        return (0..<budgets).map { all[($0 * (all.count - 1) + (budgets - 1) / 2) / (budgets - 1)] }
    }
}
