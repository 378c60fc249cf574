import WinnowJSON
import WinnowText

/// A reference text is what a problem's answers are compared with: one right answer, or several alternatives in one
/// text, with the unit separator of ASCII between them.
public struct ReferenceText: Hashable, Sendable {
    /// The text is what is stored.
    public let text: String

    /// Reads a right answer, or a list of alternatives; nil for nothing.
    init?(value: JSONValue) {
        let texts = value.array?.compactMap(\.text) ?? value.text.map { [$0] } ?? []
        guard let text = Self.joined(texts) else { return nil }
        self.text = text
    }

    private static let separator: Unicode.Scalar = "\u{1F}"

    /// Joins alternatives, each once; nil where there is none with something in it.
    public static func joined(_ alternatives: some Sequence<String>) -> String? {
        var seen: Set<ExactText> = []
        let different = alternatives.map { text in
            String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == separator ? " " : $0 }))
        }.filter { !$0.trimmed.isEmpty && seen.insert(ExactText($0)).inserted }
        return different.isEmpty ? nil : different.joined(separator: String(separator))
    }

    /// Divides a text into its alternatives.
    public static func alternatives(_ reference: String) -> [String] {
        reference.unicodeScalars.split(separator: separator).map { String($0) }
    }
}
