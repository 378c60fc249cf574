/// A page is what one file shows of a database: sections in their order, and the data that a script in it draws from.
///
/// How it becomes a file is up to the module that renders it.
public struct Page: Hashable, Sendable {
    public var title: String

    /// The finding is what people read before all else.
    public var finding: [Note]

    /// The details stand below the finding, such as a sentence for each run; empty for none.
    public var details: [Note]

    /// It says what the page is of, such as its database and runs.
    public var subtitle: String

    public var sections: [Section]

    /// The blocks come to the script by these names.
    public var data: [Block]

    /// It says what was left out, in sentences; empty where nothing was.
    public var leftOut: [String]

    public init(
        title: String, finding: [Note], details: [Note] = [], subtitle: String, sections: [Section], data: [Block] = [],
        leftOut: [String] = []
    ) {
        (self.title, self.finding, self.details, self.subtitle) = (title, finding, details, subtitle)
        (self.sections, self.data, self.leftOut) = (sections, data, leftOut)
    }

    /// A section is a part of the page that links lead to.
    public struct Section: Hashable, Sendable {
        /// Links name the section so: letters and hyphens.
        public var name: String

        /// Links say this: a word or two.
        public var label: String
        public var title: String

        /// It says in a sentence how to read the section; empty for none.
        public var lead: String
        public var parts: [Part]

        public init(_ name: String, label: String, _ title: String, lead: String = "", _ parts: [Part]) {
            (self.name, self.label, self.title, self.lead, self.parts) = (name, label, title, lead, parts)
        }
    }

    /// A part of a section is a report, or a place that the page's script fills.
    public enum Part: Hashable, Sendable {
        case report(Report)

        /// The script fills the place from its data; readers without scripts see the report.
        case place(Place, without: Report)
    }

    /// A place is filled by the page's script.
    public enum Place: String, Hashable, Sendable {
        /// The curves of accuracy against what is spent.
        case curves

        /// The problems that one strategy solves and another does not.
        case versus

        /// The candidates, problem by problem.
        case browser
    }

    /// A block is data of the page's script.
    public struct Block: Hashable, Sendable {
        public var name: String

        /// The text is JSON.
        public var json: String

        public init(_ name: String, json: String) { (self.name, self.json) = (name, json) }
    }
}
