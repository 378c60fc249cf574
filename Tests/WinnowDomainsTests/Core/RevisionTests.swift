import TestGuards
import Testing
import WinnowDomains
import WinnowRandom

@Suite("Prompts that ask for a revision")
struct RevisionTests {
    /// The prompt in symbols, with those of revisions.
    private func text<D: GeneratedDomain>(
        _ domain: D, _ problem: String, _ answer: String?, _ critiques: [Critique]
    ) throws -> String {
        let prompt = RevisionPrompt(domain)
        let symbols = domain.vocabulary.symbols + prompt.symbols
        return prompt.tokens(for: try domain.problem(from: problem), revising: answer, critiques: critiques)
            .map { symbols[$0] }.joined(separator: " ")
    }

    @Test("a maze's prompt has the cells of the path, and where which critic objects to which cell")
    func maze() throws {
        let maze = MazeDomain()
        let problem = "start 0 0 goal 2 2 wall 1 0 size 5 5"
        let answer = "0 0 1 0 2 2"
        let critiques = try #require(maze.objections(to: answer, of: try maze.problem(from: problem)))
        #expect(
            try text(maze, problem, answer, critiques)
                == "<previous> c00 c10 c22 <critiques> <hits_wall> <at1> c10 <not_adjacent> <at2> c22 c10 S c00 G c22 W c10 |"
        )
        #expect(
            try text(maze, problem, nil, [.noAnswer])
                == "<previous> <critiques> <no_answer> S c00 G c22 W c10 |")
        #expect(try text(maze, problem, answer, []) == "<previous> c00 c10 c22 <critiques> S c00 G c22 W c10 |")
    }

    @Test("numbers of other domains are their symbols")
    func numbers() throws {
        let countdown = CountdownDomain()
        let critiques = try #require(
            countdown.objections(to: "(4 + 5) * 6", of: try countdown.problem(from: "4 5 6 > 24")))
        #expect(
            try text(countdown, "4 5 6 > 24", "(4 + 5) * 6", critiques)
                .hasPrefix("<previous> ( n4 + n5 ) * n6 <critiques> <wrong_value> n54 n24 "))
        let chain = ChainDomain()
        let problem = try chain.problem(from: chain.example.problem)
        let said = chain.objections(to: "96", of: problem) ?? []
        #expect(try text(chain, chain.example.problem, "96", said).contains("<previous> n96 <critiques>"))
    }

    @Test(
        "every prompt ends with the problem's own and is made of the model's symbols",
        arguments: Domains.generated.map(\.name))
    func laws(_ name: String) throws {
        let domain = try #require(Domains.generated.first { $0.name == name })
        try check(domain)
    }

    private func check<D: GeneratedDomain>(_ domain: D) throws {
        let prompt = RevisionPrompt(domain)
        #expect(Set(domain.vocabulary.symbols).isDisjoint(with: prompt.symbols))
        #expect(Set(prompt.symbols).count == prompt.symbols.count)
        let known = domain.vocabulary.count + prompt.symbols.count
        let problems = domain.problemSet(.tune, count: 12).problems
        for (index, problem) in try nonEmpty(problems).enumerated() {
            var random = CounterRandom(key: 5, stream: UInt64(index))
            let other = domain.solve(problems[(index + 1) % problems.count], using: &random)
            let answer = domain.read(other.answer + [Vocabulary.end]).answer ?? "?"
            let critiques = domain.objections(to: answer, of: problem) ?? []
            let tokens = prompt.tokens(for: problem, revising: answer, critiques: critiques)
            #expect(tokens.allSatisfy((0..<known).contains) && tokens.last == Vocabulary.separator)
            #expect(tokens.suffix(domain.prompt(for: problem).count) == domain.prompt(for: problem)[...])
            #expect(tokens.count + domain.completionLimit <= 512)
        }
    }

    @Test("hostile answers and critiques stay within a tiny model's context")
    func hostile() throws {
        let maze = MazeDomain()
        let long = String(repeating: "1 1 ", count: 100_000) + "\u{0}\u{202E}é٣"
        let critiques = (0..<1000).map { Critique("hits_wall", at: "move \($0)99999999999999999999", long) }
        let problem = try maze.problem(from: "start 0 0 goal 2 2 wall 1 0 size 5 5")
        #expect(RevisionPrompt(maze).tokens(for: problem, revising: long, critiques: critiques).count < 200)
    }
}
