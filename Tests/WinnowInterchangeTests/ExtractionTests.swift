import Testing
import WinnowAnswers

@testable import WinnowInterchange

@Suite("Reading answers")
struct ExtractionTests {
    @Test(
        "each rule finds its answer, the last of several",
        arguments: [
            ("gsm8k", "3 + 4 = 7\n#### 7\nor rather\n#### 1,234", "1,234"), ("gsm8k", "so\nA: 26", "26"),
            ("gsm8k", "A: 1\nnot A: 3", "1"), ("boxed", #"\boxed{1} or \boxed{\frac{1}{2}}"#, #"\frac{1}{2}"#),
            ("boxed", #"\boxed{a\}b{c}} end"#, #"a\}b{c}"#), ("boxed", #"first \boxed{3} then \boxed{4"#, "3"),
            ("answer-tag", "<answer>1</answer> <answer>\n 2 \n</answer>", "2"),
            ("last-number", "it is 3, then $1,234.50.", "1,234.50"), ("last-number", "5-3 leaves 2", "2"),
            ("last-number", "from 5 to -3", "-3"), ("last-number", "7-3", "3"), ("last-number", "half is 1/2", "1/2"),
            ("last-number", "see 1,2,3", "3"), ("last-number", "costs .5", ".5"),
            ("last-line", "work\nAnswer: 24\n\n", "24"), ("last-line", "a\n**Answer:** 7", "7"),
            ("last-line", "The answer is 12", "12"), ("whole", "  all of it\n", "all of it"),
            ("json:result.answer", #"Sure: ```{"result": {"answer": 5}}```"#, "5"),
            ("json:0.x", #"[{"x": "y"}]"#, "y"), (#"regex:=\s*(\d+)$"#, "1 = 2\n3 = 4", "4"),
            ("regex:[a-z]+", "one two", "two"), ("auto", "#### 3", "3"), ("auto", #"#### 3 \boxed{4}"#, "4"),
            ("code", "Do:\n```\nx\n```", "x"), ("code", "x = 1", "x = 1"),
            ("auto", "it is so", "it is so"),
        ])
    func rules(name: String, text: String, answer: String) throws {
        #expect(try Extraction(named: name).answer(in: text) == answer)
        #expect(try Extraction(named: name).name == name)
    }

    @Test(
        "a text without the mark has no answer",
        arguments: [
            ("gsm8k", "it is 4"), ("boxed", #"\boxed{open"#), ("answer-tag", "<answer>x"), ("last-number", "none"),
            ("last-line", " \n \n"), ("json:a", "no"), ("regex:x(.)", "y"), ("gsm8k", "####  "),
            ("boxed", #"\boxed{}"#),
        ])
    func failures(name: String, text: String) throws {
        #expect(try Extraction(named: name).answer(in: text) == nil)
    }

    @Test("an unknown name or a broken pattern is refused", arguments: ["last", "regex:(", "json:", ""])
    func names(name: String) {
        #expect(throws: RecordFault.self) { try Extraction(named: name) }
    }

    @Test(
        "equal numbers have one key, whatever they look like",
        arguments: [
            (["18", "18.0", "18.00", "+18", "$18$", "18.", "x = 18"], "18"),
            (["$18", "18 dollars", #"\$18"#], "18 USD"), (["18%", #"18\%"#], "18%"),
            (["1,000.50", "1000.5", #"\frac{2001}{2}"#, "2001/2", "1000 1/2"], "2001/2"),
            (["-0.5", #"-\frac12"#, "-1/2", "−0.50", #"-\tfrac{2}{4}"#], "-1/2"), (["0.333"], "333/1000"),
            (["1/3"], "1/3"), ([#"90^\circ"#, "90°", #"90^{\circ}"#], "90°"),
            (["(1, 0.5)", #"(1,\frac12)"#], "(1,1/2)"),
            ([#"\text{(A)}"#, "(A)"], "A"), ([#"2 \sqrt{3}"#, #"2\sqrt{3}"#], #"2\sqrt{3}"#),
            (["no  solution"], "no solution"), (["1,2"], "1,2"), (["5 pi"], "5 pi"), (["3 or 4"], "3 or 4"),
            (["12 square feet"], "12 ft^2"), (["1/0"], "1/0"),
        ])
    func keys(texts: [String], key: String) {
        for text in texts { #expect(AnswerKey.key(of: text) == key, "\(text)") }
    }

    @Test("readers of GSM8K ignore units, others keep them, and either can be told")
    func units() {
        let given = "#### $18"
        #expect(
            AnswerReader(.gsm8k).stages(of: given).key == "18"
                && AnswerReader(.automatic).stages(of: given).key == "18 USD")
        #expect(AnswerReader(.automatic).stages(of: given, reference: "6*3\n#### 18").key == "18")
        #expect(AnswerReader(.gsm8k, units: .keep).stages(of: given).key == "18 USD")
        #expect(AnswerReader(.automatic, digits: 3).stages(of: #"\boxed{\pi}"#).key == "≈3.14")
    }

    @Test("what decides readings is written as parameters of their tool and read back")
    func parameters() {
        for reader in [
            AnswerReader(.automatic), AnswerReader(.boxed, units: .ignore),
            AnswerReader(.gsm8k, units: .keep, digits: 4),
            AnswerReader(.lastLine, thoughtTags: ["plan", "draft"]),
        ] {
            #expect(AnswerReader { reader.parameters[$0] } == reader)
        }
    }

    @Test("many digits are exact, and nothing is nothing")
    func limits() {
        let digits = String(repeating: "9", count: 60)
        #expect(AnswerKey.key(of: digits) == digits)
        #expect(AnswerKey.key(of: "1/" + String(repeating: "3", count: 36)) != nil)
        #expect(AnswerKey.key(of: "  ") == nil)
    }

    @Test(
        "an expression loses its label, the value it claims and the signs that are not ASCII",
        arguments: [
            ("Answer: (6 - 4) * 5 = 24", "(6 - 4) * 5"), ("(6 − 4) × 5", "(6 - 4) * 5"),
            (#"$\left(6-4\right) \times 5 = 24$."#, "(6-4) * 5"), ("24 = (6 - 4) * 12", "(6 - 4) * 12"),
            ("**Answer:** 8 ÷ 2", "8 / 2"), ("`4*6`", "4*6"), ("(1 + 2) * 3 = 9 = 9", "(1 + 2) * 3"),
        ])
    func expressions(text: String, expression: String) {
        #expect(AnswerText.expression(text) == expression)
    }

    @Test("arithmetic with decimals can be read, and what is none cannot")
    func arithmetic() {
        #expect(Arithmetic.spelling(of: "12 * (10 - 8) / 2.5") == "12*(10-8)/2.5")
        for text in ["(3 + 4", "3 +", "not 24", "3 4 + 5", "1.2.3", "(6 - 4) * 5 ≠ 24", "", "-3"] {
            #expect(Arithmetic.spelling(of: text) == nil, "\(text)")
        }
    }
}
