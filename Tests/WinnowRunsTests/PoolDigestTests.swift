import Testing
import WinnowStore

@testable import WinnowCore
@testable import WinnowRuns

@Suite("Pool digest")
struct PoolDigestTests {
    /// From the Python function in the documentation of ``PoolDigest``, on the same rows.
    private static let golden = "060507097b3cdad9b097233b0105031c86a3f78600b62888247c0be253651441"

    @Test("the digest is the one of the documented bytes, in any order of insertion", arguments: [false, true])
    func golden(reversed: Bool) throws {
        let store = try Store.inMemory()
        let run = try fill(store, reversed: reversed)
        #expect(try PoolDigest.sha256(of: run, in: store) == Self.golden)
    }

    @Test("a run without candidates has the digest of nothing")
    func empty() throws {
        let store = try Store.inMemory()
        let run = try fill(store, candidates: 0, reversed: false)
        #expect(
            try PoolDigest.sha256(of: run, in: store)
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    /// Two problems, with a candidate of a later round and one without a log-probability.
    private func fill(_ store: Store, candidates count: Int = 4, reversed: Bool) throws -> RowID<RunRecord> {
        let set = try store.findOrInsert(ProblemSetRecord(domain: "chain", name: "set", version: 1, sha256: "5e7"))
        let problems = try store.findOrInsert(
            (1...2).map {
                ProblemRecord(
                    position: $0, canonicalHash: "hash-\($0)", difficulty: "easy", split: "test",
                    specification: "\($0)", prompt: "")
            }, in: set)
        let model = try store.findOrInsert(
            ModelRecord(
                name: "tiny", sha256: "0de1", role: "generator", parameters: 1, configurationJSON: "{}",
                symbols: ["a"]))
        let run = try store.findOrInsert(
            RunRecord(
                identity: "run", kind: .sample, problemSet: set, model: model, seed: 1, temperature: 0.8,
                maxTokens: 8, kernelPath: "avx2", winnowVersion: "0", createdAt: "2026-11-23T00:00:00Z"))
        func candidate(
            _ problem: Int, _ sample: Int, _ round: Int, _ tokens: [UInt16], _ value: Double?
        ) -> CandidateEntry {
            CandidateEntry(
                CandidateRecord(
                    problem: problems[problem], sampleIndex: sample, round: round, tokens: tokens,
                    logProbability: value, samplingLogProbability: value, promptTokens: 1, traceTokens: 0,
                    answerTokens: tokens.count, stopReason: "end", flops: 1))
        }
        let all = [
            candidate(0, 0, 0, [1, 2, 65_535], -1.5), candidate(0, 1, 0, [], nil), candidate(1, 0, 0, [258], 0),
            candidate(1, 0, 1, [258, 1], -1e-300),
        ].prefix(count)
        try store.append(reversed ? all.reversed() : Array(all), to: run)
        return run
    }
}
