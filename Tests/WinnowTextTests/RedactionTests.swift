import Testing
import WinnowText

/// A key, and the ways in which a body may have it.
private enum Key {
    static let secret = "sk-live_51Hx/9+Qz=A"

    static let forms: [String] = {
        let scalars = Array(secret.unicodeScalars)
        func each(_ form: (Unicode.Scalar) -> String) -> String { scalars.map(form).joined() }
        func hexadecimal(_ scalar: Unicode.Scalar, _ digits: Int, uppercase: Bool = false) -> String {
            let text = String(scalar.value, radix: 16, uppercase: uppercase)
            return String(repeating: "0", count: digits - text.count) + text
        }
        let percent = each { "%" + hexadecimal($0, 2, uppercase: true) }
        return [
            secret, secret.uppercased(), each { "\\u" + hexadecimal($0, 4) }, each { "\\\\u" + hexadecimal($0, 4) },
            each { "\\x" + hexadecimal($0, 2) }, percent, each { "%25" + hexadecimal($0, 2) },
            each { "&#\($0.value);" },
            each { "&#x" + hexadecimal($0, 2) + ";" }, each { "&amp;#\($0.value);" }, each { "\($0)\u{301}" },
            each { "\($0)\u{200B}" }, each { "\($0)\u{20E3}" }, each { "\($0) " }, each { "\($0)\n" },
            each { "\($0)\\n" },
            each { "\"\($0)\" + " }, each { "\u{202E}\($0)" }, secret.replacing("/", with: "\\/"),
            secret.replacing("/", with: "%2F").replacing("+", with: "%2b").replacing("=", with: "%3D"),
            "sk-live_\n51Hx/9+\r\n  Qz=A",
        ]
    }()
}

@Suite("Blotting out a secret")
struct RedactionTests {
    @Test("the secret goes in every form, and what stands around it stays", arguments: Key.forms)
    func forms(form: String) {
        let shown = Redaction(of: Key.secret).applied(to: "bad key [\(form)] given")
        #expect(shown.hasPrefix("bad key [") && shown.hasSuffix("] given"), "\(shown)")
        let ascii = String(String.UnicodeScalarView(shown.unicodeScalars.filter(\.isASCII)))
        #expect(ascii.contains("<secret>"))
        let letters = shown.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        #expect(!letters.contains("sklive51hx9qza"))
        // No piece of it is left beside the mark.
        #expect(shown.unicodeScalars.count < "bad key [".count + "<secret>".count + "] given".count + 12, "\(shown)")
    }

    @Test("it goes each time, at either end, and its beginning at the end of a text that was cut")
    func places() {
        let redaction = Redaction(of: Key.secret)
        #expect(redaction.applied(to: Key.secret + Key.secret) == "<secret><secret>")
        #expect(redaction.applied(to: "key sk-live_51Hx") == "key <secret>")
        #expect(redaction.applied(to: "key sk-l") == "key sk-l")
        #expect(redaction.applied(to: "sk-live_51Hx is too short") == "sk-live_51Hx is too short")
    }

    @Test(
        "other texts stay as they are, escapes and all",
        arguments: ["", "no key", "100 % of \\u0041\\n & more &#65;", "é\u{301}"])
    func others(text: String) {
        #expect(Array(Redaction(of: Key.secret).applied(to: text).utf8) == Array(text.utf8))
    }

    @Test("a secret of few letters is found as it is, byte by byte")
    func short() {
        #expect(Redaction(of: "a-b").applied(to: "ab a-b a-b\u{301}") == "ab <secret> <secret>\u{301}")
        #expect(Redaction(of: "!!").applied(to: "x!!y") == "x<secret>y")
        #expect(Redaction(of: "aaaaaaab").applied(to: "aaaaaaaaab") == "aa<secret>")
    }

    @Test("a megabyte of beginnings is read in a moment")
    func long() {
        let secret = String(repeating: "a", count: 100) + "b"
        let text = String(repeating: "a", count: 1_000_000)
        #expect(Redaction(of: secret).applied(to: text).hasSuffix("<secret>"))
        #expect(Redaction(of: secret).applied(to: String(repeating: "%2525", count: 200_000)).count == 1_000_000)
    }
}
