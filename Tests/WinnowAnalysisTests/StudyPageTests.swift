import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowReport

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("The study's page")
struct StudyPageTests {
    /// The committed results of the study.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../results/study").standardizedFileURL

    @Test("the committed pages are what the committed files give, and no other page is there")
    func committed() throws {
        let pages = try StudyPage(folder: Self.folder).pages
        for page in try nonEmpty(pages) {
            let text = page.report.rendered(as: .markdown)
            let committed = try String(contentsOf: Self.folder.appending(path: "\(page.name).md"), encoding: .utf8)
            let (made, kept) = (text.split(separator: "\n"), committed.split(separator: "\n"))
            for (made, kept) in try pairs(made, kept) { try #require(made == kept) }
            #expect(text == committed)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".md") }
        #expect(Set(files) == Set(pages.map { "\($0.name).md" }))
    }

    @Test("the first page leads to every question, and every question back")
    func links() throws {
        let pages = try StudyPage(folder: Self.folder).pages
        let first = pages[0].report.rendered(as: .markdown)
        for page in try nonEmpty(Array(pages.dropFirst())) {
            #expect(first.contains("](\(page.name).md)"))
            #expect(page.report.rendered(as: .markdown).contains("](README.md)"))
        }
    }

    @Test("a table whose file is missing is a sentence, and a folder without any file is refused")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ExperimentError.self) { try StudyPage(folder: folder.url) }
        try FileManager.default.copyItem(
            at: Self.folder.appending(path: "risk.csv"), to: folder.url.appending(path: "risk.csv"))
        let page = try StudyPage(folder: folder.url).pages.map { $0.report.rendered(as: .markdown) }.joined()
        for name in StudyPage.names where name != "risk" && name != "solve-or-verify-vote" {
            #expect(page.contains("Not made: \(name).csv is missing."), "\(name)")
        }
        #expect(page.contains("| maze | majority | 26.2 [23.7, 28.9] |"))
    }

    @Test("a figure is shown where one row has it, and not picked from several")
    func ambiguous() throws {
        let file = try FigureFile("x", "group,row,value\na,all,1\na,easy,2\n")
        #expect(file.rows.only(["group": "a"]) == nil)
        #expect(file.rows.only(["group": "a", "row": "all"])?.number("value") == 1)
    }

    @Test("fields may be quoted, and a row with other fields than the header is refused")
    func fields() throws {
        let rows = try FigureFile("x", "a,b\n\"1,\"\"2\"\"\",\r\n\"x\ny\",3").rows
        #expect(rows.map { $0["a"] } == ["1,\"2\"", "x\ny"])
        #expect(rows[0].number("b") == nil && rows[1].number("b") == 3 && rows[1]["none"].isEmpty)
        #expect(throws: ExperimentError.self) { try FigureFile("x", "a,b\n1\n") }
    }

    @Test(
        "halves are rounded away from 0, whatever the last bits say",
        arguments: [
            (100 * 0.2125, 1, "21.3"), (21.249_999_999_999_996, 1, "21.3"), (-0.25, 1, "-0.3"), (0.04, 1, "0.0"),
            (0.05, 1, "0.1"), (9.96, 1, "10.0"), (99.96, 0, "100"), (0.5, 0, "1"), (0.004, 3, "0.004"),
            (1_166_088.75, 1, "1166088.8"), (0, 2, "0.00"), (.infinity, 1, "∞"), (.nan, 1, "–"),
        ] as [(Double, Int, String)])
    func rounding(number: Double, digits: Int, expected: String) {
        #expect(PageNumber.text(number, digits) == expected)
    }
}
