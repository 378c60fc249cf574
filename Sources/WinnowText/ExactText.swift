/// An exact text is equal to another only when their bytes are.
///
/// `String` compares by canonical equivalence: an é of one scalar equals an e with an accent behind it, so that a
/// dictionary by names takes two problems of a file for one. What identifies something (names of problems, models,
/// scorers, members of JSON objects) is kept under this type, as SQLite and SHA-256 see it.
public struct ExactText: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    public init(stringLiteral text: String) { self.text = text }

    public var description: String { text }

    /// Compares bytes alone: to compare strings, Swift sorts marks that stand behind each other, in time that grows with the
    /// square of their number.
    public static func == (one: ExactText, other: ExactText) -> Bool {
        one.text.utf8.count == other.text.utf8.count && one.text.utf8.elementsEqual(other.text.utf8)
    }

    /// Compares by the order of the bytes, which is that of the scalars.
    public static func < (one: ExactText, other: ExactText) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        var (word, count) = (UInt64(0), 0)
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count % 8 == 0 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(count)
    }
}
