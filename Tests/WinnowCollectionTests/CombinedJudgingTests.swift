import TestGuards
import TestSupport
import Testing
import WinnowDomains
import WinnowModel
import WinnowReport
import WinnowSelection
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore

@Suite("Combining stored judgements")
struct CombinedJudgingTests {
    private func sampled(_ splits: [Split], into store: Store) async throws {
        let generator = try ModelCatalogue.load("medium", for: ChainDomain())
        for split in splits {
            let plan = SamplingPlan(
                domain: ChainDomain(), model: generator, split: split, seed: 1,
                options: SamplingOptions(temperature: 0.8, maxTokens: 87), problems: 12, samples: 8)
            try await sample(plan, into: store, threads: 2)
        }
    }

    /// Scores of each candidate as a function of its grade and number.
    private func append(
        _ name: String, to store: Store, _ value: (_ isRight: Bool, _ index: Int) -> Double
    ) throws {
        let tool = try store.findOrInsert(ToolRecord(kind: .scorer, name: name, version: 1))
        for run in try store.runs() {
            var scores: [ScoreRecord] = []
            var index = 0
            try store.forEachPoolRow(of: run.id, judgedBy: try store.judges(of: run.id)) { row in
                scores.append(
                    ScoreRecord(candidate: row.id, value: value(row.correct == true, index), tokens: 2, flops: 3))
                index += 1
            }
            try store.append(scores, by: tool)
        }
    }

    @Test(
        "combinations of a score that is the grade and of noise are stored once, cost what their parts cost, and keep the grade"
    )
    func storing() async throws {
        let store = try Store.inMemory()
        try await sampled([.tune, .test], into: store)
        try append("grade", to: store) { isRight, _ in isRight ? 1 : 0 }
        try append("noise", to: store) { _, index in Double(index * 7 % 11) / 11 }
        try append("other", to: store) { isRight, index in (isRight ? 0.3 : 0) + Double(index * 5 % 13) / 13 }
        let names = ["grade", "noise", "other"]
        let test = try #require(try store.runs().last).id
        let judging = try CombinedJudging(names, tunedOn: 1, runs: [], in: store)
        let report = try await judging.run(observe: { _ in })
        let table = try #require(report.tables.first)
        #expect(table.rows.count == 8)
        let tools = try store.scorers(of: test).filter { $0.record.name.hasPrefix("combined-") }
        #expect(tools.count == 5)
        for tool in tools {
            let scores = try store.scores(of: test, by: tool.id)
            #expect(scores.count == 96 && scores.allSatisfy { $0.tokens == 6 && $0.flops == 9 })
        }
        // The grade alone decides what it decides: nothing is ranked wrongly by the stacked rule.
        let stacked = try #require(tools.first { $0.record.name == "combined-stacked" })
        var values: [Bool: [Double]] = [:]
        let scores = try store.scores(of: test, by: stacked.id)
        var rights: [RowID<CandidateRecord>: Bool] = [:]
        try store.forEachPoolRow(of: test, judgedBy: try store.judges(of: test)) {
            rights[$0.id] = $0.correct == true
        }
        for score in scores { values[rights[score.candidate] == true, default: []].append(score.value) }
        #expect((values[true]?.min() ?? 0) > (values[false]?.max() ?? 1))
        // Again, nothing is added.
        let before = try store.revision(of: test)
        _ = try await CombinedJudging(names, tunedOn: 1, runs: [2], in: store).run(observe: { _ in })
        #expect(try store.revision(of: test) == before)
    }

    @Test("names without numbers, one name alone, and the tune run's own problems are refused in one line")
    func refusals() async throws {
        let store = try Store.inMemory()
        try await sampled([.tune, .test], into: store)
        try append("grade", to: store) { isRight, _ in isRight ? 1 : 0 }
        #expect(throws: ExperimentError.self) { try CombinedJudging(["grade"], tunedOn: 1, runs: [], in: store) }
        #expect(throws: ExperimentError.self) {
            try CombinedJudging(["grade", "grade"], tunedOn: 1, runs: [], in: store)
        }
        #expect(throws: ExperimentError.self) { try CombinedJudging(["grade", "b"], tunedOn: 1, runs: [1], in: store) }
        let error = await #expect(throws: ExperimentError.self) {
            try await CombinedJudging(["grade", "grad"], tunedOn: 1, runs: [2], in: store).run(observe: { _ in })
        }
        #expect(error?.description.contains("grad") == true && error?.description.contains("\n") == false)
    }
}
