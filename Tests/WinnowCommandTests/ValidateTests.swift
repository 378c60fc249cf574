import Foundation
import TestGuards
import Testing

@Suite("winnow validate")
struct ValidateTests {
    /// The published trace of the released Searchformer code for a three by three maze with a wall in the middle.
    ///
    /// Source: Lehnert et al., arXiv 2402.14083, run on the released code.
    static let searchformer =
        "start 0 0 goal 2 2 wall 1 1 "
        + "create 0 0 c0 c4 close 0 0 c0 c4 create 0 1 c1 c3 create 1 0 c1 c3 close 1 0 c1 c3 create 2 0 c2 c2 "
        + "close 2 0 c2 c2 create 2 1 c3 c1 close 0 1 c1 c3 create 0 2 c2 c2 close 2 1 c3 c1 create 2 2 c4 c0 "
        + "close 0 2 c2 c2 create 1 2 c3 c1 close 1 2 c3 c1 close 2 2 c4 c0 "
        + "plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2"

    /// The same maze as Beyond Semantics writes it (arXiv 2505.13775).
    static let beyondSemantics =
        "query start 0 0 goal 2 2 wall 1 1 reasoning "
        + "close 0 0 c0 c4 create 1 0 c1 c3 create 0 1 c1 c3 close 1 0 c1 c3 create 2 0 c2 c2 close 0 1 c1 c3 "
        + "create 0 2 c2 c2 close 2 0 c2 c2 create 2 1 c3 c1 close 0 2 c2 c2 create 1 2 c3 c1 close 2 1 c3 c1 "
        + "create 2 2 c4 c0 close 1 2 c3 c1 close 2 2 c4 c0 "
        + "solution plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2 end"

    static let golden = ["searchformer": searchformer, "beyond-semantics": beyondSemantics]

    private func validate(
        _ lines: String, _ dialect: String = "searchformer", _ mode: String = "strict", _ more: String...
    ) throws -> Call {
        let arguments = ["validate", "--domain", "maze", "--dialect", dialect, "--mode", mode] + more + ["-"]
        return try Call(arguments, input: lines)
    }

    @Test(
        "the published traces are valid in both modes", arguments: ["searchformer", "beyond-semantics"],
        ["strict", "published"])
    func golden(dialect: String, mode: String) throws {
        let line = try #require(Self.golden[dialect])
        let call = try validate("\(line)\nbos \(line)\n", dialect, mode)
        #expect(call.status == 0)
        #expect(call.output == "1\tvalid\n2\tvalid\n")
        #expect(call.error.isEmpty)
    }

    @Test("a file says the same as standard input")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.beyondSemantics + "\r\nnonsense\n" + Self.beyondSemantics, to: "traces.txt")
            .path
        let arguments = ["--domain", "maze", "--dialect", "beyond-semantics", "--mode", "strict", "--size", "3x3"]
        let call = try Call(["validate"] + arguments + [path])
        #expect(call.output == "1\tvalid\n2\tinvalid\tprompt_syntax_error\t0\n3\tvalid\n")
        #expect(call.status == 1)
        let piped = try Call(script: "\"$winnow\" validate \(arguments.joined(separator: " ")) - < '\(path)'")
        #expect(piped.output == call.output)
    }

    @Test(
        "each mutation is caught with its class and operation",
        arguments: [
            // A wrong g is not compared with anything by the published rules.
            ("create 2 0 c2 c2 close 2 0 c2 c2", "create 2 0 c3 c2 close 2 0 c3 c2", "strict", "wrong_g\t6"),
            ("create 0 1 c1 c3", "create 0 1 c1 c9", "strict", "wrong_h\t3"),
            ("create 0 1 c1 c3", "create 1 1 c1 c2", "strict", "create_close_wall\t3"),
            ("create 0 1 c1 c3", "create 1 1 c1 c2", "published", "create_close_wall\t3"),
            ("create 0 1 c1 c3", "create 2 2 c1 c0", "published", "create_non_neighbor\t3"),
            ("create 0 1 c1 c3 create", "create", "strict", "missing_successor\t4"),
            ("close 0 1 c1 c3", "close 0 1 c2 c3", "published", "close_not_in_open_list\t9"),
            ("create 0 1 c1 c3", "create 0 1 wall", "strict", "operation_syntax_error\t3"),
            (" close 2 2 c4 c0", "", "strict", "goal_not_reached\t15"),
            (" plan 2 1", "", "published", "plan_length_mismatch\t16"),
        ])
    func mutation(old: String, new: String, mode: String, expected: String) throws {
        let line = Self.searchformer.replacing(old, with: new, maxReplacements: 1)
        #expect(line != Self.searchformer)
        let call = try validate(line + "\n", "searchformer", mode)
        #expect(call.output == "1\tinvalid\t\(expected)\n")
        #expect(call.status == 1)
    }

    @Test("without --size the smallest grid is taken, with it cells outside are found")
    func size() throws {
        let line = Self.searchformer
        #expect(try validate(line, "searchformer", "strict", "--size", "3x3").status == 0)
        // In a wider grid the cells beside the old border are due as well.
        #expect(try validate(line, "searchformer", "strict", "--size", "4x3").output.contains("missing_successor"))
        #expect(try validate(line, "searchformer", "strict", "--size", "2x2").output.contains("prompt_syntax_error\t0"))
    }

    @Test("no lines are all valid, and an empty line is not")
    func empty() throws {
        #expect(try validate("").status == 0)
        let call = try validate("\n")
        #expect(call.status == 1)
        #expect(call.output == "1\tinvalid\tprompt_syntax_error\t0\n")
    }

    @Test("bytes that are no text are an invalid line, not a crash")
    func noText() throws {
        let call = try Call(
            script: """
                printf 'start 0 0 \\xff\\xfe goal\\n\\0\\n' | "$winnow" validate --domain maze \
                --dialect searchformer --mode strict -
                """)
        #expect(call.status == 1)
        #expect(call.lines.count == 2)
        #expect(try nonEmpty(call.lines).allSatisfy { $0.contains("\tinvalid\tprompt_syntax_error\t0") })
    }

    @Test(
        "domains without a text grammar are refused",
        arguments: ["countdown", "chain", "unchain", "sudoku"])
    func otherDomain(domain: String) throws {
        let call = try Call(["validate", "--domain", domain, "--dialect", "searchformer", "--mode", "strict", "-"])
        #expect(call.status == 2)
        #expect(call.output.isEmpty)
        #expect(call.hasOneLineError)
        #expect(call.error.contains("maze"))
    }

    @Test(
        "a size that cannot be read is refused", arguments: ["3", "3x", "x3", "3x3x3", "0x3", "3x101", "-1x3", "axb"])
    func badSize(size: String) throws {
        let call = try validate(Self.searchformer, "searchformer", "strict", "--size=\(size)")
        #expect(call.status == 2)
        #expect(call.hasOneLineError)
        #expect(call.error.contains("10x10"))
    }

    @Test("a file that cannot be read is refused", arguments: ["/nowhere/traces.txt", "/tmp"])
    func badFile(path: String) throws {
        let call = try Call(["validate", "--domain", "maze", "--dialect", "searchformer", "--mode", "strict", path])
        #expect(call.status == 2)
        #expect(call.hasOneLineError)
        #expect(call.error.contains(path))
    }

    @Test("an unknown dialect or mode is a usage error that lists the right ones")
    func badChoice() throws {
        let call = try validate(Self.searchformer, "json")
        #expect(call.status == 64)
        #expect(call.error.contains("searchformer") && call.error.contains("beyond-semantics"))
        #expect(try validate(Self.searchformer, "searchformer", "lenient").status == 64)
    }
}
