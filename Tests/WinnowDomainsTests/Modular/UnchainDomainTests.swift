import Testing
import WinnowDomains
import WinnowRandom

@Suite("Unchain")
struct UnchainDomainTests {
    private let domain = UnchainDomain()
    private let golden = "?; +9; *9; -16 > 57"

    @Test("the example has its prompt and a trace that undoes the steps from last to first")
    func format() throws {
        let problem = try domain.problem(from: golden)
        let prompt = domain.vocabulary.text(domain.prompt(for: problem))
        #expect(prompt == "? ; s1 + n9 s2 * n9 s3 - n16 > n57 |")
        var random = CounterRandom(key: 0)
        let completion = domain.solve(problem, using: &random).completion(.traced)
        let text = "s3 n57 + n16 = n73 ; s2 n73 / n9 = n62 ; s1 n62 - n9 = n53 ; ans n53 <e>"
        #expect(domain.vocabulary.text(completion) == text)
        #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: true))
        // A wrong start is told where the program leads from it.
        guard case .rejected(let critiques) = domain.verify("54", of: problem) else {
            Issue.record("54 is no start of the program")
            return
        }
        // (54 + 9) · 9 − 16 = 551 = 5 · 97 + 66.
        #expect(critiques.map(\.message) == ["the program leads from this start to 66, not 57"])
        #expect(domain.verify("53", of: problem) == .accepted)
        #expect(domain.splitKey(of: problem) == "+9; *9; -16")
    }

    @Test("exactly one of all 97 starts leads to the result, and verifier and grader find it")
    func oracle() throws {
        try DomainLaws.forEachProblem(of: domain, count: 600) { problem, _, _ in
            let starts = ModularOracle.starts(ofUnchain: domain.specification(of: problem))
            try #require(starts.count == 1)
            for answer in 0...96 {
                try #require(domain.verify("\(answer)", of: problem).isAccepted == (answer == starts[0]))
                try #require(domain.grade("\(answer)", of: problem) == (answer == starts[0]))
            }
        }
    }

    @Test("any literal but a factor of 0 is undone rightly", arguments: ["+", "-", "*"])
    func allLiterals(_ sign: String) throws {
        for literal in (sign == "*" ? 1 : 0)...96 {
            let problem = try domain.problem(from: "?; \(sign)\(literal) > 40")
            let start = ModularOracle.starts(ofUnchain: domain.specification(of: problem))
            let accepted = (0...96).filter { domain.verify("\($0)", of: problem).isAccepted }
            #expect(accepted == start)
            #expect((0...96).filter { domain.grade("\($0)", of: problem) } == start)
            var random = CounterRandom(key: 0)
            #expect(domain.read(domain.solve(problem, using: &random).completion(.traced)).answer == "\(start[0])")
        }
    }

    @Test(
        "an answer that is no residue in plain decimal is rejected by both and has no key",
        arguments: ["", "053", "+53", "-44", "150", "53 3", "?"])
    func malformed(_ answer: String) throws {
        let problem = try domain.problem(from: golden)
        #expect(!domain.verify(answer, of: problem).isAccepted)
        #expect(!domain.grade(answer, of: problem))
        #expect(domain.answerKey(of: answer) == nil)
    }

    @Test("every kind of mutated trace is caught with its class at its step", arguments: ModularMutation.all)
    func mutations(_ mutation: ModularMutation) throws {
        try mutation.isCaught(in: domain)
    }

    @Test(
        "a program whose start is not unique or cannot be found backwards is refused",
        arguments: ["?; *0 > 0", "?; +1; +s1 > 3", "?; +1; -s1 > 0", "?; > 3", "?; +1", "?; +1 > 97", "?; /3 > 1"])
    func refused(_ text: String) {
        #expect(throws: ProblemError.self) { _ = try domain.problem(from: text) }
    }
}
