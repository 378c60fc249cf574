public import Benchmark

extension Benchmark.Configuration {
    /// Work of microseconds: a sample is a thousand runs, times are of one of them.
    ///
    /// The processor's time is left out: its clock ticks too slowly for that.
    public static func thousandfold(_ more: BenchmarkMetric...) -> Self {
        Self(
            metrics: [.wallClock, .throughput] + more, scalingFactor: .kilo, maxDuration: .seconds(1),
            maxIterations: 1000, thresholds: tolerances([.throughput] + more))
    }

    /// Work of a millisecond or less that is not worth repeating within a sample.
    public static func brief(_ more: BenchmarkMetric...) -> Self {
        Self(
            metrics: [.wallClock, .throughput] + more, maxDuration: .seconds(1), maxIterations: 1000,
            thresholds: tolerances([.throughput] + more))
    }

    /// Work of many milliseconds, once a sample.
    public static func lasting(_ duration: Duration = .seconds(3), _ more: BenchmarkMetric...) -> Self {
        let metrics: [BenchmarkMetric] = [.cpuUser, .peakMemoryResident] + more
        return Self(
            metrics: [.wallClock] + metrics, maxDuration: duration, maxIterations: 1000,
            thresholds: tolerances(metrics))
    }

    /// How far the 90th percentile may be from the committed one, in percent.
    ///
    /// Generous, as the machines are noisy and not the same. Rates and throughputs follow from the times and are not
    /// compared a second time.
    private static func tolerances(_ metrics: [BenchmarkMetric]) -> [BenchmarkMetric: BenchmarkThresholds] {
        let none = BenchmarkThresholds(relative: [:], absolute: [:])
        var result: [BenchmarkMetric: BenchmarkThresholds] = [
            .wallClock: BenchmarkThresholds(relative: [.p90: 75])
        ]
        for metric in metrics {
            switch metric {
            case .cpuUser: result[metric] = BenchmarkThresholds(relative: [.p90: 75])
            case .peakMemoryResident: result[metric] = BenchmarkThresholds(relative: [.p90: 40])
            default: result[metric] = none
            }
        }
        return result
    }
}
