/// Votes are counted on this form of an answer: numbers that are equal have equal keys, whatever they look like.
///
/// Dollar signs, units, percent signs and LaTeX around a number go, and what is left of it is an exact fraction in
/// lowest terms: `1,000.50`, `\$1000.5` and `\frac{2001}{2} \text{ m}` all become `2001/2`. So `50\%` is 50: a percent
/// sign is a unit, as in the MATH benchmark. Other texts keep their words.
///
/// Source of the rules: Hendrycks et al., arXiv 2103.03874; Cobbe et al., arXiv 2110.14168.
public enum AnswerKey {
    /// - Returns: nil for a text with nothing in it.
    public static func key(of answer: String) -> String? {
        let text = plain(withoutTextUnit(answer))
        guard !text.isEmpty else { return nil }
        if text.utf8.count <= longest {
            if let number = number(text) { return number.description }
            if let number = assigned(text) { return number.description }
            if let list = list(text) { return list }
        }
        // White space means nothing in LaTeX, and one space is as good as two elsewhere.
        if text.utf8.contains(UInt8(ascii: "\\")) {
            return String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
        }
        return text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
    }

    /// Longer texts, in bytes, are no numbers and no lists of numbers, and are compared as texts.
    private static let longest = 10_000

    /// Reads the value of `x = 5`.
    private static func assigned(_ text: String) -> Fraction? {
        guard let sign = text.firstIndex(of: "=") else { return nil }
        let name = text[..<sign].trimmed
        guard name.count == 1, name.first?.isLetter == true else { return nil }
        return number(String(text[text.index(after: sign)...]))
    }

    /// Reads the exact value of a number with or without a unit; nil for another text.
    static func number(_ text: String) -> Fraction? {
        // No 128 bits have so many digits, whatever stands around them.
        guard text.utf8.count <= 1000 else { return nil }
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

    /// Makes the text without what LaTeX puts around an answer.
    private static func plain(_ answer: String) -> String {
        var text = answer
        for (command, replacement) in commands { text = text.replacingBytes(of: command, with: replacement) }
        for command in ["\\text{", "\\mathrm{", "\\mbox{"] { text = unwrapped(text, command) }
        var rest = text.trimmed
        let ends = rest.unicodeScalars
        if ends.first == "$", let last = rest.lastScalar(where: { _ in true }), last > rest.startIndex,
            ends[last] == "$"
        {
            rest = rest[ends.index(after: rest.startIndex)..<last].trimmed
        }
        // A full stop goes, dots that stand for something stay.
        while rest.utf8.last == UInt8(ascii: ".") {
            let stop = rest.utf8.index(before: rest.endIndex)
            if stop > rest.startIndex, rest.utf8[rest.utf8.index(before: stop)] == UInt8(ascii: ".") { break }
            rest = rest[..<stop].trimmed
        }
        return String(rest)
    }

    private static let commands = [
        ("\\left", ""), ("\\right", ""), ("\\!", ""), ("\\,", " "), ("\\;", " "), ("\\:", " "), ("\\ ", " "),
        ("~", " "),
        ("\\$", "$"), ("\\%", "%"), ("\\(", ""), ("\\)", ""), ("\\[", ""), ("\\]", ""), ("^{\\circ}", ""),
        ("^\\circ", ""), ("°", ""), ("\\dfrac", "\\frac"), ("\\tfrac", "\\frac"),
    ]

    /// Makes a number without the `\text{ m}` behind it; another text stays as it is.
    private static func withoutTextUnit(_ answer: String) -> String {
        let text = answer.trimmed
        guard text.utf8.last == UInt8(ascii: "}"), let mark = text.lastRange(of: "\\text{") else { return answer }
        let quantity = plain(String(text[..<mark.lowerBound]))
        return number(quantity) == nil ? answer : quantity
    }

    /// Makes the text with each `command{x}` become a space and `x`, also where `x` has such commands itself: a command
    /// takes the first brace behind it that none before it has taken.
    private static func unwrapped(_ text: String, _ command: String) -> String {
        let (bytes, mark, brace) = (Array(text.utf8), Array(command.utf8), UInt8(ascii: "}"))
        var braces = bytes.count { $0 == brace }
        guard braces > 0, text.lastRange(of: command) != nil else { return text }
        var result: [UInt8] = []
        var (taken, place) = (0, 0)
        while place < bytes.count {
            if bytes[place] == mark[0], taken < braces, bytes[place...].starts(with: mark) {
                result.append(UInt8(ascii: " "))
                taken += 1
                place += mark.count
                continue
            }
            if bytes[place] == brace {
                braces -= 1
                if taken > 0 { taken -= 1 } else { result.append(brace) }
            } else {
                result.append(bytes[place])
            }
            place += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Makes a number without the words behind it that say of what: `18 dollars`, `50%`, `12 square cm`.
    private static func withoutUnit(_ text: Substring) -> Substring {
        var rest = text
        rest = rest.trimmingEnd { $0 == "%" }
        var words = 0
        while words < 3, let gap = rest.lastScalar(where: \.properties.isWhitespace) {
            let word = rest[rest.unicodeScalars.index(after: gap)...]
            let isUnit =
                word.count > 1 && word.first?.isLetter == true
                && word.allSatisfy { $0.isLetter || "^23²³/.".contains($0) } && !notUnits.contains(word.lowercased())
            guard isUnit else { break }
            rest = rest[..<gap].trimmed
            words += 1
        }
        rest = rest.trimmingEnd { $0 == "%" }
        return rest
    }

    private static let notUnits: Set<String> = [
        "pi", "sqrt", "sin", "cos", "tan", "log", "ln", "mod", "or", "and", "to", "plus", "minus", "times", "over",
    ]

    /// Reads `(1, \frac12)` and writes each part in normal form; nil when one is no number.
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
    /// Reads `\frac{a}{b}`, `\frac12`, `a/b`.
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

    /// Takes what a LaTeX command takes: a group in braces or one character.
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

    /// Reads `3 1/2`, `3\frac{1}{2}`.
    private static func mixed(_ text: Substring) -> Fraction? {
        guard let gap = text.firstIndex(where: { $0 == " " || $0 == "\\" }), gap > text.startIndex,
            let whole = decimal(text[..<gap]), whole.bottom == 1, let part = fraction(text[gap...].trimmed),
            part.top >= 0, part.top < part.bottom
        else { return nil }
        return whole.adding(part)
    }

    /// Reads digits with well-placed thousands separators and a decimal part.
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

/// A fraction is exact and in lowest terms, its denominator positive.
struct Fraction: Hashable, CustomStringConvertible {
    let top: Int128
    let bottom: Int128

    /// - Returns: nil when the denominator is 0, or 128 bits do not hold the fraction and its negative.
    init?(_ top: Int128, over bottom: Int128) {
        guard bottom != 0 else { return nil }
        var (common, rest) = (top.magnitude, bottom.magnitude)
        while rest != 0 { (common, rest) = (rest, common % rest) }
        guard let numerator = Int128(exactly: top.magnitude / common),
            let denominator = Int128(exactly: bottom.magnitude / common)
        else { return nil }
        self.top = (top < 0) == (bottom < 0) ? numerator : -numerator
        self.bottom = denominator
    }

    var negated: Fraction? { Fraction(-top, over: bottom) }

    /// - Returns: nil when the other is 0 or the result needs more than 128 bits.
    func divided(by other: Fraction) -> Fraction? {
        let (first, firstOverflows) = top.multipliedReportingOverflow(by: other.bottom)
        let (second, secondOverflows) = bottom.multipliedReportingOverflow(by: other.top)
        return firstOverflows || secondOverflows ? nil : Fraction(first, over: second)
    }

    /// Adds a proper fraction.
    func adding(_ other: Fraction) -> Fraction? {
        let (scaled, overflows) = top.multipliedReportingOverflow(by: other.bottom)
        guard !overflows, bottom == 1 else { return nil }
        let (sum, sumOverflows) = scaled.addingReportingOverflow(other.top)
        return sumOverflows ? nil : Fraction(sum, over: other.bottom)
    }

    var description: String { bottom == 1 ? "\(top)" : "\(top)/\(bottom)" }
}
