import TestGuards
import Testing

@testable import WinnowReport

@Suite("Tables of strategies and budgets, arranged")
struct TableArrangementTests {
    private static let rate = Column.Kind.estimate(.percent(digits: 0))

    private let table = Table(
        title: "Run 1",
        columns: [
            Column("strategy"), Column("guarantee"), Column("right_at_1", header: "k = 1", kind: rate),
            Column("right_at_4", header: "k = 4", kind: rate), Column("wrong", kind: .number(.percent(digits: 0))),
            Column("samples_spent", header: "samples @4", kind: .number(.decimal(digits: 1))),
        ],
        rows: [
            [
                .text("majority"), .text("none"), .estimate(0.5, low: 0.4, high: 0.6),
                Cell(.estimate(0.75, low: 0.5, high: 1), mark: .best), .number(0.25), .number(4),
            ],
            [
                Cell(.text("my_own"), mark: .byConstruction), .text("sound"), .missing,
                .estimate(1, low: nil, high: nil),
                .number(0), .number(2.5),
            ],
        ],
        footnotes: ["n = 2."])

    @Test(
        "the columns that are asked for stand behind the strategies, in this order",
        arguments: [
            ([.budgets], ["strategy", "right_at_1", "right_at_4"]),
            ([.wrong, .budgets], ["strategy", "wrong", "right_at_1", "right_at_4"]),
            ([.samples, .guarantee], ["strategy", "samples_spent", "guarantee"]),
            ([.tokens, .abstained], ["strategy"]),
            ([], ["strategy", "guarantee", "right_at_1", "right_at_4", "wrong", "samples_spent"]),
        ] as [([TableArrangement.Choice], [String])])
    func columns(choices: [TableArrangement.Choice], names: [String]) throws {
        let arranged = table.arranged(TableArrangement(columns: choices))
        #expect(arranged.columns.map(\.name) == names)
        for (row, whole) in try pairs(arranged.rows, table.rows) {
            for (cell, name) in try pairs(row, names) {
                #expect(cell == whole[table.columns.firstIndex { $0.name == name } ?? 0])
            }
        }
    }

    @Test("strategies stand across where they are asked for, with a row for each budget")
    func transposed() {
        #expect(
            table.arranged(TableArrangement(columns: [.strategies])).markdown == #"""
                **Run 1**

                | budget | majority | my\_own † |
                | :-- | --: | --: |
                | k = 1 | 50% [40, 60] |  |
                | k = 4 | **75% [50, 100]** | 100% |

                n = 2.

                """#)
    }

    @Test("in LaTeX the caption is escaped and the label stands behind it")
    func latex() throws {
        let label = try #require(LaTeXLabel("tab:right_4"))
        let arrangement = TableArrangement(columns: [.budgets], label: label, caption: #"50 % & \input{x}"#)
        #expect(
            table.arranged(arrangement).latex == ##"""
                \begin{table}
                \centering
                \caption{50 \% \& \textbackslash{}input\{x\}}
                \label{tab:right_4}
                \begin{tabular}{lrr}
                \toprule
                strategy & k = 1 & k = 4 \\
                \midrule
                majority & 50\% [40, 60] & \textbf{75\% [50, 100]} \\
                my\_own\textsuperscript{\dag} &  & 100\% \\
                \bottomrule
                \end{tabular}
                \par\footnotesize n = 2.
                \end{table}

                """##)
        let across = table.arranged(TableArrangement(columns: [.strategies], label: label))
        #expect(across.latex.contains(#"budget & majority & my\_own \dag{} \\"#))
    }

    @Test(
        "a label is of signs that LaTeX reads as they are",
        arguments: ["", "a b", "a}", "\\x", "a%", "é", "a#1", "a\n", "a&b", "a~", "a^", "a$", "a{"])
    func label(text: String) { #expect(LaTeXLabel(text) == nil) }

    @Test("a report is arranged as its tables alone, for programs too")
    func report() {
        let report = Report([.note("So it is."), .table(table)], data: Table(columns: [Column("other")]))
        let arranged = report.arranged(TableArrangement(columns: [.budgets]))
        #expect(arranged.sections.count == 1 && arranged.data == nil)
        #expect(arranged.rendered(as: .csv).hasPrefix("strategy,right_at_1,right_at_1_low,"))
    }
}
