import Testing
import WinnowDomains
import WinnowRandom

@Suite("Countdown problems")
struct CountdownGenerationTests {
    private let domain = CountdownDomain()

    @Test("numbers, targets and difficulties are as the recipe says, and every problem has a solution by moves")
    func range() throws {
        try DomainLaws.forEachProblem(of: domain, count: 1500) { problem, difficulty, _ in
            try #require(problem.numbers.count == (difficulty == .easy ? 3 : 4))
            try #require(problem.numbers.allSatisfy { (1...20).contains($0) })
            try #require((10...100).contains(problem.target))
            try #require(CountdownOracle.reaches(problem.numbers, problem.target))
            if difficulty != .easy {
                let sums = CountdownOracle.signedSums(problem.numbers)
                try #require(sums.contains(problem.target) == (difficulty == .medium))
            }
        }
    }

    @Test("before a right child no, one or two dead ends are explored, as often as the recipe says")
    func deadEnds() {
        // At the states of three numbers of easy problems; some have fewer dead ends than drawn.
        var counts = [0, 0, 0]
        for index in 0..<3000 {
            var random = domain.stream("dead ends", seed: 1, index: index)
            let problem = domain.problem(.easy, using: &random)
            let completion = domain.solve(problem, using: &random).completion(.traced)
            counts[domain.steps(of: completion).count { $0.hasPrefix("back") }] += 1
        }
        #expect(abs(Double(counts[0]) / 3000 - 0.45) < 0.04)
        #expect(abs(Double(counts[1]) / 3000 - 0.35) < 0.04)
        #expect(abs(Double(counts[2]) / 3000 - 0.20) < 0.04)
    }

    @Test("a problem set ends where the domain has no more problems, all of them distinct")
    func exhaustion() {
        let problems = domain.problemSet(.test, count: 6000).problems
        #expect((3000..<6000).contains(problems.count))
        #expect(Set(problems).count == problems.count)
        #expect(Array(problems.prefix(60)) == domain.problemSet(.test, count: 60).problems)
    }

    @Test("equal multisets have equal texts and share a split, whatever the target and the order")
    func canonical() throws {
        let first = try domain.problem(from: "5 7 9 7 > 25")
        let second = try domain.problem(from: " 7,9, 7 5>25")
        #expect(first == second)
        #expect(domain.specification(of: first) == "9 7 7 5 > 25")
        let other = try domain.problem(from: "5 7 9 7 > 26")
        #expect(domain.splitKey(of: first) == domain.splitKey(of: other))
    }

    @Test(
        "a text that is no problem is refused",
        arguments: [
            "5 7 9", "> 25", "5 7 > ", "5 7 > 3 4", "5 7 > 3 > 4", "0 7 > 3", "-5 7 > 3", "5.5 7 > 3", "1000001 > 3",
            "5 > 1000001", "1 2 3 4 5 6 7 > 9", "5 7 > -2", "a > 3", "+5 > 5",
        ])
    func refused(_ text: String) {
        #expect(throws: ProblemError.self) { _ = try domain.problem(from: text) }
    }

    @Test("the vocabulary has the numbers up to 200 and the signs")
    func vocabulary() {
        #expect(domain.vocabulary.count == 217)
        #expect(domain.vocabulary.token("n200") != nil)
        #expect(domain.vocabulary.token("n0") == nil)
    }
}
