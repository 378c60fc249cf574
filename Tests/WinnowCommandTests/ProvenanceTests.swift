import Foundation
import TestGuards
import Testing
import WinnowStore

@testable import WinnowCore
@testable import WinnowRuns

/// What a run and a page say of the program and the machine that they come from.
@Suite("Provenance")
struct ProvenanceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let commit = String(repeating: "0123456789", count: 4)

    private func read(_ text: String?) throws -> String {
        let file = folder.path("winnow.commit")
        if let text { try text.write(toFile: file, atomically: true, encoding: .utf8) }
        return ProgramCommit.read(from: folder.url, program: URL(filePath: folder.path("winnow")))
    }

    @Test("the commit beside a program is that of this very program, or unknown")
    func commit() throws {
        try folder.write("a program", to: "winnow")
        #expect(try read(nil) == "unknown")
        let digest = try Call(script: "sha256sum < '\(folder.path("winnow"))'").output.prefix(64)
        #expect(try read("\(Self.commit) \(digest)\n") == Self.commit)
        #expect(try read("\(Self.commit)-dirty \(digest)\n") == "\(Self.commit)-dirty")
        for text in try nonEmpty([
            "", Self.commit, "unknown \(digest)", "\(Self.commit)0\u{202E} \(digest)", "\(Self.commit) \(digest) more",
            "main \(digest)", "\(Self.commit)-dirtier \(digest)",
        ]) {
            #expect(try read(text) == "unknown", "\(text)")
        }
        #expect(try read("\(Self.commit) \(digest)\n") == Self.commit)
        try folder.write("another program", to: "winnow")
        #expect(try read(nil) == "unknown")
        #expect(ProgramCommit.read(from: nil, program: nil) == "unknown")
    }

    @Test("the script of make writes what the program reads")
    func stamp() throws {
        try folder.write("a program", to: "winnow")
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let call = try Call(script: "'\(root)/.ci/stamp' '\(folder.url.path)'")
        #expect(call.status == 0, "\(call.error)")
        let head = try Call(script: "git -C '\(root)' rev-parse HEAD 2>/dev/null || echo unknown").lines
        let found = try read(nil)
        #expect(head == [found.replacing("-dirty", with: "")])
    }

    @Test("a run keeps commit and machine beside its settings, which read as before; a page shows them, and its own")
    func run() throws {
        let database = folder.path("x.db")
        let sampled = try Call([
            "sample", "--domain", "chain", "--model", "weak", "--problems", "2", "--samples", "2", "--db", database,
            "--quiet",
        ])
        #expect(sampled.status == 0, "\(sampled.error)")
        let run = try Store(path: database, readOnly: true).runs()[0].record
        let origin = SourceParameters.origin(of: run)
        #expect(origin.commit == "unknown" && origin.machine == Machine.description)
        #expect(SourceParameters(run) == .builtIn(.init(style: "traced", split: "test")))
        let page = folder.path("r.html")
        let words = ["report", "--db", database, "--output", page, "--quiet"]
        #expect(try Call(words).status == 0)
        let html = try String(contentsOfFile: page, encoding: .utf8)
        for text in ["commit", "unknown", "machine", "\(Machine.description), kernels \(Machine.kernels)"] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(try Call(words).status == 0)
        #expect(try String(contentsOfFile: page, encoding: .utf8) == html)
    }

    @Test("the machine is a processor and its cores, in one line without a host's name")
    func machine() throws {
        let words = Machine.description
        #expect(words.hasSuffix(" cores") || words.hasSuffix("1 core"))
        #expect(!words.contains("\n") && words.utf8.count < 130)
        #expect(!words.contains(ProcessInfo.processInfo.hostName))
    }
}
