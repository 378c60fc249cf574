import Foundation
import WinnowReport
import WinnowText

/// The terminal is what the program's streams are connected to, and the one way to them.
///
/// All that is written to a terminal passes through here, so that no text from a model, a file, a server or a tool acts
/// on it.
enum Terminal {
    /// The columns that text may use: `COLUMNS` where it is exported, else those of the terminal, else 100.
    static var width: Int {
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? ownWidth ?? 100
        return min(max(40, columns), 10_000)
    }

    /// The columns of the terminal that standard output is; nil where it is none.
    private static var ownWidth: Int? {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// True where standard output takes colours: a terminal, unless `NO_COLOR` is set to anything.
    ///
    /// Source: no-color.org.
    static var isColored: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isOutputInteractive && environment["NO_COLOR", default: ""].isEmpty
            && environment["TERM"] != "dumb"
    }

    /// True where people read standard output as it is written.
    static var isOutputInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// True where people read standard error as it is written.
    static var isErrorInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// The content says what a text on standard output is.
    enum Content {
        /// Lines for people: hidden signs are shown as escapes.
        case page

        /// The same, with the colours of ``TerminalStyle``.
        case styled

        /// Programs read it: exact in pipes and files, as a page on a terminal.
        case data
    }

    /// Writes text to standard output; where that fails, the program ends with an error.
    static func write(_ text: String, as content: Content = .page) {
        let shown =
            switch content {
            case .page: VisibleText.shown(text, lines: true)
            case .styled: TerminalStyle.shown(text)
            case .data: isOutputInteractive ? VisibleText.shown(text, lines: true) : text
            }
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(shown.utf8))
        } catch {
            complain("the output cannot be written; check the disk and its free space")
            exit(EXIT_FAILURE)
        }
    }

    /// Writes text that is in a format.
    static func write(_ text: String, as format: TableFormat) { write(text, as: format.isData ? .data : .page) }

    /// Writes a report as its format option says.
    static func write(_ report: Report, as option: FormatOption) {
        write(report.rendered(as: option.format, option.layout), as: option.format)
    }

    /// Writes a report in a format, with all footnotes; on a terminal its lines fit it.
    static func write(_ report: Report, as format: TableFormat) {
        let layout = PageLayout(width: format == .terminal ? width : nil, footnoteLines: nil)
        write(report.rendered(as: format, layout), as: format)
    }

    /// Writes an error message to standard error, as one line.
    static func complain(_ message: String) {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        writeError("winnow: \(line)\n")
    }

    /// Writes lines for people to standard error; nothing can be said about an error there.
    static func writeError(_ text: String) { draw(VisibleText.shown(text, lines: true)) }

    /// Writes text with control sequences of our own to standard error; what is foreign in it must be shown already.
    static func draw(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
