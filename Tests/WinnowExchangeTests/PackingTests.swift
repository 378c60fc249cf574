import Foundation
import GRDB
import TestGuards
import TestSupport
import Testing
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowReport
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowExchange
@testable import WinnowRuns

@Suite("Packs of sampled runs")
struct PackingTests {
    private let folder: TemporaryFolder
    private let path: String
    private let run: RowID<RunRecord>

    init() async throws {
        folder = try TemporaryFolder()
        path = folder.path("runs.db")
        let store = try Store(path: path)
        var greedy = try Self.plan()
        (greedy.seed, greedy.options.temperature, greedy.samples) = (0, 0, 1)
        _ = try await BuiltInSource(greedy, threads: 1).collect(into: Collector(into: store) { _ in })
        run = try await BuiltInSource(Self.plan(), threads: 1).collect(into: Collector(into: store) { _ in })
        // A run that is not packed.
        var other = try Self.plan()
        other.seed = 8
        _ = try await BuiltInSource(other, threads: 1).collect(into: Collector(into: store) { _ in })
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "prm", version: 1))
        for run in try store.runs() {
            var scores: [ScoreRecord] = []
            try store.forEachCandidate(of: run.id) { candidate in
                let value = Double(candidate.record.candidate.tokens.count) / 16
                scores.append(ScoreRecord(candidate: candidate.candidateID, value: value, steps: [value / 2, value]))
            }
            try store.append(scores, by: scorer)
        }
        try store.close()
    }

    private static func plan() throws -> SamplingPlan {
        SamplingPlan(
            domain: ChainDomain(), model: try TinyModel.load(ChainDomain()), split: .test, seed: 7,
            options: SamplingOptions(temperature: 0.9, maxTokens: 12), problems: 4, samples: 3)
    }

    private func pack(_ runs: [Int64]) async throws -> String {
        let place = folder.url.appending(path: "pack-\(UUID().uuidString).winnow")
        let packing = try Packing(
            runs: runs, of: path, Packing.Particulars(title: "A title", licence: "CC0-1.0", note: "A note"))
        _ = try await packing.write(to: place, replacing: false) { _ in }
        return place.path
    }

    /// The number of rows of each table.
    private func counts(_ path: String, where condition: (String) -> String = { _ in "true" }) throws -> [String: Int] {
        try DatabaseQueue(path: path).read { db in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                      AND name NOT LIKE 'grdb%' AND name <> 'pack'
                    """)
            return try nonEmpty(tables).reduce(into: [:]) { counts, table in
                counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE \(condition(table))")
            }
        }
    }

    @Test("a pack of one run has all rows of it and of its greedy run, table by table")
    func rows() async throws {
        let greedy = try #require(try Store(path: path, readOnly: true).runs().first { $0.record.kind == .greedy }?.id)
        let packed = try counts(await pack([run.value]))
        let runs = "(\(run), \(greedy))"
        let candidates = "(SELECT id FROM candidate WHERE run_id IN \(runs))"
        let expected = try counts(path) { table in
            switch table {
            case "run": "id IN \(runs)"
            case "candidate", "run_revision", "call", "run_judge": "run_id IN \(runs)"
            case "judgement", "score", "step_score", "completion": "candidate_id IN \(candidates)"
            // Caches, and how the work went.
            case "batch", "estimate", "estimate_by_problem", "import", "rejected": "false"
            default: "true"
            }
        }
        #expect(packed["step_score"] == 2 * (4 * 3 + 4))
        for (table, count) in try nonEmpty(expected) where table != "text" {
            #expect(packed[table] == count, "\(table)")
        }
    }

    @Test("the tables of a pack are those of its runs, and a replay makes them again")
    func tables() async throws {
        let pack = try await pack([run.value])
        let store = try Store(path: path, readOnly: true)
        let expected = try await BudgetStudy(
            of: RunChoice.runs([run.value], in: store), in: store,
            StrategyRequest(byDifficulty: true, allowsRagged: true)
        ) { _ in }.report.rendered(as: .csv)
        let finding = try await Replay(pack).run(as: .csv) { _ in }
        #expect(finding.tables == expected)
        #expect(finding.different.isEmpty)
        let lines = finding.report.split(separator: "\n").map(String.init)
        let rows = expected.split(separator: "\n").count - 1
        #expect(lines.contains("table strategies: \(rows) rows, equal to the digit"))
        #expect(lines[1] == "A note" && lines[0].contains("A title, licence CC0-1.0, 1 run, packed"))
        let entries = try #require(try Store(path: pack, readOnly: true).packEntries())
        #expect(entries.map(\.name).contains("table: traces"))
        #expect(entries.first { $0.name == "table: strategies" }?.content == expected)
    }

    @Test("a table that differs from the one that was packed is named with the rows that differ")
    func different() async throws {
        let pack = try await pack([run.value])
        // As another program might have packed it: the rows are the same, and one figure is not.
        let entries = try #require(try Store(path: pack, readOnly: true).packEntries())
        var content = try PackContent(entries, of: pack)
        var lines = try #require(content.tables["strategies"]).split(separator: "\n").map(String.init)
        lines[2] += "0"
        lines.removeLast()
        content.tables["strategies"] = lines.joined(separator: "\n") + "\n"
        try await DatabaseQueue(path: pack).write { [entries = content.entries] db in
            for entry in entries {
                try db.execute(
                    sql: "UPDATE pack SET content = ? WHERE name = ?", arguments: [entry.content, entry.name])
            }
        }
        let finding = try await Replay(pack).run(as: .csv) { _ in }
        #expect(finding.different == ["strategies"])
        #expect(finding.report.contains("table strategies: \(lines.count - 1) rows, 2 of them different\n"))
    }

    @Test("the seal of a pack covers all that it says of itself")
    func seal() async throws {
        let pack = try await pack([run.value])
        let entries = try #require(try Store(path: pack, readOnly: true).packEntries())
        for index in try nonEmpty(entries.indices) {
            var changed = entries
            changed[index].content += "0"
            #expect(throws: ExperimentError.self, "\(entries[index].name)") { try PackContent(changed, of: pack) }
        }
    }

    @Test("the runs that a run comes from are packed with it")
    func parents() async throws {
        let store = try Store(path: path)
        let parent = try #require(try store.run(number: run.value)).record
        var child = parent
        (child.identity, child.parent) = ("a-child", run)
        let id = try store.findOrInsert(child)
        try store.close()
        let packed = try Store(path: await pack([id.value]), readOnly: true).runs().map(\.record.identity)
        #expect(packed.contains(parent.identity) && packed.contains("a-child"))
    }

    @Test(
        "a loop is packed with its rounds and what was said of them, whether it has answers or not",
        arguments: [true, false])
    func loops(hasAnswers: Bool) async throws {
        let store = try Store(path: path)
        var plan = try Self.plan()
        if hasAnswers {
            plan.model = try ModelCatalogue.load("weak", for: ChainDomain())
            plan.options.maxTokens = ChainDomain().completionLimit
        }
        let source = BackpromptSource(
            plan,
            LoopPlan(
                verifier: .noisy(try NoisyVerifier(tpr: 0.9, fpr: 0.1, per: .answer)), critique: .first, history: .last,
                rounds: 3, episodes: 2, atEnd: .last), threads: 1)
        let loop = try await source.collect(into: Collector(into: store) { _ in }).run
        try store.close()
        let packed = try await pack([loop.value])
        func rows(_ path: String, _ table: String, _ run: Int64) throws -> [String] {
            try DatabaseQueue(path: path).read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT problem.canonical_hash, own.sample_index, own.round, judged.* FROM \(table) AS judged
                          JOIN candidate AS own ON own.id = judged.\(table == "candidate" ? "id" : "candidate_id")
                          JOIN problem ON problem.id = own.problem_id WHERE own.run_id = ?
                          ORDER BY 1, 2, 3
                        """, arguments: [run]
                ).map { row in
                    row.filter { name, _ in !name.hasSuffix("id") }.map { "\($0): \($1)" }.joined(separator: "; ")
                }
            }
        }
        let (copy, original) = (try Store(path: packed, readOnly: true), try Store(path: path, readOnly: true))
        let run = try #require(try copy.runs().first { $0.record.kind == .backprompt })
        for table in ["candidate"] + (hasAnswers ? ["verdict", "grade"] : []) {
            let own = try rows(path, table, loop.value)
            #expect(!own.isEmpty && own.contains { $0.contains("round: 1") })
            #expect(try rows(packed, table, run.id.value) == own)
        }
        let first = try #require(try original.run(number: loop.value))
        for rounds in 1...3 {
            let columns = try await RunPools(run, in: copy).columns(of: "backprompt-last", budgets: [rounds])
            let expected = try await RunPools(first, in: original).columns(of: "backprompt-last", budgets: [rounds])
            #expect(columns[0].outcomes == expected[0].outcomes)
        }
    }

    @Test("a merge counts what it added and what there is")
    func merge() async throws {
        let pack = try await pack([run.value])
        let merged = folder.path("merged.db")
        let first = try DatabaseMerge([pack], into: merged)
        #expect(first.added == DatabaseMerge.Counts(runs: 2, candidates: 16) && first.total == first.added)
        let second = try DatabaseMerge([path], into: merged)
        #expect(second.added == DatabaseMerge.Counts(runs: 1, candidates: 12))
        #expect(second.total == DatabaseMerge.Counts(runs: 3, candidates: 28))
        let (expected, found) = (try counts(path), try counts(merged))
        for (table, count) in try nonEmpty(expected) where !["batch", "text"].contains(table) {
            #expect(found[table] == count, "\(table)")
        }
    }
}
