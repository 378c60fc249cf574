/// A maze is a grid with walls, a start and a goal; a move leads to one of the four neighbouring cells that is no wall.
///
/// Columns `x` grow to the right and rows `y` grow downwards, both from 0. A maze need not be solvable, and its
/// start may be its goal, as the published generators can draw it.
public struct Maze: Hashable, Sendable {
    /// The grid has so many columns.
    public let width: Int

    /// The grid has so many rows.
    public let height: Int

    /// The flags say of each cell whether it is a wall: [height, width], row-major.
    public let isWall: [Bool]

    /// A path begins at this cell.
    public let start: Cell

    /// A path ends at this cell.
    public let goal: Cell

    /// No side that is read from text is longer.
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
    /// A cell has a column and a row, from 0.
    public struct Cell: Hashable, Sendable, CustomStringConvertible {
        /// The column counts from the left.
        public var x: Int

        /// The row counts from the top.
        public var y: Int

        public init(_ x: Int, _ y: Int) {
            self.x = x
            self.y = y
        }

        public var description: String { "\(x) \(y)" }
    }

    /// The four moves are right, left, down and up.
    static let moves: [Cell] = [Cell(1, 0), Cell(-1, 0), Cell(0, 1), Cell(0, -1)]

    /// Gives the cell's place in ``isWall``.
    func index(of cell: Cell) -> Int { cell.y * width + cell.x }

    /// Gives the cell at a place in ``isWall``.
    func cell(at index: Int) -> Cell {
        let (y, x) = index.quotientAndRemainder(dividingBy: width)
        return Cell(x, y)
    }

    /// Tells whether the cell is inside the grid.
    func contains(_ cell: Cell) -> Bool {
        cell.x >= 0 && cell.x < width && cell.y >= 0 && cell.y < height
    }

    /// Tells whether the cell is inside the grid and no wall.
    func isFree(_ cell: Cell) -> Bool {
        contains(cell) && !isWall[index(of: cell)]
    }
}

extension Maze.Cell {
    /// Gives the Manhattan distance.
    func distance(to other: Maze.Cell) -> Int {
        abs(x - other.x) + abs(y - other.y)
    }

    static func + (cell: Maze.Cell, move: Maze.Cell) -> Maze.Cell {
        Maze.Cell(cell.x + move.x, cell.y + move.y)
    }
}

/// A size is the number of columns and of rows of a maze.
public struct MazeSize: Hashable, Sendable {
    /// The maze has so many columns.
    public var width: Int

    /// The maze has so many rows.
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Grows the size until the cell is inside.
    mutating func include(_ cell: Maze.Cell) {
        width = max(width, cell.x + 1)
        height = max(height, cell.y + 1)
    }
}

extension Maze {
    /// Gives the number of moves of a shortest path from a cell to every cell, nil where there is none.
    ///
    /// - Returns: distances in the layout of ``isWall``; breadth-first, linear in the number of cells.
    func distances(from origin: Cell) -> [Int?] {
        var distances = [Int?](repeating: nil, count: isWall.count)
        distances[index(of: origin)] = 0
        var queue = [origin]
        var next = 0
        while next < queue.count {
            let cell = queue[next]
            next += 1
            let farther = distances[index(of: cell)].map { $0 + 1 }
            for move in Maze.moves where isFree(cell + move) && distances[index(of: cell + move)] == nil {
                distances[index(of: cell + move)] = farther
                queue.append(cell + move)
            }
        }
        return distances
    }

    /// A shortest path from start to goal has so many moves; nil when the goal cannot be reached.
    public var shortestPathLength: Int? {
        distances(from: start)[index(of: goal)]
    }

    /// A shortest path has so many moves more than the Manhattan distance; nil when there is no path.
    ///
    /// A detour is even: every move changes the parity of `x + y`.
    public var detour: Int? {
        shortestPathLength.map { $0 - start.distance(to: goal) }
    }

    /// Tells whether each cell lies on a shortest path from start to goal, in the layout of ``isWall``.
    func shortestPathCells() -> [Bool] {
        let fromStart = distances(from: start)
        guard let length = fromStart[index(of: goal)] else { return isWall.map { _ in false } }
        return zip(fromStart, distances(from: goal)).map { before, after in
            guard let before, let after else { return false }
            return before + after == length
        }
    }
}

extension Maze {
    /// Reads `start X Y goal X Y wall X Y … size W H`; the parts may come in any order.
    ///
    /// - Throws: ``ProblemError`` when a part is missing, malformed, given twice or outside the grid, or parts overlap.
    init(specification: String) throws(ProblemError) {
        var words = MazeWord.words(of: specification)[...]
        let parts = try MazeParts(readingFrom: &words)
        if let word = words.first {
            throw ProblemError(
                "\"\(word)\" is no part of a maze; the parts are start X Y, goal X Y, wall X Y, size W H")
        }
        self = try parts.maze()
    }

    /// The specification is the maze's text in normal form, walls row by row.
    var specification: String {
        let walls = isWall.indices.filter { isWall[$0] }.map { " wall \(cell(at: $0))" }.joined()
        return "start \(start) goal \(goal)\(walls) size \(width) \(height)"
    }
}

extension Maze {
    /// The key is the size and the wall set in a form that the 8 symmetries of the square leave unchanged.
    ///
    /// Start and goal are left out: mazes that share their walls up to rotation and reflection share a split, as in
    /// Searchformer, where a wall layout belongs wholly to train or wholly to test.
    ///
    /// Source: Lehnert et al., arXiv 2402.14083, `searchformer/maze.py` (split on the wall set).
    var wallKey: String {
        var smallest: [UInt8]?
        for symmetry in 0..<8 {
            let isTransposed = symmetry & 4 != 0
            let columns = isTransposed ? height : width
            let rows = isTransposed ? width : height
            var key = Array("\(columns)x\(rows):".utf8)
            key.reserveCapacity(key.count + isWall.count)
            for row in 0..<rows {
                for column in 0..<columns {
                    let (u, v) = isTransposed ? (row, column) : (column, row)
                    let x = symmetry & 1 == 0 ? u : width - 1 - u
                    let y = symmetry & 2 == 0 ? v : height - 1 - v
                    key.append(UInt8(ascii: isWall[y * width + x] ? "#" : "."))
                }
            }
            if let best = smallest, best.lexicographicallyPrecedes(key) { continue }
            smallest = key
        }
        return String(decoding: smallest ?? [], as: UTF8.self)
    }
}

extension Maze {
    /// The drawing is the maze as text, one line per row: `S` start, `G` goal, `#` wall, `.` free.
    var drawing: String {
        (0..<height).map { y in
            (0..<width).map { x in
                let cell = Cell(x, y)
                if cell == start { return "S" }
                if cell == goal { return "G" }
                return isFree(cell) ? "." : "#"
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }
}
