import WinnowText

/// A secret is a key that must not be seen: no description, reflection or encoding of it shows its text.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// - Returns: nil for a text that is empty but for white space at its ends, or that cannot be part of an HTTP header:
    ///   only visible ASCII can.
    public init?(_ text: String) {
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let bytes = text.utf8.drop { space.contains($0) }.reversed().drop { space.contains($0) }.reversed()
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.text = String(decoding: Array(bytes), as: UTF8.self)
    }

    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The header that authenticates by the key has this value.
    var authorization: String { "Bearer \(text)" }

    /// Makes a text in which the key, should it be there, is blotted out: servers repeat keys in their messages, whole
    /// or split, and in the escapes of whatever they write; see ``Redaction``.
    func removed(from other: String) -> String { Redaction(of: text).applied(to: other) }
}
