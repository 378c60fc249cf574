import TestGuards
import TestSupport
import Testing
import WinnowCore
import WinnowDomains
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("Cancelled sampling")
struct CancellationTests {
    @Test("what is stored after a cancellation is valid, and going on gives the uninterrupted run", arguments: [1, 2])
    func resume(threads: Int) async throws {
        let plan = try TinyModel.plan(problems: 12, samples: 250)
        let whole = try Store.inMemory()
        let expected = try PoolDigest.sha256(
            of: await sample(plan, into: whole, threads: 2), in: whole)

        let store = try Store.inMemory()
        for _ in 0..<2 {
            try await cancelled(plan, into: store, threads: threads)
            let run = try #require(store.overview().first)
            #expect(run.candidates > 0 && run.candidates < 3000)
            // A gap-free prefix of each problem is what estimates see.
            let pools = try RunPools(RunChoice.runs([run.id.value], in: store)[0], in: store)
            #expect(pools.entries.reduce(0) { $0 + $1.pool.candidates.count } <= run.candidates)
        }
        let run = try await sample(plan, into: store, threads: threads)
        #expect(try PoolDigest.sha256(of: run, in: store) == expected)
        #expect(try store.overview().map(\.candidates) == [3000])
    }

    /// Cancels the sampling as soon as some candidates are done.
    private func cancelled(_ plan: SamplingPlan, into store: Store, threads: Int) async throws {
        let (signals, signal) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await sample(plan, into: store, threads: threads) { progress in
                guard progress.done >= 300 else { return }
                signal.yield()
                // Until the task is cancelled, so that it cannot be too late for that.
                try? await Task.sleep(for: .seconds(60))
            }
        }
        for await _ in signals.prefix(1) {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a task that is cancelled beforehand draws nothing")
    func beforehand() async throws {
        let store = try Store.inMemory()
        let plan = try TinyModel.plan()
        let task = Task {
            // Ends with the cancellation.
            try? await Task.sleep(for: .seconds(60))
            try await sample(plan, into: store, threads: 2)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try nonEmpty(store.overview()).allSatisfy { $0.candidates == 0 })
    }
}
