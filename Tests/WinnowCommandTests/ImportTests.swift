import Foundation
import Testing
import WinnowStore

@Suite("winnow import")
struct ImportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The call and the shape of file that the program is judged by.
    private func sample(_ puzzle: String, _ index: Int, _ answer: String) -> String {
        #"{"puzzle": "\#(puzzle)", "idx": 900, "sample": \#(index), "output": "Steps:\n1 + 1 = 2\nAnswer: \#(answer)", "verdict": 0}"#
    }

    private func write(_ lines: [String]) throws -> String {
        try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl").path
    }

    private func arguments(_ path: String, _ database: String) -> [String] {
        [
            "import", path, "--domain", "countdown", "--target", "24", "--extract", "last-line", "--db",
            folder.path(database),
        ]
    }

    @Test("samples become a database that every table is made of")
    func tables() throws {
        let lines = ["4 5 6 10", "1 2 3 4"].flatMap { puzzle in
            ["(10 - 4) * 5 - 6 = 24", "1 * 2 * 3 * 4 = 24", "None", "4 + 5 = 24", "None", "4 + 5", "7", "8"]
                .enumerated().map { sample(puzzle, $0, $1) }
        }
        let call = try Call(arguments(try write(lines + ["{broken"]), "x.db"))
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("in.jsonl:17: not JSON"))
        #expect(call.output.contains("the verifier accepted 2 (12.50 %)"))
        let sql =
            "SELECT problem, sample_index, completion, answer, answer_key, correct, accepted FROM candidate_readable"
        let rows = try Call(script: "sqlite3 '\(folder.path("x.db"))' '\(sql) WHERE correct = 1 ORDER BY 1'")
        #expect(rows.output.contains("Answer: (10 - 4) * 5 - 6 = 24|(10 - 4) * 5 - 6|5*(10-4)-6|1|1"))
        for command in [
            ["table"], ["compare", "--strategies", "majority,verifier"], ["require", "--budgets", "4"], ["claims"],
            ["inspect", "--problem", "1", "--sample", "0"], ["list", "runs"], ["diagnose"],
        ] {
            let call = try Call(command + ["--db", folder.path("x.db")])
            #expect(call.status == 0 && !call.output.isEmpty, "\(command): \(call.error)")
        }
        let refused = try Call(["table", "--strategies", "best-logprob", "--db", folder.path("x.db")])
        #expect(refused.status == 1 && refused.error.contains("no data for best-logprob"))
    }

    @Test("a trial shows what would come of a file and makes no database")
    func trial() throws {
        let call = try Call(arguments(try write([sample("1 2 3 4", 0, "1 * 2 * 3 * 4")]), "x.db") + ["--dry-run"])
        #expect(call.status == 0 && call.output.contains("Nothing was stored"), "\(call.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("x.db")))
    }

    @Test("an import that is killed again and again ends as one that was not")
    func killed() throws {
        let lines = (0..<12_000).map { sample("4 5 6 10", $0, "(\($0 % 97) - 4) * 5 - 6 = 24") }
        let path = try write(lines)
        func stored() -> Int {
            guard let store = try? Store(path: folder.path("x.db"), readOnly: true) else { return 0 }
            return (try? store.overview().first?.candidates) ?? 0
        }
        var before = 0
        for _ in 0..<3 {
            let program = try RunningProgram(arguments(path, "x.db") + ["--quiet"])
            _ = program.wait { stored() > before }
            #expect(try program.end(with: SIGKILL).status == 128 + SIGKILL)
            let now = stored()
            #expect(now > before && now < lines.count)
            before = now
        }
        #expect(try Call(arguments(path, "x.db")).status == 0)
        #expect(try Call(arguments(path, "whole.db")).status == 0)
        let sql = """
            SELECT count(*), count(DISTINCT sample_index), sum(accepted), total(length(completion)) FROM candidate_readable;
            SELECT position, records, candidates, known, is_finished FROM import; PRAGMA foreign_key_check;
            """
        let texts = try ["x.db", "whole.db"].map { try Call(script: "sqlite3 '\(folder.path($0))' '\(sql)'").output }
        #expect(texts[0] == texts[1] && texts[0].hasPrefix("12000|12000|"))
    }

    @Test(
        "what cannot be imported is one line with a hint",
        arguments: [["none.jsonl"], ["--format", "none", "in.jsonl"], ["--extract", "none", "in.jsonl"], ["empty"]])
    func refusals(arguments: [String]) throws {
        try folder.write("{}\n", to: "in.jsonl")
        try folder.write("", to: "empty")
        let files = arguments.map { $0.hasSuffix("jsonl") || $0 == "empty" ? folder.path($0) : $0 }
        let call = try Call(["import"] + files + ["--db", folder.path("y.db")])
        #expect(call.status == 1)
        #expect(call.error.split(separator: "\n").count == 1, "\(call.error)")
    }
}
