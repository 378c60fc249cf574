import Foundation
public import WinnowReport
import WinnowSelection
import WinnowStatistics

extension ComparisonStudy {
    public var report: Report { Report(table) }

    /// The comparisons as a table; differences are in percentage points.
    private var table: Table {
        let axis = rows.lazy.compactMap(\.spending?.axis).first
        var table = Table(
            title: "Paired differences of right answers, a minus b, over common problems"
                + (axis.map { " at equal expected \($0.unit)" } ?? "")
                + (verifier.map { ", verifier \($0)" } ?? ""),
            columns: [Column("a"), Column("b")] + (axis.map(Self.spendingColumns) ?? []) + [
                Column("right_a", header: "a", kind: .number(.percent(digits: 1))),
                Column("right_b", header: "b", kind: .number(.percent(digits: 1))),
                Column("difference", header: "a − b", kind: .estimate(.percent(digits: 1))),
                Column("p", kind: .number(.scientific(digits: 1))),
                Column("p_holm", header: "p (Holm)", kind: .number(.scientific(digits: 1))),
                Column("p_mcnemar", header: "p (McNemar)", kind: .number(.scientific(digits: 1))),
                Column("resolvable", header: "resolvable at 80 %", kind: .number(.percent(digits: 1))),
                Column("problems", kind: .integer), Column("note"),
            ] + (verifier == nil ? [] : [Column("verifier")]))
        for row in rows {
            let comparison = row.comparison
            let tested = row.byConstruction == nil
            var note = row.byConstruction ?? (comparison.isExact ? "exact sign-flip test" : "")
            if row.onlyA + row.onlyB > 0 {
                let overlap = "\(row.problems) common problems, \(row.onlyA) only in a, \(row.onlyB) only in b"
                note += (note.isEmpty ? "" : "; ") + overlap
            }
            let spending = row.spending.map { equal -> [Cell] in
                [
                    .text(equal.axis.unit), .number(equal.budgetA.value), .number(equal.budgetB.value),
                    .number(equal.spentA), .number(equal.spentB),
                ]
            }
            table.append(
                [.text(row.a.description), .text(row.b.description)] + (spending ?? []) + [
                    .number(row.rightA), .number(row.rightB),
                    .estimate(comparison.difference, low: comparison.interval.low, high: comparison.interval.high),
                    tested ? .number(comparison.pValue) : .missing, row.adjustedP.map(Cell.number) ?? .missing,
                    tested ? row.mcNemar.map { .number($0.pValue) } ?? .missing : .missing,
                    comparison.resolvable.map(Cell.number) ?? .missing, .integer(row.problems), .text(note),
                ] + (verifier.map { [.text($0)] } ?? []))
        }
        table.footnotes = [
            "Intervals: BCa bootstrap over problems, 95 %. p: paired sign-flip permutation test on per-problem expected "
                + "differences, two-sided; Holm over the rows of this table that are tested. McNemar's exact test where both "
                + "are realised 0/1 picks. Resolvable: the smallest true difference that this many problems would show at 80 % power."
        ]
        if let axis { table.footnotes.append(Self.spendingNote(axis)) }
        return table
    }

    private static func spendingColumns(_ axis: Axis) -> [Column] {
        let budget = Column.Kind.number(.decimal(digits: 2))
        return [
            Column("axis"), Column("budget_a", header: "k of a", kind: budget),
            Column("budget_b", header: "k of b", kind: budget),
            Column("spent_a", header: "spent by a", kind: .number(axis.style)),
            Column("spent_b", header: "spent by b", kind: .number(axis.style)),
        ]
    }

    private static func spendingNote(_ axis: Axis) -> String {
        "Of each pair, the side that spends more \(axis.unit) on the common problems is cut back to the other's mean: a "
            + "budget such as 5.25 is 5, or with probability 0.25 one more. Interval, p and resolvable count in that the "
            + "cut depends on the problems: each problem's surplus is charged at the cut side's gain per unit spent."
    }
}
