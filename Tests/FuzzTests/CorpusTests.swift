import Foundation
import Testing

/// The program `Fuzz` in an ordinary build: every reader gets its corpus, which holds all that once broke it.
struct CorpusTests {
    /// Built beside the tests.
    static let program = Bundle.main.bundleURL.appending(path: "Fuzz")

    static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fuzz/Corpus")

    /// Runs the program in a process of its own, because a trap ends it.
    private static func run(_ arguments: [String]) throws -> (isSound: Bool, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "winnow-corpus-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        // Without it the program would be searched for symbols for seconds.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        try process.run()
        process.waitUntilExit()
        let isSound = process.terminationReason == .exit && process.terminationStatus == 0
        return (isSound, try String(contentsOf: file, encoding: .utf8))
    }

    @Test("every reader that is fuzzed has a corpus, and there is no other")
    func names() throws {
        let list = try Self.run(["--list"])
        try #require(list.isSound)
        let readers = list.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first.map(String.init) }
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(readers.sorted() == folders.sorted())
        #expect(readers.count > 20)
    }

    @Test(
        "a reader takes or refuses every file of its corpus within five seconds, and breaks no law",

        arguments: try FileManager.default.contentsOfDirectory(atPath: corpus.path).sorted())
    func replay(reader: String) throws {
        let replay = try Self.run(["--replay", Self.corpus.path, reader])
        // The last line of the output names the file.
        #expect(replay.isSound, "\(replay.output.suffix(200))")
    }
}
