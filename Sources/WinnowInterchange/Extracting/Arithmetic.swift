/// Arithmetic expressions in general: with decimals, which no countdown problem has.
public enum Arithmetic {
    /// The expression without its spaces, or nil for a text that is none.
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
