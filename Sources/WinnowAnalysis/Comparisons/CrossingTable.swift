public import WinnowReport
import WinnowSelection
import WinnowStatistics

extension SpendingCrossing {
    public var report: Report { Report(table) }

    /// One row per crossing, or one that says who is ahead where there is none.
    var table: Table {
        var table = Table(
            title: "Where right answers over \(axis.unit) cross: a = \(a), b = \(b)",
            columns: [
                Column("a"), Column("b"), Column("axis"), Column("event"),
                Column("spent", header: axis.unit, kind: .estimate(axis.style)),
                Column("right", header: "right there", kind: .number(.percent(digits: 1))),
                Column("share_without", header: "resamples without", kind: .number(.percent(digits: 1))),
                Column("problems", kind: .integer),
            ])
        func append(_ event: String, _ spent: Cell, _ right: Cell, _ shareWithout: Double) {
            table.append([
                .text(a.description), .text(b.description), .text(axis.unit), .text(event), spent, right,
                .number(shareWithout), .integer(problems),
            ])
        }
        for row in rows {
            append(
                row.isOvertaking ? "b overtakes a" : "a overtakes b",
                .estimate(row.spent, low: row.interval?.low, high: row.interval?.high), .number(row.right),
                row.shareWithout)
        }
        if rows.isEmpty { append("none: \(standing)", .missing, .missing, shareUncrossed) }
        table.footnotes = [
            "Right answers as a function of mean \(axis.unit) spent, linear between neighbouring budgets, which a coin can mix: "
                + "a from \(range(curveA)), b from \(range(curveB)). Only what both spend is compared.",
            "Intervals: percentile bootstrap over problems, 95 %, \(Self.resamples) resamples, among those with a crossing in "
                + "the same direction, of which the nearest counts; the share without one is beside it.",
        ]
        if onlyA + onlyB > 0 {
            table.footnotes.append("\(problems) common problems, \(onlyA) only in a, \(onlyB) only in b.")
        }
        return table
    }

    /// Who is ahead on all that both spend.
    private var standing: String {
        let (start, end) = (max(curveA.start, curveB.start), min(curveA.end, curveB.end))
        guard start <= end else { return "there is no spending that both reach" }
        let knots = (curveA.positions + curveB.positions).filter { start <= $0 && $0 <= end }
        let differences = knots.map { curveB.value(at: $0) - curveA.value(at: $0) }
        if differences.contains(where: { $0 > 1e-12 }) { return "b is ahead throughout" }
        if differences.contains(where: { $0 < -1e-12 }) { return "a is ahead throughout" }
        return "both are equal"
    }

    private func range(_ curve: PiecewiseLinear) -> String {
        let start = axis.text(curve.start)
        return curve.end.isFinite ? "\(start) to \(axis.text(curve.end))" : "\(start) on, without needing more"
    }
}

extension BreakEvenStudy {
    public var report: Report { Report(table) }

    private var table: Table {
        var table = Table(
            title: "Break-even price of a verifier call, in generated tokens: b at equal total price against a",
            columns: [
                Column("a"), Column("b"), Column("right_a", header: "right of a", kind: .number(.percent(digits: 1))),
                Column("tokens_a", header: "tokens of a", kind: .number(.decimal(digits: 1))),
                Column("paid_per", header: "paid per"),
                Column("price", header: "tokens per call", kind: .estimate(.decimal(digits: 1))),
                Column("share_without", header: "resamples without", kind: .number(.percent(digits: 1))),
                Column("problems", kind: .integer), Column("note"),
            ])
        for row in rows {
            let behind = row.price.isFinite ? "even free calls are too dear" : "b is never as often right as a"
            var notes = row.price < 0 ? [behind] : row.price == .infinity ? ["b needs no calls"] : []
            if row.onlyA + row.onlyB > 0 { notes.append("\(row.onlyA) problems only in a, \(row.onlyB) only in b") }
            table.append([
                .text(row.a.description), .text(row.b.description), .number(row.rightA), .number(row.tokensA),
                .text(row.paying.rawValue), .estimate(row.price, low: row.interval.low, high: row.interval.high),
                .number(row.shareWithout), .integer(row.problems), .text(notes.joined(separator: "; ")),
            ])
        }
        table.footnotes = [
            "Below the price b, spending as much as a in tokens and calls, is right more often than a; above it, less often. "
                + "Paid per distinct answer, verdicts are kept. A limit that is missing is beyond all prices: b is behind even if "
                + "calls are free. Intervals: percentile bootstrap over problems, 95 %, \(SpendingCrossing.resamples) resamples; "
                + "resamples without a price of 0 or more are counted beside it."
        ]
        return table
    }
}
