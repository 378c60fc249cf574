/// The first errors are those of labelled solutions, with the first wrong step that a judge names of each.
///
/// Metrics are those of ProcessBench: accuracy on solutions that have a wrong step, where the very step has to be named,
/// accuracy on those that have none, and the harmonic mean of the two.
///
/// Source: Zheng et al., arXiv 2412.06559, section 2.2.
public struct FirstErrors: Sendable {
    /// The solutions are of so many problems.
    public let problems: Int

    /// Of each problem, the solutions with a wrong step and those of them whose step was named.
    private(set) var erroneous: (total: [Double], found: [Double])

    /// Of each problem, the solutions without a wrong step and those of them of which this was said.
    private(set) var correct: (total: [Double], found: [Double])

    public init(problems: Int) {
        let none = [Double](repeating: 0, count: problems)
        self.problems = problems
        (erroneous, correct) = ((none, none), (none, none))
    }

    /// Adds a solution of a problem, which is counted from 0.
    ///
    /// - Parameters:
    ///   - label: the first wrong step; nil for none.
    ///   - isFound: whether the judge named that step, or said that there is none.
    public mutating func append(label: Int?, isFound: Bool, problem: Int) {
        if label == nil {
            correct.total[problem] += 1
            correct.found[problem] += isFound ? 1 : 0
        } else {
            erroneous.total[problem] += 1
            erroneous.found[problem] += isFound ? 1 : 0
        }
    }

    public var erroneousCount: Int { Int(erroneous.total.reduce(0, +)) }
    public var correctCount: Int { Int(correct.total.reduce(0, +)) }

    /// The accuracy on solutions with a wrong step; nil without one.
    public func erroneousAccuracy(_ resampling: Resampling) -> Measured? {
        Measured(ratioOf: erroneous.found, over: erroneous.total, resampling: resampling)
    }

    /// The accuracy on solutions without a wrong step; nil without one.
    public func correctAccuracy(_ resampling: Resampling) -> Measured? {
        Measured(ratioOf: correct.found, over: correct.total, resampling: resampling)
    }

    /// The harmonic mean of the two accuracies; NaN where one of them is not defined.
    public var f1: Double {
        Self.harmonicMean(
            erroneous.found.reduce(0, +) / erroneous.total.reduce(0, +),
            correct.found.reduce(0, +) / correct.total.reduce(0, +))
    }

    /// The harmonic mean in each resample over problems, NaN where it is not defined.
    public func f1Replicates(_ resampling: Resampling) -> [Double] {
        let parts = [erroneous.found, erroneous.total, correct.found, correct.total].map(resampling.means)
        return (0..<resampling.resamples).map { resample in
            Self.harmonicMean(
                parts[0][resample] / parts[1][resample], parts[2][resample] / parts[3][resample])
        }
    }

    /// The harmonic mean with its interval; nil where one of the accuracies is not defined.
    ///
    /// The interval is the percentile bootstrap over problems. Where all resamples agree, which says nothing, it is the
    /// harmonic mean of the accuracies' own limits, each at the confidence that both hold together (Bonferroni).
    public func f1(_ resampling: Resampling, confidence: Double = 0.95) -> Measured? {
        let value = f1
        guard !value.isNaN else { return nil }
        let replicates = f1Replicates(resampling).filter { !$0.isNaN }
        if let first = replicates.first, !replicates.allSatisfy({ Rounding.areEqual($0, first) }) {
            let interval = Interval.percentile(ofReplicates: replicates, confidence: confidence)
            return Measured(value, interval, problems: problems)
        }
        let each = 1 - (1 - confidence) / 2
        guard
            let (one, other) = Self.both(
                Interval.ratio(of: erroneous.found, over: erroneous.total, resampling: resampling, confidence: each),
                Interval.ratio(of: correct.found, over: correct.total, resampling: resampling, confidence: each))
        else { return nil }
        return Measured(
            value,
            Interval(
                low: Self.harmonicMean(one.low, other.low), high: Self.harmonicMean(one.high, other.high),
                method: one.method), problems: problems)
    }

    private static func both(_ one: Interval?, _ other: Interval?) -> (Interval, Interval)? {
        guard let one, let other else { return nil }
        return (one, other)
    }

    /// The harmonic mean of two rates: 0 where both are, NaN where one is.
    static func harmonicMean(_ one: Double, _ other: Double) -> Double {
        one + other == 0 ? 0 : 2 * one * other / (one + other)
    }
}

/// A threshold makes scores of steps a first wrong step: the first one that scores below it.
public enum StepThreshold {
    /// A labelled solution with the scores of its steps.
    public struct Solution: Hashable, Sendable {
        /// The first wrong step is 0-based; nil for none.
        public var label: Int?

        public var scores: [Double]

        public init(label: Int?, scores: [Double]) { (self.label, self.scores) = (label, scores) }
    }

    /// Finds the 0-based index of the first step that scores below a threshold; nil for none.
    public static func firstError(in scores: [Double], below threshold: Double) -> Int? {
        scores.firstIndex { $0 < threshold }
    }

    /// Finds the threshold with the highest harmonic mean of the two accuracies of ``FirstErrors``, the highest of equals.
    ///
    /// A solution is judged rightly in one interval of thresholds: above the score of its first wrong step, up to the least
    /// score before it; one without a wrong step up to its least score. All thresholds are so looked at in one pass.
    ///
    /// - Returns: a score of one of the solutions, or a number just above all of them; nil without solutions of both kinds.
    /// - Complexity: O(n log n) in the solutions, after one pass over their scores.
    public static func best(of solutions: [Solution]) -> Double? {
        let erroneous = solutions.count { $0.label != nil }
        let correct = solutions.count - erroneous
        guard erroneous > 0, correct > 0 else { return nil }
        let highest = (solutions.flatMap(\.scores).max() ?? 0).nextUp
        // Intervals that end at a threshold, or begin just above it.
        var steps: [Double: (erroneous: Int, correct: Int)] = [highest: (0, 0)]
        for solution in solutions {
            guard let label = solution.label else {
                steps[solution.scores.min() ?? highest, default: (0, 0)].correct += 1
                continue
            }
            guard label < solution.scores.count else { continue }
            let (begin, end) = (solution.scores[label], solution.scores[..<label].min() ?? highest)
            guard begin < end else { continue }
            steps[end, default: (0, 0)].erroneous += 1
            steps[begin, default: (0, 0)].erroneous -= 1
        }
        var best: (threshold: Double, f1: Double)?
        var right = (erroneous: 0, correct: 0)
        // From above: at a threshold those count whose interval ends there or above, and has begun below.
        for threshold in steps.keys.sorted(by: >) {
            right.erroneous += steps[threshold]?.erroneous ?? 0
            right.correct += steps[threshold]?.correct ?? 0
            let f1 = FirstErrors.harmonicMean(
                Double(right.erroneous) / Double(erroneous), Double(right.correct) / Double(correct))
            if best.map({ f1 > $0.f1 }) ?? true { best = (threshold, f1) }
        }
        return best?.threshold
    }
}
