import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze traces in the published grammars")
struct MazeTraceTextTests {
    /// The released Searchformer code's trace of a 3×3 maze, deterministic mode.
    static let searchformer = """
        bos start 0 0 goal 2 2 wall 1 1 create 0 0 c0 c4 close 0 0 c0 c4 create 0 1 c1 c3 create 1 0 c1 c3 \
        close 1 0 c1 c3 create 2 0 c2 c2 close 2 0 c2 c2 create 2 1 c3 c1 close 0 1 c1 c3 create 0 2 c2 c2 \
        close 2 1 c3 c1 create 2 2 c4 c0 close 0 2 c2 c2 create 1 2 c3 c1 close 1 2 c3 c1 close 2 2 c4 c0 \
        plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2 eos
        """

    /// The same maze as Beyond Semantics' generator writes it.
    static let beyondSemantics = """
        query start 0 0 goal 2 2 wall 1 1 reasoning close 0 0 c0 c4 create 1 0 c1 c3 create 0 1 c1 c3 \
        close 1 0 c1 c3 create 2 0 c2 c2 close 0 1 c1 c3 create 0 2 c2 c2 close 2 0 c2 c2 create 2 1 c3 c1 \
        close 0 2 c2 c2 create 1 2 c3 c1 close 2 1 c3 c1 create 2 2 c4 c0 close 1 2 c3 c1 close 2 2 c4 c0 \
        solution plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2 end
        """

    static func golden(_ dialect: MazeTraceDialect) -> String {
        dialect == .searchformer ? searchformer : beyondSemantics
    }

    private func verdict(
        _ line: String, _ dialect: MazeTraceDialect, _ mode: MazeTraceMode, _ size: MazeSize? = nil
    ) -> String {
        let error = MazeTraceText(dialect: dialect, mode: mode, size: size).firstError(in: line)
        return error.map { "\($0.kind) \($0.step)" } ?? "valid"
    }

    @Test(
        "the golden traces are valid in both modes, with or without bos, eos and the size",
        arguments: MazeTraceDialect.allCases, MazeTraceMode.allCases)
    func goldens(dialect: MazeTraceDialect, mode: MazeTraceMode) {
        let line = MazeTraceTextTests.golden(dialect)
        let bare = line.replacing("bos ", with: "").replacing(" eos", with: "")
        for line in [line, bare, "bos \(bare) eos", bare.replacing(" end", with: ""), " \(bare) \n"] {
            #expect(verdict(line, dialect, mode) == "valid")
            #expect(verdict(line, dialect, mode, MazeSize(width: 3, height: 3)) == "valid")
        }
    }

    @Test("bos may stand between a Searchformer prompt and its trace")
    func decoderBos() {
        let line = MazeTraceTextTests.searchformer.replacing("1 1 create 0 0", with: "1 1 bos create 0 0")
        #expect(verdict(line, .searchformer, .strict) == "valid")
    }

    @Test("a larger grid than the trace explored makes it incomplete in strict mode only")
    func sizeMatters() {
        let size = MazeSize(width: 4, height: 3)
        #expect(verdict(MazeTraceTextTests.searchformer, .searchformer, .strict, size) == "missing_successor 9")
        #expect(verdict(MazeTraceTextTests.searchformer, .searchformer, .published, size) == "valid")
    }

    @Test("each dialect's trace is refused as the other's: without its opening create, or with one")
    func dialects() {
        let opened = MazeTraceTextTests.beyondSemantics
            .replacing("reasoning", with: "reasoning create 0 0 c0 c4")
        let closedFirst = MazeTraceTextTests.searchformer.replacing("create 0 0 c0 c4 ", with: "")
        #expect(verdict(opened, .beyondSemantics, .strict) == "first_create_not_last_closed 1")
        #expect(verdict(opened, .beyondSemantics, .published) == "first_create_not_last_closed 1")
        #expect(verdict(closedFirst, .searchformer, .strict) == "close_not_in_open_list 1")
        #expect(verdict(closedFirst, .searchformer, .published) == "valid")
        let twice = MazeTraceTextTests.searchformer
            .replacing("create 0 0 c0 c4 ", with: "create 0 0 c0 c4 create 0 0 c0 c4 ")
        #expect(verdict(twice, .searchformer, .strict) == "duplicate_create 2")
        #expect(verdict(twice, .searchformer, .published) == "first_create_not_last_closed 2")
    }

    @Test(
        "self-consistent fabricated costs pass the published rules and fail the strict ones",
        arguments: MazeTraceDialect.allCases)
    func fabricatedCosts(dialect: MazeTraceDialect) {
        let first = dialect == .searchformer ? 3 : 2
        let wrongG = costsChanged(in: MazeTraceTextTests.golden(dialect), g: 5, h: 0)
        #expect(verdict(wrongG, dialect, .published) == "valid")
        #expect(verdict(wrongG, dialect, .strict) == "wrong_g \(first)")
        let wrongH = costsChanged(in: MazeTraceTextTests.golden(dialect), g: 0, h: 3)
        #expect(verdict(wrongH, dialect, .published) == "valid")
        #expect(verdict(wrongH, dialect, .strict) == "wrong_h \(first)")
    }

    /// Adds to the costs of every operation but those on the start.
    private func costsChanged(in line: String, g: Int, h: Int) -> String {
        var words = line.split(separator: " ").map(String.init)
        for position in words.indices where ["create", "close"].contains(words[position]) {
            if words[position + 1] == "0" && words[position + 2] == "0" { continue }
            words[position + 3] = "c\((Int(words[position + 3].dropFirst()) ?? 0) + g)"
            words[position + 4] = "c\((Int(words[position + 4].dropFirst()) ?? 0) + h)"
        }
        return words.joined(separator: " ")
    }

    @Test(
        "a plan with other words in it is malformed, though a published evaluation calls it correct",
        arguments: MazeTraceMode.allCases)
    func malformedPlan(mode: MazeTraceMode) {
        let trace = MazeTraceTextTests.searchformer.prefix { $0 != "p" }
        #expect(
            verdict("\(trace) plan 0 0 wall 1 0 create 1 1 eos", .searchformer, mode) == "operation_syntax_error 17")
        let bare = "start 0 0 goal 1 1 plan 0 0 wall 1 0 create 1 1"
        #expect(verdict(bare, .searchformer, mode) == "operation_syntax_error 1")
    }

    @Test("operations after the goal, plans of another length: each is judged in one mode only")
    func modesDiffer() {
        let line = MazeTraceTextTests.searchformer
        let shorter = line.replacing("plan 2 1 plan 2 2", with: "plan 2 2")
        #expect(verdict(shorter, .searchformer, .strict) == "valid")
        #expect(verdict(shorter, .searchformer, .published) == "plan_length_mismatch 16")
        let later = line.replacing("plan 0 0", with: "create 2 1 c5 c1 plan 0 0")
        #expect(verdict(later, .searchformer, .strict) == "op_after_goal 17")
        #expect(verdict(later, .searchformer, .published) == "create_already_closed 17")
        let afterPlan = line.replacing("plan 2 2 eos", with: "plan 2 2 close 2 2 c4 c0 eos")
        #expect(verdict(afterPlan, .searchformer, .strict) == "op_after_goal 17")
        let illegalPlan = line.replacing("plan 1 0 plan 2 0", with: "plan 1 1 plan 2 0")
        #expect(verdict(illegalPlan, .searchformer, .strict) == "valid")
        #expect(verdict(illegalPlan, .searchformer, .published) == "valid")
    }

    @Test("published mode accepts skipped successors and no-op creates, strict mode does not")
    func holes() {
        let skipped = MazeTraceTextTests.beyondSemantics.replacing("create 0 2 c2 c2 ", with: "")
            .replacing("close 0 2 c2 c2 create 1 2 c3 c1 ", with: "").replacing("close 1 2 c3 c1 ", with: "")
        #expect(verdict(skipped, .beyondSemantics, .published) == "valid")
        #expect(verdict(skipped, .beyondSemantics, .strict) == "missing_successor 7")
        let repeated = MazeTraceTextTests.beyondSemantics
            .replacing("create 2 0 c2 c2 ", with: "create 2 0 c2 c2 create 2 0 c2 c2 ")
        #expect(verdict(repeated, .beyondSemantics, .published) == "valid")
        #expect(verdict(repeated, .beyondSemantics, .strict) == "duplicate_create 6")
    }

    @Test("a line that breaks off is truncated in strict mode, wherever it does")
    func truncation() {
        for dialect in MazeTraceDialect.allCases {
            let words = MazeTraceTextTests.golden(dialect).split(separator: " ")
            let traceStart = words.firstIndex { ["create", "close"].contains($0) } ?? 0
            let traceEnd = words.firstIndex { ["solution", "plan"].contains($0) } ?? 0
            for end in traceStart..<traceEnd {
                let line = words[..<end].joined(separator: " ")
                #expect(
                    verdict(line, dialect, .strict, MazeSize(width: 3, height: 3))
                        == "truncated \((end - traceStart) / 5)")
                let isWhole = (end - traceStart).isMultiple(of: 5)
                let published =
                    isWhole
                    ? "goal_not_reached \((end - traceStart) / 5)"
                    : "operation_syntax_error \((end - traceStart) / 5 + 1)"
                #expect(verdict(line, dialect, .published) == published)
            }
        }
    }

    @Test(
        "a prompt that cannot be read is an error at step 0",
        arguments: [
            "", "start 0 0 wall 1 1 create 0 0 c0 c1", "start 0 0 goal 1 goal 2 2", "start 0 0 goal 1 1 wall 0 0",
            "start 0 0 goal 1 1 size 2 2 create 0 0 c0 c2", "start 0 0 goal 1 200 create 0 0 c0 c2",
        ], MazeTraceMode.allCases)
    func malformedPrompt(line: String, mode: MazeTraceMode) {
        #expect(verdict(line, .searchformer, mode) == "prompt_syntax_error 0")
        #expect(verdict("query \(line)", .beyondSemantics, mode) == "prompt_syntax_error 0")
    }

    @Test("Beyond Semantics needs its markers, Searchformer does not know them")
    func markers() {
        let line = MazeTraceTextTests.beyondSemantics
        #expect(verdict(line.replacing("query ", with: ""), .beyondSemantics, .strict) == "prompt_syntax_error 0")
        #expect(verdict(line.replacing("reasoning ", with: ""), .beyondSemantics, .strict) == "prompt_syntax_error 0")
        #expect(
            verdict(line.replacing("solution ", with: ""), .beyondSemantics, .strict) == "operation_syntax_error 16")
        let foreign = MazeTraceTextTests.searchformer.replacing("plan 0 0", with: "solution plan 0 0")
        #expect(verdict(foreign, .searchformer, .strict) == "operation_syntax_error 17")
    }
}
