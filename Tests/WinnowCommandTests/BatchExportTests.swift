import Foundation
import Testing

@Suite("batches and Parquet")
struct BatchExportTests {
    /// A database with two problems of two samples each, with references.
    private func database(in folder: TemporaryFolder) throws -> String {
        let lines = (0..<2).flatMap { problem in
            (0..<2).map { sample in
                #"{"problem_id": "p\#(problem)", "problem": "What is \#(problem) + 40?", "reference": "\#(problem + 40)", "completion": "The answer is \#(40 + sample)."}"#
            }
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
        let path = folder.path("x.db")
        let call = try Call(["import", folder.path("in.jsonl"), "--model-name", "base", "--db", path, "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        return path
    }

    @Test("a batch asks once for each candidate, and its answers find their problems and references again")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = try database(in: folder)
        let export = try Call([
            "export", "--db", path, "--format", "openai-batch", "--request-model", "it's \"q\"", "-",
        ])
        #expect(export.status == 0, "\(export.error)")
        #expect(export.lines.count == 4)
        let requests = try export.lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(requests.map { $0["custom_id"] as? String } == ["1/1/0", "1/1/1", "1/2/0", "1/2/1"])
        let body = try #require(requests[0]["body"] as? [String: Any])
        #expect(body["model"] as? String == "it's \"q\"")
        #expect(((body["messages"] as? [[String: String]])?.first)?["content"] == "What is 0 + 40?")
        #expect(requests[0]["url"] as? String == "/v1/chat/completions" && requests[0]["method"] as? String == "POST")
        // vLLM's run-batch, with a request that failed, in another order.
        let answers =
            ["1/2/1", "1/1/0", "1/2/0"].map { id in
                #"{"id": "vllm-1", "custom_id": "\#(id)", "response": {"status_code": 200, "request_id": "r", "body": {"model": "qwen", "choices": [{"index": 0, "message": {"role": "assistant", "content": "The answer is 41."}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 5, "completion_tokens": 6}}}, "error": null}"#
            } + [#"{"id": "vllm-2", "custom_id": "1/1/1", "response": null, "error": {"message": "too long"}}"#]
        try folder.write(answers.joined(separator: "\n") + "\n", to: "out.jsonl")
        let imported = try Call(["import", folder.path("out.jsonl"), "--db", path, "--quiet"])
        #expect(imported.status == 0, "\(imported.error)")
        let rows = try Call(
            script: """
                sqlite3 '\(path)' "SELECT prompt, sample_index, correct FROM candidate_readable WHERE run = 2 ORDER BY prompt, sample_index"
                """)
        #expect(rows.lines == ["What is 0 + 40?|0|0", "What is 1 + 40?|0|1", "What is 1 + 40?|1|1"])
    }

    @Test("a custom_id of another program is a problem's name, as before")
    func foreignNames() throws {
        let folder = try TemporaryFolder()
        let body =
            #""response": {"status_code": 200, "body": {"model": "m", "choices": [{"message": {"content": "5"}}]}}"#
        try folder.write(
            ["9/1/0", "task-1", "1/2", "a/b/c", "1/2/-3"].map { #"{"custom_id": "\#($0)", \#(body)}"# }
                .joined(separator: "\n"), to: "out.jsonl")
        let call = try Call(["import", folder.path("out.jsonl"), "--db", folder.path("y.db"), "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        let names = try Call(
            script:
                "sqlite3 '\(folder.path("y.db"))' \"SELECT spec_json ->> 'specification' FROM problem ORDER BY position\""
        )
        #expect(names.lines == ["9/1", "task-1", "1/2", "a/b/c", "1/2/-3"])
    }

    @Test("without a tool that writes Parquet, the message says which there are")
    func noTool() throws {
        let folder = try TemporaryFolder()
        let path = try database(in: folder)
        let out = folder.path("tables")
        let call = try Call(
            ["export", "--db", path, "--format", "parquet", out], environment: ["PATH": "/nonexistent"])
        #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
        #expect(call.error.contains("duckdb") && call.error.contains("pyarrow"))
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test("Parquet is written by DuckDB or pyarrow where one of them is installed")
    func parquet() throws {
        let folder = try TemporaryFolder()
        let path = try database(in: folder)
        #expect(try Call(["table", "--db", path]).status == 0)
        let out = folder.path("tables")
        let call = try Call(["export", "--db", path, "--format", "parquet", out])
        guard call.status == 0 else {
            #expect(call.hasOneLineError && call.error.contains("pip install duckdb"), "\(call.error)")
            return
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
        #expect(names == ["candidates.parquet", "estimates.parquet"])
        for name in names {
            let data = try Data(contentsOf: URL(filePath: out).appending(path: name))
            #expect(data.prefix(4) == Data("PAR1".utf8) && data.suffix(4) == Data("PAR1".utf8))
        }
    }

    @Test("--request-model is refused with other formats")
    func misuse() throws {
        #expect(try Call(["export", "--format", "csv", "--request-model", "m", "-"]).status == 64)
    }
}
