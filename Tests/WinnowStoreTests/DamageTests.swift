import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Damaged values")
struct DamageTests {
    /// Every table of raw data, and what is kept beside it.
    static let tables = [
        "problem_set", "problem", "model", "model_token", "tool", "run", "candidate", "score", "step_score",
        "run_revision", "estimate", "estimate_by_problem", "text", "judgement", "completion", "reference", "import",
        "rejected",
    ]

    /// What a text is that is not there is not told from what has none, and nothing is made of the order of judgements.
    private static let unread = ["judgement.number", "judgement.error", "judgement.explanation"]

    @Test("the tables that are damaged here are all that there are")
    func allTables() throws {
        let found = try Store.inMemory().rows(
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
            """)
        #expect(Set(found) == Set(Self.tables))
        #expect(Schema.tables.isSuperset(of: found))
    }

    @Test(
        "no value of any column makes a function that reads trap, or fail without naming the damage", arguments: tables)
    func everyCell(table: String) throws {
        let cells = try DamagedCells()
        var unnoticed: [String] = []
        for column in try cells.columns(of: table) {
            for value in DamagedCells.values(for: column) {
                guard let store = try cells.copy(with: value, in: column) else { continue }
                let findings = cells.findings(in: store)
                var isNoticed = false
                for (name, result) in findings {
                    guard case .failure(let error) = result else { continue }
                    isNoticed = true
                    let text = "\(name), \(column.name) = \(value): \(error)"
                    #expect(error.kind == .corrupt, "\(text)")
                    #expect(error.what.hasPrefix("'x.db' is damaged: "), "\(text)")
                    #expect(!error.description.contains("\n") && !error.description.contains("SELECT"), "\(text)")
                }
                guard column.excludes(value) else { continue }
                if !isNoticed, !Self.unread.contains("\(table).\(column.name)") {
                    unnoticed.append("\(column.name) = \(value)")
                }
                let damage = try store.read { try DamageSearch($0).first(in: table) }
                #expect(damage?.column == column.name, "\(column.name) = \(value): \(String(describing: damage))")
            }
        }
        #expect(unnoticed.isEmpty)
    }
}
