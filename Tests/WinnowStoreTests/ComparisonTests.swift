import GRDB
import TestGuards
import Testing

@testable import WinnowStore

@Suite("Comparisons and clusters")
struct ComparisonTests {
    private func judge(_ store: Store, _ name: String = "qwen") throws -> RowID<ToolRecord> {
        try store.findOrInsert(
            ToolRecord(
                kind: .scorer, name: name, version: 1,
                parametersJSON: #"{"origin":{"gives":"knockout","repeats":1,"seed":"0"}}"#))
    }

    @Test("comparisons come back as they were written, and what is known stays")
    func roundTrip() throws {
        let example = try Example()
        try example.store.append(example.entries(1...2, 0..<4), to: example.run, judgedBy: example.judges)
        let judge = try judge(example.store)
        let comparisons = [
            ComparisonRecord(problem: example.problems[0], shown: [0, 1], chosen: 1, tokens: 7),
            ComparisonRecord(problem: example.problems[0], shown: [1, 0], chosen: 1, tokens: 9),
            ComparisonRecord(problem: example.problems[1], shown: [2, 0, 3, 1], repeat: 2, chosen: nil),
        ]
        let revision = try example.store.revision(of: example.run)
        try example.store.append(comparisons, of: example.run, by: judge)
        #expect(try example.store.comparisons(of: example.run, by: judge) == comparisons)
        #expect(try example.store.revision(of: example.run) == revision + 1)
        // The same questions with other answers.
        try example.store.append(
            comparisons.map {
                var other = $0
                other.chosen = 0
                return other
            }, of: example.run, by: judge)
        #expect(try example.store.comparisons(of: example.run, by: judge) == comparisons)
        #expect(try example.store.revision(of: example.run) == revision + 1)
        #expect(try example.store.comparers(of: example.run).map(\.id) == [judge])
        #expect(
            try example.store.judgeOverview(of: example.run).filter { $0.tool.id == judge }.map(\.candidates) == [6])
        #expect(try example.store.scorers(of: example.run).isEmpty)
        #expect(
            try example.store.rows("SELECT purpose, sum(calls), sum(tokens_out) FROM spending WHERE tool = 'qwen'")
                == ["comparison|3|16"])
        #expect(throws: StoreError.self) {
            try example.store.append(
                [ComparisonRecord(problem: example.problems[0], shown: [-1], chosen: nil)], of: example.run, by: judge)
        }
        for sql in ["DELETE FROM comparison", "UPDATE comparison SET chosen = 0"] {
            #expect(throws: (any Error).self) { try example.store.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("the view on position bias counts pairs that were asked in both orders")
    func bias() throws {
        let example = try Example()
        try example.store.append(example.entries(1...1, 0..<4), to: example.run, judgedBy: example.judges)
        let judge = try judge(example.store)
        func pair(_ one: Int, _ other: Int, _ first: Int?, _ second: Int?) -> [ComparisonRecord] {
            [
                ComparisonRecord(problem: example.problems[0], shown: [one, other], chosen: first),
                ComparisonRecord(problem: example.problems[0], shown: [other, one], chosen: second),
            ]
        }
        let asked =
            pair(0, 1, 0, 0) + pair(0, 2, 0, 2) + pair(1, 2, 2, 1) + pair(1, 3, nil, 1)
            + [ComparisonRecord(problem: example.problems[0], shown: [2, 3], chosen: 2)]
        try example.store.append(asked, of: example.run, by: judge)
        #expect(
            try example.store.rows("SELECT judge, tournament, pairs, consistent, first, second FROM position_bias")
                == ["qwen|knockout|4|0.25|0.25|0.25"])
        #expect(
            try example.store.rows("SELECT sum(chose_first), count(*), count(chose_first) FROM comparison_readable")
                == ["4|9|8"])
    }

    @Test("a cluster stays what it was first")
    func clusters() throws {
        let example = try Example()
        let (one, other) = (example.problems[0], example.problems[1])
        #expect(try example.store.setClusters([one: "a", other: "b"]).isEmpty)
        #expect(try example.store.setClusters([one: "c", other: "b"]) == [one])
        #expect(try example.store.clusters(of: example.set) == [one: "a", other: "b"])
    }

    @Test("a run's comparisons go with it")
    func removing() throws {
        let example = try Example()
        try example.store.append(example.entries(1...1, 0..<2), to: example.run, judgedBy: example.judges)
        let judge = try judge(example.store)
        try example.store.append(
            [ComparisonRecord(problem: example.problems[0], shown: [0, 1], chosen: 0)], of: example.run, by: judge)
        try example.store.setClusters([example.problems[0]: "a"])
        try example.store.remove([example.run])
        for table in ["comparison", "problem_cluster", "tool", "problem"] {
            #expect(try example.store.rows("SELECT count(*) FROM \(table)") == ["0"], "\(table)")
        }
    }
}
