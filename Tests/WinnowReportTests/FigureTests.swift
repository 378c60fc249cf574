import Testing
import WinnowReport

@Suite("Figures")
struct FigureTests {
    private static let rate = Column("right", kind: .estimate(.percent(digits: 0)))
    private static let votes = Column("votes", header: "effective votes", kind: .number(.decimal(digits: 1)))

    private func group(problems: [Int] = [9, 9, 9]) -> FigureGroup {
        FigureGroup(
            name: "gap", title: "Gaps", rowHeader: "strategy",
            figures: [
                Figure(
                    row: "majority", budget: 4, column: Self.rate, cell: .estimate(0.5, low: 0.25, high: 0.75),
                    problems: problems[0]),
                Figure(row: "single", budget: 4, column: Self.votes, cell: .text("∞"), problems: problems[1]),
                Figure(row: "majority", budget: 4, column: Self.votes, cell: .number(2), problems: problems[2]),
            ], footnotes: ["Shares of problems."])
    }

    @Test("figures of one row stand beside each other, those of one name below each other")
    func pivot() {
        #expect(
            group().table.markdown == """
                **Gaps**

                | strategy | k | right | effective votes | problems |
                | :-- | --: | --: | --: | --: |
                | majority | 4 | 50% [25, 75] | 2.0 | 9 |
                | single | 4 |  | ∞ | 9 |

                Shares of problems.

                """)
    }

    @Test("the number of problems is no column where it changes along a row")
    func problems() {
        #expect(group(problems: [9, 9, 8]).table.columns.map(\.name) == ["strategy", "budget", "right", "votes"])
        #expect(group(problems: [9, 7, 9]).table.columns.last?.name == "problems")
    }

    @Test("scripts get one row for each figure, with what the report is about")
    func long() {
        let subject = SubjectFigures.Label(Column("run", kind: .integer), .integer(3))
        let reports = [
            SubjectFigures(subject: [subject], groups: [group()]),
            SubjectFigures(subject: [.init(subject.column, .integer(5))], groups: [group()]),
        ]
        let lines = Report(reports).rendered(as: .csv).split(separator: "\n").map(String.init)
        #expect(
            lines[..<4] == [
                "run,group,row,budget,measure,value,value_low,value_high,problems",
                "3,gap,majority,4,right,0.5,0.25,0.75,9", "3,gap,single,4,votes,∞,,,9",
                "3,gap,majority,4,votes,2.0,,,9",
            ])
        #expect(lines.count == 7 && lines[4].hasPrefix("5,gap,majority"))
        #expect(SubjectFigures.longTable(reports).footnotes == ["Shares of problems."])
        #expect(Report(reports).rendered(as: .terminal).split(separator: "Gaps").count == 2)
    }
}
