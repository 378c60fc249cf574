/// The tokens are those of the vocabulary of ``BlocksDomain``.
enum BlocksToken {
    static let firstBlock = 3
    static let table = firstBlock + BlocksProblem.counts.upperBound
    static let open = table + 1
    static let close = table + 2
    static let yields = table + 3
    static let move = table + 4
    static let plan = table + 5

    /// The symbols are `b0`–`b5`, `T` for the table, brackets around a stack and three words.
    static let symbols = (0..<BlocksProblem.counts.upperBound).map { "b\($0)" } + ["T", "[", "]", ">", "move", "plan"]

    static func block(_ block: Int) -> Int { firstBlock + block }

    static func place(_ place: Int?) -> Int { place.map(block) ?? table }

    /// Gives the block that a token stands for.
    static func block(of token: Int) -> Int? {
        (firstBlock..<table).contains(token) ? token - firstBlock : nil
    }

    /// Gives the stacks, each from the table up in brackets.
    static func tokens(_ state: BlocksState) -> [Int] {
        state.stacks.flatMap { [open] + $0.map(block) + [close] }
    }

    static func tokens(_ move: BlocksMove) -> [Int] { [block(move.block), place(move.target)] }

    /// Reads a move's two tokens.
    static func move(_ tokens: ArraySlice<Int>) -> BlocksMove? {
        guard tokens.count == 2, let first = tokens.first, let last = tokens.last, let block = block(of: first) else {
            return nil
        }
        if last == table { return BlocksMove(block: block, target: nil) }
        return Self.block(of: last).map { BlocksMove(block: block, target: $0) }
    }
}
