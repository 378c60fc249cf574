import WinnowCore
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// How many problems are needed to resolve a difference, or which difference a number of problems resolves.
public struct PowerQuestion: Sendable {
    /// The differences whose number of problems is asked.
    public var differences: [Double]
    /// The numbers of problems whose resolvable difference is asked.
    public var problems: [Int]
    public var power: Double
    public var significance: Double

    public init(differences: [Double], problems: [Int] = [], power: Double = 0.8, significance: Double = 0.05) {
        self.differences = differences
        self.problems = problems
        self.power = power
        self.significance = significance
    }

    /// The spread of per-problem differences that answers depend on.
    public struct Spread: Sendable {
        public let standardDeviation: Double
        /// The comparison that it was measured on: its contenders, problems and difference; nil for a number as typed.
        public let measured: (a: Contender, b: Contender, problems: Int, difference: Double)?

        public init(standardDeviation: Double) {
            self.standardDeviation = standardDeviation
            measured = nil
        }

        /// The spread of two contenders' differences on their common problems.
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
