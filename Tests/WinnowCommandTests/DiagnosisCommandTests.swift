import Foundation
import TestGuards
import Testing

/// `winnow diagnose` and `winnow traces` as users call them.
@Suite("Diagnosis and traces")
struct DiagnosisCommandTests {
    private let folder: TemporaryFolder
    private let database: ExampleDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder)
    }

    @Test("a run is diagnosed in every format", arguments: ["markdown", "latex", "csv", "json", "terminal"])
    func formats(format: String) throws {
        for command in ["diagnose", "traces"] {
            let call = try Call([command, "--db", database.path, "--run", "1", "--format", format, "--quiet"])
            #expect(call.status == 0 && call.error.isEmpty, "\(call.error)")
            if format == "json" {
                let object = try JSONSerialization.jsonObject(with: Data(call.output.utf8))
                let rows = try #require((object as? [String: Any])?["rows"] as? [[String: Any]])
                #expect(rows.count > 20 && rows.allSatisfy { $0["run"] as? Int == 1 && $0["problems"] is Int })
            }
            if format == "csv" {
                #expect(
                    call.lines[0] == "run,domain,model,group,row,budget,measure,value,value_low,value_high,problems")
                #expect(try nonEmpty(call.lines.dropFirst()).allSatisfy { $0.hasPrefix("1,maze,by-hand,") })
            }
        }
    }

    @Test(
        "what cannot be reported on is one line on standard error",
        arguments: [
            (["diagnose", "--run", "9"], "no run 9"), (["traces", "--run", "9"], "no run 9"),
            (["diagnose", "--run", "3"], "single candidate"), (["traces", "--run", "3"], "run 3 has no traces"),
            (["traces", "--run", "1", "--budgets", "6"], "budget 6"),
            (["traces", "--run", "1", "--strategies", "psychic"], "no strategy \"psychic\""),
            (["traces", "--run", "1", "--strategies", "guess"], "no picks of guess"),
        ] as [([String], String)])
    func refused(arguments: [String], message: String) throws {
        let call = try Call(arguments + ["--db", database.path])
        #expect(call.status == 1 && call.output.isEmpty)
        #expect(call.hasOneLineError && call.error.contains(message), "\(call.error)")
    }

    @Test("by default all sampled runs are traced, and the one without traces is named")
    func allRuns() throws {
        let call = try Call(["traces", "--db", database.path, "--quiet"])
        #expect(call.status == 0)
        #expect(call.output.contains("Left out for want of traces: run 3."))
    }
}
