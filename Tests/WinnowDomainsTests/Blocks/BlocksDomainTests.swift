import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Blocks")
struct BlocksDomainTests {
    private let domain = BlocksDomain()

    @Test("a problem's text may have its stacks in any order and spacing")
    func problems() throws {
        let problem = try domain.problem(from: " [ b1 ],[b0  b2]>[b1 b2][b0] ")
        #expect(domain.specification(of: problem) == "[b0 b2] [b1] > [b0] [b1 b2]")
        #expect(domain.vocabulary.text(domain.prompt(for: problem)) == "[ b0 b2 ] [ b1 ] > [ b0 ] [ b1 b2 ] |")
        let readings = domain.specifications(
            in: "[ b0 b2 ] [ b1 ] > [ b0 ] [ b1 b2 ] |", reference: nil, target: nil)
        #expect(readings.contains { (try? domain.problem(from: $0)) == problem })
    }

    @Test(
        "a problem that cannot be is refused",
        arguments: [
            "[b0 b1] > [b0 b1]", "[b0 b1 b2] > [b0 b1]", "[b0 b1 b3] > [b0 b1 b3]", "[b0 b0 b1] > [b0 b1 b2]",
            "[b0 b1 b2] [] > [b0 b1 b2]", "[b0 b1 b2 > [b0 b1 b2]", "b0 b1 b2 > [b0 b1 b2]", "[b0 b1 b2] > ",
            "[b0 b1 b2]", "[b0 b1 b2] > [b0 b1 b2] > [b0 b1 b2]", "[b0 b1 b2]] > [b0 b1 b2]",
            "[b0 b1 b٢] > [b0 b1 b2]", "[b0b1 b2] > [b0 b1 b2]",
            "[b0 b1 b2 b3 b4 b5 b6] > [b0 b1 b2 b3 b4 b5 b6]",
        ])
    func refused(text: String) {
        #expect(throws: ProblemError.self) { try domain.problem(from: text) }
    }

    @Test("three to six blocks have 13, 73, 501 and 4051 arrangements, and shortest plans as search finds them")
    func distances() {
        var random = CounterRandom(key: 3)
        for (count, arrangements) in [(3, 13), (4, 73), (5, 501), (6, 4051)] {
            let table = BlocksState(stacks: (0..<count).map { [$0] })
            let all = BlocksOracle.distances(from: table)
            #expect(all.count == arrangements)
            let states = all.keys.sorted { "\($0)" < "\($1)" }
            for _ in 0..<(count < 6 ? 8 : 3) {
                let goal = states[random.below(states.count)]
                let found = BlocksOracle.distances(from: goal)
                for (state, distance) in found {
                    #expect(BlocksSpace.distance(BlocksProblem(checkedStart: state, goal: goal)) == distance)
                }
            }
        }
    }

    @Test("a plan is a shortest one, and every first move of a shortest plan is drawn")
    func ties() throws {
        let problem = try domain.problem(from: "[b0 b1] [b2 b3] > [b0] [b1] [b2] [b3]")
        var random = CounterRandom(key: 1)
        let plans = (0..<50).map { _ in BlocksSpace.plan(problem, using: &random).map(\.text) }
        #expect(Set(plans) == [["b1 T", "b3 T"], ["b3 T", "b1 T"]])
        #expect(domain.fewestMoves(of: problem) == 2)
    }

    @Test("what differs in the names of blocks only has one split key, and nothing else has")
    func splitKeys() throws {
        var random = CounterRandom(key: 9)
        var keys: [String: String] = [:]
        for index in 0..<3000 {
            let problem = BlocksSpace.problem(Difficulty.allCases[index % 3], using: &random)
            var names = Array(0..<problem.count)
            random.shuffle(&names)
            func renamed(_ state: BlocksState) -> BlocksState {
                BlocksState(stacks: state.stacks.map { $0.map { names[$0] } })
            }
            let other = BlocksProblem(checkedStart: renamed(problem.start), goal: renamed(problem.goal))
            #expect(domain.splitKey(of: problem) == domain.splitKey(of: other))
            // The key is itself a problem of the same class.
            let canonical = try domain.problem(from: domain.splitKey(of: problem))
            #expect(domain.splitKey(of: canonical) == domain.splitKey(of: problem))
            #expect(domain.difficulty(of: canonical) == domain.difficulty(of: problem))
            keys[domain.splitKey(of: problem)] = ""
        }
        #expect(keys.count > 1000)
    }

    @Test("the frozen list of test problems has 3 to 6 blocks and shortest plans of 2 to 10 moves")
    func frozenLengths() throws {
        let problems = domain.problemSet(.test, count: 3000).problems
        var lengths: [Difficulty: [Int: Int]] = [:]
        for problem in problems {
            lengths[domain.difficulty(of: problem), default: [:]][domain.fewestMoves(of: problem), default: 0] += 1
        }
        #expect(problems.count == 3000)
        #expect(lengths[.easy].map { Set($0.keys) } == [2, 3], "\(lengths)")
        #expect(lengths[.medium].map { Set($0.keys) } == [4, 5], "\(lengths)")
        #expect(lengths[.hard] == [6: 584, 7: 252, 8: 113, 9: 36, 10: 15], "\(lengths)")
        #expect(Set(problems.map { $0.start.count }) == [3, 4, 5, 6])
    }
}

@Suite("Answers of blocks")
struct BlocksAnswerTests {
    private let domain = BlocksDomain()

    private func critiques(_ answer: String, _ problem: String = BlocksProblem.example) throws -> [String] {
        switch domain.verify(answer, of: try domain.problem(from: problem)) {
        case .accepted: []
        case .rejected(let critiques): critiques.map { "\($0.kind) @\($0.location)" }
        case .error(let reason): [reason]
        }
    }

    @Test(
        "every critique is given",
        arguments: [
            ("b2 b1", []), ("b2 T b2 b1", []), (" b2 T,\nb2  b1 ", []), ("b2 b1 b2 T b2 b1", []),
            ("b2", ["malformed @word 1"]), ("T b2", ["malformed @word 1"]), ("b2 c1", ["malformed @word 2"]),
            ("b2 b01", ["malformed @word 2"]), ("b2 b", ["malformed @word 2"]), ("b2 t", ["malformed @word 2"]),
            ("b2 b1234567890", ["malformed @word 2"]),
            ("b2 b7 b9 T", ["unknown_object @move 1", "unknown_object @move 2"]),
            ("b0 b1", ["unmet_precondition @move 1"]), ("b1 T", ["unmet_precondition @move 1"]),
            ("b1 b1", ["unmet_precondition @move 1"]), ("b2 b2", ["unmet_precondition @move 1"]),
            ("b0 b0", ["unmet_precondition @move 1", "unmet_precondition @move 1"]),
            ("b2 b1 b1 b2", ["unmet_precondition @move 2"]),
            ("", ["goal_not_reached @b2"]), ("b2 T", ["goal_not_reached @b2"]),
            ("b2 T b0 b1 b2 b0", ["goal_not_reached @b0", "goal_not_reached @b2"]),
        ] as [(String, [String])])
    func all(answer: String, expected: [String]) throws {
        #expect(try critiques(answer) == expected)
        let problem = try domain.problem(from: BlocksProblem.example)
        #expect(domain.grade(answer, of: problem) == expected.isEmpty)
    }

    @Test("an empty plan is right where the start is the goal")
    func empty() throws {
        let problem = try domain.problem(from: "[b0 b1] [b2] > [b2] [b0 b1]")
        #expect(domain.verify("", of: problem) == .accepted && domain.grade("", of: problem))
        let reading = domain.read([BlocksToken.plan, Vocabulary.end])
        #expect(reading == Reading(traceTokens: 0, answerTokens: 2, answer: "", answerKey: "()"))
        #expect(domain.checkTrace(of: [BlocksToken.plan, Vocabulary.end], for: problem) == .legal(complete: true))
        #expect(domain.difficulty(of: problem) == .easy)
    }

    @Test("verifier and grader agree on spoiled plans of all kinds")
    func agreement() throws {
        var accepted = 0
        for index in 0..<20_000 {
            var random = domain.stream("agreement", seed: 1, index: index)
            let problem = domain.problem(Difficulty.allCases[index % 3], using: &random)
            var words = domain.vocabulary.text(domain.solve(problem, using: &random).answer.dropFirst())
                .split(separator: " ").map(String.init)
            let places = ["T", "T"] + (0...6).map { "b\($0)" }
            for _ in 0..<random.below(3) {
                let place = random.below(words.count)
                switch random.below(4) {
                case 0: words[place] = random.element(of: places) ?? "T"
                case 1: words.insert(random.element(of: places) ?? "T", at: place)
                case 2: words.remove(at: place)
                default: words.append(contentsOf: [random.element(of: places) ?? "T", "T"])
                }
                if words.isEmpty { words = ["b0", "T"] }
            }
            let answer = words.joined(separator: random.below(2) == 0 ? " " : ", ")
            let isAccepted = domain.verify(answer, of: problem).isAccepted
            try #require(isAccepted == domain.grade(answer, of: problem), "\(answer)")
            accepted += isAccepted ? 1 : 0
        }
        #expect(accepted > 5000 && accepted < 15_000, "\(accepted)")
    }

    @Test("executability does not look at the goal")
    func executability() throws {
        let problem = try domain.problem(from: BlocksProblem.example)
        func kinds(_ answer: String) -> [String] {
            guard case .rejected(let critiques) = BlocksExecutability().verify(answer, completion: [], of: problem)
            else { return [] }
            return critiques.map(\.kind)
        }
        #expect(kinds("b2 T") == [] && kinds("") == [])
        #expect(kinds("b0 T") == ["unmet_precondition", "unmet_precondition"])
        #expect(kinds("b0") == ["malformed"])
    }
}

@Suite("Traces of blocks")
struct BlocksTraceTests {
    private let domain = BlocksDomain()

    private func check(_ text: String) throws -> TraceCheck {
        let problem = try domain.problem(from: "[b0 b2 b1] > [b0] [b1 b2]")
        return domain.checkTrace(of: try #require(domain.vocabulary.tokens(text)), for: problem)
    }

    @Test("a trace is legal up to where it goes, and complete at the goal")
    func legal() throws {
        let whole = "move b1 T [ b0 b2 ] [ b1 ] move b2 b1 [ b0 ] [ b1 b2 ]"
        #expect(try check("\(whole) plan b1 T b2 b1 <e>") == .legal(complete: true))
        #expect(try check("\(whole) plan <e>") == .legal(complete: true))
        #expect(try check("\(whole) move b2 T [ b0 ] [ b1 ] [ b2 ] plan <e>") == .legal(complete: false))
        #expect(try check("move b1 T [ b0 b2 ] [ b1 ] plan <e>") == .legal(complete: false))
        #expect(try check("plan b1 T b2 b1 <e>") == .legal(complete: false))
        #expect(try check("\(whole) plan b1 T") == .truncated(step: 2))
        #expect(try check("\(whole) <e>") == .unparsable(step: 2))
    }

    @Test(
        "the first wrong step is named",
        arguments: [
            ("move b2 T [ b0 b1 ] [ b2 ]", "block_not_clear", 1),
            ("move b1 b0 [ b0 b1 ] [ b2 ]", "target_not_clear", 1),
            ("move b1 b1 [ b0 b2 b1 ]", "no_move", 1), ("move b1 T [ b0 b2 b1 ]", "wrong_state", 1),
            ("move b1 T [ b1 ] [ b0 b2 ]", "wrong_state", 1), ("move b1 T [ b0 b2 ] [ b1 ] [ b3 ]", "wrong_state", 1),
            ("move b1 T [ b0 b2 ] [ b1 ] move b1 T [ b0 b2 ] [ b1 ]", "no_move", 2),
            ("move b1 T", "syntax", 1), ("move b1", "syntax", 1), ("[ b0 b2 ]", "syntax", 1),
            ("move b1 T [ b0 b2 [ b1 ] ]", "syntax", 1), ("move b1 T [ b0 b2 ] [ ] [ b1 ]", "syntax", 1),
            ("move b1 T [ b0 b2 ] [ b1", "syntax", 1), ("move T b1 [ b0 b2 ] [ b1 ]", "syntax", 1),
            ("b1 move b1 T [ b0 b2 ] [ b1 ]", "syntax", 1), ("move b5 T [ b0 b2 ] [ b1 ]", "block_not_clear", 1),
            ("move b1 b5 [ b0 b2 ] [ b1 ]", "target_not_clear", 1),
        ])
    func illegal(trace: String, kind: String, step: Int) throws {
        let check = try check("\(trace) plan <e>")
        #expect(check.legal == false && check.error?.kind == kind && check.error?.step == step, "\(check)")
    }

    @Test("steps are labelled given what the trace wrote before, and by whether they lie on a shortest plan")
    func labels() throws {
        let problem = try domain.problem(from: "[b0 b2 b1] > [b0] [b1 b2]")
        func labels(_ text: String) throws -> [[Bool]] {
            domain.stepLabels(of: try #require(domain.vocabulary.tokens(text)), for: problem)
                .map { [$0.stepCorrect, $0.stateSolvable] }
        }
        #expect(
            try labels("move b1 T [ b0 b2 ] [ b1 ] move b2 T [ b0 ] [ b1 ] [ b2 ] move b2 b1 [ b0 ] [ b1 b2 ] plan <e>")
                == [[true, true], [true, false], [true, false]])
        // A wrong state is taken at its word; one that is none leaves nothing to judge the next move by.
        #expect(
            try labels("move b1 T [ b0 ] [ b1 ] [ b2 ] move b2 b1 [ b0 ] [ b1 b2 ] plan <e>")
                == [[false, true], [true, true]])
        #expect(
            try labels("move b1 T [ b0 ] move b2 b1 [ b0 ] [ b1 b2 ] plan <e>") == [[false, false], [false, true]])
        #expect(try labels("move b1 T move b2 b1 [ b0 ] [ b1 b2 ] plan <e>") == [[false, true]])
    }

    @Test("a written check has the state after each move and ends at the first that cannot be made")
    func writtenCheck() throws {
        let problem = try domain.problem(from: "[b0 b2 b1] > [b0] [b1 b2]")
        func text(_ answer: String) throws -> String {
            domain.writtenCheck(of: try #require(domain.vocabulary.tokens(answer)), for: problem).map { symbol in
                switch symbol {
                case .token(let token): domain.vocabulary.text([token])
                case .pass: "+"
                case .fail: "-"
                }
            }.joined(separator: " ")
        }
        #expect(
            try text("plan b1 T b2 b1 <e>")
                == "move b1 T + [ b0 b2 ] [ b1 ] move b2 b1 + [ b0 ] [ b1 b2 ] > [ b0 ] [ b1 b2 ] +")
        #expect(try text("plan b1 T <e>") == "move b1 T + [ b0 b2 ] [ b1 ] > [ b0 ] [ b1 b2 ] -")
        #expect(try text("plan b1 T b1 T b2 b1 <e>") == "move b1 T + [ b0 b2 ] [ b1 ] move b1 T -")
        #expect(try text("plan b1 <e>") == "-" && text("plan > <e>") == "-")
        #expect(try text("plan <e>") == "> [ b0 ] [ b1 b2 ] -")
    }
}

/// A search that knows states as texts only.
enum BlocksOracle {
    static func distances(from start: BlocksState) -> [BlocksState: Int] {
        var distances = [start: 0]
        var frontier = [start]
        while !frontier.isEmpty {
            var next: [BlocksState] = []
            for state in frontier {
                for (source, stack) in state.stacks.enumerated() {
                    for target in 0...state.stacks.count where target != source {
                        var stacks = state.stacks + [[]]
                        stacks[target].append(stack[stack.count - 1])
                        stacks[source].removeLast()
                        let found = BlocksState(stacks: stacks.filter { !$0.isEmpty })
                        guard distances[found] == nil else { continue }
                        distances[found] = distances[state, default: 0] + 1
                        next.append(found)
                    }
                }
            }
            frontier = next
        }
        return distances
    }
}
