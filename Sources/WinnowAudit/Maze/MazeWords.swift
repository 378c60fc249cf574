/// Words of mazes are those of the published grammar: `create X Y cG cH`, `close X Y cG cH`, `plan X Y`.
///
/// Source: Lehnert et al., arXiv 2402.14083, `searchformer/maze.py`.
public enum MazeWords {
    /// Gives the words of a completion, in Winnow's symbols or in the published grammar; where there is no completion,
    /// the words of a plan with the answer's cells.
    ///
    /// Winnow writes one symbol for a cell, `c42`, and one for a number, `n7`, and its marker `plan` once.
    public static func words(completion: String?, answer: String?) -> [String] {
        guard let completion else { return answer.map(plan) ?? [] }
        let words = completion.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first, ["+", "-"].contains(first) || words.contains("<e>") else {
            // A completion of another grammar than the published one still has an answer.
            let isPublished = words.contains { ["create", "close", "plan"].contains($0) }
            return isPublished ? words.filter { !["reasoning", "solution"].contains($0) } : answer.map(plan) ?? words
        }
        return published(words)
    }

    /// Gives the words of a plan through the cells `x0 y0 x1 y1 …`.
    public static func plan(_ answer: String) -> [String] {
        let numbers = answer.split(whereSeparator: \.isWhitespace).map(String.init)
        return stride(from: 0, to: numbers.count, by: 2).flatMap { place in
            ["plan"] + numbers[place..<min(place + 2, numbers.count)]
        }
    }

    private static func published(_ symbols: [String]) -> [String] {
        var words: [String] = []
        var isPlan = false
        for (place, symbol) in symbols.enumerated() {
            switch symbol {
            case "+": words.append("create")
            case "-": words.append("close")
            case "<e>": words.append("eos")
            case "plan":
                // The marker stands for the first of the words `plan`, unless no cell follows.
                let next = place + 1 < symbols.count ? symbols[place + 1] : ""
                if cell(next) == nil { words.append("plan") }
                isPlan = true
            default:
                if let (x, y) = cell(symbol) {
                    words += isPlan ? ["plan", x, y] : [x, y]
                } else if symbol.first == "n" {
                    words.append("c" + symbol.dropFirst())
                } else {
                    words.append(symbol)
                }
            }
        }
        return words
    }

    private static func cell(_ symbol: String) -> (String, String)? {
        guard symbol.count == 3, symbol.first == "c", symbol.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
        else {
            return nil
        }
        return (String(symbol.dropFirst().prefix(1)), String(symbol.suffix(1)))
    }
}

/// The numbers of such words.
enum MazeNumber {
    /// Reads a whole number as Python's `int` does, of at most nine digits.
    static func read(_ word: some StringProtocol) -> Int? {
        word.utf8.count > 10 ? nil : Int(word)
    }
}
