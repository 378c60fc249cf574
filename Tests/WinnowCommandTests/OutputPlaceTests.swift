import Foundation
import TestGuards
import Testing

/// Commands that write look at the place before any work: the database that each call names is not even there.
@Suite("Places of outputs")
struct OutputPlaceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("kept", to: "file")
        try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: true)
        try folder.write("kept", to: "folder/inner")
        try #require(Call(script: "mkfifo '\(folder.path("pipe"))'").status == 0)
    }

    /// The commands that make one file, with the place last.
    private static let fileCalls: [[String]] = [
        ["report", "--db", "none.db", "-o"], ["export", "--db", "none.db", "--format", "jsonl", "--force"],
        ["pack", "create", "--db", "none.db", "--force"], ["merge", "none.db", "--into"],
        ["plan", "--domain", "chain", "--model", "weak", "--shards", "2", "--force", "--output"],
        ["model", "export", "--model", "none", "--format", "gguf", "--force"],
    ]

    /// The commands that fill a folder.
    private static let folderCalls: [[String]] = [
        ["plot", "accuracy", "--db", "none.db", "--output"], ["report", "study", "--folder", "none", "--pages"],
        ["export", "--db", "none.db", "--format", "parquet"],
        ["model", "export", "--model", "none", "--format", "huggingface"],
        ["train", "generator", "--domain", "chain", "--output"],
        ["train", "scorer", "--domain", "chain", "--kind", "orm", "--output"],
        ["train", "reviser", "--domain", "chain", "--output"],
    ]

    private func isRefused(_ arguments: [String], _ place: String) throws {
        let call = try Call(arguments + [place])
        #expect(call.status == 1 && call.hasOneLineError && call.output.isEmpty, "\(arguments): \(call.error)")
        #expect(call.error.contains(folder.url.path), "\(arguments): \(call.error)")
    }

    @Test("a folder or a pipe in the place of a file is refused and stays", arguments: fileCalls)
    func files(arguments: [String]) throws {
        try isRefused(arguments, folder.path("folder"))
        try isRefused(arguments, folder.path("pipe"))
        // A file is no folder to write into.
        try isRefused(arguments, folder.path("file/x"))
        #expect(try String(contentsOfFile: folder.path("folder/inner"), encoding: .utf8) == "kept")
        #expect(try String(contentsOfFile: folder.path("file"), encoding: .utf8) == "kept")
        #expect(try Call(script: "test -p '\(folder.path("pipe"))'").status == 0)
    }

    @Test("a file in the place of a folder, or on the way to it, is refused and stays", arguments: folderCalls)
    func folders(arguments: [String]) throws {
        try isRefused(arguments, folder.path("file"))
        try isRefused(arguments, folder.path("file/x/y"))
        try isRefused(arguments, folder.path("pipe"))
        #expect(try String(contentsOfFile: folder.path("file"), encoding: .utf8) == "kept")
    }

    @Test("folders on the way to an export or a pack are made")
    func made() throws {
        let database = try ExampleDatabase(in: folder).path
        for (place, words) in [("a/b/x.jsonl", ["export", "--format", "jsonl"]), ("c/d/x.pack", ["pack", "create"])] {
            let call = try Call(words + ["--db", database, "--run", "1", "--quiet", folder.path(place)])
            #expect(call.status == 0, "\(call.error)")
            #expect(FileManager.default.fileExists(atPath: folder.path(place)))
        }
    }

    @Test("statistics of generated texts may go to a device, and not to a folder that is none")
    func statistics() throws {
        let call = [
            "generate", "--domain", "chain", "--model", "weak", "--prompt-ids", "1,5", "--max-new", "2", "--quiet",
            "--stats",
        ]
        let missing = try Call(call + [folder.path("none/x.json")])
        #expect(missing.status == 1 && missing.output.isEmpty && missing.error.contains("there is no folder"))
        let device = try Call(call + ["/dev/null"])
        #expect(device.status == 0 && device.lines.count == 1, "\(device.error)")
    }

    @Test("a submission looks at its folder and at the place of the merged database")
    func submission() throws {
        let plan = folder.path("plan.json")
        let made = try Call(["plan", "--domain", "chain", "--model", "weak", "--shards", "2", "--output", plan])
        try #require(made.status == 0, "\(made.error)")
        let submit = ["submit", "slurm", "--plan", plan]
        try isRefused(submit + ["--folder"], folder.path("file"))
        try isRefused(submit + ["--into"], folder.path("folder"))
        try isRefused(submit + ["--into"], folder.path("none/x.db"))
    }
}
