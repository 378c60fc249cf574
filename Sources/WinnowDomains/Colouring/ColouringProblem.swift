import WinnowRandom

/// A problem of ``ColouringDomain`` is a graph and how many colours may be used.
public struct ColouringProblem: Hashable, Sendable {
    /// The vertices are 0 to one less than this.
    public let vertices: Int

    /// Each edge joins a vertex to a greater one; the edges are in ascending order, each once.
    public let edges: [Edge]

    /// So many colours may be used; of drawn problems the fewest that suffice.
    public let colours: Int

    /// An edge joins two vertices.
    public struct Edge: Hashable, Sendable, Comparable {
        public let first: Int
        public let second: Int

        public static func < (one: Edge, other: Edge) -> Bool {
            (one.first, one.second) < (other.first, other.second)
        }

        var text: String { "\(first)-\(second)" }
    }

    static let largestCount = 64
    static let example = "4 vertices 3 colours 0-1 0-2 1-2 2-3"

    init(vertices: Int, edges: Set<Edge>, colours: Int) {
        self.vertices = vertices
        self.edges = edges.sorted()
        self.colours = colours
    }

    var specification: String {
        (["\(vertices) vertices \(colours) colours"] + edges.map(\.text)).joined(separator: " ")
    }

    /// Reads `4 vertices 3 colours 0-1 0-2 …`; the edges in any order and direction.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or an edge joins what is no pair of vertices.
    init(specification: String) throws(ProblemError) {
        let words = specification.split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\n" }
        guard words.count >= 4, words[1] == "vertices", words[3] == "colours",
            let vertices = Self.number(words[0]), let colours = Self.number(words[2])
        else { throw ProblemError("expected vertices, colours and edges, as in \"\(Self.example)\"") }
        guard (1...Self.largestCount).contains(vertices), (1...Self.largestCount).contains(colours) else {
            throw ProblemError("there are 1 to \(Self.largestCount) vertices and as many colours")
        }
        var edges: Set<Edge> = []
        for word in words.dropFirst(4) {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let one = Self.number(ends[0]), let other = Self.number(ends[1]), one != other,
                max(one, other) < vertices
            else { throw ProblemError("\"\(word.prefix(12))\" is no edge between two of the \(vertices) vertices") }
            edges.insert(Edge(first: min(one, other), second: max(one, other)))
        }
        self.init(vertices: vertices, edges: edges, colours: colours)
    }

    private static func number(_ digits: Substring) -> Int? {
        guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }
}

extension ColouringProblem {
    /// Draws 5 or 6 (easy), 7 or 8 (medium) or 9 vertices (hard) and each edge with probability 0.4, again where there is
    /// none; the colours are the chromatic number.
    init(_ difficulty: Difficulty, using random: inout CounterRandom) {
        let sizes: ClosedRange<Int> =
            switch difficulty {
            case .easy: 5...6
            case .medium: 7...8
            case .hard: 9...9
            }
        while true {
            let count = random.integer(in: sizes)
            var edges: Set<Edge> = []
            for first in 0..<count {
                for second in first + 1..<count where random.uniform() < 0.4 {
                    edges.insert(Edge(first: first, second: second))
                }
            }
            guard !edges.isEmpty else { continue }
            let colours = Self.chromaticNumber(vertices: count, edges: edges)
            self.init(vertices: count, edges: edges, colours: colours)
            return
        }
    }

    /// Finds the fewest colours that suffice, by search.
    static func chromaticNumber(vertices: Int, edges: some Sequence<Edge>) -> Int {
        var smaller = [[Int]](repeating: [], count: vertices)
        for edge in edges { smaller[edge.second].append(edge.first) }
        var colours = [Int](repeating: -1, count: vertices)
        func isColourable(_ limit: Int, from vertex: Int, used: Int) -> Bool {
            if vertex == vertices { return true }
            // One new colour is as good as another.
            for colour in 0..<min(limit, used + 1) where smaller[vertex].allSatisfy({ colours[$0] != colour }) {
                colours[vertex] = colour
                if isColourable(limit, from: vertex + 1, used: max(used, colour + 1)) { return true }
            }
            return false
        }
        return (1...max(1, vertices)).first { isColourable($0, from: 0, used: 0) } ?? vertices
    }

    /// Gives a text that graphs share which differ in the names of their vertices only (and now and then others).
    ///
    /// The vertices are told apart by their numbers of neighbours, then by those of their neighbours, and so on.
    ///
    /// Source: colour refinement, Weisfeiler and Leman, 1968.
    var shapeKey: String {
        var neighbours = [[Int]](repeating: [], count: vertices)
        for edge in edges {
            neighbours[edge.first].append(edge.second)
            neighbours[edge.second].append(edge.first)
        }
        var labels = [Int](repeating: 0, count: vertices)
        var signatures: [[Int]] = []
        for _ in 0..<vertices {
            signatures = neighbours.indices.map { [labels[$0]] + neighbours[$0].map { labels[$0] }.sorted() }
            let ranks = Set(signatures).sorted { $0.lexicographicallyPrecedes($1) }
            labels = signatures.map { signature in ranks.firstIndex(of: signature) ?? 0 }
        }
        let sorted = signatures.sorted { $0.lexicographicallyPrecedes($1) }
        return sorted.map { $0.map(String.init).joined(separator: " ") }.joined(separator: "; ")
    }
}
