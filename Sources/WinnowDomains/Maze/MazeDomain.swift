public import WinnowRandom

/// A maze asks for a path from start to goal; a traced model writes the run of A* that finds one.
///
/// Every legal path is a right answer. Whether it is also shortest, simple, or the one that its trace found are
/// separate facts: ``isOptimal(_:of:)``, ``isSimple(_:)``, ``agreesWithTrace(_:for:)``.
///
/// Source: Lehnert et al., arXiv 2402.14083 (task and traces); Stechly et al., arXiv 2505.13775 (trace validation).
public struct MazeDomain: TracedDomain {
    /// The grids that are drawn and that the model's symbols can express have this side.
    public let size: Int

    let alphabet: MazeAlphabet
    private let generator: MazeGenerator

    /// - Parameter size: the side of the grid, in 4...10.
    public init(size: Int = 5) {
        self.size = size
        generator = MazeGenerator(size: size)
        alphabet = MazeAlphabet(size: size)
    }

    public var name: String { "maze" }

    public var summary: String {
        "Find a path through a \(size)×\(size) grid with walls; the trace is a run of A*."
    }

    public var example: (problem: String, answer: String) {
        ("start 0 0 goal 2 2 wall 1 1 size 3 3", "0 0 1 0 2 0 2 1 2 2")
    }

    public var vocabulary: Vocabulary { alphabet.vocabulary }

    public var verifier: VerifierDeclaration {
        VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)
    }

    public var partialVerifiers: [any PartialVerifier<Maze>] { [MazeFirstMoves()] }

    public var critics: [Critic] {
        [
            Critic("form", kinds: ["malformed", Critique.noAnswerKind]),
            Critic("legality", kinds: ["wrong_start", "not_adjacent", "out_of_grid", "hits_wall"]),
            Critic("goal", kinds: ["wrong_goal"]),
            Critic("length", kinds: ["longer_than_straight"], isHard: false),
        ]
    }

    /// Remarks that a path has more moves than a straight way would have, walls or not.
    public func remarks(on answer: String, of maze: Maze) -> [Critique] {
        guard let path = MazePath(answer) else { return [] }
        let (moves, straight) = (path.cells.count - 1, maze.start.distance(to: maze.goal))
        guard moves > straight else { return [] }
        let message = "the path has \(moves) moves, and the goal is \(straight) cells away"
        return [Critique("longer_than_straight", message)]
    }

    /// The limit is found by counting: with F free cells, A* closes each at most once and creates each at most twice,
    /// but the start once, at four tokens an operation; the plan has at most F cells, a marker and the end token.
    ///
    /// Twice, because a cell is created again only from a neighbour that is two moves nearer to the start and, at
    /// equal f, two moves farther from the goal than the first; a third neighbour would have a lower f than the second
    /// and would have been closed before it.
    public var completionLimit: Int {
        let free = size * size - generator.wallCount.lowerBound
        return 4 * (free + 2 * free - 1) + free + 2
    }
}

// MARK: Problems

extension MazeDomain {
    /// Draws a maze of side ``size``: 25 to 35 % walls, a shortest path of at least ``size`` cells, and a detour of
    /// 0 (easy), 2 (medium) or at least 4 moves (hard).
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> Maze {
        generator.maze(difficulty, using: &random)
    }

    /// Reads `start X Y goal X Y wall X Y … size W H`, parts in any order, sides up to ``Maze/longestSide``.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or describes an impossible instance.
    public func problem(from specification: String) throws(ProblemError) -> Maze {
        try Maze(specification: specification)
    }

    public func specification(of problem: Maze) -> String { problem.specification }

    /// Gives the size and the wall set up to the 8 symmetries of the square; start and goal are ignored.
    public func splitKey(of problem: Maze) -> String { problem.wallKey }

    /// Gives the bin of the detour: 0 easy, 2 medium, 4 and more, or no path at all, hard.
    public func difficulty(of problem: Maze) -> Difficulty { Difficulty(mazeDetour: problem.detour) }

    public func prompt(for problem: Maze) -> [Int] {
        requireExpressible(problem)
        return alphabet.prompt(problem)
    }

    public func drawing(of problem: Maze) -> String { problem.drawing }

    /// Runs A*; an unsolvable maze has the trace of the exhausted search and an answer without cells.
    public func solve(_ problem: Maze, using random: inout CounterRandom) -> Solution {
        requireExpressible(problem)
        let search = MazeSearch(problem, using: &random)
        return Solution(
            trace: search.operations.flatMap(alphabet.tokens),
            answer: [alphabet.plan] + search.plan.map(alphabet.token))
    }

    private func requireExpressible(_ problem: Maze) {
        precondition(
            problem.width == size && problem.height == size,
            "a maze of size \(problem.width) \(problem.height) has no prompt in the vocabulary of size \(size) \(size)")
    }
}

// MARK: Answers

extension MazeDomain {
    public func read(_ completion: [Int]) -> Reading {
        MazeCompletion(completion, alphabet: alphabet).reading
    }

    /// Gives the cells `x0 y0 x1 y1 …` in normal spacing.
    public func answerKey(of answer: String) -> String? { MazePath(answer)?.text }

    public func verify(_ answer: String, of problem: Maze) -> Verdict {
        MazeVerifier(maze: problem).verdict(on: answer)
    }

    public func grade(_ answer: String, of problem: Maze) -> Bool {
        MazeGrader.isRight(answer, in: problem)
    }

    /// Tells whether the answer is right and no path is shorter.
    public func isOptimal(_ answer: String, of problem: Maze) -> Bool {
        guard verify(answer, of: problem).isAccepted, let path = MazePath(answer) else { return false }
        return path.cells.count - 1 == problem.shortestPathLength
    }

    /// Tells whether the answer is a list of cells that visits none twice; nothing is said about its moves.
    public func isSimple(_ answer: String) -> Bool {
        MazePath(answer)?.isSimple ?? false
    }
}

extension MazeDomain {
    /// Checks the trace in strict mode: costs, lowest f, exactly the due successors, nothing after the goal.
    ///
    /// A trace that stops before the goal is closed is legal but not complete, even between two creates: a successor is
    /// only missed once the next cell is closed. The plan is not part of the trace.
    public func checkTrace(of completion: [Int], for problem: Maze) -> TraceCheck {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        guard completion.isEnded else { return .truncated(step: stepRanges(of: completion).count) }
        guard completion.marker != nil else { return .unparsable(step: stepRanges(of: completion).count) }
        var validator = MazeTraceValidator(maze: problem, dialect: .searchformer, mode: .strict)
        var count = 0
        for step in completion.traceSteps {
            count += 1
            if let fault = validator.check(step) { return .illegal(fault.rawValue, step: count, fault.explanation) }
        }
        return .legal(complete: validator.isGoalClosed)
    }

    /// Gives the text of each operation, such as `+ c43 n0 n5`, and of each cell of the plan, such as `plan c43`.
    public func steps(of completion: [Int]) -> [String] {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        return stepRanges(of: completion).map { range in
            let text = vocabulary.text(completion.tokens[range])
            return range.lowerBound > completion.traceLength ? "plan " + text : text
        }
    }

    public func traceTextValidator(
        dialect: String, mode: String, size: (columns: Int, rows: Int)?
    ) -> (any TraceTextValidator)? {
        guard let dialect = MazeTraceDialect(rawValue: dialect), let mode = MazeTraceMode(rawValue: mode) else {
            return nil
        }
        return MazeTraceText(
            dialect: dialect, mode: mode, size: size.map { MazeSize(width: $0.columns, height: $0.rows) })
    }

    public func stepEnds(of completion: [Int]) -> [Int] {
        stepRanges(of: MazeCompletion(completion, alphabet: alphabet)).map(\.upperBound)
    }

    /// Gives the labels of each operation and of each cell of the plan.
    ///
    /// - `stepCorrect`: the strict validator finds no error in the operation; a cell of the plan is the start or a
    ///   legal move from the cell before it. After an error the bookkeeping takes the step at its word.
    /// - `stateSolvable`: the cell that the step creates, closes or plans lies on a shortest path from start to goal;
    ///   false for a step that names no cell of the grid.
    public func stepLabels(of completion: [Int], for problem: Maze) -> [StepLabel] {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        let isOnShortestPath = problem.shortestPathCells()
        func isSolvable(_ cell: Maze.Cell?) -> Bool {
            guard let cell, problem.contains(cell) else { return false }
            return isOnShortestPath[problem.index(of: cell)]
        }

        var labels: [StepLabel] = []
        var validator = MazeTraceValidator(maze: problem, dialect: .searchformer, mode: .strict)
        for step in completion.traceSteps {
            let isCorrect = validator.check(step) == nil
            labels.append(
                StepLabel(
                    step: labels.count + 1, end: step.range.upperBound, stepCorrect: isCorrect,
                    stateSolvable: isSolvable(step.operation?.cell)))
        }
        var previous: Maze.Cell?
        for (position, cell) in completion.planCells.enumerated() {
            let isCorrect = cell.map { isMove(from: previous, to: $0, in: problem) } ?? false
            labels.append(
                StepLabel(
                    step: labels.count + 1, end: completion.traceLength + position + 2,
                    stepCorrect: isCorrect, stateSolvable: isSolvable(cell)))
            previous = cell ?? previous
        }
        return labels
    }

    /// Tells whether the trace is legal and complete, and the answer is the very path that it found.
    public func agreesWithTrace(_ completion: [Int], for problem: Maze) -> Bool {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        guard let path = completion.path else { return false }
        var validator = MazeTraceValidator(maze: problem, dialect: .searchformer, mode: .strict)
        for step in completion.traceSteps where validator.check(step) != nil { return false }
        return path.cells == validator.extractedPath
    }

    /// Tells whether a path may go on to a cell, or begin there when there is no cell before it.
    func isMove(from previous: Maze.Cell?, to cell: Maze.Cell, in problem: Maze) -> Bool {
        problem.isFree(cell) && previous.map { $0.distance(to: cell) == 1 } ?? (cell == problem.start)
    }

    /// Gives the positions of the tokens of each step: operations first, then the cells of the plan one by one.
    private func stepRanges(of completion: MazeCompletion) -> [Range<Int>] {
        var ranges = completion.traceSteps.map(\.range)
        if let marker = completion.marker {
            ranges += ((marker + 1)..<completion.length).map { $0..<$0 + 1 }
        }
        return ranges
    }
}

extension MazeDomain {
    /// Marks each cell of the plan, `c43 <pass> c42 <pass> …`: the start, then legal moves; at last whether the goal is
    /// reached, `G <pass>`.
    public func writtenCheck(of completion: [Int], for problem: Maze) -> [CheckSymbol] {
        guard let path = MazeCompletion(completion, alphabet: alphabet).path else { return [.fail] }
        var check: [CheckSymbol] = []
        var previous: Maze.Cell?
        for cell in path.cells {
            check += [.token(alphabet.token(cell)), CheckSymbol(isMove(from: previous, to: cell, in: problem))]
            if check.last?.isFailure == true { return check }
            previous = cell
        }
        return check + [.token(alphabet.goal), CheckSymbol(previous == problem.goal)]
    }
}
