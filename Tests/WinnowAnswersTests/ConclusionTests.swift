import Testing

@testable import WinnowAnswers

/// The key of what is given as a text's answer, as an import reads it.
private func key(_ text: String) -> String? {
    let thoughts = Thoughts(in: text)
    return FinalAnswer.found(in: thoughts.rest, isCutOff: thoughts.isUnfinished).flatMap { NormalForm($0.answer)?.key }
}

/// What concludes, what does not, and what stands around it.
@Suite("What a text concludes")
struct ConclusionTests {
    @Test(
        "the letter of a choice is found in all that is written around it",
        arguments: [
            #"\boxed{\textbf{(D)}\ 42}"#, #"\boxed{\text{D. } 42}"#, "The answer is D (42).",
            "The answer is **D** (42).",
            "D. 42\n\nThis is so as the other options fail.", "**D**\n\nExplanation: because of A and B.",
            "(D) 42\n\nBecause the pressure rises with the heat.", "Hence, (D).", "Therefore D.", "Thus D is correct.",
            "所以选D。", "【答案】D", "The answer is D. C is wrong because it ignores friction.",
            "A is incorrect. B is incorrect. D is correct.",
        ])
    func choices(text: String) { #expect(key(text) == "D", "\(text)") }

    @Test("the text behind a letter is known too")
    func textsOfChoices() {
        for text in [
            #"\boxed{\textbf{(D)}\ 42}"#, "The answer is D (42).", "Answer: (D) 42", "D. 42\n\nThe others all fail it.",
        ] {
            #expect(FinalAnswer.found(in: text)?.textOfChoice == "42", "\(text)")
        }
        for text in ["Answer: D", "Answer: 42", "(A) and (C)"] {
            #expect(FinalAnswer.found(in: text)?.textOfChoice == nil, "\(text)")
        }
    }

    @Test(
        "names that begin with letters are no choices",
        arguments: [
            ("The answer is J. R. R. Tolkien.", "J. R. R. tolkien"), ("Answer: A. Einstein", "A. einstein"),
            ("The answer is St. Petersburg.", "St. petersburg"), ("The answer is T. S. Eliot.", "T. S. eliot"),
        ])
    func names(text: String, wanted: String) { #expect(key(text) == wanted, "\(text)") }

    @Test(
        "what is invented behind an answer, or said of other cases, concludes nothing",
        arguments: [
            "4\nQ: 3+3?\nA: 6", " 4\n\n## Problem 2\nCompute. The answer is 6", "2+2\n= 4\nQ: 3+3?\nA: 6",
            "The final answer is 4.\nNote: if we had counted zero, the answer would be 5.",
            "The answer is 4. However, some might say the answer is 7, which is wrong.",
            "The answer is 4. Without the gift the final answer would have been 9.", "The answer is 4, not 5.",
            "The answer is $4$ and we are done.", "The answer is 4 (four).",
        ])
    func behind(text: String) { #expect(key(text) == "4", "\(text)") }

    @Test("a question that comes before its answer is no end of it")
    func restated() { #expect(key("Let us see.\nQuestion: 2+2?\nAnswer: 4") == "4") }

    @Test(
        "marks of formulas and tags around an answer are no part of it",
        arguments: [
            ("Thus $x = 5$.", "5"), ("Hence, $n=12$.", "12"), ("Therefore, the total is $5$.", "5"),
            (#"\boxed 12"#, "12"), (#"\boxed{\approx 3.14}"#, "157/50"), (#"Answer: $\approx 3.14$"#, "157/50"),
            ("<result>5</result>", "5"), ("<answer><b>5</b></answer>", "5"), ("So the fee is $5.", "5 USD"),
        ])
    func marks(text: String, wanted: String) { #expect(key(text) == wanted, "\(text)") }

    @Test("boxes in a row are one answer, others the last of them")
    func rows() {
        #expect(key(#"So $x=\boxed{2}$ and $\boxed{3}$."#) == "2,3")
        #expect(key(#"\boxed{2}, \boxed{3}, and \boxed{4}"#) == "2,3,4")
        #expect(key(#"We get \boxed{4}. So the perimeter is \boxed{16}."#) == "16")
    }

    @Test("a factorial stays where nothing but the answer stands")
    func factorials() {
        #expect(key("Answer: 5!") == "120" && key("5!") == "120" && key("The answer is 42!") == "42")
        #expect(key("Answer: n!") == NormalForm("n!")?.key && key("Answer: Paris!") == "paris")
    }

    @Test("pictures alone are the answer, and those apart behind one are not")
    func pictures() {
        #expect(key("Answer: 😀") != key("Answer: 😀😀") && key("Answer: 🇫🇷") != key("Answer: 🇫🇮"))
        #expect(key("Final Answer: 5 😊") == "5" && key("Answer: 3🍎") != key("Answer: 3🍌"))
    }

    @Test("what a server keeps apart as a refusal is no answer")
    func refusals() { #expect(key("<refusal>\nNo. The answer is 5.\n</refusal>") == nil) }
}
