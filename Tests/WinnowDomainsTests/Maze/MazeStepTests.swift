import TestGuards
import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Maze steps and their labels")
struct MazeStepTests {
    let domain = MazeDomain()

    @Test("on solver completions every step is correct, and every plan step keeps the state solvable")
    func solver() throws {
        for index in 0..<500 {
            let (maze, solution) = domain.trainingExample(index, seed: 6)
            let completion = solution.completion(.traced)
            let labels = domain.stepLabels(of: completion, for: maze)
            let steps = domain.steps(of: completion)
            #expect(labels.map(\.step) == Array(1...labels.count))
            #expect(steps.count == labels.count)
            #expect(labels.count == solution.trace.count / 4 + solution.answer.count - 1)
            #expect(try nonEmpty(labels).allSatisfy { $0.stepCorrect })
            #expect(labels.suffix(solution.answer.count - 1).allSatisfy { $0.stateSolvable })
            #expect(labels.last?.end == completion.count - 1)
            #expect(zip(labels, labels.dropFirst()).allSatisfy { $0.end < $1.end })
            let joined = steps.map { $0.replacing("plan ", with: "") }.joined(separator: " ")
            #expect(joined == domain.vocabulary.text(completion.dropLast()).replacing("plan ", with: ""))
        }
    }

    @Test("a step's text is its operation, or one cell of the plan, and malformed tokens are steps too")
    func texts() throws {
        let tokens = try #require(domain.vocabulary.tokens("n3 + c43 n0 n5 - c43 + c42 n1 n4 n9 S plan c43 n2 <e>"))
        #expect(
            domain.steps(of: tokens) == ["n3", "+ c43 n0 n5", "- c43", "+ c42 n1 n4", "n9 S", "plan c43", "plan n2"])
        let maze = try domain.problem(from: "start 4 3 goal 2 0 size 5 5")
        let labels = domain.stepLabels(of: tokens, for: maze)
        #expect(labels.map(\.end) == [1, 5, 7, 11, 13, 15, 16])
        #expect(labels.map(\.stepCorrect) == [false, true, false, false, false, true, false])
    }

    @Test("labels go on after an error: a wrong cost taken at its word is counted once")
    func afterAnError() throws {
        let maze = try domain.problem(from: "start 0 0 goal 3 0 wall 0 1 wall 1 1 wall 2 1 wall 3 1 wall 4 1 size 5 5")
        let text = """
            + c00 n0 n3 - c00 n0 n3 + c10 n2 n2 - c10 n2 n2 + c20 n3 n1 + c20 n3 n1 - c20 n3 n1 + c30 n4 n0 \
            - c30 n4 n0 + c40 n5 n1 plan c00 c10 c20 c40 c30 <e>
            """
        let labels = domain.stepLabels(of: try #require(domain.vocabulary.tokens(text)), for: maze)
        let wrong = labels.filter { !$0.stepCorrect }.map(\.step)
        // wrong g, duplicate create, operation after the goal, plan step that jumps.
        #expect(wrong == [3, 6, 10, 14])
        #expect(labels.filter { !$0.stateSolvable }.map(\.step) == [10, 14])
    }

    @Test("a missed successor is charged to the next close, once")
    func missedSuccessor() throws {
        let maze = try domain.problem(from: "start 0 0 goal 4 0 size 5 5")
        let text = "+ c00 n0 n4 - c00 n0 n4 + c10 n1 n3 - c10 n1 n3 + c20 n2 n2 + c11 n2 n4 - c20 n2 n2 plan c00 <e>"
        let tokens = try #require(domain.vocabulary.tokens(text))
        #expect(
            domain.stepLabels(of: tokens, for: maze).map(\.stepCorrect) == [
                true, true, true, false, true, true, true, true,
            ])
        #expect(domain.checkTrace(of: tokens, for: maze).error?.kind == "missing_successor")
    }

    @Test("the first label that is not correct is the step where the validator stops")
    func firstError() throws {
        var random = CounterRandom(key: 50)
        var illegal = 0
        for index in 0..<1000 {
            let (maze, solution) = domain.trainingExample(index, seed: 7)
            var completion = solution.completion(.traced)
            completion[random.below(solution.trace.count)] = random.integer(in: 3...58)
            let check = domain.checkTrace(of: completion, for: maze)
            let labels = domain.stepLabels(of: completion, for: maze)
            guard check.legal == false, let error = check.error else { continue }
            illegal += 1
            #expect(labels.first { !$0.stepCorrect }?.step == error.step)
        }
        #expect(illegal > 700)
    }

    @Test("an answer other than the path its trace found does not agree with it, even if right and as long")
    func agreement() throws {
        let maze = try domain.problem(from: "start 0 0 goal 1 1 wall 2 0 wall 2 1 wall 0 2 wall 1 2 size 5 5")
        let trace = "+ c00 n0 n2 - c00 n0 n2 + c10 n1 n1 + c01 n1 n1 - c10 n1 n1 + c11 n2 n0 - c11 n2 n0"
        for (plan, agrees) in [("c00 c10 c11", true), ("c00 c01 c11", false), ("c00 c11", false)] {
            let tokens = try #require(domain.vocabulary.tokens("\(trace) plan \(plan) <e>"))
            #expect(domain.checkTrace(of: tokens, for: maze) == .legal(complete: true))
            #expect(domain.agreesWithTrace(tokens, for: maze) == agrees)
        }
        let early = try #require(domain.vocabulary.tokens("+ c00 n0 n2 plan c00 c10 c11 <e>"))
        #expect(!domain.agreesWithTrace(early, for: maze))
    }
}
