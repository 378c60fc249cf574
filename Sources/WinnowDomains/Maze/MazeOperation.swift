/// One logged operation of A*: a cell entered the open list (`create`) or was expanded (`close`).
struct MazeOperation: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case create
        case close
    }

    var kind: Kind
    var cell: Maze.Cell

    /// The cost from the start, in moves.
    var g: Int

    /// The estimated cost to the goal, in moves.
    var h: Int
}
