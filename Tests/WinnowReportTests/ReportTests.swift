import Testing
import WinnowReport

@Suite("Reports")
struct ReportTests {
    private static let first = Table(columns: [Column("a")], rows: [[.integer(1)]])
    private static let second = Table(columns: [Column("b")], rows: [[.integer(2)]])
    private static let plot = Plot(title: "none", panels: [Panel(x: PlotAxis("x"), y: PlotAxis("y"))])

    @Test("a report of one table is that table in every format", arguments: TableFormat.allCases)
    func single(format: TableFormat) {
        #expect(Report(Self.first).rendered(as: format) == Self.first.rendered(as: format))
        #expect(Report([.table(Self.first), .plot(Self.plot)]).rendered(as: format) == Self.first.rendered(as: format))
    }

    @Test("people read the sections with an empty line between them, programs the one table of data")
    func sections() {
        let data = Table(columns: [Column("c")], rows: [[.integer(3)]])
        let report = Report([.table(Self.first), .table(Self.second), .plot(Self.plot)], data: data)
        for format in TableFormat.allCases {
            let tables = format.isData ? [data] : [Self.first, Self.second]
            #expect(report.rendered(as: format) == tables.map { $0.rendered(as: format) }.joined(separator: "\n"))
        }
        #expect(report.tables == [Self.first, Self.second] && report.plots == [Self.plot])
    }

    @Test("several tables without data are blocks of CSV and a JSON array")
    func severalTables() {
        let report = Report([.table(Self.first), .table(Self.second)])
        #expect(report.rendered(as: .csv) == "a\n1\n\nb\n2\n")
        let json = report.rendered(as: .json)
        #expect(json.hasPrefix("[\n{") && json.hasSuffix("}\n]\n"))
    }

    @Test("headings, notes and pictures are written as each format writes them")
    func page() {
        let note: Note = "Made by \(code: "make"), \(strong: "all") of \(3) * 2; see \(link: "it", to: "it.csv")."
        let report = Report(title: "A * B", [.heading("C"), .note(note), .picture(name: "p", path: "plots/p.svg")])
        #expect(
            report.rendered(as: .markdown) == """
                # A \\* B

                ## C

                Made by `make`, **all** of 3 \\* 2; see [it](it.csv).

                ![p](plots/p.svg)

                """)
        #expect(
            report.rendered(as: .terminal) == """
                A * B

                C

                Made by make, all of 3 * 2; see it.

                p: plots/p.svg

                """)
        #expect(report.rendered(as: .latex).contains(#"\texttt{make}, \textbf{all}"#))
    }
}
