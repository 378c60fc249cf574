import WinnowRandom

/// Draws square mazes of a given difficulty by rejection.
///
/// A proposal has uniformly 25 to 35 % of its cells walled (the count uniform, then the walls uniform) and a uniform
/// pair of distinct free cells as start and goal. It is kept when a path exists, a shortest path has at least `size`
/// cells, start and goal included, and its detour is in the bin of the difficulty.
///
/// Source: Lehnert et al., arXiv 2402.14083, `searchformer/maze.py`, with fewer walls (30 to 50 % there).
struct MazeGenerator: Hashable, Sendable {
    let size: Int

    /// So many cells may be walls; 6 to 8 of 25.
    let wallCount: ClosedRange<Int>

    private let board: MazeBoard

    /// - Parameter size: the side of the grid, at least 4 (no 3×3 maze with so many walls is hard) and at most 10.
    init(size: Int) {
        precondition((4...10).contains(size), "a maze's size must be in 4...10, not \(size)")
        self.size = size
        wallCount = size * size * 25 / 100...size * size * 35 / 100
        board = MazeBoard(size: size)
    }

    /// Draws a maze.
    func maze(_ difficulty: Difficulty, using random: inout CounterRandom) -> Maze {
        // A partial shuffle of any order draws uniformly, so the order is carried from one proposal to the next.
        var cells = Array(0..<size * size)
        while true {
            let walls = random.integer(in: wallCount)
            var free = board.all
            for position in 0..<walls + 2 {
                cells.swapAt(position, position + random.below(cells.count - position))
                if position < walls { free &= ~(1 << UInt128(cells[position])) }
            }
            let start = Maze.Cell(cells[walls] % size, cells[walls] / size)
            let goal = Maze.Cell(cells[walls + 1] % size, cells[walls + 1] / size)
            let length = board.shortestPathLength(from: cells[walls], to: cells[walls + 1], through: free)
            guard let length, length + 1 >= size,
                Difficulty(mazeDetour: length - start.distance(to: goal)) == difficulty
            else { continue }
            var isWall = [Bool](repeating: false, count: cells.count)
            for wall in cells[..<walls] { isWall[wall] = true }
            return Maze(width: size, height: size, isWall: isWall, start: start, goal: goal)
        }
    }
}

extension Difficulty {
    /// Finds the bin of a detour: 0, 2, or 4 and more moves; a maze without a path (nil) is hard.
    init(mazeDetour detour: Int?) {
        switch detour {
        case 0: self = .easy
        case 2: self = .medium
        default: self = .hard
        }
    }
}

/// A board has sets of cells of a small square grid as bits, for fast breadth-first search; bit `y * size + x` is cell
/// (x, y).
struct MazeBoard: Hashable, Sendable {
    let size: Int

    /// The set has every cell of the grid.
    let all: UInt128

    private let firstColumn: UInt128
    private let lastColumn: UInt128

    /// - Parameter size: the side of the grid, at most 11.
    init(size: Int) {
        precondition((1...11).contains(size), "a board's size must be in 1...11, not \(size)")
        self.size = size
        all = (1 << UInt128(size * size)) - 1
        firstColumn = (0..<size).reduce(0) { $0 | 1 << UInt128($1 * size) }
        lastColumn = firstColumn << UInt128(size - 1)
    }

    /// Gives the number of moves from one cell to another through free cells, or nil when there is no path.
    func shortestPathLength(from start: Int, to goal: Int, through free: UInt128) -> Int? {
        let goal: UInt128 = 1 << UInt128(goal)
        var reached: UInt128 = 1 << UInt128(start)
        var length = 0
        while reached & goal == 0 {
            let sideways = (reached & ~lastColumn) << 1 | (reached & ~firstColumn) >> 1
            let wider = reached | ((sideways | reached << UInt128(size) | reached >> UInt128(size)) & free)
            if wider == reached { return nil }
            reached = wider
            length += 1
        }
        return length
    }
}
