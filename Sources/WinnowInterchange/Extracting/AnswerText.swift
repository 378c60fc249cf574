/// Answers as people and models write them.
public enum AnswerText {
    private static let labels = [
        "the final answer is", "final answer is", "the answer is", "answer is", "final answer", "answer", "ans", "a",
    ]

    /// A line without a label such as `Answer:` in front.
    public static func withoutLabel(_ line: Substring) -> Substring {
        var text = line.trimmed
        while let first = text.first, "*#>".contains(first) { text = text.dropFirst().trimmed }
        for label in labels {
            let start = text.prefix(label.count)
            guard start.endIndex < text.endIndex, start.lowercased() == label else { continue }
            var rest = text.dropFirst(label.count)
            while rest.first == "*" { rest = rest.dropFirst() }
            rest = rest.drop { $0 == " " }
            // A word such as "is" ends the label itself; other labels need their colon.
            guard rest.first == ":" || label.hasSuffix(" is") else { continue }
            if rest.first == ":" { rest = rest.dropFirst() }
            while rest.first == "*" { rest = rest.dropFirst() }
            return rest.trimmed
        }
        return text
    }

    /// An arithmetic expression as a domain reads it: `(6 - 4) * 5` of `Answer: $(6 − 4) × 5 = 24$.`
    ///
    /// The signs × ÷ − and their LaTeX commands become those of ASCII, and an equation is cut to its side that is more
    /// than a number: what is claimed to be its value is no part of the answer.
    public static func expression(_ text: String) -> String {
        var plain = String(withoutLabel(text[...]))
        for (sign, ascii) in signs { plain = plain.replacingBytes(of: sign, with: ascii) }
        var rest = plain.trimmed
        rest = rest.trimmingEnd { ".`*".unicodeScalars.contains($0) }
        while let first = rest.first, first == "`" || first == "*" { rest = rest.dropFirst().trimmed }
        let sides = rest.split(separator: "=", omittingEmptySubsequences: false).map(\.trimmed)
        guard sides.count > 1 else { return String(rest) }
        let isNumber = sides[0].allSatisfy { $0.isASCIIDigit || $0 == "." }
        return String(isNumber && sides.count == 2 ? sides[1] : sides[0])
    }

    private static let signs = [
        ("\\times", "*"), ("\\cdot", "*"), ("\\div", "/"), ("\\left", ""), ("\\right", ""), ("\\(", ""), ("\\)", ""),
        ("\\[", ""), ("\\]", ""), ("$", ""), ("×", "*"), ("·", "*"), ("∙", "*"), ("÷", "/"), ("∕", "/"), ("−", "-"),
        ("–", "-"), ("[", "("), ("]", ")"),
    ]
}
