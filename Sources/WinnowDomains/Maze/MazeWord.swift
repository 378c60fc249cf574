/// One word of a maze's text: of a specification, or of a line in a published trace grammar.
enum MazeWord: Hashable, Sendable {
    case keyword(MazeKeyword)

    /// A coordinate or a side.
    case number(Int)

    /// A cost, `c` followed by a number.
    case cost(Int)

    /// Any other word.
    case unknown(String)

    /// The words of a text, separated by white space.
    static func words(of text: String) -> [MazeWord] {
        text.split(whereSeparator: \.isWhitespace).map(MazeWord.init)
    }

    private init(_ text: Substring) {
        if let keyword = MazeKeyword(rawValue: String(text)) {
            self = .keyword(keyword)
        } else if let number = MazeWord.number(text.utf8) {
            self = .number(number)
        } else if text.utf8.first == UInt8(ascii: "c"), let cost = MazeWord.number(text.utf8.dropFirst()) {
            self = .cost(cost)
        } else {
            self = .unknown(String(text))
        }
    }

    /// A whole number of one to nine digits.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    var number: Int? {
        if case .number(let value) = self { value } else { nil }
    }

    var cost: Int? {
        if case .cost(let value) = self { value } else { nil }
    }

    var isKeyword: Bool {
        if case .keyword = self { true } else { false }
    }
}

extension MazeWord: CustomStringConvertible {
    var description: String {
        switch self {
        case .keyword(let keyword): keyword.rawValue
        case .number(let value): "\(value)"
        case .cost(let value): "c\(value)"
        case .unknown(let text): text
        }
    }
}
