public import WinnowRandom

/// Colouring asks for colours of a graph's vertices, none alike at the ends of an edge.
///
/// Graphs are random with edge probability 0.4, and the number of colours is the fewest that suffice. There is no model of
/// its own: a server can be asked, and samples can be imported.
///
/// Source: Stechly et al., arXiv 2402.08115 and 2310.12397 (the task; random graphs of Erdős and Rényi).
public struct ColouringDomain: DrawnDomain {
    public let name = "colouring"
    public let summary = "Give colours to the vertices of a graph so that no edge has one colour at both ends."
    public let example = (problem: ColouringProblem.example, answer: "0: 1, 1: 2, 2: 3, 3: 1")
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    /// A right colouring has every vertex and no bad edge.
    public var critics: [Critic] {
        [
            Critic(
                "form",
                kinds: [
                    "malformed", "unknown_vertex", "coloured_twice", "colour_out_of_range", Critique.noAnswerKind,
                ]),
            Critic("vertices", kinds: ["uncoloured_vertex"]),
            Critic("edges", kinds: ["bad_edge"]),
        ]
    }

    public init() {}
}

extension ColouringDomain {
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> ColouringProblem {
        ColouringProblem(difficulty, using: &random)
    }

    /// Reads a problem such as `4 vertices 3 colours 0-1 0-2 1-2 2-3`.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or an edge joins what is no pair of vertices.
    public func problem(from specification: String) throws(ProblemError) -> ColouringProblem {
        try ColouringProblem(specification: specification)
    }

    public func specification(of problem: ColouringProblem) -> String { problem.specification }

    public func splitKey(of problem: ColouringProblem) -> String { problem.shapeKey }

    /// Gives the bin of the number of vertices: up to 6 easy, 7 and 8 medium, 9 and more hard.
    public func difficulty(of problem: ColouringProblem) -> Difficulty {
        problem.vertices < 7 ? .easy : problem.vertices < 9 ? .medium : .hard
    }

    public func promptText(for problem: ColouringProblem) -> String {
        """
        A graph has the vertices 0 to \(problem.vertices - 1) and these edges: \
        \(problem.edges.map(\.text).joined(separator: ", ")).
        Give each vertex one of \(problem.colours) colours, numbered from 1, so that no edge joins two vertices of one \
        colour. Write the answer alone on the last line, as in: 0: 1, 1: 2, 2: 1
        """
    }

    /// Draws the neighbours of each vertex in a line.
    public func drawing(of problem: ColouringProblem) -> String {
        (0..<problem.vertices).map { vertex in
            let neighbours = problem.edges.compactMap { edge in
                edge.first == vertex ? edge.second : edge.second == vertex ? edge.first : nil
            }
            return "\(vertex): \(neighbours.map(String.init).joined(separator: " "))"
        }.joined(separator: "\n") + "\n\(problem.colours) colours"
    }
}

extension ColouringDomain {
    /// Gives the vertices in order with colours numbered as they come up: colourings that differ in the names of the
    /// colours only are one.
    public func answerKey(of answer: String) -> String? { (try? ColouringAnswer(answer))?.key }

    /// Reports all that is wrong.
    ///
    /// Critiques, and where: `malformed` (character N) alone; else `unknown_vertex`, `coloured_twice`,
    /// `uncoloured_vertex` and `colour_out_of_range` (vertex N), the last for each vertex of a further colour than there
    /// are, and `bad_edge` (edge N-M).
    public func verify(_ answer: String, of problem: ColouringProblem) -> Verdict {
        let pairs: [ColouringAnswer.Pair]
        do {
            pairs = try ColouringAnswer(answer).pairs
        } catch {
            return .rejected([Critique("malformed", at: "character \(error.position)", error.explanation)])
        }
        var critiques: [Critique] = []
        var colours: [Int: Int] = [:]
        for pair in pairs {
            let location = "vertex \(pair.vertex)"
            if pair.vertex >= problem.vertices {
                let message = "there is no vertex \(pair.vertex); the last one is \(problem.vertices - 1)"
                critiques.append(Critique("unknown_vertex", at: location, message))
            } else if let other = colours.updateValue(pair.colour, forKey: pair.vertex), other != pair.colour {
                let message = "the vertex has two colours, \(other) and \(pair.colour)"
                critiques.append(Critique("coloured_twice", at: location, message))
            }
        }
        var palette: [Int] = []
        for vertex in 0..<problem.vertices {
            guard let colour = colours[vertex] else {
                critiques.append(Critique("uncoloured_vertex", at: "vertex \(vertex)", "the vertex has no colour"))
                continue
            }
            if palette.contains(colour) { continue }
            if palette.count < problem.colours {
                palette.append(colour)
            } else {
                let message = "colour \(colour) is one more than the \(problem.colours) there are"
                critiques.append(Critique("colour_out_of_range", at: "vertex \(vertex)", message))
            }
        }
        for edge in problem.edges {
            guard let colour = colours[edge.first], colour == colours[edge.second] else { continue }
            let message = "vertices \(edge.first) and \(edge.second) both have colour \(colour)"
            critiques.append(Critique("bad_edge", at: "edge \(edge.text)", message))
        }
        return critiques.isEmpty ? .accepted : .rejected(critiques)
    }

    /// Tells whether the colours divide all vertices into so few sets without an edge inside, by sets of bits; the colours
    /// are read from the key.
    public func grade(_ answer: String, of problem: ColouringProblem) -> Bool {
        guard let key = answerKey(of: answer) else { return false }
        var classes: [UInt64] = []
        var covered: UInt64 = 0
        for pair in key.split(separator: ",") {
            let numbers = pair.split { $0 == ":" || $0 == " " }.compactMap { Int($0) }
            guard numbers.count == 2, numbers[0] < problem.vertices else { return false }
            let bit = UInt64(1) << UInt64(numbers[0])
            // A vertex that comes up again has another colour.
            guard covered & bit == 0, numbers[1] <= problem.colours else { return false }
            covered |= bit
            if numbers[1] > classes.count { classes.append(0) }
            classes[numbers[1] - 1] |= bit
        }
        guard covered == ~UInt64(0) >> UInt64(64 - problem.vertices) else { return false }
        return problem.edges.allSatisfy { edge in
            let ends = UInt64(1) << UInt64(edge.first) | UInt64(1) << UInt64(edge.second)
            return classes.allSatisfy { $0 & ends != ends }
        }
    }
}
