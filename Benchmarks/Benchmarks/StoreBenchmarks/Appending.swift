import Benchmark
import BenchmarkSupport
import Foundation
import WinnowStore

extension BenchmarkMetric {
    /// What a candidate with its judgements adds to a database that is closed.
    static let bytesPerCandidate = BenchmarkMetric.custom("Bytes / candidate", useScalingFactor: false)
}

/// A thousand candidates are appended to a new file in one transaction; times are of one of them.
func registerAppending() {
    var configuration = Benchmark.Configuration.thousandfold(.peakMemoryResident, .bytesPerCandidate)
    configuration.maxDuration = .seconds(4)
    configuration.maxIterations = 100
    Benchmark("append", configuration: configuration) { benchmark in
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "run.db").path
        let before = try StoredRun(Store(path: path)).closed(path)
        let run = try StoredRun(Store(path: path))
        let entries = run.entries(benchmark.scaledIterations.count)
        try benchmark.measure { try run.append(entries) }
        let grown = try run.closed(path) - before
        benchmark.measurement(.bytesPerCandidate, grown / entries.count)
    }
}
