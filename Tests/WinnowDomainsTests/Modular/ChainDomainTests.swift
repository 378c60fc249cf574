import Testing
import WinnowDomains
import WinnowRandom

@Suite("Chain")
struct ChainDomainTests {
    private let domain = ChainDomain()

    /// The problem and completion of the published recipe.
    private let golden = "53; +9; *9; -16; +17; +s1"
    private let goldenTrace = """
        s1 n53 + n9 = n62 ; s2 n62 * n9 = n73 ; s3 n73 - n16 = n57 ; s4 n57 + n17 = n74 ; s5 n74 + n62 = n39 ; ans n39 <e>
        """

    @Test("the recipe's example has its prompt, its completion and its answer")
    func recipe() throws {
        let problem = try domain.problem(from: golden)
        #expect(domain.vocabulary.count == 118)
        let prompt = domain.vocabulary.text(domain.prompt(for: problem))
        #expect(prompt == "n53 ; s1 + n9 s2 * n9 s3 - n16 s4 + n17 s5 + s1 |")
        var random = CounterRandom(key: 0)
        let completion = domain.solve(problem, using: &random).completion(.traced)
        #expect(domain.vocabulary.text(completion) == goldenTrace)
        #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: true))
        #expect(domain.read(completion).answer == "39")
        #expect(domain.difficulty(of: problem) == .medium)
        #expect(domain.splitKey(of: problem) == "+9; *9; -16; +17; +s1")
    }

    @Test("verifier and grader agree with an oracle on all 97 answers")
    func oracle() throws {
        try DomainLaws.forEachProblem(of: domain, count: 600) { problem, _, _ in
            let value = ModularOracle.value(ofChain: domain.specification(of: problem))
            for answer in 0...96 {
                try #require(domain.verify("\(answer)", of: problem).isAccepted == (answer == value))
                try #require(domain.grade("\(answer)", of: problem) == (answer == value))
            }
        }
    }

    @Test(
        "an answer that is no residue in plain decimal is rejected by both and has no key",
        arguments: [
            "", " ", "039", "+39", "-58", "136", "39.0", "3 9", "39x", "x", "０39", "39\n", "999999999999999999999",
        ])
    func malformed(_ answer: String) throws {
        let problem = try domain.problem(from: golden)
        let verdict = domain.verify(answer, of: problem)
        guard case .rejected(let critiques) = verdict else {
            Issue.record("\(answer): \(verdict)")
            return
        }
        #expect(critiques.count == 1)
        #expect(["malformed", "out_of_range"].contains(critiques[0].kind))
        #expect(!domain.grade(answer, of: problem))
        #expect(domain.answerKey(of: answer) == nil)
    }

    @Test("spaces around an answer do not matter")
    func spaces() throws {
        let problem = try domain.problem(from: golden)
        #expect(domain.verify("  39 ", of: problem) == .accepted)
        #expect(domain.grade("  39 ", of: problem))
        #expect(domain.answerKey(of: "  39 ") == "39")
    }

    @Test("a rejection does not reveal the value")
    func silence() throws {
        let problem = try domain.problem(from: golden)
        guard case .rejected(let critiques) = domain.verify("38", of: problem) else {
            Issue.record("38 was accepted")
            return
        }
        #expect(critiques.map(\.kind) == ["wrong_value"])
        #expect(!critiques[0].description.contains("39"))
    }

    @Test("every kind of mutated trace is caught with its class at its step", arguments: ModularMutation.all)
    func mutations(_ mutation: ModularMutation) throws {
        try mutation.isCaught(in: domain)
    }

    @Test("a wrong answer behind a right trace leaves the trace legal and complete")
    func answerIsNoPartOfTheTrace() throws {
        let problem = try domain.problem(from: golden)
        let text = goldenTrace.replacing("ans n39", with: "ans n40")
        let completion = try #require(domain.vocabulary.tokens(text))
        #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: true))
        #expect(domain.read(completion).answer == "40")
    }

    @Test("a trace that stops early is legal but incomplete")
    func early() throws {
        let problem = try domain.problem(from: golden)
        let completion = try #require(domain.vocabulary.tokens("s1 n53 + n9 = n62 ; ans n62 <e>"))
        #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: false))
    }

    @Test("a step is judged by the trace's own values, a state by the true ones")
    func labels() throws {
        let problem = try domain.problem(from: golden)
        // The first result is wrong (61, not 62); all that follows is consistent with it, references included.
        let text =
            "s1 n53 + n9 = n61 ; s2 n61 * n9 = n64 ; s3 n64 - n16 = n48 ; s4 n48 + n17 = n65 ; s5 n65 + n61 = n29 ;"
        let completion = try #require(domain.vocabulary.tokens(text))
        let labels = domain.stepLabels(of: completion, for: problem)
        #expect(labels.map(\.stepCorrect) == [false, true, true, true, true])
        #expect(labels.map(\.stateSolvable) == [false, false, false, false, false])
        #expect(labels.map(\.end) == [7, 14, 21, 28, 35])
    }

    @Test("a slip that the next step makes good leaves the state lost")
    func compensation() throws {
        let problem = try domain.problem(from: "1; +1; +1")
        let completion = try #require(domain.vocabulary.tokens("s1 n1 + n1 = n5 ; s2 n5 + n1 = n3 ; ans n3 <e>"))
        let labels = domain.stepLabels(of: completion, for: problem)
        #expect(labels.map(\.stepCorrect) == [false, false])
        #expect(labels.map(\.stateSolvable) == [false, false])
        #expect(domain.grade("3", of: problem))
    }

    @Test(
        "a text that is no program is refused",
        arguments: [
            "53", "53;", "97; +1", "53; +97", "53; +s1", "53; +1; +s2", "53; +1; +s0", "53; /2", "53; +", "+1; +2",
            "53; +1; +1; +1; +1; +1; +1; +1; +1; +1; +1; +1; +1; +1",
        ])
    func refused(_ text: String) {
        #expect(throws: ProblemError.self) { _ = try domain.problem(from: text) }
    }

    @Test("operations, literals and references are drawn as the recipe says")
    func distribution() throws {
        var operations: [ModularOperation: Int] = [:]
        var references = 0
        var referable = 0
        DomainLaws.forEachProblem(of: domain, count: 6000) { problem, _, _ in
            for (index, step) in problem.steps.enumerated() {
                operations[step.operation, default: 0] += 1
                switch step.operand {
                case .literal(let number):
                    #expect((step.operation == .multiply ? 2...9 : 1...20).contains(number))
                    if index > 1 { referable += 1 }
                case .result(let earlier):
                    #expect(earlier <= index && !(step.operation == .subtract && earlier == index))
                    if index > 1 {
                        referable += 1
                        references += 1
                    }
                }
            }
        }
        let total = operations.values.reduce(0, +)
        for operation in [ModularOperation.add, .subtract, .multiply] {
            #expect(abs(Double(operations[operation, default: 0]) / Double(total) - 1.0 / 3) < 0.01)
        }
        #expect(abs(Double(references) / Double(referable) - 0.2) < 0.01)
        #expect(operations[.divide] == nil)
    }
}
