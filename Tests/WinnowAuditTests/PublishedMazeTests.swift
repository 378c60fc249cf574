import TestGuards
import Testing
import WinnowDomains

@testable import WinnowAudit

@Suite("Published maze checkers")
struct PublishedMazeTests {
    private static let cross = "start 0 0 goal 2 2 wall 1 1 size 3 3"

    /// The run of A* on ``cross`` that Searchformer's own code makes, deterministically.
    private static let golden =
        "create 0 0 c0 c4 close 0 0 c0 c4 create 0 1 c1 c3 create 1 0 c1 c3 close 1 0 c1 c3 create 2 0 c2 c2 "
        + "close 2 0 c2 c2 create 2 1 c3 c1 close 0 1 c1 c3 create 0 2 c2 c2 close 2 1 c3 c1 create 2 2 c4 c0 "
        + "close 0 2 c2 c2 create 1 2 c3 c1 close 1 2 c3 c1 close 2 2 c4 c0 plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2 eos"

    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private func maze(_ text: String) throws -> Maze { try MazeDomain().problem(from: text) }

    @Test("a run of A* and its plan are accepted by all")
    func golden() throws {
        for checker in PublishedCheckers.maze {
            #expect(checker.verdict(on: words(Self.golden), of: try maze(Self.cross)) == .accepted)
        }
    }

    @Test("Searchformer's plan check passes over words, bounds and endings")
    func plans() throws {
        let plain = try maze("start 0 0 goal 1 1 size 2 2")
        let check = SearchformerPlan()
        #expect(check.verdict(on: words("plan 0 0 wall 1 0 create 1 1"), of: plain) == .accepted)
        #expect(check.verdict(on: words("plan 0 0 plan 1 0 plan 1 1"), of: plain) == .accepted)
        #expect(check.verdict(on: words("plan 0 0 plan 1 1"), of: plain).isAccepted == false)
        #expect(check.verdict(on: words("plan 0 0 plan 1 0 plan"), of: plain).isAccepted == false)
        #expect(check.verdict(on: [], of: plain).isAccepted == false)
        let walled = try maze("start 0 0 goal 0 2 wall 0 1 size 1 3")
        #expect(walled.shortestPathLength == nil)
        #expect(check.verdict(on: words("plan 0 0 plan 1 0 plan 1 1 plan 1 2 plan 0 2"), of: walled) == .accepted)
    }

    @Test(
        "the trace validator passes over wrong costs, missing neighbours and what follows the goal",
        arguments: [
            ("create 1 2 c3 c1", "create 1 2 c3 c9"), ("close 2 2 c4 c0 plan", "close 2 2 c4 c0 create 1 2 c9 c9 plan"),
        ])
    func holes(_ change: (String, String)) throws {
        let changed = Self.golden.replacing(change.0, with: change.1).replacing("close 1 2 c3 c1 ", with: "")
        let strict = MazeTraceText(dialect: .searchformer, mode: .strict, size: MazeSize(width: 3, height: 3))
        #expect(strict.firstError(in: "start 0 0 goal 2 2 wall 1 1 " + changed) != nil)
        for revision in [PublishedTraceValidator.Revision.b] {
            let error = PublishedTraceValidator(revision: revision).firstError(
                in: words(changed), of: try maze(Self.cross))
            #expect(error == nil || error == "create_already_closed" || error == "close_not_lowest_f_value")
        }
    }

    @Test(
        "each class of error is found",
        arguments: [
            ("create 0 0", "create 9 9", "invalid_coordinates"), ("create 0 1", "create 1 1", "create_close_wall"),
            ("create 2 1 c3 c1", "create 2 2 c3 c1", "create_non_neighbor"),
            ("create 2 0 c2 c2", "create 0 0 c2 c2", "create_already_closed"),
            ("close 1 0 c1 c3", "close 1 0 c1 c2", "close_not_in_open_list"),
            ("close 2 2 c4 c0 plan", "plan", "goal_not_reached"), ("plan 2 1 ", "", "plan_length_mismatch"),
            ("create 0 1 c1", "create 0 1 plan", "operation_syntax_error"),
        ])
    func errors(_ change: (String, String, String)) throws {
        let changed = words(Self.golden.replacing(change.0, with: change.1))
        #expect(PublishedTraceValidator(revision: .a).firstError(in: changed, of: try maze(Self.cross)) == change.2)
    }

    @Test("runs of the solver pass revision B, and Winnow's own tokens are read as the published words")
    func solver() throws {
        for size in [4, 5, 6] {
            let domain = MazeDomain(size: size)
            for index in 0..<200 {
                let (maze, solution) = domain.trainingExample(index, seed: 3)
                let text = domain.vocabulary.text(solution.completion(.traced))
                let words = MazeWords.words(completion: text, answer: nil)
                #expect(PublishedTraceValidator(revision: .b).firstError(in: words, of: maze) == nil)
                #expect(SearchformerPlan().verdict(on: words, of: maze) == .accepted)
                #expect(words.last == "eos")
            }
        }
    }
}

@Suite("Published extractors")
struct PublishedReferenceTests {
    @Test(
        "GSM8K's extractors find and compare texts",
        arguments: [
            ("so 2+3 = 5\n#### 5", "5", true, true), ("#### 5.0", "5", false, false), ("#### $5", "5", false, true),
            ("#### 1,000", "1000", true, true), ("#### -5.", "-5", true, true), ("The answer is 5.", "5", false, true),
            ("It is 5, not 7.", "5", false, false), ("5 of 12 apples", "5", false, false), ("none", "5", false, false),
            ("#### 5", "He pays 5.\n#### 5", true, true), ("#### five #### 5", "5", true, true),
        ])
    func gsm8k(_ example: (String, String, Bool, Bool)) {
        #expect(GSM8KMatch(.strict).verdict(on: example.0, reference: example.1).isAccepted == example.2)
        #expect(GSM8KMatch(.flexible).verdict(on: example.0, reference: example.1).isAccepted == example.3)
    }

    @Test(
        "MATH's grader reads the last box and compares texts in its normal form",
        arguments: [
            (#"\boxed{5}"#, "5", true), (#"\boxed{7}, no, \boxed{5}"#, "5", true), (#"\boxed{x=5}"#, "5", true),
            (#"\boxed{\frac14}"#, #"\frac{1}{4}"#, true), (#"\boxed{1/4}"#, #"\frac{1}{4}"#, true),
            (#"\boxed{0.5}"#, #"\frac{1}{2}"#, true), (#"\boxed{0.25}"#, #"\frac{1}{4}"#, false),
            (#"\boxed{5.0}"#, "5", false), (#"\boxed{5\text{ m}}"#, "5", true), (#"\fbox{5}"#, "5", true),
            (#"\boxed 5$."#, "5", true), ("5", "5", false), (#"\boxed{5"#, "5", false),
            (#"\boxed{\sqrt3}"#, #"\sqrt{3}"#, true),
            (#"\boxed{50\%}"#, "50", true), (#"\boxed{1,000}"#, "1000", false),
        ])
    func boxed(_ example: (String, String, Bool)) {
        #expect(MathBoxed().verdict(on: example.0, reference: example.1).isAccepted == example.2)
    }
}

@Suite("Counter-examples")
struct CounterExampleTests {
    @Test("of countdown: the first ones are the smallest, and the search is the same at every call")
    func countdown() throws {
        let found = CounterExamples.ofCountdown(upTo: 4)
        #expect(found.tried > 1000)
        #expect(found.found == CounterExamples.ofCountdown(upTo: 4).found)
        for checker in PublishedCheckers.countdown {
            let example = try #require(found.found[checker.name]?[.falseAccept])
            let problem = try CountdownDomain().problem(from: example.problem)
            #expect(checker.verdict(on: example.text, of: problem).isAccepted)
            #expect(!CountdownDomain().grade(example.text, of: problem))
            if let impossible = found.found[checker.name]?[.impossible] {
                let problem = try CountdownDomain().problem(from: impossible.problem)
                #expect(!CountdownOracle(problem.numbers).canMake(problem.target))
            }
        }
        #expect(found.found["tinyzero"]?[.falseReject] == nil)
    }

    @Test("the oracle and the grader agree on what can be made")
    func oracle() throws {
        let domain = CountdownDomain()
        for index in 0..<50 {
            let (problem, solution) = domain.trainingExample(index, seed: 1)
            #expect(CountdownOracle(problem.numbers).canMake(problem.target))
            let answer = try #require(domain.read(solution.completion(.traced)).answer)
            #expect(domain.grade(answer, of: problem))
        }
        #expect(CountdownOracle([3, 8, 6]).canMake(16))
        #expect(!CountdownOracle([1, 1]).canMake(3))
    }

    @Test("of mazes and references: each kind that is found is one")
    func others() throws {
        let mazes = CounterExamples.ofMaze(upTo: 4, drawn: 300)
        #expect(mazes.found["searchformer-plan"]?[.falseAccept] != nil)
        #expect(mazes.found["searchformer-plan"]?[.impossible] != nil)
        #expect(mazes.found["searchformer-plan"]?[.falseReject] == nil)
        #expect(mazes.found["trace-validator-b"]?[.falseAccept] != nil)
        #expect(mazes.found["trace-validator-b"]?[.falseReject]?.reason == "plan_length_mismatch")
        let texts = CounterExamples.ofReferences()
        for checker in try nonEmpty(PublishedCheckers.references) {
            #expect(texts.found[checker.name]?[.falseReject] != nil)
        }
        #expect(texts.found["gsm8k-flexible-extract"]?[.falseAccept] != nil)
    }

    @Test("names of checkers are distinct")
    func names() throws {
        let names = PublishedCheckers.all.map(\.name)
        #expect(Set(names).count == names.count)
        for checker in try nonEmpty(PublishedCheckers.all) {
            #expect(!checker.summary.isEmpty && !checker.source.isEmpty)
        }
    }
}
