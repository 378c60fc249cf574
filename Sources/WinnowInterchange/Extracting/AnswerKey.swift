/// The form of an answer that votes are counted on: numbers that are equal have equal keys, whatever they look like.
///
/// Dollar signs, units, percent signs and LaTeX around a number go, and what is left of it is an exact fraction in
/// lowest terms: `1,000.50`, `\$1000.5` and `\frac{2001}{2} \text{ m}` all become `2001/2`. So `50\%` is 50: a percent
/// sign is a unit, as in the MATH benchmark. Other texts keep their words.
///
/// Source of the rules: Hendrycks et al., arXiv 2103.03874; Cobbe et al., arXiv 2110.14168.
public enum AnswerKey {
    /// - Returns: nil for a text with nothing in it.
    public static func key(of answer: String) -> String? {
        let text = plain(answer)
        guard !text.isEmpty else { return nil }
        if let number = number(text) { return number.description }
        if let assigned = text.firstIndex(of: "="), text[..<assigned].trimmed.count == 1,
            text[..<assigned].trimmed.first?.isLetter == true,
            let number = number(String(text[text.index(after: assigned)...]))
        {
            return number.description
        }
        if let list = list(text) { return list }
        // White space means nothing in LaTeX, and one space is as good as two elsewhere.
        if text.contains("\\") { return text.filter { !$0.isWhitespace } }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The exact value of a number with or without a unit, or nil for another text.
    static func number(_ text: String) -> Fraction? {
        var rest = withoutUnit(text.trimmed)
        var isNegative = false
        for sign in ["-", "−", "+"] where rest.hasPrefix(sign) {
            isNegative = sign != "+"
            rest = rest.dropFirst().trimmed
            break
        }
        while let first = rest.first, "$€£".contains(first) { rest = rest.dropFirst().trimmed }
        let value = fraction(rest) ?? mixed(rest) ?? decimal(rest)
        return isNegative ? value?.negated : value
    }

    /// The text without what LaTeX puts around an answer.
    private static func plain(_ answer: String) -> String {
        var text = answer
        for (command, replacement) in commands { text = text.replacing(command, with: replacement) }
        text = unwrapped(text, "\\text")
        text = unwrapped(text, "\\mathrm")
        text = unwrapped(text, "\\mbox")
        text = String(text.trimmed)
        if text.hasPrefix("$"), text.hasSuffix("$"), text.count > 1 {
            text = String(text.dropFirst().dropLast().trimmed)
        }
        while text.hasSuffix("."), !text.hasSuffix("..") { text = String(text.dropLast().trimmed) }
        return text
    }

    private static let commands = [
        ("\\left", ""), ("\\right", ""), ("\\!", ""), ("\\,", " "), ("\\;", " "), ("\\:", " "), ("\\ ", " "),
        ("~", " "),
        ("\\$", "$"), ("\\%", "%"), ("\\(", ""), ("\\)", ""), ("\\[", ""), ("\\]", ""), ("^{\\circ}", ""),
        ("^\\circ", ""), ("°", ""), ("\\dfrac", "\\frac"), ("\\tfrac", "\\frac"),
    ]

    /// The text with each `command{x}` become a space and `x`.
    private static func unwrapped(_ text: String, _ command: String) -> String {
        var text = text
        while let mark = text.firstRange(of: command + "{"), let end = text[mark.upperBound...].firstIndex(of: "}") {
            text.replaceSubrange(mark.lowerBound...end, with: " " + text[mark.upperBound..<end])
        }
        return text
    }

    /// A number without the words behind it that say of what: `18 dollars`, `50%`, `12 square cm`.
    private static func withoutUnit(_ text: Substring) -> Substring {
        var rest = text
        while rest.last == "%" { rest = rest.dropLast().trimmed }
        var words = 0
        while words < 3, let gap = rest.lastIndex(where: \.isWhitespace) {
            let word = rest[rest.index(after: gap)...]
            let isUnit =
                word.count > 1 && word.first?.isLetter == true
                && word.allSatisfy { $0.isLetter || "^23²³/.".contains($0) } && !notUnits.contains(word.lowercased())
            guard isUnit else { break }
            rest = rest[..<gap].trimmed
            words += 1
        }
        while rest.last == "%" { rest = rest.dropLast().trimmed }
        return rest
    }

    private static let notUnits: Set<String> = [
        "pi", "sqrt", "sin", "cos", "tan", "log", "ln", "mod", "or", "and", "to", "plus", "minus", "times", "over",
    ]

    /// `(1, \frac12)` with each part in normal form, or nil when one is no number.
    private static func list(_ text: String) -> String? {
        guard let open = text.first, let close = text.last, "([{".contains(open), ")]}".contains(close),
            text.contains(",")
        else { return nil }
        let parts = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
            .map { number(String($0)) }
        guard !parts.contains(nil) else { return nil }
        return "\(open)\(parts.compactMap { $0?.description }.joined(separator: ","))\(close)"
    }
}

// MARK: Numbers

extension AnswerKey {
    /// `\frac{a}{b}`, `\frac12`, `a/b`.
    private static func fraction(_ text: Substring) -> Fraction? {
        if text.hasPrefix("\\frac") {
            var rest = text.dropFirst(5).trimmed
            guard let top = argument(&rest), let bottom = argument(&rest), rest.trimmed.isEmpty else { return nil }
            return quotient(top, bottom)
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return quotient(parts[0].trimmed, parts[1].trimmed)
    }

    private static func quotient(_ top: Substring, _ bottom: Substring) -> Fraction? {
        guard let top = number(String(top)), let bottom = number(String(bottom)) else { return nil }
        return top.divided(by: bottom)
    }

    /// What a LaTeX command takes: a group in braces or one character.
    private static func argument(_ text: inout Substring) -> Substring? {
        guard let first = text.first else { return nil }
        guard first == "{" else {
            text = text.dropFirst().trimmed
            return Substring(String(first))
        }
        guard let end = text.firstIndex(of: "}") else { return nil }
        defer { text = text[text.index(after: end)...].trimmed }
        return text[text.index(after: text.startIndex)..<end]
    }

    /// `3 1/2`, `3\frac{1}{2}`.
    private static func mixed(_ text: Substring) -> Fraction? {
        guard let gap = text.firstIndex(where: { $0 == " " || $0 == "\\" }), gap > text.startIndex,
            let whole = decimal(text[..<gap]), whole.bottom == 1, let part = fraction(text[gap...].trimmed),
            part.top >= 0, part.top < part.bottom
        else { return nil }
        return whole.adding(part)
    }

    /// Digits with well-placed thousands separators and a decimal part.
    private static func decimal(_ text: Substring) -> Fraction? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let places = parts.count == 2 ? parts[1] : ""
        guard let whole = parts.first, !(whole.isEmpty && places.isEmpty), places.allSatisfy(\.isASCIIDigit) else {
            return nil
        }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        // More digits than this need more than 128 bits.
        let digits = groups.joined() + places
        guard digits.count <= 36, let top = Int128(digits) else { return nil }
        var bottom: Int128 = 1
        for _ in places { bottom *= 10 }
        return Fraction(top, over: bottom)
    }
}

/// An exact fraction in lowest terms, its denominator positive.
struct Fraction: Hashable, CustomStringConvertible {
    let top: Int128
    let bottom: Int128

    /// - Returns: nil when the denominator is 0.
    init?(_ top: Int128, over bottom: Int128) {
        guard bottom != 0 else { return nil }
        var (common, rest) = (top.magnitude, bottom.magnitude)
        while rest != 0 { (common, rest) = (rest, common % rest) }
        let divisor = Int128(common) * (bottom < 0 ? -1 : 1)
        self.top = top / divisor
        self.bottom = bottom / divisor
    }

    var negated: Fraction? { Fraction(-top, over: bottom) }

    /// - Returns: nil when the other is 0 or the result needs more than 128 bits.
    func divided(by other: Fraction) -> Fraction? {
        let (first, firstOverflows) = top.multipliedReportingOverflow(by: other.bottom)
        let (second, secondOverflows) = bottom.multipliedReportingOverflow(by: other.top)
        return firstOverflows || secondOverflows ? nil : Fraction(first, over: second)
    }

    /// The sum with a proper fraction.
    func adding(_ other: Fraction) -> Fraction? {
        let (scaled, overflows) = top.multipliedReportingOverflow(by: other.bottom)
        guard !overflows, bottom == 1 else { return nil }
        let (sum, sumOverflows) = scaled.addingReportingOverflow(other.top)
        return sumOverflows ? nil : Fraction(sum, over: other.bottom)
    }

    var description: String { bottom == 1 ? "\(top)" : "\(top)/\(bottom)" }
}
