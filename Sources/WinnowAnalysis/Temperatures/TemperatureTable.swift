public import WinnowReport
import WinnowSelection
import WinnowStatistics

extension TemperatureStudy {
    public var report: Report { Report(table) }

    private var table: Table {
        let rate = Column.Kind.number(.percent(digits: 1))
        let temperature = Column.Kind.number(.decimal(digits: 2))
        var table = Table(
            title: "\(request.domain) \(request.model): strategies at their own temperature and at a common one",
            columns: [
                Column("strategy"), Column("budget", kind: .integer),
                Column("chosen", header: "T chosen", kind: temperature),
                Column("tune_right", header: "right on tune", kind: rate),
                Column("right", header: "right on test", kind: .estimate(.percent(digits: 1))),
                Column("common", header: "T common", kind: temperature),
                Column("right_at_common", header: "right there", kind: rate),
                Column("difference", header: "chosen − common", kind: .estimate(.percent(digits: 1))),
                Column("p", kind: .number(.scientific(digits: 1))), Column("problems", kind: .integer),
                Column("tune_problems", header: "tune problems", kind: .integer),
            ])
        for choice in choices {
            table.append([
                .text(choice.strategy.name), .integer(choice.budget), .number(choice.chosen), .number(choice.tuneRight),
                .estimate(choice.right, low: choice.interval.low, high: choice.interval.high),
                .number(choice.common), .number(choice.rightAtCommon),
                choice.comparison.map { .estimate($0.difference, low: $0.interval.low, high: $0.interval.high) }
                    ?? .missing,
                choice.comparison.map { .number($0.pValue) } ?? .missing, .integer(choice.problems),
                .integer(choice.tuneProblems),
            ])
        }
        table.footnotes = [
            "T chosen: of the highest accuracy on the tune split, the lowest of equal ones. The test split is only measured "
                + "on. Differences are paired by problem, with BCa bootstrap intervals, 95 %; nothing to compare where the "
                + "chosen temperature is the common one."
        ]
        return table
    }
}
