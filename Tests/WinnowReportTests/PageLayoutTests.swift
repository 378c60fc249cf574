import Foundation
import TestGuards
import Testing

@testable import WinnowReport

@Suite("Layouts of pages")
struct PageLayoutTests {
    private static let table = Table(
        title: "A title of quite a few words",
        columns: [
            Column("strategy"), Column("empty"),
            Column("right", header: "right answers", kind: .estimate(.points(digits: 1))),
            Column("wrong", header: "wrong answers", kind: .estimate(.points(digits: 1))),
        ],
        rows: [
            [
                .text("majority-trace-legal"), .missing, .estimate(0.5, low: 0.4, high: 0.6),
                .estimate(0.5, low: 0.4, high: 0.6),
            ]
        ],
        footnotes: [
            "One note.", "Another note that is long enough to take two lines of forty.", "A third.", "A fourth.",
        ])

    @Test("no line is longer than the page, and nothing that is said is lost", arguments: [40, 44, 60, 80, 200])
    func fits(width: Int) throws {
        let text = Self.table.rendered(as: .terminal, PageLayout(width: width, footnoteLines: nil))
        let lines = text.split(separator: "\n")
        #expect(try nonEmpty(lines).allSatisfy { $0.count <= width })
        for word in ["majority-trace-legal", "50.0 [40.0, 60.0]", "right", "wrong", "A fourth."] {
            #expect(text.contains(word), "\(word) at \(width)")
        }
        // A column without a word in it is left out.
        #expect(!text.contains("empty"))
    }

    @Test("whole footnotes are shown from the first on, in four lines, and the last says how to see the others")
    func footnotes() {
        let layout = PageLayout(width: 40, footnoteLines: 4)
        #expect(
            layout.chosen(Self.table.footnotes) == [
                "One note.", Self.table.footnotes[1], "More on these figures: --explain",
            ])
        #expect(layout.chosen(["One note.", "A third."]) == ["One note.", "A third."])
        #expect(PageLayout.whole.chosen(Self.table.footnotes) == Self.table.footnotes)
    }

    @Test("texts are broken at spaces, and only longer words are cut")
    func breaking() {
        #expect(wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(wrapped("abcdefghij k", to: 4) == ["abcd", "efgh", "ij k"])
        #expect(wrapped("", to: 4) == [""])
        #expect(wrapped("a  b", to: 10) == ["a  b"])
    }

    @Test("details and calls: a page names what it leaves out, calls stand unbroken, programs read none of it")
    func details() {
        var report = Report(answer: ["Found 2.5 points [1.0, 4.0] more."], [.table(Self.table), .detail(Self.table)])
        report.next = [.init("all problems", "winnow list problems --db x.db --where majority-wrong,covered --run 1")]
        let page = report.rendered(as: .terminal, PageLayout(width: 40, footnoteLines: 4))
        #expect(page.hasPrefix("Found 2.5 points [1.0, 4.0] more.\n\n"))
        #expect(page.contains("One table more: --explain shows all.\n"))
        #expect(
            page.hasSuffix("All problems:\n  winnow list problems --db x.db --where majority-wrong,covered --run 1\n"))
        #expect(report.rendered(as: .markdown).hasSuffix("- All problems: `\(report.next[0].command)`\n"))
        #expect(report.rendered(as: .terminal).components(separatedBy: "A title").count == 3)
        #expect(!report.rendered(as: .csv).contains("Found") && !report.rendered(as: .json).contains("winnow list"))
    }
}
