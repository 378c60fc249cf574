import Testing
import WinnowDomains

/// A whole domain that has neither a tiny model nor a trace.
private struct Reversal: Domain {
    let name = "reversal"
    let summary = "Write a word backwards."
    let example = (problem: "abc", answer: "cba")
    let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    func problem(from specification: String) throws(ProblemError) -> String {
        guard !specification.isEmpty else { throw ProblemError("a problem is a word") }
        return specification
    }

    func specification(of problem: String) -> String { problem }

    func answerKey(of answer: String) -> String? { answer.isEmpty ? nil : answer }

    func verify(_ answer: String, of problem: String) -> Verdict {
        zip(answer.reversed(), problem).allSatisfy(==) && answer.count == problem.count
            ? .accepted : .rejected([Critique("wrong_order", "this is not the word backwards")])
    }

    func grade(_ answer: String, of problem: String) -> Bool { answer == String(problem.reversed()) }
}

@Suite("Domains of text only")
struct TextDomainTests {
    @Test("a domain without model and trace is all that its answers' texts need")
    func small() throws {
        func check(_ domain: some Domain) throws {
            let (text, answer) = domain.example
            let problem = try domain.problem(from: text)
            #expect(domain.specification(of: problem) == text)
            #expect(domain.promptText(for: problem) == text)
            #expect(domain.drawing(of: problem) == text)
            #expect(domain.difficultyLabel(of: problem) == "unknown")
            #expect(domain.specifications(in: text, reference: nil, target: nil) == [text])
            #expect(domain.partialVerifiers.isEmpty)
            #expect(domain.answerKey(of: answer) == answer)
            #expect(domain.verify(answer, of: problem) == .accepted)
            #expect(domain.grade(answer, of: problem))
            #expect(!domain.verify(text, of: problem).isAccepted && !domain.grade(text, of: problem))
            #expect(throws: ProblemError.self) { _ = try domain.problem(from: "") }
        }
        let domain: any Domain = Reversal()
        #expect(!(domain is any GeneratedDomain))
        try check(domain)
    }

    @Test("the built-in domains have the sizes that they should")
    func sizes() {
        let traced = ["maze", "countdown", "chain", "unchain", "blocks"]
        #expect(Domains.traced.map(\.name) == traced)
        #expect(Domains.generated.map(\.name) == traced)
        #expect(Domains.drawn.map(\.name) == traced + ["mystery", "mystery-random", "colouring"])
        #expect(
            Domains.all.map(\.name)
                == traced + ["mystery", "mystery-random", "planning", "planning-lenient", "colouring"])
    }
}

@Suite("Problems in texts of others")
struct ProblemTextTests {
    @Test(
        "countdown finds numbers and target in words",
        arguments: [
            ("Using the numbers [19, 36, 55, 7], create an equation that equals 65.", nil, "19 36 55 7 > 65"),
            ("9 7 5", 11, "9 7 5 > 11"), ("n9 n7 n5 > n11 |", nil, "9 7 5 > 11"),
            ("Examples: 1, 2, 3 make 6. Make 24 from the numbers 4, 6 and 8", nil, "4 6 8 > 24"),
        ] as [(String, Int?, String)])
    func countdown(text: String, target: Int?, expected: String) {
        #expect(CountdownDomain().specifications(in: text, reference: nil, target: target).contains(expected))
    }

    @Test("a prompt in a domain's tokens is read without the marks of numbers and labels of steps")
    func prompts() {
        #expect(
            ChainDomain().specifications(in: "n53 ; s1 + n9 s2 * s1 |", reference: nil, target: nil)
                == ["n53 ; s1 + n9 s2 * s1 |", "53 ; s1 + 9 s2 * s1", "53 ; + 9 * s1"])
        #expect(MazeDomain().specifications(in: "S c00", reference: nil, target: nil) == ["S c00"])
    }

    @Test("only mazes have published grammars of traces")
    func grammars() {
        for domain in Domains.traced {
            let validator = domain.traceTextValidator(dialect: "searchformer", mode: "strict", size: nil)
            #expect((validator != nil) == (domain.name == "maze"))
            #expect(domain.traceTextValidator(dialect: "none", mode: "strict", size: nil) == nil)
        }
    }
}
