public import WinnowReport
import WinnowRuns
import WinnowStore

extension Listing {
    /// Lists the candidates of which the verdict that came with them and a grader of this program say different things.
    ///
    /// - Throws: `StoreError` for a file that cannot be read.
    /// - Complexity: reads every grade once.
    public static func disagreements(database path: String) throws -> Report {
        let store = try Store(path: path, readOnly: true)
        var table = Table(
            title: "Disagreements of \(path)",
            columns: [
                Column("run", kind: .integer), Column("problem", kind: .integer), Column("sample", kind: .integer),
                Column("answer"), Column("reference"), Column("recorded"), Column("computed"), Column("grader"),
                Column("counts"),
            ],
            footnotes: [
                "recorded is the verdict that came with the sample, computed that of the grader; counts names the one that "
                    + "tables read (import --grade-by chooses)."
            ])
        let tools = try store.tools()
        guard let flags = tools.first(where: { $0.record.kind == .grader && $0.record.name == "recorded-flag" }) else {
            return Report(table)
        }
        for row in try store.disagreements(withFlagsBy: flags.id) {
            let grader = tools.first { $0.id == row.grader }
            table.append([
                .integer(Int(row.run.value)), .integer(row.position), .integer(row.sampleIndex),
                row.answer.map { .text(shortened($0)) } ?? .missing,
                row.reference.map { .text(shortened($0)) } ?? .missing,
                .text(row.recorded ? "right" : "wrong"), .text(row.computed ? "right" : "wrong"),
                grader.map { .text(ToolName.text(of: $0.record)) } ?? .missing,
                .text(row.recordedCounts ? "recorded" : "computed"),
            ])
        }
        return Report(table)
    }

    /// Cuts a text to what a cell shows; alternatives of a reference are separated by words.
    private static func shortened(_ text: String) -> String {
        let line = text.unicodeScalars.split(separator: "\u{1F}").map { String($0) }.joined(separator: " or ")
        return line.unicodeScalars.count <= longest ? line : String(line.unicodeScalars.prefix(longest)) + "…"
    }

    private static let longest = 60
}
