import Foundation
import TestGuards
import Testing
import WinnowCatalogue
import WinnowDomains
import WinnowScoring
import WinnowSelection

@Suite("Bundled scorers")
struct BundledScorerTests {
    /// The domains that have bundled scorers.
    static let domains = Domains.generated.filter { !ScorerCatalogue.bundled($0).isEmpty }.map(\.name)

    @Test("all kinds are bundled for every domain that has any, measured on test problems", arguments: domains)
    func cards(domain: String) throws {
        let listed = try JSONSerialization.jsonObject(
            with: Data(Call(["list", "scorers", "--format", "json"]).output.utf8))
        let all = try #require((listed as? [String: Any])?["rows"] as? [[String: Any]])
        let rows = all.filter { $0["domain"] as? String == domain }
        let names = rows.map { "\($0["scorer"] ?? "")-\($0["learned_from"] ?? "")" }
        #expect(
            Set(names).isSuperset(
                of: ["orm-weak", "orm-medium", "orm-strong"]
                    + ["prm", "yesno", "yesno-check", "logistic"].map { "\($0)-medium" }))
        // Without a measurement these would be missing.
        #expect(try nonEmpty(rows).allSatisfy { $0["auroc"] is Double && $0["wqd"] is Double })
    }

    @Test("every strategy runs on every domain with scorers from one pool, without sampling again")
    func strategies() throws {
        let folder = try TemporaryFolder()
        let database = folder.url.appending(path: "x.db").path
        func call(_ arguments: String...) throws -> Call {
            let call = try Call(arguments + ["--db", database, "--threads", "2", "--quiet"])
            #expect(call.status == 0, "\(arguments): \(call.error)")
            return call
        }
        _ = try call(
            "sample", "--domain", Self.domains.joined(separator: ","), "--model", "medium", "--problems", "3",
            "--samples", "5", "--confidence")
        _ = try call("score", "--scorer", "orm,prm,yesno,logistic")
        _ = try call("score", "--scorer", "yesno-check", "--verifications", "2")
        func candidates() throws -> Int { try Call(["list", "runs", "--db", database, "--format", "csv"]).lines.count }
        let runs = try candidates()
        let names = Strategies.all.map(\.name)
        let table = try Call([
            "table", "--db", database, "--strategies", names.joined(separator: ","), "--budgets", "4", "--format",
            "csv",
            "--quiet",
        ])
        #expect(table.status == 0, "\(table.error)")
        for domain in Self.domains {
            let found = table.lines.filter { $0.contains(",\(domain),") }
            for name in names { #expect(found.contains { $0.contains(",\(name),") }, "\(domain) \(name)") }
        }
        #expect(try candidates() == runs)
    }
}
