/// Reads a trace's tokens step by step, without allocating.
///
/// A step starts at `+` or `-` and takes up to three more tokens, as long as none of them is `+` or `-`; tokens that
/// follow no keyword form one malformed step up to the next keyword.
struct MazeStepReader: Sequence, IteratorProtocol {
    struct Step {
        /// The operation, or nil for a step that breaks the grammar.
        var operation: MazeOperation?

        /// The positions of the step's tokens.
        var range: Range<Int>
    }

    private let tokens: [Int]
    private let end: Int
    private let alphabet: MazeAlphabet
    private var position = 0

    init(tokens: [Int], end: Int, alphabet: MazeAlphabet) {
        self.tokens = tokens
        self.end = end
        self.alphabet = alphabet
    }

    mutating func next() -> Step? {
        guard position < end else { return nil }
        let first = position
        let limit = isKeyword(tokens[first]) ? Swift.min(first + 4, end) : end
        position += 1
        while position < limit, !isKeyword(tokens[position]) { position += 1 }
        return Step(operation: operation(in: first..<position), range: first..<position)
    }

    private func isKeyword(_ token: Int) -> Bool {
        token == alphabet.create || token == alphabet.close
    }

    private func operation(in range: Range<Int>) -> MazeOperation? {
        let first = range.lowerBound
        guard range.count == 4, isKeyword(tokens[first]), let cell = alphabet.cell(tokens[first + 1]),
            let g = alphabet.number(tokens[first + 2]), let h = alphabet.number(tokens[first + 3])
        else { return nil }
        return MazeOperation(kind: tokens[first] == alphabet.create ? .create : .close, cell: cell, g: g, h: h)
    }
}
