/// Predictions are what a scorer said of candidates or of their steps, beside what came of them, problem by problem.
public struct Predictions: Sendable {
    /// The values are finite or infinite, never NaN.
    public private(set) var values: [Double] = []

    /// Each value has an outcome, the share of trials that came out well, in [0, 1]: 0 or 1 for a candidate, k/N for N
    /// rollouts.
    public private(set) var outcomes: [Double] = []

    /// Each value belongs to a problem, counted from 0.
    public private(set) var owners: [Int32] = []

    /// There are so many problems, those without a value included.
    public let problems: Int

    /// So many values are left out because they are NaN: not scored is not a score of 0.
    public private(set) var unscored = 0

    public init(problems: Int) {
        precondition(problems > 0, "\(problems) problems")
        self.problems = problems
    }

    public var count: Int { values.count }

    /// Adds a value of a problem; NaN only counts as ``unscored``.
    public mutating func append(_ value: Double, outcome: Double, problem: Int) {
        precondition((0..<problems).contains(problem), "problem \(problem) of \(problems)")
        precondition((0...1).contains(outcome), "outcome \(outcome) is not a share")
        guard !value.isNaN else {
            unscored += 1
            return
        }
        values.append(value)
        outcomes.append(outcome)
        owners.append(Int32(problem))
    }

    /// True where all values can be read as probabilities.
    public var areProbabilities: Bool { values.allSatisfy { (0...1).contains($0) } }

    /// Sums a quantity over the values of each problem.
    func sums(_ quantity: (Int) -> Double) -> [Double] {
        var sums = [Double](repeating: 0, count: problems)
        for index in values.indices { sums[Int(owners[index])] += quantity(index) }
        return sums
    }
}
