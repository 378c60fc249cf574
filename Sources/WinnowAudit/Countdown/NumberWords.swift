/// The numbers that regular expressions of published checkers find in a text.
enum NumberWords {
    /// Finds every run of digits: Python's `\d+`, on ASCII.
    ///
    /// - Returns: nil where one has more than 18 digits.
    static func runs(in text: String) -> [Int]? { numbers(in: text, wholeWords: false) }

    /// Finds the runs of digits that touch no letter and no underscore: Python's `\b\d+\b`.
    ///
    /// - Returns: nil where one has more than 18 digits.
    static func words(in text: String) -> [Int]? { numbers(in: text, wholeWords: true) }

    private static func numbers(in text: String, wholeWords: Bool) -> [Int]? {
        let bytes = Array(text.utf8)
        var numbers: [Int] = []
        var position = 0
        while position < bytes.count {
            guard isDigit(bytes[position]) else {
                position += 1
                continue
            }
            let first = position
            while position < bytes.count, isDigit(bytes[position]) { position += 1 }
            if wholeWords {
                let touchesBefore = first > 0 && isLetter(bytes[first - 1])
                let touchesAfter = position < bytes.count && isLetter(bytes[position])
                if touchesBefore || touchesAfter { continue }
            }
            guard position - first <= 18, let number = Int(String(decoding: bytes[first..<position], as: UTF8.self))
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 128...:
            true
        default: false
        }
    }
}
