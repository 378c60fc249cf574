import WinnowStatistics

/// A way to choose an interval.
struct Rule: Sendable {
    let name: String
    let interval: @Sendable (Statistic, [Double], Resampling) -> Interval

    static let all = [
        Rule(name: "before") { statistic, values, resampling in
            statistic.isDifference ? differenceBefore(values, resampling) : rateBefore(values, resampling)
        },
        Rule(name: "now") { statistic, values, resampling in
            statistic.isDifference
                ? .difference(values, resampling: resampling)
                : Interval.interval(of: values, resampling: resampling)!
        },
    ]

    /// The rule up to November 2026: exact where all are equal, Wilson for 0/1, BCa otherwise.
    private static func rateBefore(_ values: [Double], _ resampling: Resampling) -> Interval {
        if values.allSatisfy({ $0 == values[0] }) {
            return .clopperPearson(successes: values[0] * Double(values.count), trials: values.count)
        }
        if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
            return .wilson(successes: values.count { $0 == 1 }, trials: values.count)
        }
        return .bootstrapBCa(of: values, resampling: resampling)
    }

    private static func differenceBefore(_ values: [Double], _ resampling: Resampling) -> Interval {
        values.allSatisfy { $0 == values[0] }
            ? Interval(low: values[0], high: values[0], method: .constant)
            : .bootstrapBCa(of: values, resampling: resampling)
    }
}
