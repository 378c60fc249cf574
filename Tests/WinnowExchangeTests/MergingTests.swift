import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowStore

@testable import WinnowCollection
@testable import WinnowExchange
@testable import WinnowRuns

@Suite("Merged shards")
struct MergingTests {
    /// A plan with short completions of a tiny model.
    private func plan(problems: Int, samples: Int) throws -> SamplingPlan {
        SamplingPlan(
            domain: ChainDomain(), model: try TinyModel.load(ChainDomain()), split: .test, seed: 7,
            options: SamplingOptions(temperature: 0.9, maxTokens: 12), problems: problems, samples: samples)
    }

    private func sample(
        _ plan: SamplingPlan, into store: Store, threads: Int = 1
    ) async throws -> RowID<RunRecord> {
        try await BuiltInSource(plan, threads: threads).collect(into: Collector(into: store) { _ in })
    }

    private func sample(_ plans: [SamplingPlan], into path: String) async throws -> String {
        let store = try Store(path: path)
        var run: RowID<RunRecord>?
        for plan in plans { run = try await sample(plan, into: store) }
        let digest = try PoolDigest.sha256(of: try #require(run), in: store)
        try store.close()
        return digest
    }

    @Test("shards that overlap in problems and samples become the run that one file would hold")
    func overlap() async throws {
        let folder = try TemporaryFolder()
        let (wide, deep) = (try plan(problems: 6, samples: 4), try plan(problems: 3, samples: 9))
        let whole = try await sample([wide, deep], into: folder.path("whole.db"))
        _ = try await sample([wide], into: folder.path("a.db"))
        _ = try await sample([deep], into: folder.path("b.db"))
        let sources = ["b.db", "a.db"].map(folder.path)
        let merge = try DatabaseMerge(sources, into: folder.path("c.db"))
        // 6 × 4 and 3 × 9 share 3 × 4.
        #expect(merge.added == DatabaseMerge.Counts(runs: 1, candidates: 39))
        let store = try Store(path: folder.path("c.db"))
        let run = try #require(store.runs().first)
        #expect(try PoolDigest.sha256(of: run.id, in: store) == whole)

        // The merged run goes on as any other.
        let full = try plan(problems: 6, samples: 9)
        #expect(try await sample(full, into: store, threads: 2) == run.id)
        let expected = try await sample([full], into: folder.path("full.db"))
        #expect(try PoolDigest.sha256(of: run.id, in: store) == expected)
    }
}
