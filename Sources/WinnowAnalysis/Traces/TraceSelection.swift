import WinnowReport
import WinnowSelection
import WinnowStatistics

/// These figures say how often each strategy is right and wrong, by the kind of trace that its answer comes from.
enum TraceSelection {
    /// - Parameters:
    ///   - leftOut: strategies that do not say which candidate they pick, or have no data.
    ///   - draws: so many random subsets were drawn of each pool where there is no closed form.
    static func figures(
        _ columns: [TraceColumn], leftOut: [String], draws: Int, resampling: Resampling
    ) -> FigureGroup {
        // Most runs have no answer without a readable trace; their columns would all be zero.
        let levels = TraceLevel.allCases.indices.filter { level in
            TraceLevel.allCases[level] != .unreadable
                || columns.contains { $0.outcomes.contains { $0.right[level] + $0.wrong[level] > 0 } }
        }
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let figures = columns.flatMap { column in
            let outcomes = column.outcomes
            func cells(_ grade: String, _ part: KeyPath<TraceOutcome, [Double]>) -> [(Column, Cell)] {
                levels.map { level in
                    let name = TraceLevel.allCases[level].rawValue
                    return (
                        Column("\(grade)_\(name)", header: "\(grade), \(name)", kind: rate),
                        .mean(of: outcomes.map { clean($0[keyPath: part][level]) }, resampling)
                    )
                }
            }
            let share = Column("legal_if_right", header: "legal if right", kind: rate)
            let all =
                cells("right", \.right) + cells("wrong", \.wrong) + [
                    (Column("abstained", kind: rate), .mean(of: outcomes.map { clean($0.abstained) }, resampling)),
                    (share, legalShare(outcomes, resampling)),
                ]
            return all.map {
                Figure(
                    row: column.strategy, budget: column.budget, column: $0, cell: $1, problems: outcomes.count)
            }
        }
        return FigureGroup(
            name: "selection", title: "What strategies pick, by the trace that led to the answer",
            rowHeader: "strategy", figures: figures,
            footnotes: [
                "Shares of problems; right, wrong and abstained add up to 1. The trace is that of the picked candidate; for votes, of "
                    + "a random one of the drawn candidates that voted for the winner, and for oracle of the right ones. Exact "
                    + "expectations over all k-subsets, ties shared; votes with real weights by "
                    + "\(draws) random subsets of each pool. Legal if "
                    + "right: of the right answers, the share by a legal trace. Intervals: 95 %, over problems. "
                    + "Whether traces explain answers: arXiv 2504.09762, 2505.13775."
            ] + (leftOut.isEmpty ? [] : ["Left out: \(leftOut.joined(separator: "; "))."]))
    }

    /// Makes the share of right answers that come by a legal trace.
    private static func legalShare(_ outcomes: [TraceOutcome], _ resampling: Resampling) -> Cell {
        let right = outcomes.map { clean($0.right.reduce(0, +)) }
        let legal = outcomes.map { clean($0.right[0]) }
        let total = right.reduce(0, +)
        guard total > 0 else { return .missing }
        let interval = Interval.ratio(of: legal, over: right, resampling: resampling)
        return .estimate(legal.reduce(0, +) / total, low: interval?.low, high: interval?.high)
    }

    /// Sums of probabilities leave rounding noise where the value is nothing or everything.
    private static func clean(_ value: Double) -> Double {
        value < 1e-12 ? 0 : value > 1 - 1e-12 ? 1 : value
    }
}
