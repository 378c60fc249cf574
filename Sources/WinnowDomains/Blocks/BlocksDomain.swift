public import WinnowRandom

/// Blocks are to be moved one by one from one arrangement of stacks to another (the Blocksworld of planning).
///
/// Many plans are right, also longer ones than needed. A trace is the plan with the state after each move; the answer
/// repeats the moves. ``MysteryDomain`` has the same problems in the words of planning files.
///
/// Source: Slaney and Thiébaux, "Blocks World revisited", Artificial Intelligence 125, 2001; Valmeekam et al.,
/// PlanBench, arXiv 2206.10498.
public struct BlocksDomain: TracedDomain {
    /// Drawn problems need at least so many moves.
    static let fewestMoves = 2

    public let name = "blocks"
    public let summary =
        "Move 3 to 6 blocks one by one from given stacks to others; the trace has the state after each move."
    public let example = (problem: BlocksProblem.example, answer: "b2 b1")
    public let vocabulary = Vocabulary(domainSymbols: BlocksToken.symbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    /// The limit is that of two moves for all blocks but one: each has three tokens, the blocks and two brackets for
    /// each of up to as many stacks, and two tokens in the answer; and then the answer's marker and the end token.
    public let completionLimit = {
        let blocks = BlocksProblem.counts.upperBound
        return 2 * (blocks - 1) * (3 + 3 * blocks + 2) + 2
    }()

    public init() {}

    public var critics: [Critic] { PlanCritics.all }

    public var partialVerifiers: [any PartialVerifier<BlocksProblem>] { [BlocksExecutability()] }
}

extension BlocksDomain {
    /// Draws 3 to 6 blocks, a goal and a start that is 2 or 3 moves away from it (easy), 4 or 5 (medium) or more (hard).
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> BlocksProblem {
        BlocksSpace.problem(difficulty, using: &random)
    }

    /// Reads a problem such as `[b0 b2] [b1] > [b0] [b1 b2]`: stacks from the table up, in any order.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or the states are not of the same blocks.
    public func problem(from specification: String) throws(ProblemError) -> BlocksProblem {
        try BlocksProblem(specification: specification)
    }

    public func specification(of problem: BlocksProblem) -> String { problem.specification }

    /// Gives start and goal up to the names of the blocks.
    public func splitKey(of problem: BlocksProblem) -> String { BlocksSpace.canonicalForm(problem) }

    /// Gives the bin of the fewest moves: up to 3 easy, 4 and 5 medium, 6 and more hard.
    public func difficulty(of problem: BlocksProblem) -> Difficulty {
        Difficulty(blocksMoves: BlocksSpace.distance(problem))
    }

    /// Draws both states, each stack in a line from the table up.
    public func drawing(of problem: BlocksProblem) -> String {
        func lines(_ state: BlocksState) -> [String] {
            state.stacks.map { "  " + $0.map { "b\($0)" }.joined(separator: " ") }
        }
        return (["start, from the table up"] + lines(problem.start) + ["goal"] + lines(problem.goal))
            .joined(separator: "\n")
    }

    public func states(of answer: String, for problem: BlocksProblem) -> [PlanState] {
        BlocksVerifier(problem: problem).states(of: answer)
    }

    /// Gives the prompt, such as `[ b0 b2 ] [ b1 ] > [ b0 ] [ b1 b2 ] |`.
    public func prompt(for problem: BlocksProblem) -> [Int] {
        BlocksToken.tokens(problem.start) + [BlocksToken.yields] + BlocksToken.tokens(problem.goal)
            + [Vocabulary.separator]
    }

    /// Makes an optimal plan; where several moves lead nearer to the goal, one is drawn.
    public func solve(_ problem: BlocksProblem, using random: inout CounterRandom) -> Solution {
        var state = problem.start
        var trace: [Int] = []
        var answer = [BlocksToken.plan]
        for move in BlocksSpace.plan(problem, using: &random) {
            guard let next = state.moved(move) else { preconditionFailure("the solver's move \(move.text)") }
            state = next
            trace += [BlocksToken.move] + BlocksToken.tokens(move) + BlocksToken.tokens(state)
            answer += BlocksToken.tokens(move)
        }
        return Solution(trace: trace, answer: answer)
    }

    /// Counts the moves of a shortest plan.
    public func fewestMoves(of problem: BlocksProblem) -> Int { BlocksSpace.distance(problem) }
}

extension BlocksDomain {
    /// Reads a completion; the answer's tokens `b4 T b0 b2` are its text.
    ///
    /// Blocks and tables in any order have a text; one that is no list of moves has no key.
    public func read(_ completion: [Int]) -> Reading {
        let parts = CompletionParts(completion, marker: BlocksToken.plan)
        guard let answer = parts.answer,
            completion[answer].allSatisfy({ $0 == BlocksToken.table || BlocksToken.block(of: $0) != nil })
        else { return parts.reading(answer: nil, key: nil) }
        let text = vocabulary.text(completion[answer])
        return parts.reading(answer: text, key: answerKey(of: text))
    }

    /// Gives the moves in normal spacing, `()` for none.
    public func answerKey(of answer: String) -> String? { (try? BlocksAnswer(answer))?.key }

    public func verify(_ answer: String, of problem: BlocksProblem) -> Verdict {
        BlocksVerifier(problem: problem).verdict(on: answer)
    }

    public func grade(_ answer: String, of problem: BlocksProblem) -> Bool {
        BlocksGrader.isRight(answer, of: problem)
    }
}

extension BlocksDomain {
    /// Checks the trace move by move.
    ///
    /// Legal: each move takes a clear block to a clear one or to the table, and the stacks behind it are those that
    /// result, in the order of their lowest blocks. Complete: the last state is the goal. Whether the moves bring the
    /// goal nearer, and whether the answer repeats them, is not looked at. Errors: `syntax`, `block_not_clear`,
    /// `target_not_clear`, `no_move`, `wrong_state`, `no_state`.
    public func checkTrace(of completion: [Int], for problem: BlocksProblem) -> TraceCheck {
        BlocksTrace(completion).check(problem)
    }

    /// Gives the steps: a move with the stacks behind it.
    public func steps(of completion: [Int]) -> [String] { BlocksTrace(completion).texts(vocabulary) }

    public func stepEnds(of completion: [Int]) -> [Int] { BlocksTrace(completion).ends }

    /// Gives labels in which `stepCorrect` judges a step given the state that the trace wrote before it, right or
    /// wrong, and `stateSolvable` says that the written state lies on a shortest plan: so many steps led to it and so
    /// many moves lead on to the goal as are needed from the start.
    public func stepLabels(of completion: [Int], for problem: BlocksProblem) -> [StepLabel] {
        BlocksTrace(completion).labels(problem)
    }

    /// Marks each move of the answer, `move b4 T <pass> [ b2 b3 ] [ b4 ] …` with the state that it leads to, and at last
    /// the goal, `> [ b2 b3 b4 ] <pass>`.
    public func writtenCheck(of completion: [Int], for problem: BlocksProblem) -> [CheckSymbol] {
        guard let answer = read(completion).answer, let moves = try? BlocksAnswer(answer).moves else { return [.fail] }
        var check: [CheckSymbol] = []
        var state = problem.start
        for move in moves {
            check += ([BlocksToken.move] + BlocksToken.tokens(move)).map(CheckSymbol.token)
            guard let next = state.moved(move) else { return check + [.fail] }
            state = next
            check += [.pass] + BlocksToken.tokens(state).map(CheckSymbol.token)
        }
        return check + ([BlocksToken.yields] + BlocksToken.tokens(problem.goal)).map(CheckSymbol.token)
            + [CheckSymbol(state == problem.goal)]
    }
}
