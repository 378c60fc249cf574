public import Foundation
public import WinnowCore
import WinnowProcess
public import WinnowReport

/// The program gnuplot draws the pictures.
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

    /// It holds what fonts and encodings need, and nothing else.
    private static var environment: [String: String] {
        let kept = ProcessInfo.processInfo.environment.filter { name, _ in
            ["HOME", "TMPDIR", "LANG"].contains(name)
                || ["LC_", "XDG_", "FONTCONFIG_"].contains { name.utf8.starts(with: $0.utf8) }
        }
        return kept.merging(["PATH": "", "GNUPLOT_LIB": ""]) { $1 }
    }

    /// So much of what it says is told.
    private static let longestMessage = 1 << 16

    /// Runs a script in its own folder.
    ///
    /// - Throws: ``ExperimentError`` with gnuplot's words when it fails or cannot be started, `CancellationError`.
    func run(_ script: URL) async throws {
        let name = script.lastPathComponent
        let folder = script.deletingLastPathComponent().path
        // No start files of the user's, and nothing on the path that a script could call by its name.
        let gnuplot = Program(
            path: program.path, [Self.ownSettings, name], environment: Self.environment, folder: folder)
        let hint = "run `gnuplot \(name)` in \(folder)"
        let outcome: Program.Outcome
        do {
            outcome = try await gnuplot.run(outputLimit: nil, errorLimit: Self.longestMessage)
        } catch is ProcessError {
            throw ExperimentError("gnuplot cannot be started for \(name)", hint: hint)
        }
        guard outcome.end == .status(0) else {
            // gnuplot calls a script by its own first argument.
            let words = String(decoding: outcome.messages, as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ").replacing(Self.ownSettings, with: name)
            throw ExperimentError("gnuplot cannot draw \(name): \(words)", hint: hint)
        }
    }
}

/// A picture on disk has script and data, which whoever wants another look can change and run again, and what they
/// draw.
public struct PictureFiles: Sendable {
    public let folder: URL
    public let name: String
    public let formats: [PictureFormat]

    /// - Parameters:
    ///   - name: of the files, without an ending.
    ///   - folder: made when there is none; files of the same names in it are replaced.
    public init(name: String, in folder: URL, formats: [PictureFormat]) {
        self.folder = folder
        self.name = name
        self.formats = formats
    }

    /// Writes script and data and has gnuplot draw them.
    ///
    /// - Returns: the paths of the pictures, one a line.
    /// - Throws: ``ExperimentError`` when the folder cannot be made or gnuplot fails, a Foundation error when the disk refuses.
    public func write(_ plot: Plot, by gnuplot: Gnuplot) async throws -> String {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ExperimentError(
                "the folder '\(folder.path)' cannot be made", hint: "give an --output that can be written")
        }
        let script = folder.appending(path: name + ".gp")
        try Data(plot.data.utf8).write(to: folder.appending(path: name + ".dat"), options: .atomic)
        try Data(plot.script(name: name, formats: formats).utf8).write(to: script, options: .atomic)
        try await gnuplot.run(script)
        return formats.map { folder.appending(path: "\(name).\($0.rawValue)").path + "\n" }.joined()
    }
}
