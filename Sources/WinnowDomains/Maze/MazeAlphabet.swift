/// The model's symbols for mazes are `S G W + - plan`, one symbol per cell and one per number.
///
/// Cells are `cXY`, so the order of the symbols is column by column; numbers are `n0` to `n(size² - 1)`.
struct MazeAlphabet: Hashable, Sendable {
    let size: Int
    let vocabulary: Vocabulary

    let start = 3
    let goal = 4
    let wall = 5
    let create = 6
    let close = 7
    let plan = 8
    private let firstCell = 9
    private let firstNumber: Int

    /// - Parameter size: the side of the grid, at most 10 so that a coordinate is one digit.
    init(size: Int) {
        self.size = size
        firstNumber = firstCell + size * size
        let cells = (0..<size).flatMap { x in (0..<size).map { y in "c\(x)\(y)" } }
        let numbers = (0..<size * size).map { "n\($0)" }
        vocabulary = Vocabulary(domainSymbols: ["S", "G", "W", "+", "-", "plan"] + cells + numbers)
    }

    /// Gives the token of a cell of the grid.
    func token(_ cell: Maze.Cell) -> Int { firstCell + cell.x * size + cell.y }

    /// Gives the token of a number below size².
    func token(number: Int) -> Int { firstNumber + number }

    /// Gives the cell that a token stands for, if it does.
    func cell(_ token: Int) -> Maze.Cell? {
        guard token >= firstCell, token < firstNumber else { return nil }
        let (x, y) = (token - firstCell).quotientAndRemainder(dividingBy: size)
        return Maze.Cell(x, y)
    }

    /// Gives the number that a token stands for, if it does.
    func number(_ token: Int) -> Int? {
        token >= firstNumber && token < vocabulary.count ? token - firstNumber : nil
    }

    /// Gives the four tokens of an operation.
    func tokens(_ operation: MazeOperation) -> [Int] {
        [
            operation.kind == .create ? create : close, token(operation.cell),
            token(number: operation.g), token(number: operation.h),
        ]
    }

    /// Gives the prompt `S c43 G c20 W c04 c10 … |`, walls in the order of their symbols.
    func prompt(_ maze: Maze) -> [Int] {
        let walls = maze.isWall.indices.filter { maze.isWall[$0] }.map { token(maze.cell(at: $0)) }.sorted()
        return [start, token(maze.start), goal, token(maze.goal), wall] + walls + [Vocabulary.separator]
    }
}
