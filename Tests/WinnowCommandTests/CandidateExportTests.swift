import Foundation
import TestGuards
import Testing
import WinnowStore

/// Candidates for other programs.
@Suite("Candidate export")
struct CandidateExportTests {
    private let folder: TemporaryFolder
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder).path
        let store = try Store(path: database)
        let run = try store.runs()[0].id
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "prm", version: 1))
        var scores: [ScoreRecord] = []
        try store.forEachCandidate(of: run) { entry in
            scores.append(
                ScoreRecord(
                    candidate: entry.candidateID, value: Double(entry.record.candidate.sampleIndex), steps: [0.5, 0.25])
            )
        }
        try store.append(scores, by: scorer)
        try store.close()
    }

    private func export(_ format: String, to name: String, _ options: [String] = []) throws -> Call {
        try Call(["export", "--db", database, "--format", format, folder.path(name), "--quiet"] + options)
    }

    private func objects(_ name: String) throws -> [[String: Any]] {
        try String(contentsOf: folder.url.appending(path: name), encoding: .utf8).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("CSV has the columns of candidate_readable and what it says of each candidate")
    func csv() throws {
        let call = try export("csv", to: "c.csv")
        #expect(call.output.hasPrefix("18 candidates of 2 runs as csv"), "\(call.error)")
        // SQLite reads it back, and finds what the view has.
        let check = try Call(
            script: """
                sqlite3 '\(database)' ".import --csv '\(folder.path("c.csv"))' c" \
                'SELECT count(*) FROM c JOIN candidate_readable AS r USING (run, problem, sample_index)
                WHERE c.completion = r.completion AND c.prompt = r.prompt AND c.correct = r.correct
                  AND c.answer_key = coalesce(r.answer_key, "") AND c.trace_error = coalesce(r.trace_error, "")
                  AND c.accepted = coalesce(r.accepted, "") AND CAST(c.log_probability AS REAL) = r.log_probability
                  AND CAST(c.tokens AS INTEGER) = r.tokens'
                """)
        #expect(check.output == "18\n", "\(check.error)")
    }

    @Test("standard output takes the lines and nothing else")
    func standardOutput() throws {
        let call = try Call(["export", "--db", database, "--run", "3", "--format", "jsonl", "-", "--quiet"])
        #expect(call.status == 0 && call.lines.count == 3 && call.lines.allSatisfy { $0.hasPrefix("{\"problem_id\"") })
    }

    @Test("search-and-learn lines have a score list for each completion, and the best answer")
    func searchAndLearn() throws {
        #expect(try export("search-and-learn", to: "s.jsonl", ["--run", "1"]).status == 0)
        let lines = try objects("s.jsonl")
        #expect(lines.count == 3)
        for line in lines {
            let completions = try #require(line["completions"] as? [String])
            #expect(completions.count == 5)
            #expect(line["scores"] as? [[Double]] == Array(repeating: [0.5, 0.25], count: 5))
            #expect(line["agg_scores"] as? [Double] == Array(repeating: 0.25, count: 5))
            #expect((line["pred"] as? String)?.hasPrefix("\\boxed{") == true)
        }
    }

    @Test("lm-eval lines have all samples in resps, and the first one's answer filtered")
    func harness() throws {
        #expect(try export("lm-eval", to: "samples_x.jsonl", ["--run", "1"]).status == 0)
        let lines = try objects("samples_x.jsonl")
        #expect(lines.map { $0["doc_id"] as? Int } == [0, 1, 2])
        #expect(try nonEmpty(lines).allSatisfy { ($0["resps"] as? [[String]])?.first?.count == 5 })
        #expect(
            try nonEmpty(lines).allSatisfy {
                ($0["exact_match"] as? Double) == 1 && ($0["doc_hash"] as? String)?.count == 64
            })
    }

    @Test("a folder of YAML files has all samples and flags, and is never written over")
    func monkeys() throws {
        #expect(try export("llmonkeys", to: "m", ["--run", "1"]).status == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("m")).sorted()
        #expect(files == ["1.yaml", "2.yaml", "3.yaml"])
        let text = try String(contentsOf: folder.url.appending(path: "m/1.yaml"), encoding: .utf8)
        #expect(text.contains("is_corrects:\n- true\n- true\n- false\n- false\n- false\n"))
        let again = try export("llmonkeys", to: "m", ["--run", "1"])
        #expect(again.status == 1 && again.hasOneLineError && again.error.contains("exists"))
    }

    @Test("a dataset folder has one file for each run, all with the same columns")
    func dataset() throws {
        #expect(try export("huggingface-dataset", to: "d").status == 0)
        let first = try objects("d/data/run-1.jsonl")
        let second = try objects("d/data/run-3.jsonl")
        #expect(first.count == 15 && second.count == 3)
        #expect(Set((first + second).map { $0.keys.sorted() }).count == 1)
        let card = try String(contentsOf: folder.url.appending(path: "d/README.md"), encoding: .utf8)
        #expect(card.hasPrefix("---\ntags:\n- winnow\nconfigs:\n") && card.contains("  - data/run-3.jsonl\n"))
    }

    @Test("winnow import reads the lines back: equal answers, grades and scores", arguments: ["jsonl"])
    func roundTrip(format: String) throws {
        #expect(try export(format, to: "x.jsonl", ["--run", "1"]).status == 0)
        let back = folder.path("back.db")
        let call = try Call(["import", folder.path("x.jsonl"), "--domain", "maze", "--db", back, "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        let query = "SELECT problem, sample_index, answer_key, correct, accepted FROM candidate_readable"
        let sorted = "ORDER BY 1, 2"
        let old = try Call(script: "sqlite3 '\(database)' '\(query) WHERE run = 1 \(sorted)'")
        let new = try Call(script: "sqlite3 '\(back)' '\(query) \(sorted)'")
        #expect(old.lines.count == 15 && old.output == new.output, "\(new.error)")
    }

    @Test("an unknown run, a folder in the way and a mixed-up call are one clear line")
    func badInput() throws {
        let unknown = try export("csv", to: "c.csv", ["--run", "9"])
        #expect(unknown.status == 1 && unknown.hasOneLineError && unknown.error.contains("no run 9"))
        let inTheWay = try Call(["export", "--db", database, "--format", "csv", folder.url.path])
        #expect(inTheWay.status == 1 && inTheWay.hasOneLineError && inTheWay.error.contains("is a folder"))
        try folder.write("mine", to: "mine.csv")
        #expect(try export("csv", to: "mine.csv").error.contains("--force"))
        #expect(try export("csv", to: "mine.csv", ["--force"]).status == 0)
        #expect(try export("gguf", to: "x.gguf").status == 64)
        #expect(try export("csv", to: "y.csv", ["--model", "weak"]).status == 64)
        #expect(try export("llmonkeys", to: "y", ["--run", "1"]).status == 0)
    }
}
