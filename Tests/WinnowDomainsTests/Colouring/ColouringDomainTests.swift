import Testing
import WinnowRandom

@testable import WinnowDomains

@Suite("Colouring")
struct ColouringDomainTests {
    private let domain = ColouringDomain()

    @Test(
        "every critique is given",
        arguments: [
            ("0: 1, 1: 2, 2: 3, 3: 1", []), ("0 = 1; 1 = 2; 2 = 3; 3 = 2", []),
            ("vertex 0: colour 1\nVertex 1: color 2\nnode 2: 3\n3: 1", []),
            (#"{"0": 1, "1": 2, "2": 3, "3": 1}"#, []), ("0 -> 7, 1 -> 8, 2 -> 9, 3 -> 7", []),
            ("0: 1, 0: 1, 1: 2, 2: 3, 3: 1", []),
            ("", ["malformed @character 1"]), ("0: red", ["malformed @character 4"]),
            ("0: 1, 1", ["malformed @character 8"]),
            ("0: -1", ["malformed @character 4"]), ("0: 1234567890", ["malformed @character 4"]),
            (
                "0: 1, 1: 1, 2: 1, 3: 1",
                ["bad_edge @edge 0-1", "bad_edge @edge 0-2", "bad_edge @edge 1-2", "bad_edge @edge 2-3"]
            ),
            ("0: 1", ["uncoloured_vertex @vertex 1", "uncoloured_vertex @vertex 2", "uncoloured_vertex @vertex 3"]),
            ("0: 1, 1: 2, 2: 3, 3: 4", ["colour_out_of_range @vertex 3"]),
            ("0: 1, 1: 2, 2: 3, 3: 1, 4: 1", ["unknown_vertex @vertex 4"]),
            ("0: 1, 1: 2, 2: 3, 3: 1, 0: 2", ["coloured_twice @vertex 0", "bad_edge @edge 0-1"]),
        ] as [(String, [String])])
    func critiques(answer: String, expected: [String]) throws {
        let problem = try domain.problem(from: ColouringProblem.example)
        var found: [String] = []
        if case .rejected(let critiques) = domain.verify(answer, of: problem) {
            found = critiques.map { "\($0.kind) @\($0.location)" }
        }
        #expect(found == expected)
        #expect(domain.grade(answer, of: problem) == expected.isEmpty)
    }

    @Test("colourings that differ in the names of colours and the order of vertices have one key")
    func keys() {
        #expect(domain.answerKey(of: "2: 5, 0: 9, 1: 5") == "0: 1, 1: 2, 2: 2")
        #expect(domain.answerKey(of: "0: 1, 1: 2, 2: 2") == "0: 1, 1: 2, 2: 2")
        #expect(domain.answerKey(of: "0: 1, 1: 2, 2: 1") != "0: 1, 1: 2, 2: 2")
        #expect(domain.answerKey(of: "blue") == nil)
    }

    @Test("drawn graphs need exactly the colours that are given, by trying all colourings")
    func chromaticNumbers() {
        for index in 0..<60 {
            var random = domain.stream("chromatic", seed: 1, index: index)
            let problem = domain.problem(index % 2 == 0 ? .easy : .medium, using: &random)
            #expect(isColourable(problem, problem.colours) && !isColourable(problem, problem.colours - 1))
            #expect(domain.difficulty(of: problem) == (index % 2 == 0 ? .easy : .medium))
        }
    }

    private func isColourable(_ problem: ColouringProblem, _ colours: Int) -> Bool {
        var all = 1
        for _ in 0..<problem.vertices { all *= colours }
        return (0..<all).contains { number in
            var (rest, colouring) = (number, [Int]())
            for _ in 0..<problem.vertices {
                colouring.append(rest % colours)
                rest /= colours
            }
            return problem.edges.allSatisfy { colouring[$0.first] != colouring[$0.second] }
        }
    }

    @Test("verifier and grader agree on random colourings, and equal keys are right together")
    func agreement() throws {
        var random = CounterRandom(key: 5)
        var right: [String: Bool] = [:]
        var accepted = 0
        let problem = try domain.problem(from: "5 vertices 3 colours 0-1 1-2 2-3 3-4 0-4 0-2")
        for _ in 0..<20_000 {
            let pairs = (0..<(random.below(8) == 0 ? 6 : 5)).map { vertex in
                "\(random.below(30) == 0 ? random.below(6) : vertex): \(1 + random.below(4))"
            }
            let answer = pairs.joined(separator: ", ")
            let isAccepted = domain.verify(answer, of: problem).isAccepted
            try #require(isAccepted == domain.grade(answer, of: problem), "\(answer)")
            let key = try #require(domain.answerKey(of: answer))
            #expect(right[key] == nil || right[key] == isAccepted)
            right[key] = isAccepted
            accepted += isAccepted ? 1 : 0
        }
        #expect(accepted > 500 && accepted < 10_000, "\(accepted)")
    }

    @Test("graphs that differ in the names of vertices only are in one split")
    func splitKeys() {
        for index in 0..<300 {
            var random = domain.stream("shape", seed: 2, index: index)
            let problem = domain.problem(Difficulty.allCases[index % 3], using: &random)
            var names = Array(0..<problem.vertices)
            random.shuffle(&names)
            let edges = problem.edges.map { edge in
                let (one, other) = (names[edge.first], names[edge.second])
                return ColouringProblem.Edge(first: min(one, other), second: max(one, other))
            }
            let other = ColouringProblem(vertices: problem.vertices, edges: Set(edges), colours: problem.colours)
            #expect(domain.splitKey(of: other) == domain.splitKey(of: problem))
        }
    }

    @Test("a problem's text reads back, and what is none is refused")
    func texts() throws {
        for index in 0..<300 {
            var random = domain.stream("texts", seed: 2, index: index)
            let problem = domain.problem(Difficulty.allCases[index % 3], using: &random)
            #expect(try domain.problem(from: domain.specification(of: problem)) == problem)
        }
        for text in [
            "", "4 vertices", "4 vertices 3 colours 0-4", "4 vertices 3 colours 1-1", "4 vertices 3 colours 0-", "x",
            "65 vertices 3 colours", "0 vertices 3 colours", "4 vertices 3 colours 0-1-2",
        ] {
            #expect(throws: ProblemError.self, "\(text)") { try domain.problem(from: text) }
        }
        let largest = "64 vertices 1 colours"
        let answer = (0..<64).map { "\($0): 1" }.joined(separator: ", ")
        #expect(domain.grade(answer, of: try domain.problem(from: largest)))
    }

    @Test("hostile answers are read in linear time")
    func hostile() {
        let texts = [
            String(repeating: "0: 1, ", count: 170_000), String(repeating: "(", count: 1 << 20),
            String(repeating: "\0", count: 1 << 20), String(repeating: "9", count: 1 << 20),
            String(repeating: "vertex ", count: 140_000), String(repeating: "a", count: 1 << 20),
        ]
        let clock = ContinuousClock()
        for text in texts {
            #expect(clock.measure { _ = domain.answerKey(of: text) } < .seconds(5))
        }
    }
}
