/// The parts of a maze's text, in any order: `start X Y`, `goal X Y`, `wall X Y` …, `size W H`.
struct MazeParts {
    private(set) var start: Maze.Cell?
    private(set) var goal: Maze.Cell?
    private(set) var walls: [Maze.Cell] = []
    private(set) var size: MazeSize?

    /// Reads parts off the front of the words, up to the first word that begins none.
    ///
    /// - Throws: ``ProblemError`` for a part without its two numbers, or a start, goal or size given twice.
    init(readingFrom words: inout ArraySlice<MazeWord>) throws(ProblemError) {
        while case .keyword(let keyword)? = words.first, [.start, .goal, .wall, .size].contains(keyword) {
            words.removeFirst()
            guard let first = words.popFirst()?.number, let second = words.popFirst()?.number else {
                throw ProblemError("\(keyword.rawValue) must be followed by two whole numbers")
            }
            let cell = Maze.Cell(first, second)
            switch keyword {
            case .wall: walls.append(cell)
            case .start where start == nil: start = cell
            case .goal where goal == nil: goal = cell
            case .size where size == nil: size = MazeSize(width: first, height: second)
            default: throw ProblemError("\(keyword.rawValue) is given twice")
            }
        }
    }

    /// The maze that the parts describe.
    ///
    /// - Parameter fallback: the size when the text gives none.
    /// - Throws: ``ProblemError`` for a missing start, goal or size, or parts that do not fit together.
    func maze(fallback: MazeSize? = nil) throws(ProblemError) -> Maze {
        guard let start else { throw ProblemError("start is missing; write start X Y") }
        guard let goal else { throw ProblemError("goal is missing; write goal X Y") }
        guard let size = size ?? fallback else { throw ProblemError("size is missing; write size W H") }
        return try Maze(width: size.width, height: size.height, walls: walls, start: start, goal: goal)
    }
}
