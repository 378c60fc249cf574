/// A completion taken apart: the trace's operations, the marker `plan`, the answer's cells, the end token.
struct MazeCompletion {
    let alphabet: MazeAlphabet
    let tokens: [Int]

    /// The number of tokens before the first end token, or of all tokens when there is none.
    let length: Int

    /// Where the first `plan` is, if there is one before the end.
    let marker: Int?

    init(_ tokens: [Int], alphabet: MazeAlphabet) {
        self.alphabet = alphabet
        self.tokens = tokens
        length = tokens.firstIndex(of: Vocabulary.end) ?? tokens.count
        marker = tokens[..<length].firstIndex(of: alphabet.plan)
    }

    /// Whether the completion has an end token.
    var isEnded: Bool { length < tokens.count }

    /// The number of tokens of the trace.
    var traceLength: Int { marker ?? length }

    /// The steps of the trace.
    var traceSteps: MazeStepReader {
        MazeStepReader(tokens: tokens, end: traceLength, alphabet: alphabet)
    }

    /// The tokens between marker and end, nil where a token is no cell.
    var planCells: [Maze.Cell?] {
        guard let marker else { return [] }
        return tokens[(marker + 1)..<length].map(alphabet.cell)
    }

    /// The answer, when marker and end are there and everything between them is cells, at least one.
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
