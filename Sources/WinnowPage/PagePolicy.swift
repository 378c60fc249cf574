import Foundation
import WinnowDigest

/// The policy says what a browser may do for a page: run one script, use one style sheet, and load nothing.
struct PagePolicy {
    /// The text stands in the page's `Content-Security-Policy`.
    let text: String

    /// - Parameters:
    ///   - script: what stands in the page's script element, byte by byte.
    ///   - style: what stands in its style element.
    init(script: String, style: String) {
        text = """
            default-src 'none'; script-src '\(Self.source(script))'; style-src '\(Self.source(style))'; img-src data:; \
            base-uri 'none'; form-action 'none'
            """
    }

    private static func source(_ text: String) -> String {
        var hash = SHA256()
        hash.update(Data(text.utf8))
        return "sha256-\(Data(hash.value).base64EncodedString())"
    }
}
