import Foundation
import Testing

@Suite("How the store reads")
struct ReadingLawTests {
    @Test("rows are read with checks everywhere: GRDB's own ways to values are used where StoredRow is made")
    func checkedRows() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/WinnowStore").standardizedFileURL
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(paths.count > 40)
        let unchecked = ["row[", "Row.fetch", ".fetchOne(", ".fetchAll(", ".fetchCursor(", ".fetchSet(", ".decode("]
        var uses: [String] = []
        for path in paths {
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            for way in unchecked where text.contains(way) { uses.append("\(path) \(way)") }
        }
        // The bytes of tokens and of their confidences are no row, nor is the checked text of a list of sample indices.
        #expect(
            uses.sorted() == [
                "CandidateQuery.swift .decode(", "Decoding/Database+Rows.swift .fetchCursor(",
                "Decoding/Database+Rows.swift Row.fetch", "Records/ConfidenceRecord.swift .decode(",
                "Store+Comparisons.swift .decode(", "Store+Confidences.swift .decode(", "Store+Prompts.swift .decode(",
            ])
    }
}
