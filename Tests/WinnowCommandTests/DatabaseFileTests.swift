import Foundation
import Testing

/// What becomes of a database's file when a command fails, or when somebody deletes it meanwhile.
@Suite("Files of databases")
struct DatabaseFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("x.db")
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
    }

    @Test("a database that is deleted during a sweep is an error at the end")
    func deleted() throws {
        let model = try TinyGenerator.chain.get()
        let call = try Call(
            script: """
                "$winnow" sweep --domain chain --model '\(model)' --problems 20 --samples 800 --budgets 1 --seed 7 \
                  --strategies single --quiet --db '\(path)' &
                until [ "$(sqlite3 '\(path)' 'SELECT count(*) > 0 FROM candidate' 2>/dev/null)" = 1 ]; do sleep 0.01; done
                rm '\(path)'
                wait $!
                """)
        #expect(call.status == 1)
        #expect(call.hasOneLineError, "\(call.error)")
        #expect(call.error.contains("'\(path)' was deleted or replaced while it was in use"), "\(call.error)")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("a command that fails before anything is stored leaves no new database, and keeps one that was there")
    func refused() throws {
        try folder.write("", to: "empty.jsonl")
        let model = try TinyGenerator.chain.get()
        let commands = [
            ["import", folder.path("empty.jsonl")], ["import", folder.path("none.jsonl")],
            ["sweep", "--domain", "chain", "--model", model, "--max-tokens", "100000", "--problems", "1"],
            ["sample", "--domain", "chain", "--model", model, "--max-tokens", "100000", "--problems", "1"],
        ]
        for command in commands {
            let call = try Call(command + ["--db", path, "--quiet"])
            #expect(call.status == 1 && call.hasOneLineError, "\(command): \(call.status) \(call.error)")
            #expect(try files == ["empty.jsonl"], "\(command)")
        }
        let sampled = try Call(
            [
                "sample", "--domain", "chain", "--model", model, "--problems", "1", "--samples", "1", "--db", path,
                "--quiet",
            ])
        #expect(sampled.status == 0, "\(sampled.error)")
        for command in commands { #expect(try Call(command + ["--db", path, "--quiet"]).status == 1) }
        #expect(try files == ["empty.jsonl", "x.db"])
        #expect(try Call(["table", "--db", path]).status == 0)
    }

    @Test("a sample that an imported file gives another text says what to do")
    func otherText() throws {
        let files = try ["one", "another"].map {
            try folder.write(#"{"prompt": "p", "completion": "\#($0)", "sample_index": 0}"#, to: "\($0).jsonl")
        }
        let call = try Call(["import"] + files.map(\.path) + ["--db", path, "--quiet"])
        #expect(call.status == 0, "\(call.error)")
        #expect(
            call.output.contains(
                "sample 0 of problem 1 is in run 1 already, with another text: number it otherwise, or import its file "
                    + "with another --model-name or into another --db"), "\(call.output)")
    }

    @Test(
        "the same sampling and the same scoring at the same time end well, with nothing doubled",
        .enabled(if: Python.isAvailable, "python3 runs the program that scores"))
    func twice() throws {
        let model = try TinyGenerator.chain.get()
        func both(_ command: String) throws -> Call {
            try Call(
                script: """
                    "$winnow" \(command) --db '\(path)' --quiet > /dev/null & first=$!
                    "$winnow" \(command) --db '\(path)' --quiet > /dev/null; second=$?
                    wait $first && exit $second
                    """)
        }
        let sampled = try both("sample --domain chain --model '\(model)' --problems 20 --samples 100 --seed 7")
        #expect(sampled.status == 0 && sampled.error.isEmpty, "\(sampled.error)")
        let judge = "python3 \(Python.script("Servers/judge.py")) full \(folder.path("log"))"
        let scored = try both("score --run 1 --name length --command '\(judge)'")
        #expect(scored.status == 0 && scored.error.isEmpty, "\(scored.error)")
        let counts = try Call(script: "sqlite3 '\(path)' 'SELECT count(*) FROM candidate WHERE run_id = 1'")
        #expect(counts.output == "2000\n")
    }
}
