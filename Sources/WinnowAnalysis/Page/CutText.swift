import WinnowText

/// A text of somebody else is cut to a length for a page: hidden signs are shown as escapes, and its true length is said.
struct CutText: Hashable, Sendable {
    /// The text, or its beginning and what was cut.
    let text: String

    let isCut: Bool

    /// - Parameter limit: scalars that are kept at most; nil for all of them.
    /// - Complexity: linear in what is kept, and in the bytes that are counted.
    init(_ whole: String, limit: Int?) {
        let scalars = whole.unicodeScalars
        guard let limit, let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else {
            (text, isCut) = (VisibleText.shown(whole, lines: true), false)
            return
        }
        let beginning = VisibleText.shown(String(scalars[..<end]), lines: true)
        (text, isCut) = ("\(beginning) … [cut: \(whole.utf8.count) bytes in all]", true)
    }
}
