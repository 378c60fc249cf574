import Benchmark

/// What stands behind the error bars and the p-values of a table.
let benchmarks: @Sendable () -> Void = {
    registerIntervals()
    registerComparisons()
}
