import Foundation

/// One run of the built program: what it printed and how it ended.
struct Call {
    /// The exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    let output: String
    let error: String

    /// The program, built beside the tests.
    static var program: URL {
        Bundle.main.bundleURL.appending(path: "winnow")
    }

    /// Runs the program to its end.
    init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
        try self.init(Self.program, arguments, input: input, environment: environment)
    }

    /// Runs a bash script, which finds the program in `$winnow`.
    init(script: String, input: String = "") throws {
        let environment = ["winnow": Self.program.path]
        try self.init(URL(filePath: "/bin/bash"), ["-c", script], input: input, environment: environment)
    }

    private init(_ program: URL, _ arguments: [String], input: String, environment: [String: String]) throws {
        // Files instead of pipes: nothing can fill up and block.
        let folder = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { name in
            try folder.write(name == "in" ? input : "", to: name)
        }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "100"]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
        output = try String(contentsOf: files[1], encoding: .utf8)
        error = try String(contentsOf: files[2], encoding: .utf8)
    }

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }

    /// Whether the error is one line that begins as all errors do and shows no internals.
    var hasOneLineError: Bool {
        error.hasPrefix("winnow: ") && error.hasSuffix("\n") && error.count { $0 == "\n" } == 1
            && !error.contains("Error(") && !error.contains("Optional(") && !error.contains("Error Domain")
    }
}

/// A folder that is deleted with its last reference.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "winnow-command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file.
    @discardableResult
    func write(_ text: String, to name: String) throws -> URL {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }
}
