import Benchmark

/// Writing candidates with all that is said of them, and reading what selection needs.
let benchmarks: @Sendable () -> Void = {
    registerAppending()
    registerPoolReading()
}
