/// A grid with walls, a start and a goal; a move leads to one of the four neighbouring cells that is no wall.
///
/// Columns `x` grow to the right and rows `y` grow downwards, both from 0. A maze need not be solvable, and its
/// start may be its goal, as the published generators can draw it.
public struct Maze: Hashable, Sendable {
    /// The number of columns.
    public let width: Int

    /// The number of rows.
    public let height: Int

    /// Whether each cell is a wall: [height, width], row-major.
    public let isWall: [Bool]

    /// Where a path begins.
    public let start: Cell

    /// Where a path ends.
    public let goal: Cell

    /// The longest side that is read from text.
    public static let longestSide = 100

    /// Makes a maze from its parts.
    ///
    /// - Throws: ``ProblemError`` when a side is not in 1 ... ``longestSide``, a cell is outside the grid, a wall is
    ///   given twice, or the start or the goal is a wall.
    public init(width: Int, height: Int, walls: [Cell], start: Cell, goal: Cell) throws(ProblemError) {
        for side in [width, height] where !(1...Maze.longestSide).contains(side) {
            throw ProblemError("size \(width) \(height): each side must be between 1 and \(Maze.longestSide)")
        }
        for (part, cell) in [("start", start), ("goal", goal)] + walls.map({ ("wall", $0) }) {
            guard (0..<width).contains(cell.x), (0..<height).contains(cell.y) else {
                throw ProblemError("\(part) \(cell) is outside the grid of size \(width) \(height)")
            }
        }
        var isWall = [Bool](repeating: false, count: width * height)
        for wall in walls {
            if isWall[wall.y * width + wall.x] { throw ProblemError("wall \(wall) is given twice") }
            isWall[wall.y * width + wall.x] = true
        }
        for (part, cell) in [("start", start), ("goal", goal)] where isWall[cell.y * width + cell.x] {
            throw ProblemError("the \(part) \(cell) is a wall")
        }
        self.init(width: width, height: height, isWall: isWall, start: start, goal: goal)
    }

    /// Makes a maze from parts that are known to fit together.
    init(width: Int, height: Int, isWall: [Bool], start: Cell, goal: Cell) {
        self.width = width
        self.height = height
        self.isWall = isWall
        self.start = start
        self.goal = goal
    }
}

extension Maze {
    /// A cell's column and row, from 0.
    public struct Cell: Hashable, Sendable, CustomStringConvertible {
        /// The column, from the left.
        public var x: Int

        /// The row, from the top.
        public var y: Int

        public init(_ x: Int, _ y: Int) {
            self.x = x
            self.y = y
        }

        public var description: String { "\(x) \(y)" }
    }

    /// The four moves: right, left, down, up.
    static let moves: [Cell] = [Cell(1, 0), Cell(-1, 0), Cell(0, 1), Cell(0, -1)]

    /// The cell's place in ``isWall``.
    func index(of cell: Cell) -> Int { cell.y * width + cell.x }

    /// The cell at a place in ``isWall``.
    func cell(at index: Int) -> Cell {
        let (y, x) = index.quotientAndRemainder(dividingBy: width)
        return Cell(x, y)
    }

    /// Whether the cell is inside the grid.
    func contains(_ cell: Cell) -> Bool {
        cell.x >= 0 && cell.x < width && cell.y >= 0 && cell.y < height
    }

    /// Whether the cell is inside the grid and no wall.
    func isFree(_ cell: Cell) -> Bool {
        contains(cell) && !isWall[index(of: cell)]
    }
}

extension Maze.Cell {
    /// The Manhattan distance.
    func distance(to other: Maze.Cell) -> Int {
        abs(x - other.x) + abs(y - other.y)
    }

    static func + (cell: Maze.Cell, move: Maze.Cell) -> Maze.Cell {
        Maze.Cell(cell.x + move.x, cell.y + move.y)
    }
}
