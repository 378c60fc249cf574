import Benchmark
import BenchmarkSupport
import WinnowSelection

/// The closed forms and the exact majority, whose sum has a target.
let exactStrategies = ["single", "majority", "best-logprob", "shortest-trace", "verifier", "oracle"]

/// Strategies that fall back to a majority, which are built from the same parts.
let fallbackStrategies = ["majority-trace-legal", "verifier-majority"]

/// A sample is one problem, so that the percentiles are over up to 1,000 of them.
func registerStrategy(_ name: String) {
    Benchmark(
        name, configuration: .brief(),
        closure: { (benchmark, pools: Pools) in
            let pool = pools.pools[benchmark.currentIteration % pools.pools.count]
            let strategy = try Strategies.known(name)
            try benchmark.measure { blackHole(try strategy.outcomes(for: pool, budgets: Pools.budgets)) }
        },
        setup: { try Pools(problems: 1000) })
}

/// The one strategy that is estimated by random subsets; a sample is one problem.
func registerMonteCarlo() {
    Benchmark(
        "majority-logprob", configuration: .lasting(),
        closure: { (benchmark, pools: Pools) in
            let pool = pools.pools[benchmark.currentIteration % pools.pools.count]
            let strategy = try Strategies.known("majority-logprob")
            try benchmark.measure { blackHole(try strategy.outcomes(for: pool, budgets: Pools.budgets)) }
        },
        setup: { try Pools(problems: 20) })
}

/// What the target of 3 seconds is about: ``exactStrategies`` on all of 1,000 problems.
func registerExactTotal() {
    Benchmark(
        "exact-1000-problems", configuration: .lasting(.seconds(8)),
        closure: { (benchmark, pools: Pools) in
            let strategies = try exactStrategies.map(Strategies.known)
            try benchmark.measure {
                for strategy in strategies {
                    for pool in pools.pools { blackHole(try strategy.outcomes(for: pool, budgets: Pools.budgets)) }
                }
            }
        },
        setup: { try Pools(problems: 1000) })
}

extension Strategies {
    /// The strategy with a name that must be there.
    fileprivate static func known(_ name: String) throws -> any Strategy {
        guard let strategy = named(name) else { throw UnknownStrategy(name: name) }
        return strategy
    }

    private struct UnknownStrategy: Error {
        let name: String
    }
}
