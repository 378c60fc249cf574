/// A text that is equal to another only when their bytes are.
///
/// `String` compares by canonical equivalence: an é of one scalar equals an e with an accent behind it, so that a
/// dictionary by names takes two problems of a file for one. What identifies something (names of problems, models,
/// scorers, members of JSON objects) is kept under this type, as SQLite and SHA-256 see it.
public struct ExactText: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    public init(stringLiteral text: String) { self.text = text }

    public var description: String { text }

    public static func == (one: ExactText, other: ExactText) -> Bool {
        // The first comparison is fast, and equal bytes pass it.
        one.text == other.text && one.text.utf8.elementsEqual(other.text.utf8)
    }

    /// The order of the bytes, which is that of the scalars.
    public static func < (one: ExactText, other: ExactText) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    /// Texts of equal bytes are canonically equivalent, so the string's own hash serves.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
