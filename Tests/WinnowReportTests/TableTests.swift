import Foundation
import Testing
import WinnowReport

@Suite("Tables")
struct TableTests {
    let table = Table(
        title: "chain_97 | T = 0.8",
        columns: [
            Column("strategy"), Column("budget", header: "k", kind: .integer),
            Column("right", header: "right %", kind: .estimate(.percent(digits: 1))),
            Column("flops_spent", header: "FLOPs", kind: .number(.scientific(digits: 1))),
            Column("note", header: "why & how"),
        ],
        rows: [
            [
                .text("majority"), .integer(16), Cell(.estimate(0.5, low: 0.40625, high: 1.0 / 3), mark: .best),
                .number(1.25e9), .text("a|b, \"c\""),
            ],
            [
                .text("verifier"), .integer(4), Cell(.estimate(0.725, low: nil, high: .nan), mark: .byConstruction),
                .number(0), .text("50% of {x}_1\n#2"),
            ],
            [
                .text("oracle"), .missing, .estimate(.nan, low: 0, high: 1), .number(.infinity),
                Cell(.missing, mark: .best),
            ],
        ],
        footnotes: ["n = 100 problems.", "† equal to `oracle` by construction."])

    @Test("Markdown escapes pipes and markup")
    func markdown() {
        #expect(
            table.markdown == #"""
                **chain\_97 \| T = 0.8**

                | strategy | k | right % | FLOPs | why & how |
                | :-- | --: | --: | --: | :-- |
                | majority | 16 | **50.0% [40.6, 33.3]** | 1.2e9 | a\|b, "c" |
                | verifier | 4 | 72.5% † | 0 | 50% of {x}\_1 #2 |
                | oracle |  |  | ∞ |  |

                n = 100 problems.

                † equal to \`oracle\` by construction.

                """#)
    }

    @Test("LaTeX escapes its special characters")
    func latex() {
        #expect(
            table.latex == ##"""
                \begin{table}
                \centering
                \caption{chain\_97 \textbar{} T = 0.8}
                \begin{tabular}{lrrrl}
                \toprule
                strategy & k & right \% & FLOPs & why \& how \\
                \midrule
                majority & 16 & \textbf{50.0\% [40.6, 33.3]} & 1.2e9 & a\textbar{}b, "c" \\
                verifier & 4 & 72.5\%\textsuperscript{\dag} & 0 & 50\% of \{x\}\_1 \#2 \\
                oracle &  &  & $\infty$ &  \\
                \bottomrule
                \end{tabular}
                \par\footnotesize n = 100 problems.
                \par\footnotesize \dag{} equal to `oracle` by construction.
                \end{table}

                """##)
    }

    @Test("CSV splits estimates, keeps all digits and quotes as RFC 4180 says")
    func csv() {
        #expect(
            table.csv == #"""
                strategy,budget,right,right_low,right_high,flops_spent,note
                majority,16,0.5,0.40625,0.3333333333333333,1250000000.0,"a|b, ""c"""
                verifier,4,0.725,,,0.0,"50% of {x}_1
                #2"
                oracle,,,0.0,1.0,inf,

                """#)
    }

    @Test("JSON splits estimates, keeps all digits and writes null for what is missing")
    func json() {
        #expect(
            table.json == #"""
                {
                  "title": "chain_97 | T = 0.8",
                  "rows": [
                    {"strategy": "majority", "budget": 16, "right": 0.5, "right_low": 0.40625, "right_high": 0.3333333333333333, "flops_spent": 1250000000.0, "note": "a|b, \"c\""},
                    {"strategy": "verifier", "budget": 4, "right": 0.725, "right_low": null, "right_high": null, "flops_spent": 0.0, "note": "50% of {x}_1\n#2"},
                    {"strategy": "oracle", "budget": null, "right": null, "right_low": 0.0, "right_high": 1.0, "flops_spent": "inf", "note": null}
                  ],
                  "footnotes": [
                    "n = 100 problems.",
                    "† equal to `oracle` by construction."
                  ]
                }

                """#)
    }

    @Test("terminal text is aligned")
    func terminal() {
        #expect(
            table.terminal == """
                chain_97 | T = 0.8

                strategy   k              right %  FLOPs  why & how
                --------  --  -------------------  -----  ---------------
                majority  16  50.0% [40.6, 33.3]*  1.2e9  a|b, "c"
                verifier   4               72.5%†      0  50% of {x}_1 #2
                oracle                                 ∞

                n = 100 problems.

                † equal to `oracle` by construction.

                """)
    }

    @Test(
        "what is infinite has one limit, and is a number for programs",
        arguments: [
            (Cell.estimate(.infinity, low: 12, high: .infinity), "∞, above 12.0", "inf,12.0,inf"),
            (.estimate(.infinity, low: .infinity, high: .infinity), "∞", "inf,inf,inf"),
            (.estimate(5.5, low: 1.25, high: .infinity), "5.5 [1.2, ∞]", "5.5,1.25,inf"),
            (.estimate(-.infinity, low: -.infinity, high: -2), "−∞, below -2.0", "-inf,-inf,-2.0"),
            (.estimate(0, low: 0, high: 0.5), "0.0 [0.0, 0.5]", "0.0,0.0,0.5"),
        ])
    func infinite(cell: Cell, text: String, data: String) {
        let table = Table(columns: [Column("odds", kind: .estimate(.decimal(digits: 1)))], rows: [[cell]])
        #expect(table.markdown.contains("| \(text) |"))
        #expect(table.csv == "odds,odds_low,odds_high\n\(data)\n")
    }

    @Test("JSON is read by a parser of its own, whatever is in the texts")
    func jsonParses() throws {
        let odd = "\u{1}\u{1F}\t\r\n\"\\/é\u{2028}🙂\u{7F}"
        let table = Table(title: odd, columns: [Column(odd)], rows: [[.text(odd)]], footnotes: [odd])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(table.json.utf8)) as? [String: Any])
        #expect(object["title"] as? String == odd)
        #expect(object["rows"] as? [[String: String]] == [[odd: odd]])
        #expect(object["footnotes"] as? [String] == [odd])
        let empty = try JSONSerialization.jsonObject(with: Data(Table(columns: []).json.utf8)) as? [String: Any]
        #expect((empty?["rows"] as? [Any])?.isEmpty == true)
    }

    @Test(
        "numbers in CSV read back as the same numbers",
        arguments: [Double(0.1), 1.0 / 3, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, 1e22])
    func exactNumbers(number: Double) throws {
        let table = Table(columns: [Column("x", kind: .number(.decimal(digits: 1)))], rows: [[.number(number)]])
        let line = try #require(table.csv.split(separator: "\n").last)
        #expect(Double(line) == number)
    }

    @Test("a CSV field with any line break or quote is quoted", arguments: ["a\rb", "a\nb", "a\r\nb", "a\"b", "a,b"])
    func csvQuoting(text: String) {
        let table = Table(columns: [Column("x")], rows: [[.text(text)]])
        let doubled = text.replacingOccurrences(of: "\"", with: "\"\"")
        #expect(table.csv == "x\n\"\(doubled)\"\n")
    }

    @Test(
        "numbers are rounded to the column's digits",
        arguments: [
            (NumberStyle.decimal(digits: 2), -0.001, "0.00"), (.decimal(digits: 0), 2.5, "2"),
            (.decimal(digits: 1), -12.34, "-12.3"), (.percent(digits: 0), 0.999, "100%"),
            (.percent(digits: 1), 0.0005, "0.1%"), (.scientific(digits: 2), -1234, "-1.23e3"),
            (.scientific(digits: 0), 5e-10, "5e-10"),
        ])
    func numbers(style: NumberStyle, number: Double, text: String) {
        let table = Table(columns: [Column("x", kind: .number(style))], rows: [[.number(number)]])
        #expect(table.terminal.split(separator: "\n").last.map { $0.filter { $0 != " " } } == text)
    }

    @Test("every format is reachable by name", arguments: TableFormat.allCases)
    func formats(format: TableFormat) {
        let expected = [
            "markdown": table.markdown, "latex": table.latex, "csv": table.csv, "json": table.json,
            "terminal": table.terminal, "csv-spreadsheet": table.csv(spreadsheet: true),
        ]
        #expect(table.rendered(as: format) == expected[format.rawValue])
    }

    @Test("a row of the wrong length is a programming error")
    func rowLength() async {
        await #expect(processExitsWith: .failure) {
            _ = Table(columns: [Column("a"), Column("b")], rows: [[.text("a")]])
        }
    }
}
