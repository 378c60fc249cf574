public import WinnowRandom

extension Critique {
    /// Makes a false critique of the same kind and length: other numbers stand where it says where and what is wrong.
    ///
    /// A verifier reports everything that is wrong, so what it did not report is false: the critique differs from all of
    /// `all` in its place or, of critiques without numbered places, in what it says.
    ///
    /// - Parameter all: all critiques of the same answer, this one among them.
    /// - Returns: nil where the critique has no number to change, or every other number would be true.
    public func falsified(among all: [Critique], using random: inout CounterRandom) -> Critique? {
        let hasPlace = location.contains(where: \.isDigit)
        guard hasPlace || message.contains(where: \.isDigit) else { return nil }
        for _ in 0..<Self.attempts {
            var other = self
            if hasPlace { other.location = Self.changed(location, using: &random) }
            other.message = Self.changed(message, using: &random)
            guard other.isFalse(among: all) else { continue }
            return other
        }
        return nil
    }

    /// Tells whether a critique of an answer is false, given all that is wrong with it.
    public func isFalse(among all: [Critique]) -> Bool {
        let hasPlace = location.contains(where: \.isDigit)
        return !all.contains { $0.kind == kind && $0.location == location && (hasPlace || $0.message == message) }
    }

    /// A place of one digit has nine others, of which hardly all are true.
    private static let attempts = 64

    /// Changes the first number of a text into another one with as many digits.
    private static func changed(_ text: String, using random: inout CounterRandom) -> String {
        var bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: \.isDigit) else { return text }
        let end = bytes[first...].firstIndex { !$0.isDigit } ?? bytes.count
        let before = Array(bytes[first..<end])
        while Array(bytes[first..<end]) == before {
            for place in first..<end {
                let least = place == first && end > first + 1 ? 1 : 0
                bytes[place] = UInt8(ascii: "0") + UInt8(least + random.below(10 - least))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Character {
    fileprivate var isDigit: Bool { isASCII && isNumber }
}
