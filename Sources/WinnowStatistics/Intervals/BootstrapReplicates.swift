/// The values of a statistic in the resamples of a bootstrap.
public struct BootstrapReplicates: Sendable {
    /// The values that are defined, ascending; they may be infinite.
    public let values: [Double]

    /// The resamples in which the statistic has no value.
    public let undefined: Int

    /// - Parameter values: one per resample, NaN where the statistic is undefined.
    public init(_ values: [Double]) {
        self.values = values.filter { !$0.isNaN }.sorted()
        undefined = values.count - self.values.count
    }

    /// The percentile interval of the defined values; nil when there is none.
    ///
    /// Source: Efron and Tibshirani 1993, chapter 13.
    public func interval(confidence: Double = 0.95) -> Interval? {
        values.isEmpty ? nil : .percentile(ofReplicates: values, confidence: confidence)
    }
}

extension Resampling {
    /// The ratio of two means in each resample; undefined where both are 0.
    public func ratios(of numerators: [Double], over denominators: [Double]) -> BootstrapReplicates {
        BootstrapReplicates(zip(means(of: numerators), means(of: denominators)).map { $0 / $1 })
    }

    /// A quantile of the values in each resample.
    ///
    /// - Complexity: O(problems · resamples).
    public func quantiles(_ probability: Double, of values: [Double]) -> BootstrapReplicates {
        let order = values.indices.sorted { values[$0] < values[$1] }
        return BootstrapReplicates(
            (0..<resamples).map { resample in
                let weights = weights(of: resample)
                let sorted = order.flatMap { repeatElement(values[$0], count: Int(weights[$0])) }
                return Interval.quantile(probability, ofSorted: sorted)
            })
    }
}

/// A quantile by linear interpolation (Hyndman and Fan's type 7); NaN when there is no value.
public func quantile(_ probability: Double, of values: [Double]) -> Double {
    values.isEmpty ? .nan : Interval.quantile(probability, ofSorted: values.sorted())
}
