import Testing
import WinnowDomains
import WinnowRandom

@Suite("Sound verifiers")
struct SoundVerifierTests {
    @Test(
        "what a sound verifier accepts is right by the separate grader, and what a complete one rejects is wrong",
        arguments: Domains.traced.map(\.name))
    func agreement(name: String) throws {
        let domain = try #require(Domains.named(name) as? any TracedDomain)
        try agree(domain)
    }

    /// Right answers of other problems, which fit the form, and of the problem itself.
    private func agree(_ domain: some TracedDomain) throws {
        #expect(domain.verifier.sound && domain.verifier.complete)
        var answers: [String] = []
        var accepted = 0
        try DomainLaws.forEachProblem(of: domain, count: 900) { problem, _, random in
            let own = try #require(domain.read(domain.solve(problem, using: &random).completion(.traced)).answer)
            answers.append(own)
            for answer in [own] + (0..<20).map({ _ in answers[random.below(answers.count)] }) {
                let isAccepted = domain.verify(answer, of: problem).isAccepted
                try #require(isAccepted == domain.grade(answer, of: problem), "\(answer)")
                accepted += isAccepted ? 1 : 0
            }
        }
        #expect(accepted > 900 && accepted < 900 * 21)
    }
}
