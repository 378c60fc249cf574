import Foundation
import TestGuards
import Testing

/// What scripts see of an import: the exit status, what is left behind, and short messages.
@Suite("What an import says")
struct ImportStatusTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private let good = #"{"problem_id":"p","completion":"A: 5","reference":"5","correct":false}"# + "\n"

    private func call(_ arguments: [String]) throws -> Call {
        try Call(["import"] + arguments + ["--db", folder.path("x.db"), "--quiet"])
    }

    private var hasDatabase: Bool { FileManager.default.fileExists(atPath: folder.path("x.db")) }

    @Test(
        "where nothing comes in the exit status says so, and no database is left",
        arguments: [
            (#"{"note":"no sample"}"# + "\n", "x.jsonl", "no sample"), ("", "x.jsonl", "empty"),
            ("plain words\n", "x.jsonl", "as JSON"),
            (#"{"question":"q","answer":"5"}"# + "\n", "x.jsonl", "--answer-field"),
            ("PAR1....", "x.parquet", "Parquet"), ("{\"problem_id\":\"p", "x.jsonl", "recognised"),
            (#"{"status":"error","eval":{"task":"t"}}"#, "x.json", "no samples"),
        ])
    func nothing(text: String, name: String, message: String) throws {
        try folder.write(text, to: name)
        let call = try call([folder.path(name)])
        #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
        #expect(call.error.contains(message), "\(call.error)")
        #expect(!hasDatabase)
    }

    @Test("a damaged file in a folder is named, the others go in, and the exit status says so")
    func folders() throws {
        try FileManager.default.createDirectory(atPath: folder.path("in"), withIntermediateDirectories: true)
        try folder.write(good, to: "in/a.jsonl")
        try folder.write("", to: "in/b.jsonl")
        let fine = try call([folder.path("in")])
        #expect(fine.status == 0 && fine.output.contains("b.jsonl: not read"), "\(fine.error)")
        try folder.write("[{\"problem", to: "in/c.json")
        let call = try call([folder.path("in")])
        #expect(
            call.status == 1 && call.error.contains("c.json") && call.output.contains("1 candidate"), "\(call.error)")
        #expect(hasDatabase)
    }

    @Test("disagreements are listed, and --grade-by says which grade counts")
    func disagreements() throws {
        try folder.write(good, to: "a.jsonl")
        let path = folder.path("a.jsonl")
        #expect(try call([path]).output.contains("winnow list disagreements"))
        let list = ["list", "disagreements", "--db", folder.path("x.db"), "--format", "csv"]
        let computed = try Call(list).output.split(separator: "\n")
        #expect(
            computed.count == 2 && computed[1].hasPrefix("1,1,0,5,5,wrong,right,") && computed[1].hasSuffix("computed"))
        #expect(try call([path, "--grade-by", "recorded"]).status == 0)
        let recorded = try Call(list).output.split(separator: "\n")
        #expect(recorded.count == 2 && recorded[1].hasSuffix("recorded"))
        let grade = "SELECT correct FROM candidate_readable"
        #expect(try Call(script: "sqlite3 '\(folder.path("x.db"))' '\(grade)'").output == "0\n")
    }

    @Test(
        "options that go with nothing are refused",
        arguments: [
            ["--grade-by", "none"], ["--grade-by", "command"], ["--grade-command", "x"],
            ["--completion-field", "completion", "--format", "openr"], ["--field", "scores=nothing"],
        ])
    func options(arguments: [String]) throws {
        try folder.write(good, to: "a.jsonl")
        let call = try call([folder.path("a.jsonl")] + arguments)
        #expect(call.status == 1 && call.hasOneLineError && !hasDatabase, "\(call.error)")
    }
}
