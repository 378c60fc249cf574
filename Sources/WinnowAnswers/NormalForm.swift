/// A normal form is the last of the three stages: what an answer means, written in one way.
///
/// Answers with equal keys are equal; numbers, sets, intervals, matrices and equations that are equal mostly have equal
/// keys, and what cannot be read is known by its own text. No part of an expression is dropped: units, currencies and
/// percent signs stay in the key unless the rule is to ignore them.
///
/// The forms that are read are those of Hendrycks et al., arXiv 2103.03874, and of LaTeX as models write it.
public struct NormalForm: Hashable, Sendable {
    /// Votes are counted on the key.
    public let key: String

    public let kind: Kind

    /// What may be meant in another way too, in a sentence each.
    public let notes: [String]

    let value: Value?

    /// What an answer was read as.
    public enum Kind: String, Hashable, Sendable {
        case expression
        case date
        case time
        case choice
        case text
    }

    /// Units are parts of keys, or they are not.
    public enum UnitRule: String, Hashable, Sendable, CaseIterable {
        case keep
        case ignore
    }

    /// An expression may have so many characters; a longer one is a text.
    static let longest = 2000

    /// Reads an answer.
    ///
    /// Takes time linear in the answer.
    ///
    /// - Returns: nil for a text with nothing in it.
    public init?(_ answer: String, units rule: UnitRule = .keep) {
        if Self.isVerbatim(answer) {
            self.init(key: answer, kind: .text)
            return
        }
        var text = AnswerMarks.cleaned(answer)
        guard !text.isEmpty else { return nil }
        if answer.utf8.contains(UInt8(ascii: "$")) || answer.firstRange(of: "\\(") != nil {
            text = Self.withNumberE(text)
        }
        var form = Self.read(text, rule)
        let value = form.value
        // A key is the key of itself: what taking off marks and spaces has made is read again, until it stays.
        for _ in 0..<Self.rounds where form.kind == .text {
            let next = Self.read(AnswerMarks.cleaned(form.key), rule)
            if next.key == form.key {
                self.init(key: form.key, kind: .text, value: value)
                return
            }
            form = next
        }
        self = form.kind == .text ? Self(key: Self.verbatim(text), kind: .text, value: value) : form
    }

    /// The e of a formula is a number: that of `$2e-1$` stands apart, that of 2e-1 in plain text is of a power of ten.
    private static func withNumberE(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard let place = text.firstIndex(of: "e"), place > 0, place + 2 < text.count,
            text[place + 1] == "-",
            text.indices.allSatisfy({ $0 == place || $0 == place + 1 || $0 == 0 || text[$0].isASCIIDigit })
        else { return text }
        return Array(text[..<place]) + [" "] + text[place...]
    }

    /// So many times a text is read again.
    private static let rounds = 8

    /// What never stays the same is known by all of its text, between brackets that no answer has.
    private static func verbatim(_ text: [Unicode.Scalar]) -> String {
        "⟦" + String(String.UnicodeScalarView(text)) + "⟧"
    }

    private static func isVerbatim(_ text: String) -> Bool {
        text.unicodeScalars.first == "⟦" && text.unicodeScalars.last == "⟧" && text.utf8.count > 6
    }

    /// Reads a text once: its key may be read otherwise where it is a text.
    private static func read(_ text: [Unicode.Scalar], _ rule: UnitRule) -> NormalForm {
        guard text.count <= longest, let reading = reading(of: text) else {
            return NormalForm(key: Spelling.key(of: text), kind: .text)
        }
        // (4+8)*2 = 24 says how 24 is come to, which may be what was asked for: it is known by its text.
        if reading.value.isCalculation {
            return NormalForm(key: Spelling.key(of: text), kind: .text, value: reading.value)
        }
        // A key that would not be read as itself is none.
        let (value, units) = (reading.value.withoutUnknown, reading.units)
        let kept = Self.text(of: value, units)
        let again = Self.reading(of: AnswerMarks.cleaned(kept))
        guard again.map({ Self.text(of: $0.value.withoutUnknown, $0.units) }) == kept else {
            return NormalForm(key: Spelling.key(of: text), kind: .text)
        }
        let key = rule == .ignore ? value.withoutUnits.withoutUnknown.description : kept
        return NormalForm(key: key, kind: reading.kind, notes: reading.notes, value: reading.value)
    }

    /// 0 °C is not 0 °F: nothing keeps its unit.
    private static func text(of value: Value, _ units: Set<String>) -> String {
        if case .number(let sum) = value, sum.isZero, !units.isEmpty {
            return "0 " + units.sorted().joined(separator: " ")
        }
        return value.description
    }

    private init(key: String, kind: Kind, notes: [String] = [], value: Value? = nil) {
        self.key = key
        self.kind = kind
        self.notes = notes
        self.value = value
    }

    private struct Reading {
        let kind: Kind
        let value: Value
        var units: Set<String> = []
        var notes: [String] = []
    }

    private static func reading(of text: [Unicode.Scalar]) -> Reading? {
        let string = String(String.UnicodeScalarView(text))
        if let set = sets[string] { return Reading(kind: .expression, value: .name(set)) }
        if let digits = NumberWords.withDigits(text) { return reading(of: digits) }
        if let choice = choice(text) { return Reading(kind: .choice, value: .name(choice)) }
        if let time = Calendar.time(string) { return Reading(kind: .time, value: .name(time)) }
        if let date = Calendar.date(string) { return Reading(kind: .date, value: .name(date)) }
        if Calendar.isAmbiguous(string) { return nil }
        // 8-3 may be a score, and 10-15 a range.
        if isRange(text) { return nil }
        do throws(Unreadable) {
            let tokens = try Lexer.tokens(of: text)
            guard tokens.contains(where: { $0.isMathematical }) || tokens.count == 1 else { return nil }
            let (value, units) = try Parser.value(of: tokens)
            var notes: [String] = []
            for token in tokens {
                if let other = token.numeral?.other { notes.append("a number may also be meant \(other)") }
            }
            return Reading(kind: .expression, value: value, units: units, notes: notes)
        } catch {
            return nil
        }
    }

    /// Sets of numbers that have a sign of their own.
    private static let sets: [String: String] = {
        var names: [String: String] = [:]
        for (letter, sign) in [("R", "ℝ"), ("Z", "ℤ"), ("N", "ℕ"), ("Q", "ℚ"), ("C", "ℂ")] {
            let name = "\\mathbb{\(letter)}"
            for text in [
                sign, name, "\\mathbb \(letter)", "\\\(letter)", "x \\in \(name)", "x\\in \(name)", "x\\in\(name)",
            ] {
                names[text] = name
            }
        }
        for text in ["all real numbers", "All real numbers", "all reals"] { names[text] = "\\mathbb{R}" }
        return names
    }()

    /// The letter of a choice, also in brackets: `B`, `(B)`, `B)`.
    private static func choice(_ text: [Unicode.Scalar]) -> String? {
        let letters = text.filter { !"()[].".unicodeScalars.contains($0) }
        guard letters.count == 1, text.count <= 3, ("A"..."J").contains(letters[0]) else { return nil }
        let shape = String(String.UnicodeScalarView(text))
        let letter = String(Character(letters[0]))
        return [letter, "(\(letter))", "[\(letter)]", "\(letter))", "\(letter)."].contains(shape) ? letter : nil
    }

    private static func isRange(_ text: [Unicode.Scalar]) -> Bool {
        guard let dash = text.firstIndex(of: "-"), dash > 0, dash + 1 < text.count else { return false }
        return text.allSatisfy { $0.isASCIIDigit || $0 == "-" } && text.last != "-"
    }
}

extension Token {
    /// Words alone make no formula.
    fileprivate var isMathematical: Bool {
        if case .word = kind { false } else { true }
    }
}
