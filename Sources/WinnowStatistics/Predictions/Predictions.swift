/// Predictions are what a scorer said of candidates or of their steps, beside what came of them, problem by problem.
public struct Predictions: Sendable {
    /// Finite or infinite, never NaN.
    public private(set) var values: [Double] = []

    /// Per value, the share of trials that came out well, in [0, 1]: 0 or 1 for a candidate, k/N for N rollouts.
    public private(set) var outcomes: [Double] = []

    /// Per value, its problem, from 0.
    public private(set) var owners: [Int32] = []

    /// The number of problems, those without a value included.
    public let problems: Int

    /// Values left out because they are NaN: not scored is not a score of 0.
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

    /// Whether all values can be read as probabilities.
    public var areProbabilities: Bool { values.allSatisfy { (0...1).contains($0) } }

    /// Per problem, the sum of a quantity over its values.
    func sums(_ quantity: (Int) -> Double) -> [Double] {
        var sums = [Double](repeating: 0, count: problems)
        for index in values.indices { sums[Int(owners[index])] += quantity(index) }
        return sums
    }
}
