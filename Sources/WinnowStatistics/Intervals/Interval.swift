/// A confidence interval for a mean over problems, with the method that made it.
public struct Interval: Hashable, Sendable {
    /// A method says how an interval was computed; the raw value is what tables and the database show.
    public enum Method: String, CaseIterable, Sendable {
        /// Gaffke's limits are of the mean of values in [0, 1] with one problem more, which nobody has seen.
        case gaffke
        /// Exact binomial limits, which are Gaffke's of 0/1 outcomes.
        case clopperPearson = "clopper-pearson"
        /// Wilson's score interval for 0/1 outcomes.
        case wilson
        /// The bias-corrected and accelerated bootstrap over problems.
        case bootstrapBCa = "bootstrap-bca"
        /// The percentile bootstrap over problems.
        case bootstrapPercentile = "bootstrap-percentile"
        /// All values are equal and not rates: the data show no spread to build an interval from.
        case constant
    }

    public var low: Double
    public var high: Double
    public var method: Method

    public init(low: Double, high: Double, method: Method) {
        self.low = low
        self.high = high
        self.method = method
    }

    /// Whether the value lies between the limits, limits included.
    public func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }
}
