import Foundation
import TestGuards
import Testing
import WinnowAnalysis
import WinnowSelection

@Suite("winnow sweep, table and compare")
struct SweepTests {
    private let folder: TemporaryFolder
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = folder.path("x.db")
    }

    private func sweep(_ arguments: String...) throws -> Call {
        let model = try TinyGenerator.chain.get()
        return try Call(
            ["sweep", "--domain", "chain", "--model", model, "--seed", "7", "--db", database, "--quiet"] + arguments)
    }

    private func query(_ sql: String) throws -> [String] {
        let call = try Call(script: "sqlite3 '\(database)' \"\(sql)\"")
        #expect(call.status == 0, "\(call.error)")
        return call.lines
    }

    @Test("a sweep prints its table, and everything in it can be had from the database again")
    func whole() throws {
        let call = try sweep("--problems", "12", "--samples", "16", "--budgets", "1,4,16")
        #expect(call.status == 0 && call.error.isEmpty)
        #expect(call.output.contains("12 problems × 16 candidates"))

        let table = try Call(["table", "--db", database, "--format", "csv", "--budgets", "1,4,16"])
        #expect(
            table.lines[0]
                == "run,domain,model,problem_set,split,difficulty,strategy,guarantee,budget,right,right_low,right_high,"
                + "wrong,abstained,samples_spent,tokens_spent,flops_spent,verifier_calls,problems,pool_size,estimator,"
                + "ties,distinct_verifier_calls,scorer_calls,scorer_tokens,scorer_flops,verifications,"
                + "verifier,temperature")
        // No traces and no scores, and cisc at T = 1 is majority-logprob: all strategies but those and what is shown when
        // it is named alone.
        let scored = ["orm-", "prm-", "yesno-", "logistic-", "cisc", "shortest-trace", "majority-trace-legal"]
        let usual = Listing.strategyNames.filter { name in
            !scored.contains { name.hasPrefix($0) } && Strategies.named(name)?.isUsual(SelectionOptions()) == true
        }
        #expect(table.lines.count == 1 + usual.count * 3)

        // The view of the kept estimates has the table's figures.
        let rows = try query(
            "select strategy, budget, right, wrong, abstained from accuracy_by_budget where run = (select max(run) from accuracy_by_budget) order by 1,2"
        ).map { $0.split(separator: "|") }
        let expected = table.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .sorted { ($0[6], Int($0[8]) ?? 0) < ($1[6], Int($1[8]) ?? 0) }
        #expect(rows.count == expected.count)
        for (row, cells) in try pairs(rows, expected) {
            #expect(row[0] == cells[6] && row[1] == cells[8])
            // sqlite3 prints fifteen digits.
            for (column, cell) in [(2, 9), (3, 12), (4, 13)] {
                let (shown, exact) = (try #require(Double(row[column])), try #require(Double(cells[cell])))
                #expect(abs(shown - exact) < 1e-12)
            }
        }
        #expect(
            try query(
                "select problem, sample_index, answer_key, correct, accepted, trace_legal from candidate_readable limit 5"
            ).count == 5)

        // The same sweep draws nothing and prints the same.
        let digest = try query("select count(*) from candidate")
        let again = try sweep("--problems", "12", "--samples", "16", "--budgets", "1,4,16")
        #expect(again.output == call.output)
        #expect(try query("select count(*) from candidate") == digest)
    }

    @Test("asking for more extends the run, and the estimates of the smaller pool are gone")
    func extended() throws {
        #expect(try sweep("--problems", "4", "--samples", "8").status == 0)
        #expect(try query("select max(pool_size) from accuracy_by_budget") == ["8"])
        let sample = try Call([
            "sample", "--domain", "chain", "--model", TinyGenerator.chain.get(), "--seed", "7", "--db", database,
            "--quiet", "--problems", "6", "--samples", "12",
        ])
        #expect(sample.output == "run 1: chain chain-tiny T=0.8, 6 problems × 12 candidates\n")
        #expect(try query("select count(*) from accuracy_by_budget") == ["0"])
        #expect(try query("select count(*) from run") == ["2"])
        // 6 × 12 and 6 greedy ones.
        #expect(try query("select count(*) from candidate") == ["78"])
    }

    @Test("lists make a grid of pools that share a greedy run; every format is printed")
    func grid() throws {
        for format in ["markdown", "latex", "json", "csv", "terminal"] {
            let call = try sweep(
                "--problems", "3", "--samples", "4", "--temperature", "0.5,0.9", "--format", format)
            #expect(call.status == 0 && call.output.contains("majority"))
            // Programs have all strategies, people the few between which the question is.
            #expect(call.output.contains("verifier-majority") == ["json", "csv"].contains(format))
        }
        #expect(
            try query("select kind, temperature from run order by temperature") == [
                "greedy|0.0", "sample|0.5", "sample|0.9",
            ])
    }

    @Test("a dry run says what would be drawn and leaves no file")
    func dryRun() throws {
        let call = try sweep("--problems", "5", "--samples", "8", "--dry-run", "--format", "csv")
        #expect(call.status == 0)
        #expect(call.lines[1].hasPrefix("chain chain-tiny T=0.8,5,40,0,40,"))
        #expect(!FileManager.default.fileExists(atPath: database))
        #expect(try sweep("--problems", "3", "--samples", "8").status == 0)
        let rest = try sweep("--problems", "5", "--samples", "8", "--dry-run", "--format", "csv")
        #expect(rest.lines[1].hasPrefix("chain chain-tiny T=0.8,5,40,24,16,"))
        #expect(try query("select count(*) from candidate where sample_index > 0") == ["21"])
    }

    @Test("strategies are compared within a run and between runs")
    func compare() throws {
        #expect(
            try sweep("--problems", "6", "--samples", "8", "--temperature", "0.5,0.9").status == 0)
        let within = try Call([
            "compare", "--db", database, "--strategies", "majority,verifier,majority-logprob", "--budget", "8",
            "--format", "csv",
        ])
        #expect(within.status == 0)
        #expect(within.lines.count == 4)
        #expect(within.lines[1].contains("b ≥ a by construction"))
        let between = try Call([
            "compare", "--db", database, "--a", "1:majority@8", "--b", "3:greedy@1", "--format", "csv",
        ])
        #expect(between.status == 0, "\(between.error)")
        #expect(between.lines.count == 2 && between.lines[1].hasPrefix("1:majority@8,3:greedy@1,"))
    }

    @Test("per-problem estimates have a row for each problem, and tables by difficulty one for each third")
    func details() throws {
        #expect(try sweep("--problems", "6", "--samples", "4").status == 0)
        let problems = try Call([
            "table", "--db", database, "--per-problem", "--format", "csv", "--strategies", "single,oracle", "--budgets",
            "2",
        ])
        #expect(problems.lines.count == 1 + 6 * 2)
        let bins = try Call(["table", "--db", database, "--by-difficulty", "--format", "markdown", "--budgets", "4"])
        for bin in ["easy", "medium", "hard"] { #expect(bins.output.contains("chain-test-v1, \(bin)")) }
    }
}
