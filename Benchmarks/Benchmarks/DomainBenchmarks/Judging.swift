import Benchmark
import BenchmarkSupport
import WinnowDomains
import WinnowRandom

/// Solving, reading, verifying, grading and checking traces; a sample is a thousand problems of mixed difficulty.
func register(_ domain: some TracedDomain) {
    register("solve", domain) { domain, item, index in
        var random = CounterRandom(key: 1, stream: UInt64(index))
        blackHole(domain.solve(item.problem, using: &random))
    }
    register("read", domain) { domain, item, _ in blackHole(domain.read(item.completion)) }
    register("verify", domain) { domain, item, _ in blackHole(domain.verify(item.answer, of: item.problem)) }
    register("grade", domain) { domain, item, _ in blackHole(domain.grade(item.answer, of: item.problem)) }
    register("check-trace", domain) { domain, item, _ in
        blackHole(domain.checkTrace(of: item.completion, for: item.problem))
    }
}

private func register<Family: TracedDomain>(
    _ name: String, _ domain: Family, _ work: @escaping (Family, JudgedItem<Family>, Int) -> Void
) {
    Benchmark(
        "\(domain.name)-\(name)", configuration: .thousandfold(),
        closure: { (benchmark, items: [JudgedItem<Family>]) in
            for index in benchmark.scaledIterations { work(domain, items[index], index) }
        },
        setup: { try JudgedItem.thousand(of: domain) })
}
