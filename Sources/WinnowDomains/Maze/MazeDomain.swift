public import WinnowRandom

/// Mazes: find a path from start to goal; a traced model writes the run of A* that finds one.
///
/// Every legal path is a right answer. Whether it is also shortest, simple, or the one that its trace found are
/// separate facts: ``isOptimal(_:of:)``, ``isSimple(_:)``, ``agreesWithTrace(_:for:)``.
///
/// Source: Lehnert et al., arXiv 2402.14083 (task and traces); Stechly et al., arXiv 2505.13775 (trace validation).
public struct MazeDomain: Domain {
    /// The side of the grids that are drawn and that the model's symbols can express.
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

    /// A bound by counting: with F free cells, A* closes each at most once and creates each at most twice, but the
    /// start once, at four tokens an operation; the plan has at most F cells, a marker and the end token.
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
    public func problem(from specification: String) throws(ProblemError) -> Maze {
        try Maze(specification: specification)
    }

    public func specification(of problem: Maze) -> String { problem.specification }

    /// The size and the wall set up to the 8 symmetries of the square; start and goal are ignored.
    public func splitKey(of problem: Maze) -> String { problem.wallKey }

    /// The bin of the detour: 0 easy, 2 medium, 4 and more, or no path at all, hard.
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

    /// The cells `x0 y0 x1 y1 …` in normal spacing.
    public func answerKey(of answer: String) -> String? { MazePath(answer)?.text }

    public func verify(_ answer: String, of problem: Maze) -> Verdict {
        MazeVerifier(maze: problem).verdict(on: answer)
    }

    public func grade(_ answer: String, of problem: Maze) -> Bool {
        MazeGrader.isRight(answer, in: problem)
    }

    /// Whether the answer is right and no path is shorter.
    public func isOptimal(_ answer: String, of problem: Maze) -> Bool {
        guard verify(answer, of: problem).isAccepted, let path = MazePath(answer) else { return false }
        return path.cells.count - 1 == problem.shortestPathLength
    }

    /// Whether the answer is a list of cells that visits none twice; nothing is said about its moves.
    public func isSimple(_ answer: String) -> Bool {
        MazePath(answer)?.isSimple ?? false
    }
}
