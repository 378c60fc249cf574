/// Answers are read here as people and models write them.
public enum AnswerText {
    private static let labels = [
        "the final answer is", "final answer is", "the answer is", "answer is", "final answer", "answer", "ans", "a",
    ]

    /// Makes a line without a label such as `Answer:` in front.
    public static func withoutLabel(_ line: Substring) -> Substring {
        var text = line.trimmed
        // By scalars: one letter may have more marks than any comparison of letters should sort.
        while let first = text.unicodeScalars.first, "*#>".unicodeScalars.contains(first) {
            text = Substring(text.unicodeScalars.dropFirst()).trimmed
        }
        for label in labels {
            let start = text.utf8.prefix(label.utf8.count)
            guard start.count == label.utf8.count, start.endIndex < text.endIndex,
                start.elementsEqual(label.utf8, by: { $0 | 0x20 == $1 | 0x20 })
            else { continue }
            var rest = Substring(text.utf8[start.endIndex...])
            func skip(_ sign: Unicode.Scalar) { rest = Substring(rest.unicodeScalars.drop { $0 == sign }) }
            skip("*")
            skip(" ")
            // A word such as "is" ends the label itself; other labels need their colon.
            let hasColon = rest.utf8.first == UInt8(ascii: ":")
            guard hasColon || label.hasSuffix(" is") else { continue }
            if hasColon { rest = Substring(rest.utf8.dropFirst()) }
            skip("*")
            return rest.trimmed
        }
        return text
    }

    /// Makes an arithmetic expression as a domain reads it: `(6 - 4) * 5` of `Answer: $(6 − 4) × 5 = 24$.`
    ///
    /// The signs × ÷ − and their LaTeX commands become those of ASCII, and an equation is cut to its side that is more
    /// than a number: what is claimed to be its value is no part of the answer.
    public static func expression(_ text: String) -> String {
        var plain = String(withoutLabel(text[...]))
        for (sign, ascii) in signs { plain = plain.replacingBytes(of: sign, with: ascii) }
        var rest = plain.trimmed
        rest = rest.trimmingEnd { ".`*".unicodeScalars.contains($0) }
        while let first = rest.unicodeScalars.first, first == "`" || first == "*" {
            rest = Substring(rest.unicodeScalars.dropFirst()).trimmed
        }
        let sides = rest.utf8.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
            .map { Substring($0).trimmed }
        guard sides.count > 1 else { return String(rest) }
        let isNumber = sides[0].unicodeScalars.allSatisfy { $0.isASCIIDigit || $0 == "." }
        return String(isNumber && sides.count == 2 ? sides[1] : sides[0])
    }

    private static let signs = [
        ("\\times", "*"), ("\\cdot", "*"), ("\\div", "/"), ("\\left", ""), ("\\right", ""), ("\\(", ""), ("\\)", ""),
        ("\\[", ""), ("\\]", ""), ("$", ""), ("×", "*"), ("·", "*"), ("∙", "*"), ("÷", "/"), ("∕", "/"), ("−", "-"),
        ("–", "-"), ("[", "("), ("]", ")"),
    ]
}

/// Arithmetic expressions are read here in general: with decimals, which no countdown problem has.
public enum Arithmetic {
    /// Writes the expression without its spaces; nil for a text that is none.
    ///
    /// An answer such as `12 * (10 - 8) / 2.5` is a wrong answer rather than none: it can be read, and it votes.
    public static func spelling(of text: String) -> String? {
        guard text.utf8.count < 1000 else { return nil }
        var rest = text.filter { !$0.isWhitespace }[...]
        guard sum(&rest), rest.isEmpty else { return nil }
        // Spaces inside of a number would join two.
        let words = text.split { !$0.isASCIIDigit && $0 != "." && !$0.isWhitespace }
        guard words.allSatisfy({ $0.trimmed.allSatisfy { !$0.isWhitespace } }) else { return nil }
        return text.filter { !$0.isWhitespace }
    }

    private static func sum(_ text: inout Substring) -> Bool {
        repeat {
            guard operand(&text) else { return false }
        } while take("+-*/", &text)
        return true
    }

    private static func operand(_ text: inout Substring) -> Bool {
        if take("(", &text) { return sum(&text) && take(")", &text) }
        let number = text.prefix { $0.isASCIIDigit || $0 == "." }
        guard Double(number) != nil else { return false }
        text = text[number.endIndex...]
        return true
    }

    private static func take(_ characters: String, _ text: inout Substring) -> Bool {
        guard let first = text.first, characters.contains(first) else { return false }
        text = text.dropFirst()
        return true
    }
}
