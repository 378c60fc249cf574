import TestGuards
import Testing

@testable import WinnowAnswers

/// The key of what a text gives as its answer.
private func key(_ text: String) -> String? {
    let thoughts = Thoughts(in: text)
    return FinalAnswer.found(in: thoughts.rest, isCutOff: thoughts.isUnfinished)
        .flatMap { AnswerKey.key(of: $0.answer) }
}

@Suite("Only what is given as the answer counts")
struct GivenAnswerTests {
    @Test(
        "thoughts, drafts, results on the way and what runs on behind are no answers",
        arguments: [
            (#"First I get \boxed{4}. That is wrong, since 4 is even. So it is \boxed{5}."#, "5"),
            (#"\boxed{5} is the answer; \boxed{4} would be wrong."#, "5"), ("The answer is not 4, it is 5.", "5"),
            ("The answer isn't 4 but 5.", "5"), ("Is the answer 6? No. The answer is 7.", "7"),
            ("If the answer is 6 then 18 follows. So the answer is 7.", "7"),
            ("The answer is 4... no, 5. Final answer: 5", "5"), ("Answer: 5\nReason: there are 3 cases.", "5"),
            ("Answer: B\n\nExplanation: A is wrong because 3 < 4. C is wrong since it says 7.", "B"),
            ("The answer is B. Option A is incorrect because it is 3. Option C is wrong.", "B"),
            ("The answer is 12.\nLet me know if you need 2 more examples.", "12"),
            ("The answer is 5.\n\n---\n\nExample 2:\nThe answer is 6.", "5"),
            ("The answer is 5.\n\n[Question]\nAnd?\n[Answer]\nThe answer is 6.", "5"),
            ("A: 12\n\nQ2: And?\nA: 7", "12"), ("The answer is 5.\n\nProblem 3.\nThe answer is 6.", "5"),
            ("The answer is 5.\nuser\nAnd 3+3?\nassistant\nThe answer is 6.", "5"),
            ("<think>4</think>\n<answer>5", "5"), ("5</answer> and more", "5"),
            ("so \\boxed{1}</think>\n\nresult: 2", "2"),
        ])
    func others(text: String, answer: String) { #expect(key(text) == answer, "\(text)") }

    @Test(
        "a text that gives none has none",
        arguments: [
            "<think>The answer is 5.", "<think>4</think>", "I'm sorry, but I cannot determine the answer.",
            "I can't solve this problem.", "Step 1: 3+4=7\nStep 2: 7*2=14\nStep 3:", "So it is \\boxed{5",
            "Answer:", "**Answer:**", "The answer is ...", "First we add 3 and 4.\nThen we take all of it and",
        ])
    func none(text: String) { #expect(key(text) == nil, "\(text)") }
}

@Suite("Words and marks around an answer do not hide it")
struct AnswerSentenceTests {
    @Test(
        "sentences and labels of prompts and models give 12",
        arguments: [
            "Final answer -> 12", "The answer: 12", "*Answer*: 12", "__Answer__: 12", "Ans. 12", "Ans = 12",
            "Answer - 12",
            "Answer — 12", "Result: 12", "Output: 12", "The result is 12.", "The solution is x = 12.",
            "Hence, the required value is 12.", "Therefore, x = 12.", "> Answer: 12", "1. Answer: 12",
            "| Answer | 12 |",
            "Answer: ``12``", "Answer:\n```\n12\n```", "The result:\n```\n12\n```", "Answer: <12>", "Answer: {12}",
            #"{"answer": "12"}"#, #"{"answer": 12}"#, "```json\n{\"steps\": 3, \"answer\": 12}\n```",
            "The answer has to be 12.", "The answer comes out to 12.", "The answer turns out to be 12.",
            "The answer we get is 12.", "We get the answer 12.", "<final_answer>12</final_answer>",
            "[ANSWER]12[/ANSWER]",
            "<answer>The final answer is 12.</answer>", "The answer is 12 (3 times 4).",
            "The answer is 12 as required.",
            "The answer is 12!", "The answer is 12 🎉", "The answer is approximately 12.", "The answer is exactly 12.",
            "因此，答案是 12。", "最终答案：\\boxed{12}", "したがって、答えは 12 です。", "정답: 12", "Ответ: 12.", "উত্তর: 12", "జవాబు: 12",
            "We find that\n$x = 12$.", "Thus $x = 12$ is our answer.", "It is known, and so the value sought is $12$.",
            "La réponse finale est 12.", "A resposta é 12.", "Answer: twelve",
        ])
    func sentences(text: String) { #expect(key(text) == "12", "\(text)") }

    @Test(
        "the letter of a choice is B, whatever text is behind it",
        arguments: [
            "Answer: (B) Lisbon", "Answer: B: Lisbon", "Answer: B - Lisbon", "Answer: **B)** Lisbon", "Answer: <B>",
            "The answer is [[B]].", "The correct answer is option B: Lisbon.", "Choice: B", "Option: B",
            "My choice is B.",
            "I'd go with B.", "I'll go with option B.", "选B", "故选：B", "正确答案是B。",
            "Answer: B. It has the most people of all.",
            "The correct choice is (B).", #"{"reasoning": "3*4", "answer": "B"}"#,
        ])
    func choices(text: String) { #expect(key(text) == "B", "\(text)") }

    @Test(
        "what looks like a choice or an aside and is none stays",
        arguments: [
            ("Answer: A. Smith", "A. smith"), ("Answer: E. coli", "E. coli"), ("Answer: A - B", "A-B"),
            ("Answer: 12 (for x > 0)", "12 (for x > 0)"), (#"The answer is $4!$."#, "24"),
        ])
    func others(text: String, answer: String) { #expect(key(text) == answer, "\(text)") }
}

@Suite("Numbers are read whole")
struct WholeNumberTests {
    @Test(
        "the last number has all its digits, its power and its word",
        arguments: [
            ("is 1 3/4", "7/4"), ("is 1½", "3/2"), ("is ½", "1/2"), ("is \\tfrac34", "3/4"),
            ("is 2\\frac{3}{4}", "11/4"),
            ("is -\\dfrac{3}{4}.", "-3/4"), ("is 2.5 x 10^3", "2500"), ("is 2.5 \\times 10^{3}", "2500"),
            ("is 2.5×10³", "2500"), ("is 2.5*10^3", "2500"), ("is 10^6", "1000000"), ("is 10^{-3}", "1/1000"),
            ("is 2^10", "1024"), ("is ５０", "50"), ("is １，２３４", "1234"), ("is ٥", "5"), ("is –5.", "-5"),
            ("7 million", "7000000"),
            ("3.5 billion people", "3500000000"), ("2.4 lakh", "240000"), ("24万元", "240000"), ("2 dozen", "24"),
            ("5 / 6", "5/6"), ("2\\sqrt{3}", "2\\sqrt{3}"), ("1\u{202F}234", "1234"), ("1’234", "1234"), ("3–5", "5"),
            ("3 – 5", "5"), ("5 - 3 = 2", "2"), ("(3, 5)", "5"), ("1.2.3", "3"), ("H2O has 3", "3"),
            ("1,234 and 5", "5"),
            ("5/6/7", "7"), ("7!", "7"), ("step 2: 7.", "7"), ("007", "7"), ("1,2,3", "3"),
        ])
    func numbers(text: String, number: String) {
        #expect(LastNumber.found(in: text).flatMap { AnswerKey.key(of: $0, units: .ignore) } == number, "\(text)")
    }
}

@Suite("Programs are whole")
struct WholeProgramTests {
    static let programs = [
        "def f(x):\n    # the answer is 5\n    return 5\n", "def f():\n    return r'\\boxed{5}'\n",
        "    return x + 1\n", "n = int(input())\nprint(n * 2)\n",
        "import sys\nfor line in sys.stdin:\n    print(line)\n",
        "#include <cstdio>\nint main() {\n  return 0;\n}", "const f = (x) => {\n  return x;\n};",
        "SELECT a\nFROM t\nWHERE b = 1\nORDER BY a;", "SELECT a FROM t WHERE b = 1;", "#!/bin/bash\necho 1\n",
        "theorem foo : 1 + 1 = 2 := by\n  norm_num\n", "f = lambda x: (x + 1)\nprint(f(2))",
        "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n",
        "package main\n\nfunc main() {\n\tprintln(1)\n}", "fn main() {\n    println!(\"{}\", 1);\n}",
    ]

    @Test("a text of code is one answer", arguments: programs)
    func texts(program: String) { #expect(FinalAnswer.found(in: program)?.answer == program) }

    @Test("a program is found in its fence, whatever stands around it", arguments: programs)
    func fences(program: String) throws {
        guard program.hasSuffix("\n"), program.contains("\n    ") || program.hasPrefix("#") else { return }
        for text in [
            "Here it is:\n```python\n\(program)```\nIt works.", "```\n\(program)```", "```python\n\(program)",
            "<answer>\n```python\n\(program)```\n</answer>", "```py\n\(program)```\nOutput:\n```\n5\n```",
            "```python\n\(program)```\nTests:\n```python\nassert f(1) == 2\n```",
        ] {
            #expect(FinalAnswer.found(in: text)?.answer == program, "\(text)")
        }
    }
}
