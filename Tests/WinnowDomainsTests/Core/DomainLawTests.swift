import Testing
import WinnowDomains

@Suite("Laws of the domains")
struct DomainLawTests {
    @Test(
        "a solver's answer is accepted and right and its trace legal and complete, on 10,000 problems",
        arguments: DomainLaws.names)
    func solver(_ name: String) throws {
        try DomainLaws.solverIsRight(DomainLaws.domain(name), count: 10_000)
    }

    @Test("a problem's text reads back as the same problem, whatever its spacing", arguments: DomainLaws.names)
    func specification(_ name: String) throws {
        try DomainLaws.specificationRoundTrips(DomainLaws.domain(name))
    }

    @Test("a prompt is made of known tokens and ends with the separator", arguments: DomainLaws.names)
    func prompt(_ name: String) throws {
        try DomainLaws.promptIsReadable(DomainLaws.domain(name))
    }

    @Test("different problems have different prompts", arguments: DomainLaws.names)
    func distinctPrompts(_ name: String) throws {
        try DomainLaws.promptsTellProblemsApart(DomainLaws.domain(name))
    }

    @Test("no tune or test problem is ever generated for training", arguments: DomainLaws.names)
    func leakage(_ name: String) throws {
        try DomainLaws.trainingNeverMeetsTheFrozenSets(DomainLaws.domain(name), examples: 20_000)
    }

    @Test(
        "problem sets are distinct, alternate in difficulty and grow at the end", arguments: Domains.drawn.map(\.name))
    func problemSets(_ name: String) throws {
        let domain = try #require(Domains.named(name) as? any DrawnDomain)
        try DomainLaws.problemSetsAreSound(domain)
    }

    @Test("the example of a domain is right, and nonsense is no problem", arguments: DomainLaws.names)
    func example(_ name: String) throws {
        try DomainLaws.examplesWork(DomainLaws.domain(name))
    }

    @Test("a completion without end or marker has no answer and no legality", arguments: DomainLaws.names)
    func unfinished(_ name: String) throws {
        try DomainLaws.unfinishedCompletionsHaveNoAnswer(DomainLaws.domain(name))
    }

    @Test("any tokens can be read, and a trace has an error or is legal", arguments: DomainLaws.names)
    func mutations(_ name: String) throws {
        try DomainLaws.anyTokensCanBeRead(DomainLaws.domain(name))
    }

    /// To be renewed together with `problemSetVersion`, never alone.
    @Test(
        "the problem sets of version 1 are frozen",
        arguments: [
            ("chain", 12_355_734_565_227_115_692), ("countdown", 3_292_482_499_226_547_125),
            ("unchain", 3_037_146_480_479_238_727), ("blocks", 14_393_809_003_548_695_637),
        ] as [(String, UInt64)])
    func frozen(_ name: String, _ digest: UInt64) throws {
        #expect(problemSetVersion == 1)
        let actual = try DomainLaws.digestOfTheFrozenSets(DomainLaws.domain(name))
        #expect(actual == digest)
    }
}
