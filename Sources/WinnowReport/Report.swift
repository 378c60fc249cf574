import WinnowText

/// A report is what there is to say on a subject, apart from how it is shown: tables, pictures and notes in their order.
///
/// ```swift
/// let report = Report([.table(budgets), .plot(accuracy)], data: rows)
/// print(report.rendered(as: .terminal))
/// ```
public struct Report: Hashable, Sendable {
    /// The title stands above all sections; empty for none.
    public var title: String

    /// The answer says in one or two plain sentences what was found; people read it before all else.
    public var answer: [Note]

    /// The calls say where to look next, after all sections.
    public var next: [Call] = []

    /// A call is a command to copy, on a line of its own that is never broken.
    public struct Call: Hashable, Sendable {
        /// The call shows this, such as `the problems behind a figure`.
        public var purpose: String

        public var command: String

        public init(_ purpose: String, _ command: String) {
            (self.purpose, self.command) = (purpose, command)
        }
    }

    /// People read the sections, in this order.
    public var sections: [Section]

    /// Programs read these data in place of the tables, where these have another shape for people; nil where they do
    /// not.
    public var data: Table?

    /// A section is a part of a report.
    public enum Section: Hashable, Sendable {
        /// A heading stands above the sections that follow.
        case heading(String)
        case note(Note)
        case table(Table)

        /// A detail is a table that people see where they ask for the whole report.
        case detail(Table)

        /// A plot is a picture as a value, which gnuplot draws; texts leave it out.
        case plot(Plot)

        /// A picture is drawn already.
        case picture(name: String, path: String)
    }

    /// - Parameter data: one table of what all tables say, for programs; nil for the tables themselves.
    public init(title: String = "", answer: [Note] = [], _ sections: [Section], data: Table? = nil) {
        (self.title, self.answer) = (title, answer)
        self.sections = sections
        self.data = data
    }

    /// Makes a report of one table.
    public init(_ table: Table, answer: [Note] = []) {
        self.init(answer: answer, [.table(table)])
    }

    /// The tables are those of the sections, in their order.
    public var tables: [Table] {
        sections.compactMap { section in
            switch section {
            case .table(let table), .detail(let table): table
            default: nil
            }
        }
    }

    /// The plots are the pictures to be drawn, in their order.
    public var plots: [Plot] {
        sections.compactMap { if case .plot(let plot) = $0 { plot } else { nil } }
    }
}

extension Report {
    /// Writes the report in a format, for people in a layout; ends with a line break.
    ///
    /// CSV and JSON have the rows for programs alone. Several tables are several blocks of CSV with an empty line between
    /// them, and a JSON array.
    public func rendered(as format: TableFormat, _ layout: PageLayout = .whole) -> String {
        switch format {
        case .csv, .spreadsheet: dataTables.map { $0.rendered(as: format) }.joined(separator: "\n")
        case .json:
            dataTables.count == 1
                ? dataTables[0].json : "[\n" + dataTables.map(\.json).joined(separator: ",\n") + "]\n"
        case .markdown, .latex, .terminal: texts(as: format, layout).joined(separator: "\n")
        }
    }

    private var dataTables: [Table] { data.map { [$0] } ?? tables }

    private func texts(as format: TableFormat, _ layout: PageLayout) -> [String] {
        func paragraph(_ note: Note) -> String {
            let text = note.text(as: format)
            return (format == .terminal ? layout.lines(of: text).joined(separator: "\n") : text) + "\n"
        }
        let heading = title.isEmpty ? [] : [text(ofHeading: title, level: 1, as: format)]
        return heading + answer.map(paragraph)
            + sections.compactMap { section in
                switch section {
                case .heading(let heading): text(ofHeading: heading, level: 2, as: format)
                case .note(let note): paragraph(note)
                case .table(let table): table.rendered(as: format, layout)
                case .detail(let table): layout.isWhole ? table.rendered(as: format, layout) : nil
                case .plot: nil
                case .picture(let name, let path): text(ofPicture: name, path, as: format)
                }
            } + details(layout).map(paragraph) + calls(as: format)
    }

    /// Writes what to call next as one paragraph or list; nothing where there is nothing.
    private func calls(as format: TableFormat) -> [String] {
        guard !next.isEmpty else { return [] }
        let lines = next.map { call in
            let purpose = Note("\(call.purpose.prefix(1).uppercased())\(call.purpose.dropFirst()):").text(as: format)
            let command = ("\(code: call.command)" as Note).text(as: format)
            return switch format {
            case .markdown: "- \(purpose) \(command)"
            case .latex: "\(purpose) \(command)\\\\"
            default: "\(purpose)\n  \(command)"
            }
        }
        return [lines.joined(separator: "\n") + "\n"]
    }

    /// Says which tables are not shown; nothing where there are none.
    private func details(_ layout: PageLayout) -> [Note] {
        let hidden = sections.count { if case .detail = $0 { true } else { false } }
        guard hidden > 0, !layout.isWhole else { return [] }
        return ["\(hidden == 1 ? "One table more" : "\(hidden) tables more"): \(code: "--explain") shows all."]
    }

    private func text(ofHeading heading: String, level: Int, as format: TableFormat) -> String {
        switch format {
        case .markdown: String(repeating: "#", count: level) + " " + MarkdownText.escaped(heading) + "\n"
        case .latex: #"\"# + (level == 1 ? "section*{" : "subsection*{") + LaTeXText.escaped(heading) + "}\n"
        default: VisibleText.line(heading) + "\n"
        }
    }

    private func text(ofPicture name: String, _ path: String, as format: TableFormat) -> String {
        switch format {
        case .markdown: "![\(MarkdownText.escaped(name))](\(path))\n"
        case .latex: #"\includegraphics{"# + path + "}\n"
        default: "\(VisibleText.line(name)): \(VisibleText.line(path))\n"
        }
    }
}

/// A note is a paragraph of a report, in which words may be code, strong or a link.
///
/// ```swift
/// let note: Note = "Made by \(code: "make study"), see \(link: "make", to: "make"); \(problems) problems."
/// ```
public struct Note: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The runs are the pieces of the note, in their order.
    private let runs: [Run]

    fileprivate enum Run: Hashable, Sendable {
        case text(String)
        case code(String)
        case strong(String)
        case link(String, to: String)
    }

    /// Takes the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var runs: [Run] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { runs.append(.text(literal)) }

        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            runs.append(.text("\(value)"))
        }

        public mutating func appendInterpolation(code: String) { runs.append(.code(code)) }
        public mutating func appendInterpolation(strong: String) { runs.append(.strong(strong)) }
        public mutating func appendInterpolation(link: String, to place: String) { runs.append(.link(link, to: place)) }
    }

    public init(stringLiteral value: String) { runs = [.text(value)] }

    public init(stringInterpolation: StringInterpolation) { runs = stringInterpolation.runs }

    /// Makes a note of words alone.
    public init(_ text: String) { runs = [.text(text)] }

    /// Writes the note as HTML; of links that lead out of the page the words stay.
    public var html: String {
        runs.map { run in
            switch run {
            case .text(let text): HTMLText.escaped(text)
            case .code(let text): "<code>\(HTMLText.escaped(text))</code>"
            case .strong(let text): "<strong>\(HTMLText.escaped(text))</strong>"
            case .link(let text, let place):
                place.hasPrefix("#")
                    ? "<a href=\"\(HTMLText.escaped(place))\">\(HTMLText.escaped(text))</a>" : HTMLText.escaped(text)
            }
        }.joined()
    }

    /// Writes the note in a format for people, without a line break at the end.
    func text(as format: TableFormat) -> String {
        runs.enumerated().map { place, run in
            switch (format, run) {
            case (.markdown, .text(let text)): MarkdownText.escaped(text, startsLine: place == 0)
            case (.markdown, .code(let text)): "`\(VisibleText.line(text))`"
            case (.markdown, .strong(let text)): "**\(MarkdownText.escaped(text))**"
            case (.markdown, .link(let text, let place)): "[\(MarkdownText.escaped(text))](\(place))"
            case (.latex, .text(let text)): LaTeXText.escaped(text)
            case (.latex, .code(let text)): #"\texttt{"# + LaTeXText.escaped(text) + "}"
            case (.latex, .strong(let text)): #"\textbf{"# + LaTeXText.escaped(text) + "}"
            case (.latex, .link(let text, _)): LaTeXText.escaped(text)
            case (_, .text(let text)), (_, .code(let text)), (_, .strong(let text)), (_, .link(let text, _)):
                VisibleText.line(text)
            }
        }.joined()
    }
}
