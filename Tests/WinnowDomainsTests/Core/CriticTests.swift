import TestGuards
import Testing
import WinnowDomains
import WinnowRandom

@Suite("Critics")
struct CriticTests {
    @Test("every critique of a domain's verifier is of exactly one hard critic", arguments: Domains.all.map(\.name))
    func kinds(_ name: String) throws {
        let domain = try #require(Domains.named(name))
        try Self.everyCritiqueHasItsCritic(domain)
    }

    private static func everyCritiqueHasItsCritic(_ domain: some Domain) throws {
        let critics = domain.critics
        #expect(Set(critics.map(\.name)).count == critics.count)
        // A completion without an answer is the format critic's business.
        #expect(domain.hardCritic(of: Critique.noAnswer.kind) == 0)
        var seen: Set<String> = []
        for (problem, answer) in try wrongAnswers(of: domain) {
            guard case .rejected(let critiques) = domain.verify(answer, of: problem) else { continue }
            for critique in critiques {
                seen.insert(critique.kind)
                #expect(critics.count { $0.isHard && $0.raises(critique.kind) } == 1, "\(critique.kind)")
            }
            let objections = try #require(domain.objections(to: answer, of: problem))
            #expect(Set(objections) == Set(critiques) && objections.count == critiques.count)
            let places = objections.compactMap { domain.hardCritic(of: $0.kind) }
            #expect(places == places.sorted())
            for remark in domain.remarks(on: answer, of: problem) {
                #expect(critics.count { !$0.isHard && $0.raises(remark.kind) } == 1, "\(remark.kind)")
            }
        }
        #expect(seen.count > 1)
    }

    @Test(
        "a false critique is of the same kind and length, and nothing that is wrong", arguments: Domains.all.map(\.name)
    )
    func falsehood(_ name: String) throws {
        let domain = try #require(Domains.named(name))
        try Self.falseCritiquesAreFalse(domain)
    }

    private static func falseCritiquesAreFalse(_ domain: some Domain) throws {
        var made = 0
        for (index, pair) in try wrongAnswers(of: domain).enumerated() {
            guard case .rejected(let critiques) = domain.verify(pair.answer, of: pair.problem) else { continue }
            for critique in critiques {
                var random = CounterRandom(key: 3, stream: UInt64(index))
                guard let other = critique.falsified(among: critiques, using: &random) else { continue }
                made += 1
                #expect(other.kind == critique.kind)
                #expect(other.location.count == critique.location.count)
                #expect(other.message.count == critique.message.count)
                #expect(!critiques.contains(other))
                #expect(other.isFalse(among: critiques))
            }
        }
        #expect(made > 3)
    }

    @Test("what the maze's soft critic remarks never blocks acceptance")
    func soft() throws {
        let domain = MazeDomain()
        var remarks = 0
        for problem in domain.problemSet(.tune, count: 60).problems {
            var random = CounterRandom(key: 5)
            let reading = domain.read(domain.solve(problem, using: &random).completion(.answerOnly))
            let answer = try #require(reading.answer)
            #expect(domain.verify(answer, of: problem).isAccepted)
            #expect(domain.objections(to: answer, of: problem)?.isEmpty == true)
            remarks += domain.remarks(on: answer, of: problem).count
        }
        #expect(remarks > 0)
    }

    /// Answers to other problems, broken ones and nonsense.
    private static func wrongAnswers<D: Domain>(of domain: D) throws -> [(problem: D.Problem, answer: String)] {
        let example = try domain.problem(from: domain.example.problem)
        let pairs = (["?", ""] + broken(domain.example.answer)).map { (example, $0) }
        guard let domain = domain as? any GeneratedDomain<D.Problem> else { return pairs }
        return pairs + answers(of: domain)
    }

    /// The same answer with a line or word fewer, twice, or another word of it or none of its words in its place.
    private static func broken(_ answer: String) -> [String] {
        let lines = answer.split(separator: "\n").map(String.init)
        let words = answer.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        let byLine = lines.indices.flatMap { place -> [String] in
            let (before, after) = (lines[..<place], lines[(place + 1)...])
            return [Array(before + after), before + [lines[place], lines[place]] + after].map {
                $0.joined(separator: "\n")
            }
        }
        let byWord = Set(words).sorted().flatMap { word in
            (Set(words).sorted() + ["zz", "99", "\(word) \(word)"]).compactMap { other in
                other == word ? nil : answer.replacing(word, with: other, maxReplacements: 1)
            }
        }
        return byLine + byWord
    }

    private static func answers<D: GeneratedDomain>(of domain: D) -> [(problem: D.Problem, answer: String)] {
        let problems = domain.problemSet(.tune, count: 40).problems
        var random = CounterRandom(key: 11)
        let answers = problems.map { problem in
            domain.read(domain.solve(problem, using: &random).completion(.answerOnly)).answer ?? ""
        }
        return problems.indices.flatMap { index -> [(problem: D.Problem, answer: String)] in
            let other = answers[(index + 1) % answers.count]
            var broken = Array(answers[index])
            if !broken.isEmpty { broken.remove(at: random.below(broken.count)) }
            return [other, String(broken), answers[index] + " 1", "101", ""].map { (problems[index], $0) }
        }
    }
}
