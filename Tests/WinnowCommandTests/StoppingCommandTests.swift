import Foundation
import Testing

@Suite("winnow stop, allocate and confidence")
struct StoppingCommandTests {
    private let folder: TemporaryFolder
    private let database: String

    /// Run 1 is of the test split, run 3 of tune; 2 and 4 are their greedy runs.
    init() throws {
        folder = try TemporaryFolder()
        database = folder.path("x.db")
        for arguments in [
            ["--problems", "5", "--samples", "12"], ["--problems", "4", "--samples", "8", "--split", "tune"],
        ] {
            let call = try Call(
                ["sample", "--domain", "chain", "--model", TinyGenerator.chain.get(), "--db", database, "--quiet"]
                    + arguments)
            #expect(call.status == 0, "\(call.error)")
        }
    }

    private func call(_ arguments: [String]) throws -> Call {
        try Call(arguments + ["--db", database, "--quiet"])
    }

    @Test("every rule, policy and temperature has its row in every format")
    func tables() throws {
        let commands: [([String], [String])] = [
            (["stop", "--run", "1"], ["majority", "adaptive-beta", "adaptive-dirichlet", "adaptive-entropy", "esc"]),
            (["allocate", "--run", "1", "--mean-budget", "4,8"], ["uniform", "disagreement", "bandit"]),
            (["confidence", "--run", "1", "--tune-run", "3"], ["majority", "majority-logprob", "cisc"]),
        ]
        for (arguments, names) in commands {
            for format in ["markdown", "latex", "csv", "json", "terminal"] {
                let call = try call(arguments + ["--format", format])
                #expect(call.status == 0 && call.error.isEmpty, "\(call.error)")
                for name in names { #expect(call.output.contains(name), "\(name) in \(format)") }
            }
            #expect(try call(arguments).output == call(arguments).output)
        }
        let long = try call(["stop", "--rules", "esc", "--cap", "6", "--permutations", "10", "--format", "csv"])
        // Both sampled runs, each with the majority and one rule.
        #expect(long.lines.count == 5 && long.lines[1].hasPrefix("1,chain,chain-tiny,5,12,6,10,majority,"))
    }

    @Test(
        "what cannot be replayed is refused in one line",
        arguments: [
            (["stop", "--run", "9"], 1, "no run 9"), (["stop", "--run", "1", "--cap", "13"], 1, "--cap 13"),
            (["stop", "--cap", "0"], 1, "--cap 0"),
            (["stop", "--rules", "majority"], 1, "no stopping rule \"majority\""),
            (["stop", "--permutations", "1"], 64, "--permutations"), (["stop", "--rules"], 64, "--rules"),
            (["allocate", "--run", "1", "--mean-budget", "13"], 1, "--mean-budget 13"),
            (["allocate", "--run", "1", "--mean-budget", "1"], 1, "below the minimum of 2"),
            (["allocate", "--run", "9"], 1, "no run 9"), (["allocate", "--policies", "greedy"], 64, "greedy"),
            (["allocate", "--run", "1", "--mean-budget", "4", "--minimum", "0"], 1, "minimum below 1"),
            (["confidence", "--run", "1"], 64, "--tune-run"),
            (["confidence", "--run", "1", "--tune-run", "1"], 1, "winnow sample --split tune"),
            (["confidence", "--run", "3", "--tune-run", "3"], 1, "split tune too"),
            (["confidence", "--run", "1", "--tune-run", "3", "--temperatures", "0"], 1, "positive"),
            (["confidence", "--run", "1", "--tune-run", "3", "--temperatures", "cold"], 64, "cold"),
            (["confidence", "--run", "1", "--tune-run", "3", "--budget", "9"], 1, "--budget 9"),
        ] as [([String], Int32, String)])
    func refusals(arguments: [String], status: Int32, message: String) throws {
        let call = try call(arguments)
        #expect(call.status == status)
        #expect(call.error.hasPrefix("winnow: ") && call.error.contains(message), "\(call.error)")
        #expect(call.output.isEmpty && (status == 64 || call.hasOneLineError))
    }
}
