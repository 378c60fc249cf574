import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Partial verifiers")
struct PartialVerifierTests {
    @Test("each domain but chain has one, and none claims to be sound")
    func registry() {
        func names(_ domain: some TracedDomain) -> [String] {
            #expect(domain.partialVerifiers.allSatisfy { !$0.declaration.sound && !$0.declaration.solvesTheProblem })
            return domain.partialVerifiers.map(\.name)
        }
        let all = Domains.traced.map { names($0) }
        #expect(all == [["first-moves"], ["value-only"], [], ["last-step"], ["executability"]])
    }

    @Test("a solver's completion is accepted by every part of the check", arguments: Domains.traced.map(\.name))
    func solver(name: String) throws {
        let domain = try #require(Domains.named(name) as? any TracedDomain)
        try acceptsSolutions(of: domain)
    }

    private func acceptsSolutions(of domain: some TracedDomain) throws {
        try DomainLaws.forEachProblem(of: domain, count: 600) { problem, _, random in
            let completion = domain.solve(problem, using: &random).completion(.traced)
            let answer = try #require(domain.read(completion).answer)
            for verifier in domain.partialVerifiers {
                for extent in [1, 3, 100] {
                    #expect(
                        verifier.limited(to: extent).verify(answer, completion: completion, of: problem).isAccepted)
                }
            }
        }
    }

    @Test("first-moves rejects only what simulation rejects, fewer with fewer moves, and all with enough")
    func firstMoves() throws {
        let domain = MazeDomain()
        var random = CounterRandom(key: 31)
        var accepted = [0, 0, 0]
        for _ in 0..<2000 {
            let maze = try MazeSamples.solvableMaze(using: &random)
            var cells = MazeSearch(maze, using: &random).plan
            switch random.below(4) {
            case 0: cells[random.below(cells.count)].x += 1
            case 1: cells.swapAt(random.below(cells.count), random.below(cells.count))
            case 2: cells.removeLast()
            default: cells += cells.reversed().dropFirst() + cells.dropFirst()
            }
            let answer = cells.map(\.description).joined(separator: " ")
            let verdict = domain.verify(answer, of: maze)
            let parts = [1, 3, 10_000].map {
                MazeFirstMoves(moves: $0).verify(answer, completion: [], of: maze)
            }
            #expect(parts[2] == verdict)
            for (fewer, more) in zip(parts, parts.dropFirst()) where more.isAccepted {
                #expect(fewer.isAccepted, "\(maze.specification): \(answer)")
            }
            for index in parts.indices where parts[index].isAccepted { accepted[index] += 1 }
        }
        #expect(accepted[0] > accepted[1] + 50 && accepted[1] > accepted[2] + 50, "\(accepted)")
    }

    @Test("first-moves does not see a wall behind its moves, nor where a longer path ends")
    func unseenMoves() throws {
        let domain = MazeDomain()
        let maze = try domain.problem(from: "start 0 0 goal 2 2 wall 1 1 size 3 3")
        func kinds(_ answer: String, _ moves: Int) -> [String] {
            switch MazeFirstMoves(moves: moves).verify(answer, completion: [], of: maze) {
            case .accepted: []
            case .rejected(let critiques): critiques.map(\.kind)
            case .error(let reason): [reason]
            }
        }
        #expect(kinds("0 0 1 0 1 1 2 1 2 2", 1) == [])
        #expect(kinds("0 0 1 0 1 1 2 1 2 2", 2) == ["hits_wall"])
        #expect(kinds("0 0 1 0 2 0", 1) == [])
        #expect(kinds("0 0 1 0 2 0", 2) == ["wrong_goal"])
        #expect(kinds("1 0 2 0", 1) == ["wrong_start", "wrong_goal"])
    }

    @Test(
        "value-only accepts any expression of the value, whatever it is made of",
        arguments: [
            ("5*5", true), ("(5*5)", true), ("30-5", true), ("7+9+9", true), ("5*7", false), ("25/0", false),
            ("25 25", false),
        ])
    func valueOnly(answer: String, isAccepted: Bool) throws {
        let problem = try CountdownDomain().problem(from: "9 7 5 > 25")
        #expect(CountdownValueOnly().verify(answer, completion: [], of: problem).isAccepted == isAccepted)
        #expect(!CountdownDomain().verify(answer, of: problem).isAccepted)
    }

    @Test("value-only cannot decide a value beyond 128 bits, which no right answer has")
    func valueTooLarge() throws {
        let problem = try CountdownDomain().problem(from: "9 7 5 > 25")
        let power = Array(repeating: "999999999999999999", count: 3).joined(separator: "*")
        let verdict = CountdownValueOnly().verify(power, completion: [], of: problem)
        #expect(verdict == .error("the value needs more than 128 bits"))
    }

    @Test(
        "last-step looks at the last line and the answer only",
        arguments: [
            // Steps +9 *9 -16, result 57: the start is 53.
            ("s3 n57 + n16 = n73 ; s2 n73 / n9 = n62 ; s1 n62 - n9 = n53 ; ans n53 <e>", true, true),
            // A slip before the last line carries through: accepted and wrong.
            ("s3 n57 + n16 = n74 ; s2 n74 / n9 = n30 ; s1 n30 - n9 = n21 ; ans n21 <e>", true, false),
            ("s1 n30 - n9 = n21 ; ans n21 <e>", true, false),
            // A slip in the last line is seen, but so is one that a right answer does not need: not complete.
            ("s3 n57 + n16 = n73 ; s2 n73 / n9 = n62 ; s1 n62 - n9 = n54 ; ans n54 <e>", false, false),
            ("s3 n57 + n16 = n73 ; s2 n73 / n9 = n62 ; s1 n61 - n9 = n53 ; ans n53 <e>", false, true),
            ("s1 n62 - n8 = n54 ; ans n54 <e>", false, false), ("s2 n62 - n9 = n53 ; ans n53 <e>", false, true),
            ("s1 n62 - n9 = n53 ; ans n52 <e>", false, false), ("ans n53 <e>", false, true),
        ])
    func lastStep(text: String, isAccepted: Bool, isRight: Bool) throws {
        let domain = UnchainDomain()
        let problem = try domain.problem(from: domain.example.problem)
        let completion = try #require(domain.vocabulary.tokens(text))
        let answer = try #require(domain.read(completion).answer)
        #expect(UnchainLastStep().verify(answer, completion: completion, of: problem).isAccepted == isAccepted)
        #expect(domain.grade(answer, of: problem) == isRight)
    }
}
