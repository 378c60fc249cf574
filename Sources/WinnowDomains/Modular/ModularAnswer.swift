/// An answer is a text in chain and unchain: a residue in decimal, without sign or leading zeros.
enum ModularAnswer {
    case number(Int)

    /// The text is of digits, but more than 96.
    case outOfRange

    /// The text is no decimal number; `at` is the 1-based offending character.
    case malformed(at: Int)

    /// The critics of both domains with such answers.
    static let critics = [
        Critic("form", kinds: ["malformed", "out_of_range", Critique.noAnswerKind]),
        Critic("value", kinds: ["wrong_value"]),
    ]

    /// Reads the text; spaces around the number are allowed.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        let first = position
        var value = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            if value < 1_000_000 { value = value * 10 + Int(bytes[position] - 0x30) }
            position += 1
        }
        let last = position
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        if first == last || position < bytes.count {
            self = .malformed(at: position + 1)
        } else if last - first > 1, bytes[first] == 0x30 {
            self = .malformed(at: first + 1)
        } else {
            self = value < ModularOperation.modulus ? .number(value) : .outOfRange
        }
    }

    /// Gives the canonical text of an answer, or nil when it is malformed or no residue.
    static func key(of text: String) -> String? {
        if case .number(let value) = ModularAnswer(text) { String(value) } else { nil }
    }

    /// Gives the verdict on an answer, given what is wrong with a residue, or nil.
    static func verdict(on text: String, objection: (Int) -> String?) -> Verdict {
        switch ModularAnswer(text) {
        case .malformed(let position):
            let message = "an answer is a number in 0...96 in decimal, without sign or leading zeros"
            return .rejected([Critique("malformed", at: "character \(position)", message)])
        case .outOfRange:
            return .rejected([Critique("out_of_range", "an answer is in 0...96")])
        case .number(let value):
            return objection(value).map { .rejected([Critique("wrong_value", $0)]) } ?? .accepted
        }
    }

    /// Reads a completion: the answer is the single number token between `ans` and the end token.
    static func reading(_ completion: [Int]) -> Reading {
        let parts = CompletionParts(completion, marker: ModularToken.answer)
        var text: String?
        if let answer = parts.answer, answer.count == 1 {
            text = ModularToken.value(of: completion[answer.lowerBound]).map(String.init)
        }
        return parts.reading(answer: text, key: text)
    }
}
