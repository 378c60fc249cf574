/// A statistic with its interval over problems, and the problems that it is about.
public struct Measured: Hashable, Sendable {
    public var value: Double
    public var interval: Interval
    public var problems: Int

    public init(_ value: Double, _ interval: Interval, problems: Int) {
        self.value = value
        self.interval = interval
        self.problems = problems
    }

    /// Σ numerators / Σ denominators over problems, with ``Interval/ratio(of:over:resampling:confidence:)``; nil where
    /// the denominators are 0.
    public init?(ratioOf numerators: [Double], over denominators: [Double], resampling: Resampling) {
        guard let interval = Interval.ratio(of: numerators, over: denominators, resampling: resampling) else {
            return nil
        }
        self.init(
            numerators.reduce(0, +) / denominators.reduce(0, +), interval, problems: denominators.count { $0 > 0 })
    }

    /// The mean of a value of each problem, with ``Interval/interval(of:confidence:resampling:)``; nil without one.
    public init?(meanOf perProblem: [Double], resampling: Resampling? = nil) {
        guard let interval = Interval.interval(of: perProblem, resampling: resampling) else { return nil }
        self.init(mean(of: perProblem), interval, problems: perProblem.count)
    }
}
