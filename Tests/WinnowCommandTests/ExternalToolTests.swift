import Foundation
import TestGuards
import Testing
import WinnowStore

/// Programs of a user's own that verify and score, and what happens when they do not.
@Suite("Programs of one's own", .enabled(if: Python.isAvailable, "python3 runs the programs"))
struct ExternalToolTests {
    private let folder: TemporaryFolder
    private let database: String
    private let log: String

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder).path
        log = folder.path("log")
        try folder.write("", to: "log")
    }

    private func command(_ fault: String) -> String { "python3 \(Python.script("Servers/judge.py")) \(fault) \(log)" }

    private func judge(_ verb: String, _ fault: String, _ options: [String] = []) throws -> Call {
        try Call(
            [verb, "--db", database, "--run", "1", "--name", "parity", "--command", command(fault), "--quiet"] + options
        )
    }

    private var asked: Int {
        get throws { try String(contentsOf: URL(filePath: log), encoding: .utf8).count { $0 == "\n" } }
    }

    /// The verdicts of run 1 by answer.
    private func verdicts() throws -> [(answer: String, verdict: VerdictRecord?)] {
        let store = try Store(path: database, readOnly: true)
        let tool = try #require(try store.tools().last { $0.record.name == "parity" })
        var judges = try store.judges(of: store.runs()[0].id)
        judges.verifier = tool.id
        var found: [(String, VerdictRecord?)] = []
        try store.forEachCandidate(of: store.runs()[0].id, judgedBy: judges) { entry in
            let said = entry.record.judgements
            if let answer = said.reading?.answer { found.append((answer, said.verdict)) }
        }
        return found
    }

    private func accepts(_ answer: String) -> Bool { answer.utf8.reduce(0) { $0 + Int($1) } % 2 == 0 }

    @Test("every answer gets the verdict that belongs to it, once, and tables read it")
    func verifying() throws {
        let call = try judge("verify-with", "full", ["--evidence", "answer"])
        #expect(call.status == 0, "\(call.error)")
        let found = try verdicts()
        #expect(!found.isEmpty)
        for (answer, verdict) in found {
            #expect(verdict?.outcome == (accepts(answer) ? .accepted : .rejected), "\(answer)")
            #expect(verdict?.tokens == 7 && verdict?.critiquesJSON?.contains("it is odd") == true)
        }
        // Equal answers of a problem are one question.
        let first = try asked
        #expect(first < found.count)
        #expect(try judge("verify-with", "full", ["--evidence", "answer"]).output.contains("nothing new"))
        #expect(try asked == first)
        let table = try Call([
            "table", "--db", database, "--run", "1", "--verifier", "parity", "--strategies", "verifier", "--budgets",
            "1", "--explain",
        ])
        #expect(table.status == 0 && table.output.contains("Verdicts are of parity"), "\(table.error)")
    }

    @Test("a program is shown completions, and never a reference")
    func evidence() throws {
        #expect(try judge("verify-with", "full").status == 0)
        let lines = try String(contentsOf: URL(filePath: log), encoding: .utf8).split(separator: "\n")
        #expect(try nonEmpty(lines).allSatisfy { $0.contains("\"completion\": \"") && !$0.contains("reference") })
        // The last line of a batch says that nothing follows it.
        #expect(lines.last?.contains("\"following\": 0") == true)
    }

    @Test("what ends a program twice or takes it too long is an error and no rejection", arguments: ["crash", "hang"])
    func errors(fault: String) throws {
        // Something has to be answered before a program is trusted at all.
        let call = try judge("verify-with", fault, ["--timeout", "0.5", "--start-timeout", "5", "--batch", "4"])
        guard call.status == 0 else {
            #expect(call.hasOneLineError && call.error.contains("does not answer"))
            return
        }
        for (answer, verdict) in try verdicts() {
            let sum = answer.utf8.reduce(0) { $0 + Int($1) }
            let expected: VerdictRecord.Outcome = sum % 5 == 0 ? .error : accepts(answer) ? .accepted : .rejected
            #expect(verdict?.outcome == expected, "\(answer)")
        }
    }

    @Test("a program that is killed once is started again, and nothing is lost")
    func restarting() throws {
        let call = try judge("verify-with", "crash-once", ["--batch", "3"])
        #expect(call.status == 0, "\(call.error)")
        for (answer, verdict) in try verdicts() {
            #expect(verdict?.outcome == (accepts(answer) ? .accepted : .rejected), "\(answer)")
        }
    }

    @Test("a line that is no answer cannot shift the answers after it to other candidates")
    func chatter() throws {
        let call = try judge("verify-with", "chatter", ["--batch", "5"])
        #expect(call.status == 0, "\(call.error)")
        for (answer, verdict) in try verdicts() where verdict?.outcome != .error {
            #expect(verdict?.outcome == (accepts(answer) ? .accepted : .rejected), "\(answer)")
        }
    }

    @Test("a program that does not work at all is told in one line, with its own last words")
    func silent() throws {
        // Many times: programs that end at once were where winnow itself crashed.
        for _ in 0..<20 {
            let call = try judge("verify-with", "silent")
            #expect(call.status == 1 && call.hasOneLineError)
            #expect(call.error.contains("status 1: I have no model"))
        }
        let missing = try Call([
            "score", "--db", database, "--name", "x", "--command", "./no-such-program", "--quiet",
        ])
        #expect(missing.status == 1 && missing.hasOneLineError && missing.error.contains("status 127"))
    }

    @Test("scores and the scores of steps are kept, once")
    func scoring() throws {
        let call = try judge("score", "full")
        #expect(call.status == 0 && call.output.contains("scored"), "\(call.error)")
        let first = try asked
        #expect(try judge("score", "full").output.contains("nothing new"))
        #expect(try asked == first)
        let store = try Store(path: database, readOnly: true)
        let run = try store.runs()[0].id
        let scorer = try #require(try store.scorers(of: run).last)
        let scores = try store.scores(of: run, by: scorer.id)
        #expect(!scores.isEmpty && scores.allSatisfy { $0.steps == [0.25, 0.5] && $0.tokens == 7 })
        let repeats = try judge("score", "full", ["--verifications", "3"])
        #expect(repeats.status == 0, "\(repeats.error)")
        #expect(try store.scores(of: run, by: scorer.id).count == 3 * scores.count)
    }

    @Test("Ctrl-C keeps what was judged, and the same command asks the rest")
    func interrupting() throws {
        let arguments = [
            "verify-with", "--db", database, "--run", "1", "--name", "parity", "--command", command("slow"), "--quiet",
            "--batch", "2",
        ]
        let program = try RunningProgram(arguments)
        #expect(try program.wait { try asked >= 5 })
        #expect(try program.end(with: SIGINT).status == 130)
        let kept = try verdicts().count { $0.verdict != nil }
        #expect(kept >= 2)
        let before = try asked
        let call = try Call(arguments)
        #expect(call.status == 0 && call.output.contains("judged before"), "\(call.error)")
        #expect(try nonEmpty(verdicts()).allSatisfy { $0.verdict != nil })
        // Only what was under way at the interruption is asked again.
        #expect(try asked - before <= (try verdicts().count) - kept)
    }

    @Test("another text of the script is another verifier, of which nothing is known yet")
    func anotherScript() throws {
        let script = "import sys\nfor line in sys.stdin: print('{\"outcome\": \"accepted\"}', flush=True)\n"
        let arguments = [
            "verify-with", "--db", database, "--run", "1", "--name", "mine", "--command",
            "python3 \(folder.path("mine.py"))", "--quiet",
        ]
        try folder.write(script, to: "mine.py")
        #expect(try Call(arguments).output.contains("0 rejected"))
        #expect(try Call(arguments).output.contains("nothing new"))
        try folder.write(script.replacing("accepted", with: "rejected"), to: "mine.py")
        #expect(try Call(arguments).output.contains("0 accepted"))
        // Tables read the newer one of the name.
        let table = try Call([
            "table", "--db", database, "--run", "1", "--verifier", "mine", "--strategies", "verifier", "--budgets", "1",
            "--format", "csv",
        ])
        #expect(table.status == 0, "\(table.error)")
    }

    @Test("names that cannot be, and missing options, are refused", arguments: ["maze-verifier", "1st", "a b", ""])
    func names(name: String) throws {
        let call = try Call(["verify-with", "--db", database, "--name", name, "--command", "cat", "--quiet"])
        #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
        #expect(try Call(["score", "--db", database, "--name", "x"]).status == 64)
    }

    private func run(_ verb: String, _ command: String, _ options: [String] = []) throws -> Call {
        try Call(
            ["\(verb)", "--db", database, "--run", "1", "--name", "odd", "--command", command, "--quiet"] + options)
    }

    @Test(
        "numbers of a program that cannot be are left out, and its judgements stay",
        arguments: ["9223372036854775807", "-9223372036854775808", "1e300", "-1", "\"many\""])
    func oddTokens(tokens: String) throws {
        // A program that answers without being asked, for ever.
        let call = try run("verify-with", #"yes '{"outcome":"accepted","tokens":\#(tokens),"seconds":1e300}'"#)
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("accepted, 0 rejected, 0 undecided") && !call.output.contains("tokens"))
        #expect(try run("score", #"yes '{"value":0.5,"tokens":\#(tokens)}'"#).status == 0)
        #expect(try Call(["list", "runs", "--db", database]).status == 0)
    }

    @Test("a program that writes without line breaks is ended")
    func longLine() throws {
        let call = try run("verify-with", "head -c 40000000 /dev/zero | tr '\\0' x; sleep 60")
        #expect(call.status == 1 && call.hasOneLineError)
        #expect(call.error.contains("it wrote more than 8 MiB without a line break"))
    }

    @Test("no number of seconds is a trap", arguments: ["inf", "1e308", "nan", "-1", "0", "1e-300"])
    func timeouts(seconds: String) throws {
        for option in ["--timeout", "--start-timeout"] {
            let call = try run("verify-with", "yes '{\"outcome\":\"rejected\"}'", [option, seconds])
            #expect([0, 1, 64].contains(call.status), "\(call.error)")
        }
    }
}
