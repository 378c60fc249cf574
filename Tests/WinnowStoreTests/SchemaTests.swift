import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Schema")
struct SchemaTests {
    @Test("an empty file becomes a Winnow database")
    func migration() throws {
        try withFolder { folder in
            let path = folder + "/new.db"
            try Data().write(to: URL(fileURLWithPath: path))
            let store = try Store(path: path)
            #expect(try store.rows("PRAGMA user_version") == ["\(Schema.version)"])
            #expect(try store.rows("PRAGMA application_id") == ["\(0x5769_6E6E)"])
            #expect(try store.rows("PRAGMA journal_mode") == ["wal"])
            #expect(try store.rows("PRAGMA synchronous") == ["1"])
            #expect(try store.rows("PRAGMA foreign_keys") == ["1"])
            #expect(try store.runs().isEmpty)
        }
    }

    @Test("each schema is what was released", arguments: 1...Schema.version)
    func snapshot(version: Int) throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue, upTo: "v\(version)")
        let schema = try queue.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY type, name
                    """)
        }.joined(separator: ";\n\n")
        let path = fixturePath("schema-v\(version).sql")
        if try isRecording { try (schema + ";\n").write(toFile: path, atomically: true, encoding: .utf8) }
        let released = try String(contentsOfFile: path, encoding: .utf8)
        #expect(schema + ";\n" == released)
    }

    @Test("every table is strict")
    func strictness() throws {
        let lax = try Store.inMemory().rows(
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
            """)
        #expect(lax.isEmpty)
    }

    @Test("every view can be read without candidates")
    func views() throws {
        let store = try Store.inMemory()
        let views = try store.rows("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
        #expect(
            views == [
                "accuracy_by_budget", "candidate_judgement", "candidate_readable", "comparison_readable",
                "cost_to_reach", "first_trace_errors", "grade", "leaderboard", "pace", "position_bias", "reading",
                "right_by_round", "round_readable",
                "run_overview",
                "spending", "token_confidence", "trace_check", "trace_confusion", "trace_length_by_difficulty",
                "verdict",
            ])
        for view in views { #expect(try store.rows("SELECT * FROM \(view)").isEmpty) }
    }

    @Test(
        "the public views have the columns that people's scripts name",
        arguments: [
            (
                "candidate_readable",
                """
                run domain model problem difficulty sample_index prompt completion answer answer_key correct \
                trace_legal trace_complete trace_error accepted log_probability tokens kind
                """
            ),
            (
                "round_readable",
                """
                run domain model problem difficulty sample_index prompt completion answer answer_key correct \
                trace_legal trace_complete trace_error accepted log_probability tokens kind round parent_round \
                critiques_json messages_json told_json
                """
            ),
            ("spending", "run problem sample_index round purpose tool calls tokens_in tokens_out flops seconds"),
            (
                "comparison_readable",
                "run problem judge tournament comparison shown_json repeat chosen tokens chose_first"
            ),
            ("position_bias", "run judge tournament pairs consistent first second"),
            ("right_by_round", "run round answers right accepted prompt_tokens"),
            ("pace", "run candidates seconds seconds_per_candidate"),
            (
                "accuracy_by_budget",
                """
                run domain model problem_set split difficulty strategy guarantee budget right right_low right_high \
                wrong abstained samples_spent tokens_spent flops_spent verifier_calls problems pool_size estimator \
                ties interval_method standard_error verifications options_json by_construction pool_digest verifier \
                temperature
                """
            ),
            ("reading", "candidate_id tool_id answer answer_key"),
            ("grade", "candidate_id tool_id correct"),
            ("trace_check", "candidate_id tool_id legal complete error error_step explanation"),
            ("verdict", "candidate_id tool_id repeat outcome critiques_json calls tokens seconds"),
        ])
    func columns(view: String, columns: String) throws {
        let found = try Store.inMemory().rows("SELECT name FROM pragma_table_info('\(view)')")
        #expect(found.joined(separator: " ") == columns)
    }

    @Test(
        "raw data cannot be changed or deleted, even by hand",
        arguments: [
            "problem_set", "problem", "model", "model_token", "tool", "run", "candidate", "reading", "grade",
            "trace_check", "score", "step_score", "verdict", "judgement", "text", "completion", "reference", "rejected",
        ])
    func immutability(table: String) throws {
        let example = try Example()
        let ids = try example.store.append(example.entries(1...1, 0..<1), to: example.run, judgedBy: example.judges)
        try example.importText()
        let scorer = try example.store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
        try example.store.append([ScoreRecord(candidate: ids[0], value: 0.5, steps: [0.25])], by: scorer)
        let before = try example.store.rows("SELECT * FROM \(table)")
        #expect(!before.isEmpty)
        let column = try #require(try example.store.rows("SELECT name FROM pragma_table_info('\(table)')").last)
        for sql in ["UPDATE \(table) SET \(column) = \(column)", "DELETE FROM \(table)"] {
            let error = #expect(throws: StoreError.self) { try example.store.write { try $0.execute(sql: sql) } }
            #expect(error?.description.contains("raw data is immutable") == true)
        }
        #expect(try example.store.rows("SELECT * FROM \(table)") == before)
    }

    @Test("a candidate of an unknown run or problem is refused")
    func foreignKeys() throws {
        let example = try Example()
        let error = #expect(throws: StoreError.self) {
            try example.store.append([example.entry(1, 0)], to: RowID(99), judgedBy: example.judges)
        }
        #expect(error?.kind == .conflict)
        #expect(try example.store.rows("SELECT count(*) FROM candidate") == ["0"])
    }
}
