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

    @Test("the committed page is what the committed files give")
    func committed() throws {
        let page = try StudyPage(folder: Self.folder).report.rendered(as: .markdown)
        let committed = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
        let (made, kept) = (page.split(separator: "\n"), committed.split(separator: "\n"))
        for (made, kept) in try pairs(made, kept) { try #require(made == kept) }
        #expect(page == committed)
    }

    @Test("a table whose file is missing is a sentence, and a folder without any file is refused")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ExperimentError.self) { try StudyPage(folder: folder.url) }
        try FileManager.default.copyItem(
            at: Self.folder.appending(path: "risk.csv"), to: folder.url.appending(path: "risk.csv"))
        let page = try StudyPage(folder: folder.url).report.rendered(as: .markdown)
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
