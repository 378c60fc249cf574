import TestGuards
import Testing

@testable import WinnowAnswers

/// Spellings of one answer, and what votes are counted on.
private let equal: [(texts: [String], key: String)] = [
    (["18", "18.0", "$18$", "18.00", "+18", "18.", "x = 18", "18 = x", "１８", "18\u{200B}", "**18**", "`18`"], "18"),
    (["$18", "18 dollars", #"\$18"#, "US$18", "18 USD", "USD 18", #"18 \text{ dollars}"#], "18 USD"),
    (["18%", #"18\%"#, "18 percent", "18 per cent", "18 %"], "18%"),
    (["1,000.50", "1000.5", #"\frac{2001}{2}"#, "2001/2", "1000 1/2", "1.000,50", "1 000.5"], "2001/2"),
    ([#"\dfrac{2001}{2}\text{ m}"#, "1000.5 m", "1000.5 meters", "1,000.5 metres"], #"2001/2 \text{m}"#),
    (["-0.5", #"-\frac12"#, "-1/2", "−0.50", #"-\tfrac{2}{4}"#, "–.5", #"\frac{-1}{2}"#], "-1/2"),
    ([#"90^\circ"#, "90°", #"90^{\circ}"#, "90 degrees"], "90°"),
    (["(1, 0.5)", #"(1,\frac12)"#, #"\left( 1, \frac{1}{2} \right)"#], "(1,1/2)"),
    ([#"\text{(A)}"#, "(A)", "A", "A)", "A.", "[A]", #"\textbf{A}"#], "A"),
    (
        [#"2 \sqrt{3}"#, #"2\sqrt{3}"#, "2√3", "2sqrt(3)", #"\sqrt{12}"#, #"\frac{6}{\sqrt{3}}"#, #"2\sqrt3"#],
        #"2\sqrt{3}"#
    ),
    (["5 pi", #"5\pi"#, "5π", #"5 \cdot \pi"#], "5 pi"),
    (["3 or 4", "4 or 3", #"3 \text{ or } 4"#, "x=3 or x=4", "x = 4, x = 3"], "3 or 4"),
    (["±5", #"\pm 5"#, "5 or -5", "x = ±5"], "-5 or 5"),
    (["12 square feet", "12 ft^2", "12 sq ft", #"12\text{ ft}^2"#], "12 ft^2"),
    (["7250", "7,250", #"7{,}250"#, #"7\,250"#, #"7,\!250"#, "7'250", "7_250", "7 250", "7.25 thousand"], "7250"),
    (["240000", "2,40,000", "240,000", "2.4e5", #"2.4 \times 10^5"#, "0.24 million", "2.4 lakh", "24万"], "240000"),
    (
        ["{1, 2}", #"\{1,2\}"#, #"\{2,1\}"#, #"\{2, 1, 1\}"#, #"\left\{\frac{2}{2},2\right\}"#, #"x\in\{1,2\}"#],
        #"\{1,2\}"#
    ),
    ([#"(-\infty, 2)"#, #"x \in (-\infty,2)"#, "(-∞, 2)"], #"(-\infty,2)"#),
    (
        [#"(-\infty,0)\cup(1,\infty)"#, #"(1,\infty) \cup (-\infty, 0)"#, "(-∞,0) ∪ (1,∞)"],
        #"(-\infty,0)\cup (1,\infty)"#
    ),
    (
        [
            #"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#, #"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"#,
            #"\begin{pmatrix} 1 & \frac{4}{2} \\ 3 & 4 \\ \end{pmatrix}"#,
        ], #"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#
    ),
    (["(x+1)^2", "x^2+2x+1", "1 + 2x + x^2", "(x+1)(1+x)", "x²+2x+1"], "x^2+2x+1"),
    (["2xy", "2yx", "2 x y", #"2x \cdot y"#, "y*2*x"], "2x y"),
    (["y=2x+1", "y = 1 + 2x", "1+2x = y"], "y=2x+1"),
    (["x > 2", "2 < x", #"x\gt 2"#], "2<x"), (["1 < x \\le 3", "3 ≥ x > 1"], #"1<x\le 3"#),
    ([#"\sqrt[3]{-8}"#, "-2"], "-2"), ([#"\sqrt{-4}"#, "2i"], "2i"), (["(1+i)^2", "2i"], "2i"),
    ([#"\frac{1}{1+\sqrt2}"#, #"\sqrt{2}-1"#], #"-1+\sqrt{2}"#), (["5!", "120"], "120"),
    ([#"\binom{5}{2}"#, "10"], "10"), ([#"0.\overline{3}"#, "1/3"], "1/3"), ([#"0.1\overline{6}"#, "1/6"], "1/6"),
    (["1½", "3/2", "1.5", #"1\frac{1}{2}"#], "3/2"),
    (["7 am", "7:00 a.m.", "07:00 AM", "7 a.m."], "7:00 am"), (["noon", "12 pm", "12:00 p.m."], "12:00 pm"),
    (["January 5, 2024", "5 January 2024", "Jan 5, 2024", "2024-01-05", "5th of January 2024"], "2024-01-05"),
    (["25/12/2024", "12/25/2024", "December 25, 2024"], "2024-12-25"),
    (["no  solution", "No solution", "NO SOLUTION", #"\text{no solution}"#, "No Solution."], "no solution"),
    (["12 apples", "12 Apples", #"12 \text{ apples}"#], "12 apple"),
    (["5 km/h", "5 kilometers per hour"], #"5\text{h}^{-1} km"#),
    (["five", "5", "Five", #"5\,"#, #"5\;."#], "5"), (["twenty-one", "21", "twenty one"], "21"),
    (["two hundred and five", "205"], "205"),
    (["three apples", "3 apples"], "3 apple"), (["6.02 x 10^3", "6020", #"6.02\times10^3"#], "6020"),
    (["ℝ", #"\mathbb{R}"#, "all real numbers"], #"\mathbb{R}"#),
    (
        [#"\left(\begin{array}{c}1\\2\end{array}\right)"#, #"\begin{pmatrix}1\\2\end{pmatrix}"#],
        #"\begin{pmatrix}1\\2\end{pmatrix}"#
    ),
    (["101_2", "101_{2}"], "101_{2}"), (["1e-3", "0.001", #"10^{-3}"#], "1/1000"), (["$5$ or $-5$"], "-5 or 5"),
]

/// Answers of which no two mean the same.
private let different: [[String]] = [
    ["3 or 7/2", "3 or 5/2", "3", "7/2", "3 and 7/2"], ["2 x^2", "2 x^3", "2", "2 xy", "2x", "2 x"].dropLast(),
    ["7 am", "7 pm", "7", "7:00"], ["5 cm", "5 m", "5", "5 km", "5 cm^2", "5%", "$5", "€5", "£5", "5°"],
    ["5 million", "5 thousand", "5", "5 billion"], [#"a \rightarrow b"#, #"a \leftarrow b"#, "a b"],
    ["x = 5", "y = 5", "z = 5"], ["[1,2]", "(1,2)", "[1,2)", "(1,2]", #"\{1,2\}"#, "1 or 2", "1,2"],
    ["(1,2)", "(2,1)", "(1,3)"], ["50%", "50", "0.5", "5%"], ["0 °C", "0 °F", "0", "0%"],
    ["3:4", "4:3", "3/4", "34"], ["7:05", "7:5"], ["8-3", "5", "8+3"], ["01/05/2024", "2024-01-05", "05/01/2024"],
    [#"\sqrt{2}"#, #"\sqrt[3]{2}"#, "2", "1.414", "1.4142135623730951"], ["1/3", "0.333", "0.3333333333333333"],
    [#"\sqrt{x^2}"#, "x", "-x", "|x|"], ["x", "y", "X", "x_1", "x'"], ["cat", "act", "tac"], ["ABC", "CAB"],
    ["1/2x", "1/(2x)", "2x"], [#"2\frac{5}{3}"#, "10/3", "11/3"], ["5 less", "5 more", "5"], ["2e+3", "2000", "2e-3"],
    ["3,5", "3.5", "35"], ["1.234", "1234"], ["f(x)", "fx", "g(x)"], ["101_2", "101", "1012", "101_3"],
    ["NaCl", "NACL"], ["CO", "Co"], ["sin x", "cos x", "sin 2x", "x sin"], [#"\log_2 8"#, #"\log_3 8"#, #"\ln 8"#],
    [
        #"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#, #"\begin{pmatrix}1&2&3&4\end{pmatrix}"#,
        #"\begin{vmatrix}1&2\\3&4\end{vmatrix}"#,
    ],
    ["x<2", #"x\le 2"#, "x>2", "x=2"], ["A", "B", "a"], ["2^{n}", "2^{n+1}", "n^2", "2n"],
    ["Monday", "Tuesday"], ["5!", "5"], ["-5", "5", "5-"], ["1 2", "12", "2 1"],
    ["2 hours 30 minutes", "2 hours", "230"],
    ["x^2-1", "x^2+1", "x^{2-1}"], [#"\frac{a}{b}"#, #"\frac{b}{a}"#, "ab"], ["1.2.3", "1.23", "12.3"],
    ["5 apples", "5 pears", "5"], ["pages 3-5", "pages 3-6"], ["(A) and (C)", "(A)", "(C)"],
    ["3 + 4i", "3 - 4i", "7i"],
    ["R_1", "R_2"], ["two thirds", "2", "two"].dropLast(), ["one or two", "1", "2"], ["3 + 4 = 7", "2 + 5 = 7", "7"],
    ["?", "!", ",", ".", "–"], ["\\left", "\\right"], ["two hundred", "two", "hundred"],
    ["(4+8)*2 = 24", "4*6 = 24", "24"], ["(1,234)", "1234"], ["x \\in (0,1)", "y \\in (0,1)"], ["100_{10}", "100"],
    ["10^{100}", "10^{101}"], [String(repeating: "9", count: 60), String(repeating: "9", count: 61)],
].map { Array($0) }

@Suite("Keys of answers")
struct KeyTests {
    @Test("spellings of one answer have its key", arguments: equal)
    func equalAnswers(texts: [String], key: String) throws {
        for text in try nonEmpty(texts) { #expect(AnswerKey.key(of: text) == key, "\(text)") }
        #expect(AnswerKey.key(of: key) == key)
    }

    @Test("different answers have different keys", arguments: different)
    func differentAnswers(texts: [String]) {
        let keys = texts.map { AnswerKey.key(of: $0) }
        #expect(Set(keys).count == texts.count, "\(keys)")
    }

    @Test("answers of different lists are different")
    func lists() {
        let keys = equal.map(\.key)
        #expect(Set(keys).count >= keys.count - 2, "two of them are written in two ways on purpose")
    }

    @Test("a key is the key of itself, whatever the answer")
    func stability() {
        for text in equal.flatMap(\.texts) + different.flatMap(\.self) {
            guard let key = AnswerKey.key(of: text) else { continue }
            #expect(AnswerKey.key(of: key) == key, "\(text)")
        }
    }

    @Test("nothing has no key", arguments: ["", "  ", "\u{200B}", "\n"])
    func nothing(text: String) { #expect(AnswerKey.key(of: text) == nil) }

    @Test(
        "units that are ignored leave the number",
        arguments: [
            ("18 dollars", "18"), ("$18", "18"), ("50%", "50"), ("5 cm", "5"), ("12 red apples", "12"), ("2x", "2x"),
            ("3 m^2", "3m^2"), ("x = 5 cm", "5"), ("(5 cm, 3 cm)", "(5,3)"), ("5 km/h", "5"),
            ("no solution", "no solution"),
            ("0 dollars", "0"),
        ])
    func ignored(text: String, key: String) { #expect(AnswerKey.key(of: text, units: .ignore) == key) }

    @Test("what may be meant otherwise is said")
    func notes() {
        #expect(NormalForm("3,5")?.notes.isEmpty == false && NormalForm("1.234")?.notes.isEmpty == false)
        #expect(NormalForm("3.5")?.notes == [] && NormalForm("0.333")?.notes == [])
    }
}

@Suite("Agreement with a reference")
struct AgreementTests {
    @Test(
        "what people leave out does not make an answer wrong",
        arguments: [
            ("$29.00", "29"), ("10", #"10\text{ cm}"#), ("n = 7", "7"), ("7", "n = 7"), ("50%", "0.5"),
            ("50", #"50\%"#),
            ("B. Lisbon", "B"), ("B", "B. Lisbon"), ("b", "B"), ("1, 2", #"\{1,2\}"#), ("3,5", "3.5"),
            ("0,111", "0.111"), ("3,05", "3.05"), ("f(0) = 5", "5"), ("y = 2x+1", "2x+1"), ("3+4 = 7", "7"),
            ("12", "3 \\cdot 4 = 12"), ("AB = 5", "5"),
        ])
    func agree(answer: String, reference: String) throws {
        let (form, other) = (try #require(NormalForm(answer)), try #require(NormalForm(reference)))
        #expect(form.agrees(with: other))
    }

    @Test(
        "what both say has to be the same",
        arguments: [
            ("5 cm", "5 m"), ("50%", "0.05"), ("x = 5", "y = 5"), ("A. Lisbon", "B"), ("2m", "2"), ("2 x^2", "2"),
            ("a + 3z = 0", "0"), ("2x + z = 1", "1"), ("x^2 = 4", "4"), ("3+4 = 8", "8"),
            ("(1,2)", "(2,1)"), ("1,2", "2,1"), ("3,5", "5.3"), ("3,05", "3.5"), ("7 am", "7"), ("1 or 2", "1"),
        ])
    func differ(answer: String, reference: String) throws {
        let (form, other) = (try #require(NormalForm(answer)), try #require(NormalForm(reference)))
        #expect(!form.agrees(with: other) && !other.agrees(with: form))
    }

    @Test("numbers are rounded each on its own where digits are asked for")
    func rounding() {
        func rounded(_ text: String, _ digits: Int) -> String? { NormalForm(text)?.rounded(to: digits) }
        #expect(rounded(#"\pi"#, 4) == "≈3.142" && rounded("3.1416", 4) == "≈3.142" && rounded("22/7", 4) == "≈3.143")
        #expect(
            rounded(#"\sqrt{2}"#, 3) == rounded("1.4142", 3) && rounded("x", 3) == nil && rounded("(1,2)", 3) == nil)
        #expect(rounded("5.01 cm", 2) != rounded("5.01 m", 2) && rounded("1999", 2) == "≈2000")
    }
}
