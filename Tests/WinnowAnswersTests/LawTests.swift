import Foundation
import TestGuards
import Testing

@testable import WinnowAnswers

/// Draws the same pieces on every machine.
private struct Draw {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}

private let pieces = [
    "1", "2", "12", "0", "3.5", ",", ".", "/", "+", "-", "*", "^", "(", ")", "[", "]", "{", "}", "\\{", "\\}", "x", "y",
    "n", "e", "i",
    "pi", "\\pi", "\\frac", "\\sqrt", "\\frac{1}{2}", "\\sqrt{3}", "=", "<", "\\le", "\\cup", "\\in", "%", "°", "$",
    "cm", "m", "apples",
    " ", "or", "and", "\\text{", "\\pm", "!", "|", "\\sin", "\\log_2", "\\infty", "\\begin{pmatrix}", "\\end{pmatrix}",
    "&",
    "\\\\", "_", "million", "am", "²", "½", "−", "–", "\u{301}", "５", "万", ":", "e5", "\\left", "\\right", "\\,", "{,}",
    "'",
    "\\overline{3}", "A", "(B)", "5!", "1,234", "\\boxed{", "**", "`", "\\binom", "\\cdot", "2024-01-05", "\u{200B}",
    "a",
]

/// Each makes a long text when it is repeated.
private let hard = [
    "<think>", "</think>", "####", "answer is ", "\n", "```\n", "Question: ", ". ", "1", ",", "\\boxed{",
    "\\text{", "$",
    "{", "**", "1,", "(", "A) ", " is correct", "</answer>", "\u{301}", " because", "a", "\"", "`", "–", "\\[",
    "1,234,", "1 ", "answer: 5\n", "<answer>5</answer>", "\\boxed{1}", "\\frac", "答案是", "thus x is 5\n",
    "def f(x):\n",
]

@Suite("Laws of keys")
struct LawTests {
    /// An expression of numbers and letters, as a tree writes it.
    private static func expression(_ draw: inout Draw, _ depth: Int) -> String {
        guard depth > 0 else {
            return draw.pick(["1", "2", "3", "x", "y", "1/2", "\\sqrt{2}", "\\pi", "i", "0.25", "7", "\\sqrt{6}"])
        }
        let (one, other) = (expression(&draw, depth - 1), expression(&draw, depth - 1))
        switch draw.below(7) {
        case 0: return "(\(one))+(\(other))"
        case 1: return "(\(one))-(\(other))"
        case 2: return "(\(one))\\cdot(\(other))"
        case 3: return "\\frac{\(one)}{\(other)}"
        case 4: return "(\(one))^{2}"
        case 5: return "\\sqrt{\(one)}"
        default: return "-(\(one))"
        }
    }

    @Test("what is printed is read as the same: parse, print and parse is the identity")
    func roundTrip() {
        var draw = Draw(state: 3)
        var expressions = 0
        for round in 0..<20_000 {
            let text =
                round.isMultiple(of: 2)
                ? Self.expression(&draw, 1 + draw.below(4))
                : (0..<1 + draw.below(12)).map { _ in draw.pick(pieces) }.joined()
            guard let form = NormalForm(text) else { continue }
            if form.kind != .text { expressions += 1 }
            #expect(!form.key.isEmpty, "\(text.debugDescription)")
            let again = NormalForm(form.key)
            #expect(
                again?.key == form.key,
                "\(text.debugDescription) has the key \(form.key), which has \(again?.key ?? "none")")
        }
        #expect(expressions > 5000)
    }

    @Test("texts with equal keys are equal numbers")
    func equalValues() throws {
        var draw = Draw(state: 11)
        var values: [String: Double] = [:]
        var compared = 0
        for _ in 0..<20_000 {
            // Real and without letters: both can be calculated.
            let text = Self.expression(&draw, 1 + draw.below(3)).replacing("x", with: "5").replacing("y", with: "7")
                .replacing("i", with: "3").replacing("p3", with: "pi")
            guard let form = NormalForm(text), form.kind == .expression, let mine = Calculator.value(of: text) else {
                continue
            }
            if let value = values[form.key] {
                compared += 1
                #expect(abs(value - mine) <= 1e-6 * max(1, abs(value)), "\(text): \(form.key)")
            } else {
                values[form.key] = mine
            }
        }
        #expect(compared > 2000)
    }

    @Test("equality of keys is an equivalence that spaces and braces around signs do not change")
    func equivalence() {
        var draw = Draw(state: 5)
        for _ in 0..<5000 {
            let text = Self.expression(&draw, 1 + draw.below(3))
            let key = AnswerKey.key(of: text)
            #expect(AnswerKey.key(of: text) == key)
            #expect(AnswerKey.key(of: "$\(text)$") == key && AnswerKey.key(of: " \(text) ") == key)
            guard NormalForm(text)?.kind == .expression else { continue }
            #expect(AnswerKey.key(of: "(\(text))") == key, "\(text)")
            #expect(AnswerKey.key(of: "\\boxed{\(text)}") == key, "\(text)")
        }
    }

    @Test("no mutated text of 40,000 is a crash, and its key is stable", arguments: 1...4)
    func mutations(stream: Int) {
        let seeds = [
            #"\frac{1+\sqrt{5}}{2}"#, "x^2+2x+1", "$1,234.50", #"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#,
            "(-∞, 2) ∪ [3, 4)",
            "7:00 a.m.", "January 5, 2024", "5 km/h", "3 or 7/2", #"x \in \{1,2\}"#, "The answer is **61**.",
            #"<think>so \boxed{3}</think> \boxed{4}"#, "2\u{301}x", "１２３",
        ]
        var draw = Draw(state: UInt64(stream) * 7)
        for _ in 0..<10_000 {
            var scalars = Array(draw.pick(seeds).unicodeScalars)
            for _ in 0..<1 + draw.below(6) {
                let place = draw.below(scalars.count + 1)
                switch draw.below(3) {
                case 0 where place < scalars.count: scalars.remove(at: place)
                case 1: scalars.insert(contentsOf: draw.pick(pieces).unicodeScalars, at: place)
                default:
                    if place < scalars.count { scalars.insert(scalars[place], at: draw.below(scalars.count)) }
                }
            }
            let text = String(String.UnicodeScalarView(scalars))
            let thoughts = Thoughts(in: text)
            _ = FinalAnswer.found(in: thoughts.rest, isCutOff: thoughts.isUnfinished)
            _ = LastNumber.found(in: text)
            guard let form = NormalForm(text) else { continue }
            #expect(NormalForm(form.key)?.key == form.key, "\(text.debugDescription)")
            _ = form.rounded(to: 6)
        }
    }

    @Test("an answer of a quarter of a megabyte takes time that grows with its length", arguments: hard)
    func long(piece: String) {
        func seconds(_ bytes: Int) -> Double {
            let text = String(repeating: piece, count: max(1, bytes / piece.utf8.count))
            let begun = ContinuousClock.now
            let thoughts = Thoughts(in: text)
            _ = FinalAnswer.found(in: thoughts.rest)
            _ = LastNumber.found(in: text)
            _ = NormalForm(text)
            let spent = ContinuousClock.now - begun
            return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        }
        // Of a quadratic time, a quarter of a megabyte would take 69 billion steps.
        #expect(seconds(1 << 18) < 30, "\(piece.debugDescription)")
    }
}

/// Calculates by another way than the one that is tested.
private struct Calculator {
    private var text: [Character]
    private var place = 0

    static func value(of text: String) -> Double? {
        var calculator = Calculator(text: Array(text))
        guard let value = calculator.sum(), calculator.place == calculator.text.count, value.isFinite else {
            return nil
        }
        return value
    }

    private init(text: [Character]) { self.text = text }

    private mutating func take(_ word: String) -> Bool {
        let word = Array(word)
        guard text.count - place >= word.count, Array(text[place..<place + word.count]) == word else { return false }
        place += word.count
        return true
    }

    private mutating func sum() -> Double? {
        if take("-") { return product().map { -$0 } }
        guard var value = product() else { return nil }
        while true {
            if take("+") {
                guard let next = product() else { return nil }
                value += next
            } else if take("-") {
                guard let next = product() else { return nil }
                value -= next
            } else {
                return value
            }
        }
    }

    private mutating func product() -> Double? {
        guard var value = power() else { return nil }
        while true {
            if take("\\cdot") {
                guard let next = power() else { return nil }
                value *= next
            } else if take("/") {
                guard let next = power() else { return nil }
                value /= next
            } else {
                return value
            }
        }
    }

    private mutating func power() -> Double? {
        guard let value = base() else { return nil }
        return take("^{2}") ? value * value : value
    }

    private mutating func base() -> Double? {
        func group(_ calculator: inout Calculator, _ open: String, _ close: String) -> Double? {
            guard calculator.take(open), let value = calculator.sum(), calculator.take(close) else { return nil }
            return value
        }
        if take("\\frac") {
            guard let top = group(&self, "{", "}"), let bottom = group(&self, "{", "}"), bottom != 0 else { return nil }
            return top / bottom
        }
        if take("\\sqrt") { return group(&self, "{", "}").flatMap { $0 < 0 ? nil : $0.squareRoot() } }
        if take("\\pi") { return Double.pi }
        if place < text.count, text[place] == "(" { return group(&self, "(", ")") }
        let start = place
        while place < text.count, text[place].isNumber || text[place] == "." { place += 1 }
        return Double(String(text[start..<place]))
    }
}
