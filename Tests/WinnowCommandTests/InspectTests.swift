import Foundation
import TestGuards
import Testing
import WinnowStore

@Suite("winnow inspect")
struct InspectTests {
    private let folder: TemporaryFolder
    private let database: ExampleDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder)
    }

    private func inspect(_ arguments: String..., environment: [String: String] = [:]) throws -> Call {
        try Call(["inspect", "--db", database.path] + arguments, environment: environment)
    }

    private func inspect(_ sample: ExampleDatabase.Sample, _ more: String...) throws -> Call {
        try Call(
            ["inspect", "--db", database.path, "--run", "1", "--problem", "1", "--sample", "\(sample.rawValue)"] + more)
    }

    @Test("a right candidate shows the maze, every step, the verdict and the costs")
    func right() throws {
        let call = try inspect(.right)
        #expect(call.status == 0)
        #expect(call.error.isEmpty)
        #expect(call.lines[0] == "Run 1: maze by-hand, temperature 0.8, seed 18446744073709551615")
        #expect(call.lines[1] == "Problem 1 of maze-test-v1 (easy), sample 0")
        #expect(call.lines.contains { $0.contains("S") && $0.contains(".") && !$0.contains("start") })
        #expect(call.output.contains("legal and complete"))
        #expect(!call.output.contains("✗"))
        #expect(call.lines.contains("  verdict  accepted"))
        #expect(call.lines.contains("  grade    right"))
        #expect(call.lines.contains("  log p    -1.5000, -1.2500 as sampled"))
        #expect(call.lines.contains("  stop     end"))
        #expect(call.lines.contains("  FLOPs    1.5e+06"))
    }

    @Test("the first illegal step is marked where it stands, and explained")
    func illegal() throws {
        let call = try inspect(.illegalTrace)
        let mark = try #require(call.lines.firstIndex { $0.contains("✗") })
        #expect(call.lines.count { $0.contains("✗") } == 1)
        #expect(call.lines[mark].split(separator: " ")[1] == "2")
        #expect(call.lines[mark + 1].contains("close_not_in_open_list: the closed cell is not open with these costs"))
        #expect(call.output.contains("illegal at step 2"))
        // A wrong trace beside a right answer is what the tables are about.
        #expect(call.lines.contains("  grade    right"))
    }

    @Test("a truncated candidate has no answer and no illegal step")
    func truncated() throws {
        let call = try inspect(.truncated)
        #expect(call.output.contains("truncated: the completion has no end token"))
        #expect(!call.output.contains("✗"))
        #expect(call.lines.contains("  text     none that can be read"))
        #expect(call.lines.contains("  verdict  none: there is nothing to verify"))
        #expect(call.lines.contains("  grade    wrong"))
        #expect(call.lines.contains("  stop     length"))
    }

    @Test("an illegal step is marked in a candidate that breaks off later too")
    func illegalAndTruncated() throws {
        let call = try inspect(.illegalAndTruncated)
        let mark = try #require(call.lines.firstIndex { $0.contains("✗") })
        #expect(call.lines[mark].split(separator: " ")[1] == "2")
        #expect(call.lines[mark + 1].contains("the completion breaks off later"))
        #expect(call.output.contains("truncated: the completion has no end token"))
    }

    @Test("a wrong answer is shown with every critique")
    func wrong() throws {
        let call = try inspect(.wrongAnswer)
        let verdict = try #require(call.lines.firstIndex(of: "  verdict  rejected"))
        #expect(call.lines[verdict + 1].contains("is not next to"))
        #expect(call.lines.contains("  grade    wrong"))
    }

    @Test("without --run the latest run that is not greedy is shown, and greedy runs on request")
    func latest() throws {
        #expect(try inspect("--problem", "2").lines[0].hasPrefix("Run 3: chain by-hand, temperature 0.8"))
        #expect(try inspect("--problem", "2", "--run", "2").lines[0] == "Run 2: maze by-hand, greedy")
    }

    @Test("a model without traces has no steps")
    func answerOnly() throws {
        let call = try inspect("--problem", "1")
        #expect(call.output.contains("Trace (0 steps, 0 tokens): not checked"))
        #expect(call.lines.contains("  verdict  accepted"))
    }

    @Test("JSON has all fields")
    func json() throws {
        let call = try inspect(.illegalTrace, "--format", "json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(call.output.utf8)) as? [String: Any])
        let check = try #require(object["trace_check"] as? [String: Any])
        #expect(check["error"] as? String == "close_not_in_open_list")
        #expect(check["error_step"] as? Int == 2)
        #expect(check["is_legal"] as? Bool == false)
        #expect(object["is_right"] as? Bool == true)
        #expect((object["run"] as? [String: Any])?["seed"] as? UInt64 == .max)
        #expect((object["steps"] as? [String])?.first?.hasPrefix("+ c") == true)
    }

    @Test("long texts wrap at the width of the terminal")
    func wrapping() throws {
        let call = try Call(
            ["inspect", "--db", database.path, "--run", "1", "--problem", "1"], environment: ["COLUMNS": "50"])
        // The heading and the picture are not wrapped.
        #expect(try nonEmpty(call.lines.dropFirst(2)).allSatisfy { $0.count <= 50 })
        let wide = try inspect(.right).output.split(whereSeparator: \.isWhitespace)
        #expect(call.output.split(whereSeparator: \.isWhitespace) == wide)
    }

    @Test("colours are for terminals only")
    func colours() throws {
        #expect(!(try inspect(.illegalTrace).output.contains("\u{1B}")))
        let arguments = "inspect --db '\(database.path)' --run 1 --problem 1 --sample 1"
        // script gives the program a terminal.
        let colored = try Call(script: "unset NO_COLOR; TERM=xterm script -qec \"$winnow \(arguments)\" /dev/null")
        #expect(colored.output.contains("\u{1B}[31m"))
        let plain = try Call(script: "TERM=xterm NO_COLOR=1 script -qec \"$winnow \(arguments)\" /dev/null")
        #expect(!plain.output.contains("\u{1B}"))
        #expect(plain.output.contains("✗"))
    }

    @Test(
        "what is not there is refused with what there is",
        arguments: [
            (["--run", "9", "--problem", "1"], "its runs are 1–3"),
            (["--run", "1", "--problem", "4"], "there are some of 1–3"),
            (["--run", "1", "--problem", "1", "--sample", "5"], "there are 0–4"),
        ])
    func missing(arguments: [String], hint: String) throws {
        let call = try Call(["inspect", "--db", database.path] + arguments)
        #expect(call.status == 1)
        #expect(call.output.isEmpty)
        #expect(call.hasOneLineError)
        #expect(call.error.contains(hint))
    }

    @Test(
        "numbers below the first are usage errors",
        arguments: [["--problem", "0"], ["--problem", "1", "--sample=-1"]])
    func usage(arguments: [String]) throws {
        #expect(try Call(["inspect", "--db", database.path] + arguments).status == 64)
    }

    @Test("a database without runs is refused")
    func empty() throws {
        let path = folder.path("empty.db")
        try Store(path: path).close()
        let call = try Call(["inspect", "--db", path, "--problem", "1"])
        #expect(call.status == 1)
        #expect(call.hasOneLineError)
        #expect(call.error.contains("has no runs"))
    }
}
