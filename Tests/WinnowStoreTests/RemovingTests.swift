import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Removing runs")
struct RemovingTests {
    /// The rows of all tables.
    private func contents(_ store: Store) throws -> [String: [String]] {
        let tables = Set(try store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        return try Dictionary(
            uniqueKeysWithValues: Schema.tables.intersection(tables).map { table in
                (table, try store.rows("SELECT * FROM \(table)").sorted())
            })
    }

    private func fill(_ example: Example, scorer name: String) throws {
        let store = example.store
        let ids = try store.append(example.entries(1...4, 0..<3), to: example.run, judgedBy: example.judges)
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: name, version: 1))
        try store.append([ScoreRecord(candidate: ids[0], value: 0.5, steps: [0.25])], by: scorer)
        try store.append(
            CandidateBatch(
                calls: [
                    example.run: [
                        CallRecord(
                            problem: example.problems[0], sampleIndex: 0, purpose: .guide, tool: scorer, calls: 2,
                            tokensIn: 3, tokensOut: 5, flops: 7, seconds: 0.5)
                    ]
                ]))
        var estimate = EstimateRecord.example("majority", budget: 2, right: 0.5)
        estimate.byProblem = [
            ProblemEstimate(
                problem: example.problems[0], right: 0.5, wrong: 0.5, abstained: 0, samplesSpent: 2, tokensSpent: 9,
                flopsSpent: 1, verifierCalls: 0)
        ]
        try store.save([estimate], of: example.run, revision: store.revision(of: example.run))
    }

    @Test("a database from which a run is removed is what it was before the run came, and is protected as before")
    func reverses() throws {
        let first = try Example()
        let store = first.store
        try fill(first, scorer: "orm")
        try store.setReferences([first.problems[3]: "24"])
        let before = try contents(store)
        #expect(before["candidate"]?.count == 12 && before["estimate_by_problem"]?.count == 1)
        let schema = try store.rows("SELECT sql FROM sqlite_schema ORDER BY name")
        let second = try Example(store, identity: "run-b")
        try fill(second, scorer: "prm")
        try second.importText()
        let file = try #require(try store.imports().first?.record)
        let summary = try store.remove([second.run, second.run], files: [(file.origin, file.settingsJSON)])
        #expect(summary == RemovalSummary(runs: 1, candidates: 13))
        #expect(try contents(store) == before)
        #expect(try store.rows("SELECT sql FROM sqlite_schema ORDER BY name") == schema)
        #expect(try store.rows("PRAGMA foreign_keys") == ["1"])
        #expect(throws: StoreError.self) { try store.write { try $0.execute(sql: "DELETE FROM candidate") } }
        // It can be filled again.
        try fill(Example(store, identity: "run-b"), scorer: "prm")
        #expect(try store.rows("SELECT count(*) FROM candidate") == ["24"])
    }

    @Test("nothing is removed where a candidate of another run answers to one of these")
    func parents() throws {
        let first = try Example()
        let ids = try first.store.append([first.entry(1, 0)], to: first.run, judgedBy: first.judges)
        let second = try Example(first.store, identity: "run-b")
        var revision = first.entry(1, 0, round: 1)
        revision.candidate.parent = ids[0]
        try first.store.append([revision], to: second.run, judgedBy: first.judges)
        let before = try contents(first.store)
        let error = #expect(throws: StoreError.self) { try first.store.remove([first.run]) }
        #expect(error?.kind == .conflict)
        #expect(try contents(first.store) == before)
        #expect(try first.store.remove([first.run, second.run]).candidates == 2)
        #expect(try contents(first.store).values.allSatisfy(\.isEmpty))
    }
}
