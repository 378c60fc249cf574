import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Merging")
struct MergingTests {
    /// Makes a database at the path and fills it.
    private func make(_ path: String, _ fill: (Example) throws -> Void = { _ in }) throws {
        let store = try Store(path: path)
        try fill(Example(store))
        try store.close()
    }

    /// Every table that is merged, in a form that does not depend on identifiers.
    private func content(_ path: String) throws -> [String] {
        let store = try Store(path: path, readOnly: true)
        let judgements = ["reading", "grade", "trace_check", "score", "step_score", "verdict"].map { table in
            """
            SELECT '\(table)', run.identity, problem.canonical_hash, sample_index, round, tool.kind, tool.name,
              tool.version, \(table).*
            FROM \(table) JOIN candidate ON candidate.id = candidate_id JOIN run ON run.id = run_id
            JOIN problem ON problem.id = problem_id JOIN tool ON tool.id = tool_id ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 11
            """
        }
        let candidates = """
            SELECT run.identity, problem.canonical_hash, candidate.sample_index, candidate.round, candidate.tokens,
              candidate.log_probability, parent.sample_index, parent.round, model.sha256, position
            FROM candidate JOIN run ON run.id = candidate.run_id JOIN problem ON problem.id = candidate.problem_id
            JOIN model ON model.id = model_id LEFT JOIN candidate AS parent ON parent.id = candidate.parent_id
            ORDER BY 1, 2, 3, 4
            """
        let catalogue = [
            "SELECT identity, seed, temperature FROM run ORDER BY 1", "SELECT kind, name, version, sound FROM tool",
            "SELECT canonical_hash, position, prompt FROM problem ORDER BY 2", "SELECT symbol FROM model_token",
        ]
        return try store.read { db in
            try (catalogue + [candidates] + judgements).flatMap { sql in
                try Row.fetchAll(db, sql: sql).map { row in
                    row.filter { !["candidate_id", "tool_id"].contains($0.0) }
                        .map { "\($0.0)=\($0.1)" }.joined(separator: " ")
                }
            }
        }
    }

    @Test("two halves of a run, merged in either order, are the whole run")
    func halves() throws {
        try withFolder { folder in
            let paths = ["a", "b", "whole", "ab", "ba"].map { "\(folder)/\($0).db" }
            try make(paths[0]) {
                try $0.store.append($0.entries(1...2, 0..<4), to: $0.run, judgedBy: $0.judges)
                try $0.store.append($0.entries(3...4, 0..<2), to: $0.run, judgedBy: $0.judges)
            }
            try make(paths[1]) {
                // Other identifiers: another run comes first, and there are only three problems.
                _ = try $0.store.findOrInsert(Example.runRecord("a-first", $0.set, $0.model))
                try $0.store.append($0.entries(3...4, 2..<4).reversed(), to: $0.run, judgedBy: $0.judges)
            }
            try make(paths[2]) {
                _ = try $0.store.findOrInsert(Example.runRecord("a-first", $0.set, $0.model))
                try $0.store.append($0.entries(1...4, 0..<4), to: $0.run, judgedBy: $0.judges)
            }
            let summary = try Store.merge([paths[0], paths[1]], into: paths[3])
            #expect(summary == MergeSummary(runs: 2, candidates: 16, judgements: 64))
            try Store.merge([paths[1], paths[0]], into: paths[4])
            let whole = try content(paths[2])
            #expect(try content(paths[3]) == whole)
            #expect(try content(paths[4]) == whole)
        }
    }

    @Test("merging again adds nothing and keeps the estimates")
    func idempotence() throws {
        try withFolder { folder in
            let (a, b) = (folder + "/a.db", folder + "/b.db")
            try make(a) {
                let ids = try $0.store.append($0.entries(1...4, 0..<3), to: $0.run, judgedBy: $0.judges)
                let scorer = try $0.store.findOrInsert(ToolRecord(kind: .scorer, name: "prm", version: 1))
                try $0.store.append([ScoreRecord(candidate: ids[1], value: 0.5, steps: [1, 0.5])], by: scorer)
                try $0.store.save([.example("single", budget: 1, right: 0.5)], of: $0.run, revision: 2)
            }
            try make(b)
            let first = try Store.merge([a], into: b)
            #expect(first == MergeSummary(runs: 0, candidates: 12, judgements: 12 * 4 + 3))
            #expect(try content(a) == content(b))
            let store = try Store(path: b)
            let run = try #require(try store.run(identity: "run-a")?.id)
            #expect(try store.estimates(of: run).isEmpty)
            let estimate = EstimateRecord.example("single", budget: 1, right: 0.25)
            #expect(try store.save([estimate], of: run, revision: store.revision(of: run)))
            try store.close()
            #expect(try Store.merge([a, a], into: b) == MergeSummary(runs: 0, candidates: 0, judgements: 0))
            #expect(try content(a) == content(b))
            #expect(try Store(path: b, readOnly: true).estimates(of: run) == [estimate])
        }
    }

    @Test("gaining candidates deletes the estimates of the run")
    func staleness() throws {
        try withFolder { folder in
            let (a, b) = (folder + "/a.db", folder + "/b.db")
            try make(a) { try $0.store.append([$0.entry(1, 1)], to: $0.run, judgedBy: $0.judges) }
            try make(b) {
                try $0.store.append([$0.entry(1, 0)], to: $0.run, judgedBy: $0.judges)
                try $0.store.save([.example("single", budget: 1, right: 0.5)], of: $0.run, revision: 1)
            }
            try Store.merge([a], into: b)
            let store = try Store(path: b, readOnly: true)
            #expect(try store.rows("SELECT count(*) FROM estimate") == ["0"])
            #expect(try store.rows("SELECT sample_index FROM candidate_readable ORDER BY 1") == ["0", "1"])
        }
    }

    @Test("parents of runs and candidates are found again")
    func parents() throws {
        try withFolder { folder in
            let (a, b) = (folder + "/a.db", folder + "/b.db")
            try make(a) {
                var child = Example.runRecord("a-child", $0.set, $0.model)
                child.parent = $0.run
                child.createdAt = "2000-01-01T00:00:00Z"
                var grandchild = Example.runRecord("a-grandchild", $0.set, $0.model)
                grandchild.parent = try $0.store.findOrInsert(child)
                grandchild.createdAt = "1999-01-01T00:00:00Z"
                _ = try $0.store.findOrInsert(grandchild)
                let id = try $0.store.append([$0.entry(2, 0)], to: $0.run, judgedBy: $0.judges)[0]
                var revision = $0.entry(2, 0, round: 1)
                revision.candidate.parent = id
                let second = try $0.store.append([revision], to: $0.run, judgedBy: $0.judges)[0]
                revision = $0.entry(2, 0, round: 2)
                revision.candidate.parent = second
                try $0.store.append([revision], to: $0.run, judgedBy: $0.judges)
            }
            try make(b) { try $0.store.append([$0.entry(1, 0)], to: $0.run, judgedBy: $0.judges) }
            try Store.merge([b, a], into: folder + "/c.db")
            let store = try Store(path: folder + "/c.db", readOnly: true)
            let runs = try store.rows(
                "SELECT run.identity, parent.identity FROM run LEFT JOIN run AS parent ON parent.id = run.parent_run_id"
            )
            #expect(Set(runs) == ["run-a|", "a-child|run-a", "a-grandchild|a-child"])
            let rounds = try store.rows(
                """
                SELECT candidate.round, parent.round FROM candidate
                LEFT JOIN candidate AS parent ON parent.id = candidate.parent_id ORDER BY candidate.problem_id, 1
                """)
            #expect(rounds == ["0|", "0|", "1|0", "2|1"])
        }
    }

    @Test("the same candidate with other bytes is a conflict, and nothing is merged", arguments: 0..<5)
    func conflicts(kind: Int) throws {
        try withFolder { folder in
            let (a, b, c) = (folder + "/a.db", folder + "/b.db", folder + "/c.db")
            try make(a) { try $0.store.append($0.entries(1...1, 0..<2), to: $0.run, judgedBy: $0.judges) }
            try make(b) {
                var entry = $0.entry(1, 1)
                var problem = $0.problems[0]
                switch kind {
                case 0: entry.candidate.tokens[0] = 4
                case 1: entry.candidate.logProbability = -1.1.nextUp
                case 2: entry.judgements.correct = !(entry.judgements.correct ?? false)
                case 3: entry.judgements.verdict?.outcome = .error
                default:
                    // The same set, whose generator changed: position 5 holds another problem.
                    var record = Example.problemRecords[3]
                    record.position = 5
                    record.canonicalHash = "b"
                    problem = try $0.store.findOrInsert([record], in: $0.set)[0]
                    entry.candidate.problem = problem
                }
                try $0.store.append([entry], to: $0.run, judgedBy: $0.judges)
            }
            try make(c) {
                var record = Example.problemRecords[3]
                record.position = 5
                record.canonicalHash = "c"
                _ = try $0.store.findOrInsert([record], in: $0.set)
            }
            let before = try content(c)
            let error = #expect(throws: StoreError.self) { try Store.merge([a, b], into: c) }
            #expect(error?.kind == .conflict)
            #expect(error?.what.contains("b.db") == true)
            #expect(try content(c) == before)
        }
    }

    @Test("time spent is not a conflict")
    func circumstances() throws {
        try withFolder { folder in
            let (a, b) = (folder + "/a.db", folder + "/b.db")
            for (path, seconds) in [(a, 1.0), (b, 2.0)] {
                try make(path) {
                    var entry = $0.entry(1, 0)
                    entry.judgements.verdict?.seconds = seconds
                    try $0.store.append([entry], to: $0.run, judgedBy: $0.judges)
                }
            }
            #expect(try Store.merge([a], into: b) == MergeSummary(runs: 0, candidates: 0, judgements: 0))
        }
    }

    @Test("what other tools said of a known candidate is added to what is known")
    func otherTools() throws {
        try withFolder { folder in
            let (a, b) = (folder + "/a.db", folder + "/b.db")
            func fill(_ path: String, _ version: Int, _ repeats: Range<Int>) throws {
                try make(path) { example in
                    let ids = try example.store.append(
                        example.entries(1...1, 0..<2), to: example.run, judgedBy: example.judges)
                    var grader = Example.grader
                    grader.version = version
                    let newer = try example.store.findOrInsert(grader)
                    try example.store.judge([ids[0]: Judgements(correct: true)], by: Judges(grader: newer))
                    for index in repeats {
                        let verdict = VerdictRecord(outcome: .error, critiquesJSON: "[{},{\(index)}]", repeat: index)
                        try example.store.judge([ids[1]: Judgements(verdict: verdict)], by: example.judges)
                    }
                }
            }
            try fill(a, 2, 1..<3)
            try fill(b, 3, 2..<5)
            let summary = try Store.merge([a, b], into: folder + "/ab.db")
            #expect(summary == MergeSummary(runs: 1, candidates: 2, judgements: 8 + 3 + 3))
            try Store.merge([b, a], into: folder + "/ba.db")
            #expect(try content(folder + "/ab.db") == content(folder + "/ba.db"))
            let store = try Store(path: folder + "/ab.db", readOnly: true)
            #expect(try store.rows("SELECT count(*) FROM grade") == ["4"])
            #expect(
                try store.rows("SELECT critiques_json FROM verdict WHERE repeat > 0 ORDER BY repeat")
                    == (1..<5).map { "[{},{\($0)}]" })
        }
    }

    @Test("a merge names the file that it cannot read and makes nothing")
    func missingSource() throws {
        try withFolder { folder in
            try make(folder + "/a.db")
            let error = #expect(throws: StoreError.self) {
                try Store.merge([folder + "/a.db", folder + "/no.db"], into: folder + "/c.db")
            }
            #expect(error?.kind == .missing)
            #expect(error?.what.contains("no.db") == true)
            #expect(!FileManager.default.fileExists(atPath: folder + "/c.db"))
        }
    }

    @Test("a database is not merged into itself, and eleven at once are too many")
    func refusals() throws {
        try withFolder { folder in
            let path = folder + "/a.db"
            try make(path)
            for sources in [[folder + "/./a.db"], (0..<11).map { "\(folder)/\($0).db" }] {
                let error = #expect(throws: StoreError.self) { try Store.merge(sources, into: path) }
                #expect(error?.kind == .invalid)
            }
        }
    }
}
