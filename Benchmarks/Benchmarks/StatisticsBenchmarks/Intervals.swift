import Benchmark
import BenchmarkSupport
import WinnowStatistics

/// The number of problems of a run.
let problems = 100

/// Values of strategies on the problems, between 0 and 1.
func values(_ strategy: Int) -> [Double] {
    noise(problems * (strategy + 1)).suffix(problems).map { Double($0) + 0.5 }
}

/// The bootstrap's draws, made once for a table, and the intervals of one of its cells.
func registerIntervals() {
    Benchmark("bootstrap-draws", configuration: .lasting(.seconds(2))) { benchmark in
        benchmark.measure { blackHole(Resampling(problems: problems)) }
    }
    Benchmark(
        "bootstrap-bca", configuration: .brief(),
        closure: { (benchmark, draws: Resampling) in
            let values = values(0)
            benchmark.measure { blackHole(Interval.bootstrapBCa(of: values, resampling: draws)) }
        },
        setup: { Resampling(problems: problems) })
    Benchmark("clopper-pearson", configuration: .thousandfold()) { benchmark in
        for index in benchmark.scaledIterations {
            blackHole(Interval.clopperPearson(successes: Double(index % 101), trials: 100))
        }
    }
    Benchmark("wilson", configuration: .thousandfold()) { benchmark in
        for index in benchmark.scaledIterations { blackHole(Interval.wilson(successes: index % 101, trials: 100)) }
    }
}
