/// The text has the numbers and the target of a countdown problem, as far as one in any words gives them.
///
/// The numbers are all of a text of numbers only, else the last group of at least three of them that nothing but
/// commas, brackets and `and` divides, which passes over the examples of a few-shot prompt. The target is the number
/// behind words such as `make`, `equals` or `target`.
struct CountdownText {
    /// The numbers are nil when there is no group of them.
    private(set) var numbers: [Int]?

    /// The target is nil when no word announces it.
    private(set) var target: Int?

    init(_ text: String) {
        let words = Self.words(of: text)
        var groups: [[Int]] = [[]]
        for word in words {
            switch word {
            case .number(let value): groups[groups.count - 1].append(value)
            case .divider: break
            case .other: groups.append([])
            }
        }
        let isPlain = groups.count == 1
        numbers = groups.last { $0.count >= (isPlain ? 1 : 3) && $0.count <= 6 } ?? groups.last { $0.count == 2 }
        for (index, word) in words.enumerated().reversed() where target == nil {
            guard case .other(let announcer) = word, Self.announcers.contains(announcer) else { continue }
            for follower in words[(index + 1)...].prefix(3) {
                if case .number(let value) = follower { target = value }
            }
        }
    }

    private enum Word {
        case number(Int)
        case divider
        case other(String)
    }

    private static let announcers: Set = [
        "target", "make", "makes", "equals", "equal", "obtain", "get", "reach", "reaches", "into",
    ]

    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var letters = ""
        var digits = ""
        func close() {
            if let number = Int(digits) {
                words.append(.number(number))
            } else if !digits.isEmpty {
                words.append(.other(digits))
            }
            if !letters.isEmpty { words.append(letters == "and" ? .divider : .other(letters.lowercased())) }
            (digits, letters) = ("", "")
        }
        for character in text {
            if character.isASCII, character.isNumber {
                if !letters.isEmpty { close() }
                digits.append(character)
            } else if character.isLetter {
                if !digits.isEmpty { close() }
                letters.append(character)
            } else {
                close()
                if !" ,[]()\t".contains(character) { words.append(.other(String(character))) }
            }
        }
        close()
        return words
    }
}

extension CountdownDomain {
    /// Finds what any domain finds in a text, and then its numbers with a target: the one given, else the text's, else
    /// the reference.
    public func specifications(in text: String, reference: String?, target: Int?) -> [String] {
        let found = CountdownText(text)
        guard let numbers = found.numbers, let target = target ?? found.target ?? reference.flatMap({ Int($0) }) else {
            return Self.specifications(in: text)
        }
        let written = "\(numbers.map(String.init).joined(separator: " ")) > \(target)"
        return Self.specifications(in: text) + [written]
    }
}
