/// A completion is taken apart: the trace's operations, the marker `plan`, the answer's cells, the end token.
struct MazeCompletion {
    let alphabet: MazeAlphabet
    let tokens: [Int]

    /// So many tokens stand before the first end token, or in all when there is none.
    let length: Int

    /// The first `plan` has this place, if there is one before the end.
    let marker: Int?

    init(_ tokens: [Int], alphabet: MazeAlphabet) {
        self.alphabet = alphabet
        self.tokens = tokens
        length = tokens.firstIndex(of: Vocabulary.end) ?? tokens.count
        marker = tokens[..<length].firstIndex(of: alphabet.plan)
    }

    /// True where the completion has an end token.
    var isEnded: Bool { length < tokens.count }

    /// The trace has so many tokens.
    var traceLength: Int { marker ?? length }

    /// The reader has the steps of the trace.
    var traceSteps: MazeStepReader {
        MazeStepReader(tokens: tokens, end: traceLength, alphabet: alphabet)
    }

    /// The cells are the tokens between marker and end, nil where a token is no cell.
    var planCells: [Maze.Cell?] {
        guard let marker else { return [] }
        return tokens[(marker + 1)..<length].map(alphabet.cell)
    }

    /// The path is the answer, when marker and end are there and everything between them is cells, at least one.
    var path: MazePath? {
        guard isEnded, let marker else { return nil }
        var cells: [Maze.Cell] = []
        for token in tokens[(marker + 1)..<length] {
            guard let cell = alphabet.cell(token) else { return nil }
            cells.append(cell)
        }
        return cells.isEmpty ? nil : MazePath(cells: cells)
    }

    var reading: Reading {
        let text = path?.text
        return Reading(
            traceTokens: marker ?? tokens.count, answerTokens: marker.map { tokens.count - $0 } ?? 0,
            answer: text, answerKey: text)
    }
}

/// Reads a trace's tokens step by step, without allocating.
///
/// A step starts at `+` or `-` and takes up to three more tokens, as long as none of them is `+` or `-`; tokens that
/// follow no keyword form one malformed step up to the next keyword.
struct MazeStepReader: Sequence, IteratorProtocol {
    struct Step {
        /// The operation is nil for a step that breaks the grammar.
        var operation: MazeOperation?

        /// The step's tokens have these positions.
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
