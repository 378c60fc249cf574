import Foundation
public import WinnowCore

/// The program gnuplot, which draws the pictures.
public struct Gnuplot: Sendable {
    private let program: URL

    /// Finds the program.
    ///
    /// - Parameter searchPath: folders separated by colons, as in the environment's PATH, which is the default.
    /// - Throws: ``ExperimentError`` when none of the folders has it.
    public init(searchPath: String? = nil) throws(ExperimentError) {
        let path = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        let programs = path.split(separator: ":").map { URL(filePath: String($0)).appending(path: "gnuplot") }
        guard let program = programs.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            throw ExperimentError(
                "gnuplot, which draws the pictures, is not installed",
                hint: "run `apt-get install gnuplot-nox`, or `make setup`")
        }
        self.program = program
    }

    private static let ownSettings = "--default-settings"

    /// What fonts and encodings need, and nothing else.
    private static var environment: [String: String] {
        let kept = ProcessInfo.processInfo.environment.filter { name, _ in
            ["HOME", "TMPDIR", "LANG"].contains(name)
                || ["LC_", "XDG_", "FONTCONFIG_"].contains { name.utf8.starts(with: $0.utf8) }
        }
        return kept.merging(["PATH": "", "GNUPLOT_LIB": ""]) { $1 }
    }

    /// Runs a script in its own folder.
    ///
    /// - Throws: ``ExperimentError`` with gnuplot's words when it fails.
    func run(_ script: URL) throws {
        let process = Process()
        let messages = Pipe()
        process.executableURL = program
        // No start files of the user's, and nothing on the path that a script could call by its name.
        process.arguments = [Self.ownSettings, script.lastPathComponent]
        process.environment = Self.environment
        process.currentDirectoryURL = script.deletingLastPathComponent()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = messages
        try process.run()
        let text = String(decoding: try messages.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            // gnuplot calls a script by its own first argument.
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .replacing(Self.ownSettings, with: script.lastPathComponent)
            throw ExperimentError(
                "gnuplot cannot draw \(script.lastPathComponent): \(words)",
                hint: "run `gnuplot \(script.lastPathComponent)` in \(script.deletingLastPathComponent().path)")
        }
    }
}
