/// Blots a secret out of texts in which it may be written in another way.
///
/// What counts is the order of the secret's letters and digits. Between them anything else may stand: white space, quotes
/// of a text that was split, marks and signs without width; and each may be written as the escape of JSON (`\u0041`,
/// `\x41`), of a URL (`%41`) or of HTML (`&#65;`), also twice over. Small and capital letters are alike.
public struct Redaction: Sendable {
    /// The letters and digits of the secret are sought, or all of it when they are too few to be told from other words.
    private let sought: [UInt8]
    private let isWhole: Bool

    /// This stands in the secret's place.
    public static let mark = "<secret>"

    /// Fewer letters and digits than these stand in many a text by chance.
    private static let least = 6

    public init(of secret: String) {
        let letters = secret.utf8.compactMap(Self.letter)
        isWhole = letters.count < Self.least
        sought = isWhole ? Array(secret.utf8) : letters
    }

    /// Makes the text with each occurrence of the secret become ``mark``, also of a beginning of it at the end of a
    /// text that was cut.
    ///
    /// - Complexity: linear in the text.
    public func applied(to text: String) -> String {
        guard !sought.isEmpty else { return text }
        let bytes = Array(text.utf8)
        let signs = isWhole ? bytes.enumerated().map { Sign(byte: $1, place: $0..<$0 + 1) } : Self.signs(of: bytes)
        var result: [UInt8] = []
        var copied = 0
        for place in occurrences(in: signs.map(\.byte)) {
            let (first, last) = (signs[place.lowerBound].place, signs[place.upperBound - 1].place)
            guard first.lowerBound >= copied else { continue }
            result += bytes[copied..<first.lowerBound]
            result += Self.mark.utf8
            copied = last.upperBound
        }
        return String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    /// Finds where the secret is among the letters; Knuth, Morris and Pratt's search.
    private func occurrences(in letters: [UInt8]) -> [Range<Int>] {
        var fallback = [0]
        var matched = 0
        for place in sought.indices.dropFirst() {
            while matched > 0, sought[place] != sought[matched] { matched = fallback[matched - 1] }
            if sought[place] == sought[matched] { matched += 1 }
            fallback.append(matched)
        }
        var found: [Range<Int>] = []
        matched = 0
        for (place, letter) in letters.enumerated() {
            while matched > 0, letter != sought[matched] { matched = fallback[matched - 1] }
            if letter == sought[matched] { matched += 1 }
            if matched == sought.count {
                found.append(place + 1 - matched..<place + 1)
                matched = 0
            }
        }
        // A text that was cut may end within the secret.
        if matched >= Self.least { found.append(letters.count - matched..<letters.count) }
        return found
    }

    // MARK: Letters

    /// A sign is a letter or digit, and the bytes of the text that write it.
    private struct Sign {
        var byte: UInt8
        var place: Range<Int>
    }

    /// Letters are taken as small ones; nil for anything else.
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: byte
        case 0x41...0x5A: byte + 0x20
        default: nil
        }
    }

    private static func signs(of bytes: [UInt8]) -> [Sign] {
        var signs = bytes.enumerated().map { Sign(byte: $1, place: $0..<$0 + 1) }
        // An escape may itself have been escaped: `%2541`, `\\u0041`, `&amp;#65;`.
        for _ in 0..<3 {
            let decoded = decoded(signs)
            if decoded.count == signs.count { break }
            signs = decoded
        }
        return signs.compactMap { sign in letter(sign.byte).map { Sign(byte: $0, place: sign.place) } }
    }

    /// Escapes of one layer become what they stand for; of what is beyond ASCII nothing is left.
    private static func decoded(_ signs: [Sign]) -> [Sign] {
        var result: [Sign] = []
        result.reserveCapacity(signs.count)
        var place = 0
        while place < signs.count {
            guard let (value, length) = escape(signs[place...]) else {
                result.append(signs[place])
                place += 1
                continue
            }
            let range = signs[place].place.lowerBound..<signs[place + length - 1].place.upperBound
            if let byte = UInt8(exactly: value), byte < 0x80 { result.append(Sign(byte: byte, place: range)) }
            place += length
        }
        return result
    }

    /// Finds the value of the escape that the signs begin with, and how many signs it has.
    private static func escape(_ signs: ArraySlice<Sign>) -> (value: UInt32, length: Int)? {
        func byte(_ offset: Int) -> UInt8? {
            signs.startIndex + offset < signs.endIndex ? signs[signs.startIndex + offset].byte : nil
        }
        func number(from start: Int, digits: ClosedRange<Int>, radix: UInt32) -> (value: UInt32, end: Int)? {
            var (value, end) = (UInt32(0), start)
            while end - start < digits.upperBound, let digit = byte(end).flatMap({ Self.digit($0, radix) }) {
                value = value * radix + digit
                end += 1
            }
            return end - start >= digits.lowerBound ? (value, end) : nil
        }
        switch byte(0) {
        case UInt8(ascii: "%"):
            return number(from: 1, digits: 2...2, radix: 16).map { ($0.value, $0.end) }
        case UInt8(ascii: "\\"):
            switch byte(1) {
            case UInt8(ascii: "u"): return number(from: 2, digits: 4...4, radix: 16).map { ($0.value, $0.end) }
            case UInt8(ascii: "x"): return number(from: 2, digits: 2...2, radix: 16).map { ($0.value, $0.end) }
            case UInt8(ascii: "\\"), UInt8(ascii: "/"): return byte(1).map { (UInt32($0), 2) }
            // A line break or another sign without a letter of its own.
            case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
                return (0x20, 2)
            default: return nil
            }
        case UInt8(ascii: "&"):
            if [UInt8(ascii: "a"), UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: ";")].enumerated()
                .allSatisfy({ byte($0.offset + 1) == $0.element })
            {
                return (UInt32(UInt8(ascii: "&")), 5)
            }
            guard byte(1) == UInt8(ascii: "#") else { return nil }
            let isHexadecimal = byte(2) == UInt8(ascii: "x") || byte(2) == UInt8(ascii: "X")
            let value =
                isHexadecimal
                ? number(from: 3, digits: 1...6, radix: 16) : number(from: 2, digits: 1...7, radix: 10)
            return value.map { ($0.value, byte($0.end) == UInt8(ascii: ";") ? $0.end + 1 : $0.end) }
        default: return nil
        }
    }

    private static func digit(_ byte: UInt8, _ radix: UInt32) -> UInt32? {
        let value: UInt32? =
            switch byte {
            case 0x30...0x39: UInt32(byte) - 0x30
            case 0x41...0x46: UInt32(byte) - 0x37
            case 0x61...0x66: UInt32(byte) - 0x57
            default: nil
            }
        return value.flatMap { $0 < radix ? $0 : nil }
    }
}
