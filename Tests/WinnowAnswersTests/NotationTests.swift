import TestGuards
import Testing

@testable import WinnowAnswers

/// Answers and references that may not be taken for one, and those that are one in another notation.
@Suite("Notations of answers")
struct NotationTests {
    private func forms(_ one: String, _ other: String) throws -> (NormalForm, NormalForm) {
        (try #require(NormalForm(one)), try #require(NormalForm(other)))
    }

    @Test(
        "nothing that changes an answer is left out of it",
        arguments: [
            ("A. Turing", "A. Einstein"), ("E. coli", "E. faecalis"), ("J. K. Rowling", "J. R. R. Tolkien"),
            ("3", "> 3"), ("3", "3 quarters"), ("3", "three halves"), ("2", "2 thirds"), ("3", "3 pairs"),
            ("5", "5 tenths"), ("3", "3 gross"), ("3", "3 factorial"), ("😀😀", "😀"), ("🇫🇷", "🇫🇮"), ("I", "i"),
            ("n!", "n"), ("5!", "5"), ("1A_{16}", "A_{16}"), ("12th", "12"), ("(1,3]", "1<x<3"),
            ("x>2", "(-\\infty,2)"),
        ])
    func differ(reference: String, answer: String) throws {
        let (one, other) = try forms(reference, answer)
        #expect(!one.agrees(with: other) && !other.agrees(with: one), "\(one.key) | \(other.key)")
    }

    @Test(
        "notations of one value agree",
        arguments: [
            ("(1,3)", "1<x<3"), ("[1,3)", "1 \\le t < 3"), ("x > 2", "(2,\\infty)"), ("(-\\infty,2]", "y\\le 2"),
            ("1", "\\tan 45^\\circ"), ("\\frac12", "\\sin\\frac{\\pi}{6}"), ("2x", "f(x)=2x"), ("6:00 PM", "18:00"),
            ("19:30", "7:30 pm"), ("B", "B. Lisbon"), ("2/3", "two thirds"), ("3/2", "three halves"),
            ("3.5", "3 and a half"), ("-3", "minus three"), ("0.5", "5e-1"), ("0.002", "2e-3"),
        ])
    func agree(reference: String, answer: String) throws {
        let (one, other) = try forms(reference, answer)
        #expect(one.agrees(with: other) && other.agrees(with: one), "\(one.key) | \(other.key)")
        #expect(!one.isCertainlyOther(than: other))
    }

    @Test("the e of a formula is a number, and that of a program a power of ten")
    func exponents() {
        #expect(NormalForm("2e-1")?.key == "1/5" && NormalForm("-5e-7")?.key == "-1/2000000")
        #expect(NormalForm("$2e-1$")?.key == NormalForm("2 e - 1")?.key && NormalForm("2e - 1")?.key != "1/5")
        #expect(NormalForm("x+2e-1")?.key == NormalForm("x+2 e-1")?.key)
    }

    @Test(
        "of two values that differ in whatever notation this is certain, of others it is not",
        arguments: [
            ("5", "6", true), ("1/2", "0.6", true), ("\\sqrt2", "1.5", true), ("2x+1", "2x-1", true),
            ("(1,2)", "(2,1)", true),
            ("\\{1,2\\}", "1,3", true), ("B", "C", true), ("7 am", "7 pm", true), ("\\frac{x^2-1}{x-1}", "x+1", false),
            ("|x-1|", "|1-x|", false), ("x^2+C", "x^2+K", false), ("2 m", "200 cm", false), ("1,2", "2,1", false),
            ("101_2", "5", false), ("Paris", "Rome", false), ("x=1,y=2", "(1,2)", false), ("5", "5", false),
        ])
    func certainty(one: String, other: String, isCertain: Bool) throws {
        let (first, second) = try forms(one, other)
        #expect(first.isCertainlyOther(than: second) == isCertain, "\(first.key) | \(second.key)")
        #expect(second.isCertainlyOther(than: first) == isCertain)
    }

    @Test(
        "the last number is read whole",
        arguments: [
            ("area is 12 m^2", "12"), (#"area 12\text{ m}^2"#, "12"), ("volume 12 cm^{3}", "12"), ("x_{2} is 7", "7"),
            ("3,75 €", "3.75"), ("0,5", "0.5"), ("12,5%", "12.5"), ("0,125", "0.125"), ("the pair (1,2)", "2"),
            ("numbers 1,2,3", "3"), ("a total of 3,5 and 7", "7"), ("5e-7", "5e-7"), ("It is 2e-3.", "2e-3"),
            (#"0.\overline{3}"#, #"0.\overline{3}"#), (#"\frac{1,000}{3}"#, #"\frac{1,000}{3}"#), ("x = - 5", "-5"),
            ("It is − 5.", "-5"), ("7 − 5", "5"), ("$2.5k", "2.5 thousand"), ("about €3bn", "3 billion"),
            ("The ratio is 0x1F", "31"), ("mask 0b101", "5"), ("1,234", "1,234"), ("room 5k", "5"), ("x^2 = 49", "49"),
        ])
    func lastNumbers(text: String, wanted: String) { #expect(LastNumber.found(in: text) == wanted) }
}
