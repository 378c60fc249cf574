/// The number of columns and of rows of a maze.
public struct MazeSize: Hashable, Sendable {
    /// The number of columns.
    public var width: Int

    /// The number of rows.
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
