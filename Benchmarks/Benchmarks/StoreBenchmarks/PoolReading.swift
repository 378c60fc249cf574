import Benchmark
import BenchmarkSupport
import WinnowStore

/// A thousand candidates of a run are read as selection sees them; times are of one of them.
func registerPoolReading() {
    Benchmark(
        "read-pools", configuration: .thousandfold(),
        closure: { (benchmark, run: StoredRun) in
            var tokens = 0
            try run.store.forEachPoolRow(of: run.run, judgedBy: run.judges) { tokens += $0.tokens ?? 0 }
            blackHole(tokens)
        },
        setup: {
            let run = try StoredRun(Store.inMemory())
            try run.append(run.entries(1000))
            return run
        })
}
