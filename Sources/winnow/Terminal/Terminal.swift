import Foundation

/// What the program's streams are connected to.
enum Terminal {
    /// The columns that text may use: `COLUMNS` where it is exported, else 100.
    static var width: Int {
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 100
        return max(40, columns)
    }

    /// Whether standard output takes colours: a terminal, unless `NO_COLOR` is set to anything.
    ///
    /// Source: no-color.org.
    static var isColored: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isOutputInteractive && environment["NO_COLOR", default: ""].isEmpty
            && environment["TERM"] != "dumb"
    }

    /// Whether people read standard output as it is written.
    static var isOutputInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether people read standard error as it is written.
    static var isErrorInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text to standard output, as it is; where that fails, the program ends with an error.
    static func write(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            complain("the output cannot be written; check the disk and its free space")
            exit(EXIT_FAILURE)
        }
    }

    /// Writes an error message to standard error, as one line.
    static func complain(_ message: String) {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        writeError("winnow: \(line)\n")
    }

    /// Writes text to standard error, as it is; nothing can be said about an error there.
    static func writeError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
