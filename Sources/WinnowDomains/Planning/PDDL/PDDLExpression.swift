import WinnowBounds

/// An error says what is wrong with a PDDL text, and where.
public struct PDDLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Lines are counted from 1.
    public let line: Int

    /// The column is that of a character (Unicode scalar), counted from 1.
    public let column: Int

    /// The problem is one sentence for people, without a full stop.
    public let problem: String

    init(_ problem: String, at position: PDDLPosition) {
        (line, column) = (position.line, position.column)
        self.problem = problem
    }

    public var description: String { "line \(line), column \(column): \(problem)" }
}

/// A position is that of a character in a PDDL text, both counted from 1.
struct PDDLPosition: Hashable, Sendable {
    var line = 1
    var column = 1
}

/// An expression of PDDL is a symbol or a list of expressions in parentheses; symbols are in lower case.
enum PDDLExpression: Sendable {
    case symbol(String, PDDLPosition)
    case list([PDDLExpression], PDDLPosition)

    var position: PDDLPosition {
        switch self {
        case .symbol(_, let position), .list(_, let position): position
        }
    }

    /// The name is that of a symbol; nil for a list.
    var name: String? {
        if case .symbol(let name, _) = self { name } else { nil }
    }

    /// The elements are those of a list; nil for a symbol.
    var elements: [PDDLExpression]? {
        if case .list(let elements, _) = self { elements } else { nil }
    }

    /// The head is the symbol that a list begins with.
    var head: String? { elements?.first?.name }
}

extension PDDLExpression {
    /// Reads all expressions of a text. Comments go from `;` to the end of the line.
    ///
    /// - Throws: ``PDDLError`` for a parenthesis that is not closed or not opened, lists that are nested too deeply, and
    ///   characters that no name has.
    /// - Complexity: linear in the text.
    static func all(in text: String) throws(PDDLError) -> [PDDLExpression] {
        var scanner = PDDLScanner(text)
        var result: [PDDLExpression] = []
        // Lists that are not closed yet, the innermost last, each with the place of its parenthesis.
        var open: [(elements: [PDDLExpression], position: PDDLPosition)] = []
        while let token = try scanner.next() {
            var finished: PDDLExpression
            switch token {
            case .open(let position):
                guard open.count < Bounds.planNesting.limit else {
                    throw PDDLError("lists are nested more than \(Bounds.planNesting) deep", at: position)
                }
                open.append(([], position))
                continue
            case .close(let position):
                guard let list = open.popLast() else {
                    throw PDDLError("this ) closes no parenthesis", at: position)
                }
                finished = .list(list.elements, list.position)
            case .symbol(let name, let position): finished = .symbol(name, position)
            }
            if open.isEmpty { result.append(finished) } else { open[open.count - 1].elements.append(finished) }
        }
        if let list = open.last { throw PDDLError("this ( is not closed", at: list.position) }
        return result
    }

    /// Writes the expression on one line with single spaces.
    func write(to text: inout String) {
        switch self {
        case .symbol(let name, _): text += name
        case .list(let elements, _):
            text += "("
            for (index, element) in elements.enumerated() {
                if index > 0 { text += " " }
                element.write(to: &text)
            }
            text += ")"
        }
    }
}

/// Takes a PDDL text apart into parentheses and symbols.
private struct PDDLScanner {
    enum Token {
        case open(PDDLPosition)
        case close(PDDLPosition)
        case symbol(String, PDDLPosition)
    }

    private let bytes: [UInt8]
    private var index = 0
    private var position = PDDLPosition()

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() throws(PDDLError) -> Token? {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), 0x0B, 0x0C: advance()
            case UInt8(ascii: ";"):
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { advance() }
            case UInt8(ascii: "("):
                defer { advance() }
                return .open(position)
            case UInt8(ascii: ")"):
                defer { advance() }
                return .close(position)
            default: return try symbol()
            }
        }
        return nil
    }

    private mutating func symbol() throws(PDDLError) -> Token {
        let start = position
        var name: [UInt8] = []
        while index < bytes.count, let byte = Self.symbolByte(bytes[index]) {
            name.append(byte)
            advance()
        }
        guard !name.isEmpty else {
            let character = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self).unicodeScalars
            let code = character.first.map { String($0.value, radix: 16, uppercase: true) } ?? ""
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            throw PDDLError("the character U+\(padded) is part of no name", at: start)
        }
        return .symbol(String(decoding: name, as: UTF8.self), start)
    }

    private mutating func advance() {
        if bytes[index] == UInt8(ascii: "\n") {
            position = PDDLPosition(line: position.line + 1, column: 1)
        } else if index + 1 == bytes.count || bytes[index + 1] & 0xC0 != 0x80 {
            // The next byte begins a character.
            position.column += 1
        }
        index += 1
    }

    /// Gives a byte that symbols have, in lower case.
    private static func symbolByte(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "="),
            UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "$"),
            UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "^"), UInt8(ascii: "~"):
            byte
        default: nil
        }
    }
}
