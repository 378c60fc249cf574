import Benchmark
import BenchmarkSupport
import WinnowStatistics

/// Paired comparisons of two strategies on the same problems.
func registerComparisons() {
    Benchmark("sign-flip-test", configuration: .lasting(.seconds(2))) { benchmark in
        let differences = zip(values(0), values(1)).map { $0 - $1 }
        benchmark.measure { blackHole(SignFlipTest(differences: differences)) }
    }
    Benchmark(
        "paired-comparison", configuration: .lasting(.seconds(2)),
        closure: { (benchmark, draws: Resampling) in
            let (first, second) = (values(0), values(1))
            benchmark.measure { blackHole(PairedComparison(first, second, resampling: draws)) }
        },
        setup: { Resampling(problems: problems) })
}
