public import Benchmark

extension BenchmarkMetric {
    /// Tokens read or written in a second.
    public static let tokensPerSecond = rate("Tokens / s")

    /// Millions of floating-point operations in a second, two of them for a multiplication with an addition.
    public static let megaflops = rate("Mflop / s")

    private static func rate(_ name: String) -> Self {
        .custom(name, polarity: .prefersLarger, useScalingFactor: false)
    }
}

extension Benchmark {
    /// Measures the work alone, without what the benchmark does before it.
    public func measure(_ work: () throws -> Void) rethrows {
        startMeasurement()
        defer { stopMeasurement() }
        try work()
    }

    /// Measures the work alone, and records how many units of it were done in a second.
    public func measure(_ units: Double, _ rate: BenchmarkMetric, _ work: () async throws -> Void) async rethrows {
        let clock = ContinuousClock()
        startMeasurement()
        let start = clock.now
        try await work()
        let seconds = start.duration(to: clock.now) / .seconds(1)
        stopMeasurement()
        measurement(rate, Int(units / seconds))
    }

    /// Measures the work alone, and records how many units of it were done in a second.
    public func measure(_ units: Double, _ rate: BenchmarkMetric, _ work: () -> Void) {
        let clock = ContinuousClock()
        startMeasurement()
        let start = clock.now
        work()
        let seconds = start.duration(to: clock.now) / .seconds(1)
        stopMeasurement()
        measurement(rate, Int(units / seconds))
    }
}
