import Glibc

extension Interval {
    /// The percentile bootstrap interval of a mean.
    ///
    /// Source: Efron and Tibshirani 1993, chapter 13; quantiles by linear interpolation (Hyndman and Fan's type 7).
    public static func bootstrapPercentile(
        of values: [Double], confidence: Double = 0.95, resampling: Resampling
    ) -> Interval {
        percentile(ofReplicates: resampling.means(of: values), confidence: confidence)
    }

    /// The percentile interval of a statistic, from its value in each resample.
    ///
    /// - Parameter replicates: at least one, none of them NaN; infinite ones make an infinite limit where they are many.
    public static func percentile(ofReplicates replicates: [Double], confidence: Double = 0.95) -> Interval {
        precondition(!replicates.isEmpty, "no replicates")
        let sorted = replicates.sorted()
        let tail = (1 - confidence) / 2
        return Interval(
            low: quantile(tail, ofSorted: sorted), high: quantile(1 - tail, ofSorted: sorted),
            method: .bootstrapPercentile)
    }

    /// The bias-corrected and accelerated bootstrap interval of a mean.
    ///
    /// Resample means equal to the estimate count half in the bias correction, as suits discrete values.
    ///
    /// Source: Efron, JASA 82, 1987; Efron and Tibshirani 1993, equations 14.9–14.15.
    public static func bootstrapBCa(
        of values: [Double], confidence: Double = 0.95, resampling: Resampling
    ) -> Interval {
        let means = resampling.means(of: values).sorted()
        return bootstrapBCa(
            means: means, estimate: mean(of: values), acceleration: acceleration(of: values), confidence: confidence)
    }

    /// The BCa limits from a sorted bootstrap distribution.
    static func bootstrapBCa(
        means: [Double], estimate: Double, acceleration: Double, confidence: Double
    ) -> Interval {
        guard let least = means.first, let greatest = means.last, least < greatest else {
            return Interval(low: estimate, high: estimate, method: .bootstrapBCa)
        }
        // Sums in another order differ in the last bits: they must not decide what is below the estimate.
        let tolerance = 1e-12 * Swift.max(abs(least), abs(greatest))
        let below = means.count { $0 < estimate - tolerance }
        let equal = means.count { abs($0 - estimate) <= tolerance }
        let share = (Double(below) + Double(equal) / 2) / Double(means.count)
        let bias = Normal.quantile(share)
        func level(_ probability: Double) -> Double {
            let shifted = bias + Normal.quantile(probability)
            return Normal.cumulative(bias + shifted / (1 - acceleration * shifted))
        }
        let tail = (1 - confidence) / 2
        guard bias.isFinite else {
            return Interval(low: least, high: greatest, method: .bootstrapBCa)
        }
        return Interval(
            low: quantile(level(tail), ofSorted: means), high: quantile(level(1 - tail), ofSorted: means),
            method: .bootstrapBCa)
    }

    /// The acceleration of a mean, from the jackknife.
    static func acceleration(of values: [Double]) -> Double {
        let centre = mean(of: values)
        var square = 0.0
        var cube = 0.0
        for value in values {
            let deviation = value - centre
            square += deviation * deviation
            cube += deviation * deviation * deviation
        }
        return square == 0 ? 0 : cube / (6 * pow(square, 1.5))
    }

    static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
        let position = probability * Double(values.count - 1)
        let index = Swift.min(Int(position), values.count - 1)
        let next = Swift.min(index + 1, values.count - 1)
        // Infinite values have no difference.
        guard position > Double(index), values[next] != values[index] else { return values[index] }
        return values[index] + (position - Double(index)) * (values[next] - values[index])
    }
}
