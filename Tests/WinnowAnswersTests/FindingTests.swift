import TestGuards
import Testing

@testable import WinnowAnswers

/// A text, the answer that it gives, and by what; nil for none.
private let given: [(text: String, answer: String?, rule: AnswerRule?)] = [
    ("Final Answer: The final answer is $36$. I hope it is correct.", "$36$", .finalAnswer),
    ("**Final Answer: 61**", "61", .finalAnswer), ("**Answer**: `61`", "61", .label),
    ("### Final Answer\n\n**61**", "61", .finalAnswer), ("✅ Final Answer: **61**", "61", .finalAnswer),
    ("Thus, the answer is **61**.", "61", .label), ("The answer is (B).", "B", .label),
    ("ANSWER: B) Lisbon", "B", .label), ("Option B is correct.", "B", .choice), ("So (B) is correct.", "B", .choice),
    ("Answer: (A) and (C)", "(A) and (C)", .label), (#"\boxed{1} or rather \boxed{2}"#, "2", .boxed),
    (#"It may be \boxed{9}. So the answer is 5."#, "5", .label),
    (#"\boxed{9} is my draft."# + "\nThe answer is 5.", "5", .label),
    ("The answer is 12. Let me check. Actually, the answer is 13.", "13", .label),
    (#"Final answer: 5. (My first guess was \boxed{9}.)"#, "5", .finalAnswer),
    ("The answer is 5 because 2+3=5.", "5", .label), ("The answer is 7 p.m. on Monday.", "7 p.m. on Monday", .label),
    ("The answer is 3.5.", "3.5", .label), ("The answer is $5 or $10.", "$5 or $10", .label),
    ("Answer:\n$$\n42\n$$", "$$\n42\n$$", .label), ("<answer>The answer is 5</answer>", "5", .answerTag),
    ("#### 18\n\nQuestion: And 4?\nAnswer: 4\n#### 4", "18", .gsm8k), ("#### 18<|im_end|>\nuser\n#### 4", "18", .gsm8k),
    ("#### 18\nHuman: next\nAnswer: 4", "18", .gsm8k), ("Question: 2+2?\nAnswer: 4", "4", .label),
    ("答案是 5。", "5", .label), ("最终答案：42", "42", .finalAnswer), ("答えは5です。", "5", .label), ("정답은 5입니다.", "5", .label),
    ("La respuesta es 5.", "5", .label), ("Die Antwort lautet 5.", "5", .label), ("Ответ: 5", "5", .label),
    ("    x = 1\n    return x\n", "    x = 1\n    return x\n", .program),
    ("Here:\n```python\ndef f(x):\n    return x\n```\nDone.", "def f(x):\n    return x\n", .program),
    ("Let x = 3.\nSo the total is 18 dollars.", "18 dollars", .lastLine), ("Paris", "Paris", .lastLine),
    ("work\n5", "5", .lastLine),
    ("First we add 3 and 4.\nThen we multiply all of it by the", nil, nil), ("", nil, nil), (" \n ", nil, nil),
    ("Final Answer: The largest $n$ is 34. I hope it is correct.", "34", .finalAnswer),
    ("Answer $ 9 $", "$ 9 $", .label),
    ("Final answer: 5<|im_start|>user", "5", .finalAnswer), ("The answer is not 5.\n6", "6", .lastLine),
    ("the answer to the question is 5.", "5", .label),
]

@Suite("Finding the final answer")
struct FindingTests {
    @Test("the answer is what a text gives as its answer", arguments: given)
    func answers(text: String, answer: String?, rule: AnswerRule?) {
        let found = FinalAnswer.found(in: text)
        #expect(found?.answer == answer && found?.rule == rule, "\(text)")
        if let found { #expect(text.contains(found.candidate), "the candidate is a piece of the text") }
    }

    @Test("an answer is the same with thoughts before it, whatever marks are in them")
    func withThoughts() throws {
        for (text, answer, _) in try nonEmpty(given) {
            for thoughts in [
                #"<think>It is \boxed{9}. The answer is 8. #### 7 <answer>6</answer></think>"#,
                #"so \boxed{9}</think>"#, "<thinking>Answer: 3</thinking>", "[THINK]Final answer: 4[/THINK]",
                "<think>a<think>b</think>c</think>",
            ] {
                let stripped = Thoughts(in: thoughts + "\n" + text)
                #expect(
                    FinalAnswer.found(in: stripped.rest)?.answer.trimmingSpaces == answer?.trimmingSpaces, "\(text)")
            }
        }
    }

    @Test("a thought that never ends has no answer")
    func unfinished() {
        let stripped = Thoughts(in: #"<think>It is \boxed{9}. The answer is 8."#)
        #expect(stripped.isUnfinished && stripped.rest.isEmpty && stripped.thoughts.hasPrefix("It is"))
        #expect(FinalAnswer.found(in: stripped.rest, isCutOff: true) == nil)
        let before = Thoughts(in: "Let me see.\n<think>It is")
        #expect(FinalAnswer.found(in: before.rest, isCutOff: true) == nil)
        let given = Thoughts(in: "Answer: 5\n<think>or")
        #expect(FinalAnswer.found(in: given.rest, isCutOff: true)?.answer == "5")
    }

    @Test("other tags hold thoughts where they are named")
    func tags() {
        #expect(
            Thoughts(in: "<plan>9</plan>5", tags: ["plan"]).rest == "5"
                && Thoughts(in: "<plan>9</plan>5").thoughts.isEmpty)
        #expect(Thoughts(in: "a < b and <b>5</b>").rest == "a < b and <b>5</b>")
    }

    @Test(
        "the last number is read whole",
        arguments: [
            ("The total is 2,40,000 rupees.", "2,40,000"), (#"The answer is $7{,}250."#, "7{,}250"),
            ("She lost -$5", "-$5"),
            ("it is 3, then $1,234.50.", "1,234.50"), ("5-3 leaves 2", "2"), ("from 5 to -3", "-3"), ("7-3", "3"),
            ("half is 1/2", "1/2"), ("see 1,2,3", "3"), ("costs .5", ".5"), ("1.5e-3 of it", "1.5e-3"),
            (#"it is \frac{3}{4}."#, #"\frac{3}{4}"#), ("1 000 000 people", "1 000 000"), ("1.234,56 Euro", "1.234,56"),
            ("GPT4 says 7 of x2", "7"), ("is −3", "−3"), ("Is it 5,000,000?", "5,000,000"),
            ("1'000'000 francs", "1'000'000"),
            ("3 1/2", "3 1/2"), ("in 2024, 7", "7"), ("10% of it", "10"),
        ])
    func lastNumbers(text: String, number: String) { #expect(LastNumber.found(in: text) == number) }

    @Test("a text without digits has no number", arguments: ["none", "", "x2", "."])
    func noNumbers(text: String) { #expect(LastNumber.found(in: text) == nil) }

    @Test(
        "prose is no program",
        arguments: [
            "Let x be 3\nfrom the first line", "return to the start of it, then go\non and on",
            "The class is over.\nGo.",
        ])
    func prose(text: String) { #expect(Program.found(in: text) == nil) }
}

extension String {
    fileprivate var trimmingSpaces: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
