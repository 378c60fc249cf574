/// A label is what `\ref` of a LaTeX document refers to, such as `tab:right`.
public struct LaTeXLabel: Hashable, Sendable {
    public let text: String

    /// - Returns: nil for a text that LaTeX would not read back as it is: letters and digits of ASCII are allowed, and
    ///   the signs `:-_.+/`.
    public init?(_ text: String) {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ":", "-", "_", ".", "+", "/": true
            default: false
            }
        }
        guard isPlain, !text.isEmpty else { return nil }
        self.text = text
    }
}
