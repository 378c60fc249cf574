/// A word is one of a maze's text: of a specification, or of a line in a published trace grammar.
enum MazeWord: Hashable, Sendable {
    case keyword(MazeKeyword)

    /// The word is a coordinate or a side.
    case number(Int)

    /// The word is a cost, `c` followed by a number.
    case cost(Int)

    /// The word is any other.
    case unknown(String)

    /// Gives the words of a text, separated by white space.
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

    /// Gives a whole number of one to nine digits.
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

/// The keywords are the words of a maze's texts that have a meaning of their own.
enum MazeKeyword: String, Hashable, Sendable {
    case bos
    case eos
    case query
    case start
    case goal
    case wall
    case size
    case reasoning
    case create
    case close
    case solution
    case plan
    case end
}

/// The parts of a maze's text come in any order: `start X Y`, `goal X Y`, `wall X Y` …, `size W H`.
struct MazeParts {
    private(set) var start: Maze.Cell?
    private(set) var goal: Maze.Cell?
    private(set) var walls: [Maze.Cell] = []
    private(set) var size: MazeSize?

    /// Reads parts off the front of the words, up to the first word that begins none.
    ///
    /// - Throws: ``ProblemError`` for a part without its two numbers, or a start, goal or size given twice.
    init(readingFrom words: inout ArraySlice<MazeWord>) throws(ProblemError) {
        while case .keyword(let keyword)? = words.first, [.start, .goal, .wall, .size].contains(keyword) {
            words.removeFirst()
            guard let first = words.popFirst()?.number, let second = words.popFirst()?.number else {
                throw ProblemError("\(keyword.rawValue) must be followed by two whole numbers")
            }
            let cell = Maze.Cell(first, second)
            switch keyword {
            case .wall: walls.append(cell)
            case .start where start == nil: start = cell
            case .goal where goal == nil: goal = cell
            case .size where size == nil: size = MazeSize(width: first, height: second)
            default: throw ProblemError("\(keyword.rawValue) is given twice")
            }
        }
    }

    /// Gives the maze that the parts describe.
    ///
    /// - Parameter fallback: the size when the text gives none.
    /// - Throws: ``ProblemError`` for a missing start, goal or size, or parts that do not fit together.
    func maze(fallback: MazeSize? = nil) throws(ProblemError) -> Maze {
        guard let start else { throw ProblemError("start is missing; write start X Y") }
        guard let goal else { throw ProblemError("goal is missing; write goal X Y") }
        guard let size = size ?? fallback else { throw ProblemError("size is missing; write size W H") }
        return try Maze(width: size.width, height: size.height, walls: walls, start: start, goal: goal)
    }
}
