import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowReport
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore

@Suite("A scorer fitted to a stored run")
struct FittedScoringTests {
    private func store() async throws -> Store {
        let store = try Store.inMemory()
        let plan = SamplingPlan(
            domain: ChainDomain(), model: try ModelCatalogue.load("medium", for: ChainDomain()), split: .test, seed: 1,
            options: SamplingOptions(temperature: 0.8, maxTokens: 87), problems: 24, samples: 8)
        try await sample(plan, into: store, threads: 2)
        return store
    }

    private func rights(_ store: Store) throws -> [RowID<CandidateRecord>: (isRight: Bool, problem: Int)] {
        var found: [RowID<CandidateRecord>: (isRight: Bool, problem: Int)] = [:]
        let run = try #require(try store.runs().first).id
        try store.forEachPoolRow(of: run, judgedBy: try store.judges(of: run)) {
            found[$0.id] = ($0.correct == true, $0.position)
        }
        return found
    }

    @Test("every candidate with an answer gets one score, the same on the next call, from log-probability and length")
    func stored() async throws {
        let store = try await store()
        let report = try await FittedScoring(1, name: "own", scores: [], in: store).run()
        let run = try #require(try store.runs().first).id
        let tool = try #require(try store.scorers(of: run).first)
        #expect(tool.record.name == "own" && tool.record.parametersJSON.contains("mean_log_probability"))
        let scores = try store.scores(of: run, by: tool.id)
        #expect(scores.count == 192 && scores.allSatisfy { (0...1).contains($0.value) })
        let table = try #require(report.tables.first)
        #expect(table.rows.first?.first == .text("own") && table.rows.count >= 4)
        let before = try store.revision(of: run)
        #expect(try await FittedScoring(1, name: "own", scores: [], in: store).run() == report)
        #expect(try store.revision(of: run) == before)
    }

    @Test("a problem's scores do not depend on its own grades: turning them all round changes no score of it")
    func crossFit() async throws {
        let store = try await store()
        // A score that is the grade itself is a feature that decides everything, where it was seen.
        let tool = try store.findOrInsert(ToolRecord(kind: .scorer, name: "hint", version: 1))
        let rights = try rights(store)
        try store.append(
            rights.sorted { $0.key < $1.key }.map { ScoreRecord(candidate: $0.key, value: $0.value.isRight ? 1 : 0) },
            by: tool)
        _ = try await FittedScoring(1, name: "own", scores: ["hint"], in: store).run()
        let run = try #require(try store.runs().first).id
        let own = try #require(try store.scorers(of: run).first { $0.record.name == "own" })
        let scores = try store.scores(of: run, by: own.id)
        let right = scores.filter { rights[$0.candidate]?.isRight == true }.map(\.value)
        let wrong = scores.filter { rights[$0.candidate]?.isRight == false }.map(\.value)
        #expect((right.min() ?? 0) > (wrong.max() ?? 1))
        // Two fits, each of the other half.
        #expect(own.record.parametersJSON.contains("],["))
    }

    @Test("unknown scores and impossible names are refused")
    func refusals() async throws {
        let store = try await store()
        await #expect(throws: ExperimentError.self) {
            try await FittedScoring(1, name: "own", scores: ["nothing"], in: store).run()
        }
        #expect(throws: ExperimentError.self) { try FittedScoring(1, name: "a b,c", scores: [], in: store) }
        #expect(throws: ExperimentError.self) { try FittedScoring(9, name: "own", scores: [], in: store) }
    }
}
