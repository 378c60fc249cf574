import Benchmark

/// The strategies' estimates at all budgets on pools of 1,024 candidates, on one core.
let benchmarks: @Sendable () -> Void = {
    for name in exactStrategies + fallbackStrategies { registerStrategy(name) }
    registerMonteCarlo()
    registerExactTotal()
}
