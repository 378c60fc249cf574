import Foundation
public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// A question asks how many problems resolve a difference, or which difference a number of problems resolves.
public struct PowerQuestion: Sendable {
    /// The number of problems is asked of these differences.
    public var differences: [Double]
    /// The resolvable difference is asked of these numbers of problems.
    public var problems: [Int]
    public var power: Double
    public var significance: Double

    public init(differences: [Double], problems: [Int] = [], power: Double = 0.8, significance: Double = 0.05) {
        self.differences = differences
        self.problems = problems
        self.power = power
        self.significance = significance
    }

    /// Answers depend on this spread of per-problem differences.
    public struct Spread: Sendable {
        public let standardDeviation: Double
        /// The spread was measured on this comparison, with its contenders, problems and difference; nil for a number
        /// as typed.
        public let measured: (a: Contender, b: Contender, problems: Int, difference: Double)?

        public init(standardDeviation: Double) {
            self.standardDeviation = standardDeviation
            measured = nil
        }

        /// Measures the spread of two contenders' differences on their common problems.
        ///
        /// - Throws: ``ExperimentError`` as ``Comparisons/all(_:atEqual:in:verifier:)``, or for fewer than two problems.
        public init(_ a: Contender, _ b: Contender, in store: Store) async throws {
            let runs = try LoadedRuns([a.source, b.source], in: store)
            let pair = try ContenderPair(a, try await runs.column(a), b, try await runs.column(b))
            let differences = zip(pair.outcomesA, pair.outcomesB).map { $0.right - $1.right }
            guard differences.count > 1 else {
                throw ExperimentError(
                    "\(a) and \(b) have one problem in common, which has no spread", hint: "sample more problems")
            }
            standardDeviation = WinnowStatistics.standardDeviation(of: differences)
            measured = (a, b, differences.count, mean(of: differences))
        }
    }

    /// - Throws: ``ExperimentError`` for a question without an answer.
    func check(_ spread: Spread) throws(ExperimentError) {
        if let difference = differences.first(where: { !$0.isFinite || $0 == 0 || abs($0) > 1 }) {
            throw ExperimentError(
                "a difference of \(difference) cannot be resolved",
                hint: "give differences between 0 and 1, such as 0.02 for two percentage points")
        }
        if let count = problems.first(where: { $0 < 2 }) {
            throw ExperimentError("\(count) problems have no spread", hint: "use 2 or more")
        }
        guard power > 0, power < 1, significance > 0, significance < 1, power > significance / 2 else {
            throw ExperimentError(
                "a power of \(power) at a significance of \(significance) cannot be had",
                hint: "use for example 0.8 and 0.05")
        }
        let deviation = spread.standardDeviation
        guard deviation.isFinite, deviation > 0 else {
            throw ExperimentError(
                "with a standard deviation of \(deviation) every difference is certain",
                hint: "give a positive --sd, or contenders that differ on some problems but not by the same on all")
        }
    }
}

/// The study says how many problems resolve a difference, for one spread of differences.
public struct PowerStudy: Study {
    private let question: PowerQuestion
    private let spread: PowerQuestion.Spread

    /// - Throws: ``ExperimentError`` for a question without an answer.
    public init(_ question: PowerQuestion, _ spread: PowerQuestion.Spread) throws(ExperimentError) {
        try question.check(spread)
        (self.question, self.spread) = (question, spread)
    }

    public var report: Report { Report(table, answer: answer) }

    private var answer: [Note] {
        let deviation = String(format: "%.1f points", 100 * spread.standardDeviation)
        let power = String(format: "%.0f %%", 100 * question.power)
        var sentences = question.differences.prefix(2).map { difference in
            let needed = pairsNeeded(
                difference: abs(difference), standardDeviation: spread.standardDeviation, power: question.power,
                significance: question.significance)
            return String(format: "A difference of %.1f points needs %.0f problems", 100 * abs(difference), needed)
                + " to be found with probability \(power), at a spread of \(deviation) between problems."
        }
        if let measured = spread.measured {
            let resolved = resolvableDifference(
                pairs: measured.problems, standardDeviation: spread.standardDeviation, power: question.power,
                significance: question.significance)
            sentences.append(
                "\(FigureText.count(measured.problems, "problem")) resolve "
                    + String(format: "%.1f points; measured were %.1f.", 100 * resolved, 100 * measured.difference))
        } else if let count = question.problems.first {
            let resolved = resolvableDifference(
                pairs: count, standardDeviation: spread.standardDeviation, power: question.power,
                significance: question.significance)
            sentences.append(
                "\(FigureText.count(count, "problem")) resolve "
                    + String(format: "%.1f points with probability \(power).", 100 * resolved))
        }
        return sentences.map { Note($0) }
    }

    /// The table has one row per difference or number of problems.
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
