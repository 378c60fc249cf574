import Foundation
import GRDB
import TestGuards
import Testing

@testable import WinnowStore

/// Packs and merges, table by table: the tables are those of the schema, so that a new one is looked after too.
@Suite("Rows of every table through packs and merges")
struct RowCountTests {
    /// What a pack leaves out by its definition: caches, and how imports and batches went.
    private static let notPacked: Set = ["batch", "estimate", "estimate_by_problem", "import", "rejected"]

    /// What a merge leaves out: caches.
    private static let notMerged: Set = ["estimate", "estimate_by_problem"]

    /// Fills every table that a run can have rows in.
    private func fill(_ example: Example) throws {
        let store = example.store
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "prm", version: 1))
        let ids = try store.append(example.entries(1...3, 0..<4), to: example.run, judgedBy: example.judges)
        try store.append(
            ids.enumerated().map { index, id in
                ScoreRecord(
                    candidate: id, value: Double(index) / 16, tokens: index, flops: Double(3 * index),
                    steps: (0...index % 3).map { Double($0 + index) / 32 })
            }, by: scorer)
        var revision = example.entry(1, 0, round: 1)
        revision.candidate.parent = ids[0]
        try store.append(example.batch(of: revision))
        try store.append(
            CandidateBatch(
                calls: [
                    example.run: [
                        CallRecord(
                            problem: example.problems[0], sampleIndex: 0, purpose: .generate, calls: 3, tokensIn: 5,
                            tokensOut: 7, flops: 11),
                        CallRecord(
                            problem: example.problems[1], sampleIndex: 2, purpose: .guide, tool: scorer, calls: 2,
                            tokensIn: 4, tokensOut: 6, flops: 13, seconds: 0.5),
                    ]
                ], paces: [example.run: .init(candidates: 12, seconds: 1.5)]))
        try store.append([
            (
                ids[0],
                ConfidenceRecord(
                    logProbabilities: [-0.5], entropies: [0.25], bestMeans: [-2], wholeMeans: [-4], best: 2,
                    vocabulary: 5)
            )
        ])
        try store.append(
            [ComparisonRecord(problem: example.problems[0], shown: [0, 2], chosen: 2, tokens: 5)], of: example.run,
            by: scorer)
        try store.setClusters([example.problems[0]: "template 1"])
        try example.importText()
        let critiques = VerdictRecord(outcome: .error, critiquesJSON: "[{},{\"kind\":\"odd\"}]", repeat: 1)
        try store.judge([ids[1]: Judgements(verdict: critiques)], by: example.judges)
        var estimate = EstimateRecord.example("majority", budget: 2, right: 0.5)
        estimate.byProblem = [
            ProblemEstimate(
                problem: example.problems[0], right: 0.25, wrong: 0.5, abstained: 0.25, samplesSpent: 2, tokensSpent: 8,
                flopsSpent: 1e6, verifierCalls: 0)
        ]
        try #require(try store.save([estimate], of: example.run, revision: store.revision(of: example.run)))
    }

    private func make(_ path: String, _ fill: (Example) throws -> Void) throws {
        let store = try Store(path: path)
        try fill(Example(store))
        try store.close()
    }

    /// The rows of every table of the schema, as text, without the columns that are left out; sorted.
    private func rows(_ path: String, leavingOut isLeftOut: (String) -> Bool = { _ in false }) throws -> [String:
        [String]]
    {
        let store = try Store(path: path, readOnly: true)
        let tables = try store.rows(
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
              AND name <> 'pack'
            """)
        var all: [String: [String]] = [:]
        for table in try nonEmpty(tables) {
            let columns = try store.rows("SELECT name FROM pragma_table_info('\(table)')")
            // Where every column is an identifier, the number of rows is what can be compared.
            let kept = columns.filter { !isLeftOut($0) }.map { "\"\($0)\"" } + ["'row'"]
            all[table] = try store.rows("SELECT \(kept.joined(separator: ", ")) FROM \"\(table)\"").sorted()
        }
        return all
    }

    @Test("a pack has every row of its runs in every table, and none of other runs")
    func packing() throws {
        try withFolder { folder in
            let (alone, among, pack) = ("\(folder)/alone.db", "\(folder)/among.db", "\(folder)/runs.winnow")
            try make(alone, fill)
            try make(among) { example in
                try fill(example)
                // A run of other problems, another model and other tools.
                let set = try example.store.findOrInsert(
                    ProblemSetRecord(domain: "maze", name: "maze-test-v1", version: 1, sha256: "5e8"))
                let problems = try example.store.findOrInsert(Array(Example.problemRecords.prefix(1)), in: set)
                var model = Example.modelRecord
                (model.name, model.sha256) = ("other", "0de2")
                let run = try example.store.findOrInsert(
                    Example.runRecord("run-b", set, example.store.findOrInsert(model)))
                let scorer = try example.store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
                var verifier = Example.verifier
                verifier.version = 7
                let judges = Judges(verifier: try example.store.findOrInsert(verifier))
                var entry = example.entry(1, 0)
                entry.candidate.problem = problems[0]
                entry.judgements = Judgements(
                    verdict: VerdictRecord(outcome: .rejected, critiquesJSON: "[{\"kind\":\"of another run\"}]"))
                let id = try example.store.append([entry], to: run, judgedBy: judges)[0]
                try example.store.append([ScoreRecord(candidate: id, value: 1, steps: [1])], by: scorer)
                try example.store.append(
                    CandidateBatch(calls: [
                        run: [CallRecord(problem: problems[0], sampleIndex: 0, purpose: .guide, tool: scorer)]
                    ]))
                try example.store.setReferences([problems[0]: "of another run"])
            }
            let run = try #require(try Store(path: among, readOnly: true).run(identity: "run-a")?.id)
            let copy = try Store.copying([run], of: among, into: pack)
            try copy.seal([PackEntry(name: "title", content: "one of two runs")])
            // A batch knows when it ended, which is now.
            let (expected, packed, source) = (try rows(alone), try rows(pack), try rows(among))
            #expect(Set(expected.keys) == Set(packed.keys))
            for (table, rows) in try nonEmpty(expected) {
                #expect(!rows.isEmpty, "the example fills no row of \(table)")
                if Self.notPacked.contains(table) {
                    #expect(packed[table] == [], "\(table) is no part of a pack")
                } else {
                    #expect(packed[table] == rows, "\(table)")
                    #expect((source[table]?.count ?? 0) >= rows.count)
                }
            }
        }
    }

    @Test("every table of raw data is in the digest of a pack")
    func digest() throws {
        try withFolder { folder in
            let path = folder + "/all.db"
            try make(path, fill)
            let store = try Store(path: path, readOnly: true)
            var hashed: [String: Int] = [:]
            let tables = try rows(path)
            try store.forEachRowBytes { bytes in
                // A table's name is followed by the type of its first value.
                let name = tables.keys.filter { bytes.starts(with: $0.utf8) }.max { $0.count < $1.count }
                hashed[name ?? "", default: 0] += 1
            }
            let expected = tables.filter { !Self.notPacked.contains($0.key) && $0.key != "run_revision" }
            #expect(hashed == expected.mapValues(\.count))
        }
    }

    @Test("a merge has every row of every table, whatever there was before", arguments: [false, true])
    func merging(intoOther: Bool) throws {
        try withFolder { folder in
            let (source, target, before) = ("\(folder)/a.db", "\(folder)/b.db", "\(folder)/before.db")
            try make(source, fill)
            if intoOther {
                for path in [target, before] {
                    try make(path) { example in
                        // Other identifiers: a tool, a model and a run come first.
                        _ = try example.store.findOrInsert(ToolRecord(kind: .scorer, name: "first", version: 1))
                        var other = Example.runRecord("run-z", example.set, example.model)
                        other.createdAt = "1999-01-01T00:00:00Z"
                        _ = try example.store.findOrInsert(other)
                    }
                }
            }
            try Store.merge([source], into: target)
            // Identifiers are given anew; what they refer to is compared by its content in the tests of merging.
            let isReference: (String) -> Bool = { column in
                ["id", "error", "explanation", "critiques", "ended_at", "revision"].contains(column)
                    || column.hasSuffix("_id")
            }
            let (expected, merged) = (
                try rows(source, leavingOut: isReference), try rows(target, leavingOut: isReference)
            )
            let already = intoOther ? try rows(before, leavingOut: isReference) : [:]
            #expect(Set(expected.keys) == Set(merged.keys))
            for (table, rows) in try nonEmpty(expected) {
                #expect(!rows.isEmpty, "the example fills no row of \(table)")
                guard !Self.notMerged.contains(table) else {
                    #expect(merged[table] == [], "\(table) is a cache")
                    continue
                }
                // What both had is one row.
                var rest = already[table] ?? []
                for row in rows {
                    if let place = rest.firstIndex(of: row) { rest.remove(at: place) }
                }
                #expect(merged[table] == (rows + rest).sorted(), "\(table)")
            }
        }
    }

    @Test("every number of scores, estimates and paces is read back where it was written")
    func readBack() throws {
        let example = try Example()
        try fill(example)
        let store = example.store
        let scorer = try #require(try store.scorers(of: example.run).first).id
        var scores: [[Double]] = []
        try store.forEachScore(of: example.run, by: scorer) { row in
            scores.append([Double(row.repeat), row.value, Double(row.tokens), row.flops])
        }
        let expected = (0..<12).map { index -> [Double] in [0, Double(index) / 16, Double(index), Double(3 * index)] }
        #expect(scores == expected)
        var estimate = EstimateRecord.example("single", budget: 3, right: 0.5)
        (estimate.rightLow, estimate.rightHigh) = (0.4, 0.7)
        (estimate.wrong, estimate.abstained) = (0.3, 0.2)
        (estimate.samplesSpent, estimate.tokensSpent, estimate.flopsSpent) = (2, 31, 470)
        (estimate.verifierCalls, estimate.standardError) = (1.5, 0.01)
        estimate.problems = 4
        try #require(try store.save([estimate], of: example.run, revision: store.revision(of: example.run)))
        #expect(try store.estimates(of: example.run).first { $0.strategy == "single" } == estimate)
        try store.append(CandidateBatch(paces: [example.run: .init(candidates: 5, seconds: 0.25)]))
        #expect(try store.pace(of: example.run) == .init(candidates: 17, seconds: 1.75))
    }
}
