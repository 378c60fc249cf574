/// Sets of cells of a small square grid as bits, for fast breadth-first search; bit `y * size + x` is cell (x, y).
struct MazeBoard: Hashable, Sendable {
    let size: Int

    /// Every cell of the grid.
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

    /// The number of moves from one cell to another through free cells, or nil when there is no path.
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
