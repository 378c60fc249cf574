import Foundation
import Testing
import WinnowAnswers
import WinnowText

@testable import WinnowInterchange

/// The rules as they are meant, in as few words as may be and in whatever time it takes.
private enum Meant {
    static func boxed(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        func starts(_ mark: String, at place: Int) -> Bool { scalars[place...].starts(with: mark.unicodeScalars) }
        for place in scalars.indices.reversed() {
            guard let mark = ["\\boxed", "\\fbox"].first(where: { starts($0, at: place) }) else { continue }
            var next = place + mark.count
            while next < scalars.count, scalars[next] == " " || scalars[next] == "\n" { next += 1 }
            guard next < scalars.count, scalars[next] == "{" else { continue }
            var (depth, isEscaped) = (0, false)
            for end in next..<scalars.count {
                defer { isEscaped = scalars[end] == "\\" && !isEscaped }
                if isEscaped { continue }
                if scalars[end] == "{" { depth += 1 }
                if scalars[end] == "}" { depth -= 1 }
                if depth == 0 { return String(String.UnicodeScalarView(scalars[next + 1..<end])) }
            }
        }
        return nil
    }
}

enum Long {
    /// A tenth of a megabyte of what is hard to read by marks, lines or numbers.
    static let texts: [String] = {
        let size = 100_000
        return [
            "\\boxed", "\\boxed{", "\\boxed{1}", "{", "}", "\\text{x}", "\\text{", "\\mathrm{\\text{", ". ", ".",
            "#### ", "####1\n",
            "<answer>", "</answer>", "1,", "1/", "1.", "-", "9", "1 ", "( ", "[[", "{\"a\":", "{\"a\":[", "{\"a\":\"",
            "{}", "\\frac{1}",
            "\u{1F1E6}", "\u{301}", "\u{316}\u{301}", "a\u{200D}", "👩‍👩‍👧", "\n", "\r\n", " ", "A:", "answer:", "**", "=",
            "x=1", "$", "%",
            "é", "\\,",
            "(1,", "\\left(", "* ", "`", "aa ",
        ].map { String(repeating: $0, count: size / $0.utf8.count) }
    }()

    static let rules = [
        "gsm8k", "boxed", "answer-tag", "last-number", "last-line", "whole", "json:a", "json:a.0.b", "auto",
    ]

    /// A text, and its key where that is another one.
    static let numbers: [(String, String?)] =
        [
            (#"\frac{-18446744073709551616}{-1/9223372036854775808}"#, nil),
            (#"\frac{1}{-1/170141183460469231731687303715884105727}"#, nil),
            ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
            ("170141183460469231731687303715884105728", "170141183460469231731687303715884105728"),
            ("-170141183460469231731687303715884105728", nil),
            ("999999999999999999999999999999999999", "999999999999999999999999999999999999"),
            ("1/0", "1/0"), ("0/5", "0"), ("-0", "0"), (#"\frac{0}{-1}"#, "0"), (#"\frac{-0}{0}"#, nil),
        ] as [(String, String?)]
}

@Suite("Long and strange answers")
struct LongAnswerTests {
    @Test("the last closed box is found in any order of marks, braces and escapes")
    func boxes() {
        let pieces = ["\\boxed", "\\fbox", "{", "}", "\\", "a", " ", "\\{", "\\}", "{x}", "\\boxed{", "\u{301}"]
        var state: UInt64 = 1
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<20_000 {
            let text = (0..<1 + draw(14)).map { _ in pieces[draw(pieces.count)] }.joined()
            #expect(
                Extraction.boxed(text).map { ExactText(String($0)) } == Meant.boxed(text).map { ExactText($0) },
                "\(text.debugDescription)")
        }
    }

    @Test("every rule reads a long text of anything", arguments: Long.rules)
    func rules(name: String) throws {
        let rule = try Extraction(named: name)
        for text in Long.texts {
            _ = rule.answer(in: text)
            _ = rule.answer(in: text + " 7")
        }
    }

    @Test("every normal form takes a long text of anything")
    func keys() {
        for text in Long.texts {
            _ = AnswerKey.key(of: text)
            _ = AnswerKey.key(of: "\\text{" + text + "}")
            _ = AnswerText.expression(text)
            _ = Arithmetic.spelling(of: text)
        }
    }

    @Test("a pattern that would try for ever gives up, always on the same texts")
    func patterns() throws {
        for pattern in ["regex:(a+)+$", "regex:(a|aa)*b", "regex:^(\\w+\\s?)*$", "regex:(.*)*x"] {
            let rule = try Extraction(named: pattern)
            let text = String(repeating: "a", count: 5000) + "!"
            let first = rule.answer(in: text)
            #expect(rule.answer(in: text) == first)
        }
        // As a plain search has it.
        for (pattern, text, answer) in [
            ("(\\d+) apples", "3 apples, 4 apples, 5", "4"), ("[a-z]+", "one two.", "two"),
            ("^x(.?)$", "xa\nb\nxc\nd", "c"),
            ("a*", "baab", nil), ("(a)|b", "a b", nil), ("(?i)ANSWER (\\w)\\b", "answer x", "x"),
            ("(.)\\1", "aabb c", "b"),
            ("(?<=\\$)\\d+", "$5 6 $7 8", "7"), ("\\d+", "12 345", "345"), ("z", "none", nil),
        ] {
            #expect(try Extraction(named: "regex:" + pattern).answer(in: text) == answer, "\(pattern)")
        }
        for text in Long.texts { _ = try Extraction(named: "regex:answer: *(.+)$").answer(in: text) }
    }

    @Test(
        "numbers of more than 128 bits are exact",
        arguments: Long.numbers)
    func numbers(text: String, key: String?) throws {
        let made = try #require(AnswerKey.key(of: text))
        if let key { #expect(made == key) }
        #expect(AnswerKey.key(of: made) == made)
    }

    @Test("words in a formula are words")
    func unwrapping() {
        #expect(AnswerKey.key(of: #"\text{a \text{b} c}"#) == "a b c")
        #expect(AnswerKey.key(of: #"\text{(A)}"#) == "A" && AnswerKey.key(of: #"\text{a"#) == #"\text{a"#)
        #expect(AnswerKey.key(of: #"5 \text{ apples} and more"#) == "5 apples and more")
    }
}
