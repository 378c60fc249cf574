/// A key that must not be seen: no description, reflection or encoding of it shows its text.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// - Returns: nil for a text that is empty but for spaces, or that cannot be part of an HTTP header.
    public init?(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        guard !trimmed.isEmpty, trimmed.allSatisfy({ $0.isASCII && !$0.isNewline && !$0.isWhitespace }) else {
            return nil
        }
        self.text = String(trimmed)
    }

    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The value of the header that authenticates by the key.
    var authorization: String { "Bearer \(text)" }

    /// A text in which the key, should it be there, is blotted out: servers repeat keys in their messages.
    func removed(from other: String) -> String { other.replacing(text, with: "<secret>") }
}
