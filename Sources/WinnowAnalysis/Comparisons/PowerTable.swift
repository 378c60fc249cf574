import Foundation
public import WinnowCore
public import WinnowReport
import WinnowStatistics

/// The study of how many problems resolve a difference, for one spread of differences.
public struct PowerStudy: Study {
    private let question: PowerQuestion
    private let spread: PowerQuestion.Spread

    /// - Throws: ``ExperimentError`` for a question without an answer.
    public init(_ question: PowerQuestion, _ spread: PowerQuestion.Spread) throws(ExperimentError) {
        try question.check(spread)
        (self.question, self.spread) = (question, spread)
    }

    public var report: Report { Report(table) }

    /// One row per difference or number of problems.
    var table: Table {
        let (power, significance) = (question.power, question.significance)
        let deviation = spread.standardDeviation
        let points = Column.Kind.number(.percent(digits: 2))
        var table = Table(
            title: "Problems needed to resolve a difference of right answers"
                + (spread.measured.map { ", \($0.a) − \($0.b)" } ?? ""),
            columns: [
                Column("difference", kind: points), Column("problems", kind: .number(.decimal(digits: 0))),
                Column("asked"), Column("sd", header: "SD of differences", kind: points),
                Column("power", kind: .number(.percent(digits: 1))),
                Column("significance", kind: .number(.percent(digits: 1))),
            ])
        func append(_ difference: Double, _ problems: Double, asked: String, power: Double) {
            table.append([
                .number(difference), .number(problems), .text(asked), .number(deviation), .number(power),
                .number(significance),
            ])
        }
        for difference in question.differences {
            let needed = pairsNeeded(
                difference: difference, standardDeviation: deviation, power: power, significance: significance)
            append(difference, needed, asked: "problems needed", power: power)
        }
        for count in question.problems {
            let resolvable = resolvableDifference(
                pairs: count, standardDeviation: deviation, power: power, significance: significance)
            append(resolvable, Double(count), asked: "resolvable difference", power: power)
        }
        if let measured = spread.measured {
            let resolvable = resolvableDifference(
                pairs: measured.problems, standardDeviation: deviation, power: power, significance: significance)
            append(resolvable, Double(measured.problems), asked: "resolvable with these problems", power: power)
            for difference in question.differences {
                let reached = WinnowStatistics.power(
                    pairs: measured.problems, difference: difference, standardDeviation: deviation,
                    significance: significance)
                append(difference, Double(measured.problems), asked: "power with these problems", power: reached)
            }
        }
        table.footnotes = [
            "A two-sided paired test at the significance finds a true mean difference of at least this size with the power, by "
                + "the normal approximation, if per-problem differences have this standard deviation."
                + (spread.measured.map {
                    String(
                        format: " Measured on %d common problems, where the difference is %.2f %%.", $0.problems,
                        100 * $0.difference)
                } ?? ""),
            "The test that decides is the sign-flip test of winnow compare. More samples per problem narrow the spread; only "
                + "more problems narrow what is left of it.",
        ]
        return table
    }
}
