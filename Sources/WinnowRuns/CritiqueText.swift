import Foundation
public import WinnowDomains

/// Critiques as the store keeps them.
public enum CritiqueText {
    /// A JSON array of objects with `kind`, `location` and `message`.
    ///
    /// Written by hand, as an encoder takes longer for a critique than a verifier does to find it.
    public static func json(_ critiques: [Critique]) -> String {
        var json = "["
        for critique in critiques {
            if json.utf8.count > 1 { json += "," }
            json += #"{"kind":"#
            append(critique.kind, to: &json)
            json += #","location":"#
            append(critique.location, to: &json)
            json += #","message":"#
            append(critique.message, to: &json)
            json += "}"
        }
        return json + "]"
    }

    /// Appends a text as a JSON string (RFC 8259, section 7).
    private static func append(_ text: String, to json: inout String) {
        json += "\""
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            json += text
        } else {
            for scalar in text.unicodeScalars { json += escaped(scalar) }
        }
        json += "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": #"\""#
        case "\\": #"\\"#
        case "\n": #"\n"#
        case "\r": #"\r"#
        case "\t": #"\t"#
        case "\u{8}": #"\b"#
        case "\u{C}": #"\f"#
        case ..<" ": #"\u00"# + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }

    /// The critiques of a stored text, or none when there is none.
    public static func critiques(_ json: String?) -> [Critique] {
        guard let json else { return [] }
        return (try? JSONDecoder().decode([Critique].self, from: Data(json.utf8))) ?? []
    }
}
