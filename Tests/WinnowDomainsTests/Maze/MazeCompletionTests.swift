import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze completions")
struct MazeCompletionTests {
    let domain = MazeDomain()

    /// A prompt and a model's sample for it, as published in Winnow's recipe notes.
    let prompt = "S c43 G c20 W c04 c10 c12 c13 c24 c33 c41 c44 |"
    let sample = """
        + c43 n0 n5 - c43 n0 n5 + c42 n1 n4 - c42 n1 n4 + c32 n2 n3 - c32 n2 n3 + c31 n3 n2 + c22 n3 n2 - c31 n3 n2 \
        + c21 n4 n1 + c30 n4 n1 - c30 n4 n1 + c40 n5 n2 + c20 n5 n0 - c20 n5 n0 plan c43 c42 c32 c31 c30 c20 <e>
        """
    let specification = """
        start 4 3 goal 2 0 wall 0 4 wall 1 0 wall 1 2 wall 1 3 wall 2 4 wall 3 3 wall 4 1 wall 4 4 size 5 5
        """

    @Test("the 5×5 vocabulary has 59 symbols")
    func vocabulary() {
        #expect(domain.vocabulary.count == 59)
        #expect(Array(domain.vocabulary.symbols[3..<11]) == ["S", "G", "W", "+", "-", "plan", "c00", "c01"])
        #expect(domain.vocabulary.symbols.last == "n24")
    }

    @Test("the recipe's maze has the recipe's prompt, and its sample is a legal, complete trace with a right answer")
    func recipe() throws {
        let maze = try domain.problem(from: specification)
        let tokens = try #require(domain.vocabulary.tokens(sample))
        #expect(domain.vocabulary.text(domain.prompt(for: maze)) == prompt)
        #expect(domain.checkTrace(of: tokens, for: maze) == .legal(complete: true))
        let reading = domain.read(tokens)
        #expect(reading.answer == "4 3 4 2 3 2 3 1 3 0 2 0")
        #expect(reading.answerKey == reading.answer)
        #expect(reading.traceTokens == 60)
        #expect(reading.answerTokens == 8)
        #expect(domain.verify(reading.answer ?? "", of: maze).isAccepted)
        #expect(domain.agreesWithTrace(tokens, for: maze))
    }

    @Test("prompts tell mazes apart")
    func promptsAreInjective() {
        var seen: [[Int]: Maze] = [:]
        for index in 0..<3000 {
            let (maze, _) = domain.trainingExample(index, seed: 4)
            let prompt = domain.prompt(for: maze)
            #expect(prompt.last == Vocabulary.separator)
            #expect(seen[prompt].map { $0 == maze } ?? true)
            seen[prompt] = maze
        }
    }

    @Test(
        "a completion is taken apart whatever it is",
        arguments: [
            ("plan c00 c01 <e>", 0, 4, "0 0 0 1"), ("plan c00 c01", 0, 3, nil), ("plan <e>", 0, 2, nil),
            ("+ c00 n0 n1 <e>", 5, 0, nil), ("<e>", 1, 0, nil), ("", 0, 0, nil), ("- plan c00 n1 <e>", 1, 4, nil),
            ("plan c00 plan c01 <e>", 0, 5, nil), ("+ + plan c44 <e>", 2, 3, "4 4"), ("<e> plan c00 <e>", 4, 0, nil),
        ] as [(String, Int, Int, String?)])
    func reading(text: String, traceTokens: Int, answerTokens: Int, answer: String?) throws {
        let reading = domain.read(try #require(domain.vocabulary.tokens(text)))
        #expect(
            reading
                == Reading(traceTokens: traceTokens, answerTokens: answerTokens, answer: answer, answerKey: answer))
    }

    @Test("completions without end or marker have no verdict on their trace")
    func undecided() throws {
        let maze = try domain.problem(from: specification)
        func check(_ text: String) throws -> TraceCheck {
            domain.checkTrace(of: try #require(domain.vocabulary.tokens(text)), for: maze)
        }
        #expect(try check("+ c43 n0 n5 - c43 n0") == .truncated(step: 2))
        #expect(try check("+ c43 n0 n5 plan c43 c42") == .truncated(step: 3))
        #expect(try check("+ c43 n0 n5 <e>") == .unparsable(step: 1))
        #expect(try check("") == .truncated(step: 0))
    }

    @Test(
        "a trace that breaks the grammar is illegal at the step where it does",
        arguments: [
            ("+ c43 n0 plan c43 <e>", 1), ("+ c43 n0 n5 - c43 n0 + c42 n1 n4 plan c43 <e>", 2),
            ("c43 plan c43 <e>", 1), ("+ c43 n0 n5 n3 plan c43 <e>", 2), ("+ n0 c43 n5 plan c43 <e>", 1),
            ("+ c43 n0 n5 S G W | - c43 n0 n5 plan c43 <e>", 2),
        ])
    func grammar(text: String, step: Int) throws {
        let maze = try domain.problem(from: specification)
        let check = domain.checkTrace(of: try #require(domain.vocabulary.tokens(text)), for: maze)
        #expect(check.legal == false)
        #expect(check.error?.kind == "operation_syntax_error")
        #expect(check.error?.step == step)
    }

    @Test("a trace that stops early is legal but not complete")
    func stopsEarly() throws {
        let maze = try domain.problem(from: specification)
        for text in ["plan c43 <e>", "+ c43 n0 n5 - c43 n0 n5 plan c43 <e>"] {
            let check = domain.checkTrace(of: try #require(domain.vocabulary.tokens(text)), for: maze)
            #expect(check == .legal(complete: false))
        }
    }

    @Test("an unsolvable maze's search is legal, never complete, and has no answer")
    func unsolvable() throws {
        let maze = try domain.problem(from: "start 0 0 goal 4 4 wall 3 4 wall 4 3 size 5 5")
        var random = CounterRandom(key: 31)
        let completion = domain.solve(maze, using: &random).completion(.traced)
        #expect(domain.checkTrace(of: completion, for: maze) == .legal(complete: false))
        #expect(domain.read(completion).answer == nil)
    }

    @Test("ties and neighbours are random: one maze has many traces")
    func tracesVary() throws {
        let maze = try domain.problem(from: "start 0 0 goal 4 4 wall 2 2 size 5 5")
        var random = CounterRandom(key: 32)
        let traces = Set((0..<100).map { _ in domain.solve(maze, using: &random).trace })
        #expect(traces.count > 95)
        var paths = CounterRandom(key: 33)
        let answers = Set((0..<2000).map { _ in domain.solve(maze, using: &paths).answer })
        // C(8,4) = 70 shortest paths of the open grid, of which 6 · 6 pass through the wall in the middle.
        #expect(answers.count == 34)
    }
}
