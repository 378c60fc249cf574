import WinnowRandom

@testable import WinnowDomains

/// Mazes and traces that several suites need.
enum MazeSamples {
    /// A maze of any small size, with random walls, start and goal, not necessarily solvable.
    static func anyMaze(using random: inout CounterRandom) throws -> Maze {
        try anyMaze(width: random.integer(in: 1...7), height: random.integer(in: 1...7), using: &random)
    }

    static func anyMaze(width: Int, height: Int, using random: inout CounterRandom) throws -> Maze {
        var cells = (0..<height).flatMap { y in (0..<width).map { x in Maze.Cell(x, y) } }
        random.shuffle(&cells)
        let walls = cells.dropFirst(2).prefix(random.below(1 + width * height / 2))
        return try Maze(
            width: width, height: height, walls: Array(walls), start: cells[0],
            goal: cells.count > 1 ? cells[1] : cells[0])
    }

    /// A solvable maze with sides of 3 to 7.
    static func solvableMaze(using random: inout CounterRandom) throws -> Maze {
        while true {
            let (width, height) = (random.integer(in: 3...7), random.integer(in: 3...7))
            let maze = try anyMaze(width: width, height: height, using: &random)
            if maze.shortestPathLength != nil { return maze }
        }
    }

    /// The walls row by row, as `x y` pairs.
    static func walls(of maze: Maze) -> [Maze.Cell] {
        maze.isWall.indices.filter { maze.isWall[$0] }.map { Maze.Cell($0 % maze.width, $0 / maze.width) }
    }
}

/// A trace and a plan that can be changed and written as a line of a published grammar.
struct MazeTraceLine {
    var maze: Maze
    var operations: [MazeOperation]
    var plan: [Maze.Cell]
    var dialect: MazeTraceDialect

    /// The solver's trace, without the opening create for Beyond Semantics.
    init(_ maze: Maze, dialect: MazeTraceDialect, using random: inout CounterRandom) {
        let search = MazeSearch(maze, using: &random)
        self.maze = maze
        self.dialect = dialect
        operations = Array(search.operations.dropFirst(dialect == .searchformer ? 0 : 1))
        plan = search.plan
    }

    var promptWords: String {
        let ends = "start \(maze.start) goal \(maze.goal)"
        return MazeSamples.walls(of: maze).reduce(into: ends) { $0 += " wall \($1)" }
    }

    var traceWords: [String] {
        operations.map { "\($0.kind == .create ? "create" : "close") \($0.cell) c\($0.g) c\($0.h)" }
    }

    var text: String { text(trace: traceWords) }

    /// The line with other words for its trace; without a plan, and without its marker, when there is no plan.
    func text(trace: [String]) -> String {
        let trace = trace.joined(separator: " ")
        let plan = plan.map { "plan \($0)" }.joined(separator: " ")
        switch dialect {
        case .searchformer: return "bos \(promptWords) \(trace) \(plan) eos"
        case .beyondSemantics:
            return "query \(promptWords) reasoning \(trace)\(plan.isEmpty ? "" : " solution \(plan) end")"
        }
    }

    func firstError(_ mode: MazeTraceMode) -> TraceError? {
        let size = MazeSize(width: maze.width, height: maze.height)
        return MazeTraceText(dialect: dialect, mode: mode, size: size).firstError(in: text)
    }
}
