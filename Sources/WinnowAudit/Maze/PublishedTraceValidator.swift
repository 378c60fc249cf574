public import WinnowDomains

/// The validator of A* traces of "Beyond Semantics", in its two revisions.
///
/// It follows the operations with an open list, a closed list and the cell closed last; an operation with an error is
/// left out, and a trace is valid where there was no error. What it does not ask: that a cost is one more than that of the
/// cell closed last, that a heuristic is a distance, that every neighbour is created, that nothing follows the goal. It
/// does ask that the plan be as long as the path that the trace found, unless the plan's syntax is wrong.
///
/// Revision A keeps a cell that is created again at a lower cost twice in the open list, where the dearer copy can later
/// turn down a correct trace; revision B lowers its costs. Revision A begins with nothing open, as a trace that opens with
/// the creation of the start needs; revision B begins with the start open and turns such a creation down, as its data set
/// has none. It is therefore given a trace without it.
///
/// Source: Stechly et al., "Beyond Semantics", arXiv 2505.13775; `verl/third_party/trace_eval_new.py` (revision A).
public struct PublishedTraceValidator: MazeChecker {
    public enum Revision: String, Sendable, CaseIterable {
        case a
        case b
    }

    public let revision: Revision

    public init(revision: Revision) {
        self.revision = revision
    }

    public var name: String { "trace-validator-\(revision.rawValue)" }

    public var summary: String {
        switch revision {
        case .a: "operations are on open neighbours of least f, as revision A keeps the open list"
        case .b: "operations are on open neighbours of least f, as revision B keeps the open list"
        }
    }

    public var source: String {
        "Beyond Semantics (arXiv 2505.13775), trace validator, revision \(revision.rawValue.uppercased())"
    }

    public var subject: CheckedSubject { .trace }

    public func verdict(on words: [String], of maze: Maze) -> PublishedVerdict {
        firstError(in: words, of: maze).map { .rejected($0) } ?? .accepted
    }

    /// Gives the class of the first error, such as `create_non_neighbor`; nil where the trace is valid.
    ///
    /// - Complexity: each operation scans the open list.
    public func firstError(in words: [String], of maze: Maze) -> String? {
        var trace = PublishedTrace(words)
        if revision == .b, let first = trace.operations.first, first.isCreate, first.cell == maze.start {
            trace.operations.removeFirst()
        }
        if trace.hasOperationError { return "operation_syntax_error" }
        var search = PublishedSearch(maze: maze, revision: revision)
        for operation in trace.operations {
            if let error = search.follow(operation) { return error }
        }
        guard search.closed.contains(maze.goal) else { return "goal_not_reached" }
        guard let path = search.pathLength else { return "plan_extraction_error" }
        return !trace.hasPlanError && path != trace.planLength ? "plan_length_mismatch" : nil
    }
}

/// A trace is read word by word; an operation that another keyword cuts short is an error, and is passed over.
struct PublishedTrace {
    struct Operation: Hashable {
        var isCreate: Bool
        var cell: Maze.Cell
        var g: Int
        var h: Int
    }

    var operations: [Operation] = []
    private(set) var hasOperationError = false
    private(set) var hasPlanError = false
    private(set) var planLength = 0

    init(_ words: [String]) {
        // What was read, in order: nil for an operation, else the two words behind `plan`.
        var items: [(isPlan: Bool, words: ArraySlice<String>)] = []
        var place = 0
        reading: while place < words.count {
            let word = words[place]
            switch word {
            case "bos": place += 1
            case "eos": break reading
            case "plan", "create", "close":
                let length = word == "plan" ? 3 : 5
                let end = min(place + length, words.count)
                let part = words[place..<end]
                let others: Set<String> = Set(["create", "close", "plan", "eos"]).subtracting([word])
                if let cut = part.firstIndex(where: others.contains) {
                    if word == "plan" { hasPlanError = true } else { hasOperationError = true }
                    place = cut
                    continue reading
                }
                items.append((word == "plan", part.dropFirst()))
                if word != "plan" {
                    if let operation = Self.operation(part) {
                        operations.append(operation)
                    } else {
                        hasOperationError = true
                    }
                }
                place += length
            default:
                hasOperationError = true
                place += 1
            }
        }
        guard !hasPlanError else { return }
        while let last = items.popLast(), last.isPlan {
            guard last.words.count == 2, last.words.allSatisfy({ MazeNumber.read($0) != nil }) else {
                hasPlanError = true
                break
            }
            planLength += 1
        }
        if planLength == 0 { hasPlanError = true }
    }

    private static func operation(_ part: ArraySlice<String>) -> Operation? {
        let words = Array(part)
        guard words.count == 5, let x = MazeNumber.read(words[1]), let y = MazeNumber.read(words[2]),
            let g = MazeNumber.read(words[3].dropFirst()), let h = MazeNumber.read(words[4].dropFirst())
        else { return nil }
        return Operation(isCreate: words[0] == "create", cell: Maze.Cell(x, y), g: g, h: h)
    }
}

/// The search is followed with the books that a revision keeps.
struct PublishedSearch {
    private struct Entry: Hashable {
        var cell: Maze.Cell
        var g: Int
        var h: Int
    }

    private let maze: Maze
    private let revision: PublishedTraceValidator.Revision
    private var open: [Entry] = []
    private var cost: [Maze.Cell: Int] = [:]
    private var parent: [Maze.Cell: Maze.Cell] = [:]
    private var last: Maze.Cell?
    private(set) var closed: Set<Maze.Cell> = []

    init(maze: Maze, revision: PublishedTraceValidator.Revision) {
        (self.maze, self.revision) = (maze, revision)
        if revision == .b {
            let h = abs(maze.start.x - maze.goal.x) + abs(maze.start.y - maze.goal.y)
            open = [Entry(cell: maze.start, g: 0, h: h)]
            cost[maze.start] = 0
        }
    }

    /// Follows an operation, or says what is wrong with it.
    mutating func follow(_ operation: PublishedTrace.Operation) -> String? {
        guard maze.isInside(operation.cell) else { return "invalid_coordinates" }
        guard !maze.isWallCell(operation.cell) else { return "create_close_wall" }
        let entry = Entry(cell: operation.cell, g: operation.g, h: operation.h)
        return operation.isCreate ? create(entry) : close(entry)
    }

    private mutating func create(_ entry: Entry) -> String? {
        if let last {
            guard abs(last.x - entry.cell.x) + abs(last.y - entry.cell.y) == 1 else { return "create_non_neighbor" }
        } else if revision == .b {
            return "first_create_not_last_closed"
        }
        guard !closed.contains(entry.cell) else { return "create_already_closed" }
        let isCheaper = cost[entry.cell].map { entry.g < $0 } ?? true
        switch revision {
        case .a: open.append(entry)
        case .b:
            if let place = open.firstIndex(where: { $0.cell == entry.cell }) {
                if entry.g < open[place].g { open[place] = entry }
            } else {
                open.append(entry)
            }
        }
        if isCheaper {
            cost[entry.cell] = entry.g
            if let last { parent[entry.cell] = last }
        }
        return nil
    }

    private mutating func close(_ entry: Entry) -> String? {
        guard let place = open.firstIndex(of: entry) else { return "close_not_in_open_list" }
        let least = open.reduce(Int.max) { min($0, $1.g + $1.h) }
        guard entry.g + entry.h == least else { return "close_not_lowest_f_value" }
        open.remove(at: place)
        closed.insert(entry.cell)
        last = entry.cell
        return nil
    }

    /// The path from the start to the goal has so many cells; nil where the chain of parents breaks.
    var pathLength: Int? {
        var (cell, length) = (maze.goal, 1)
        while cell != maze.start {
            guard let before = parent[cell], length <= closed.count + 1 else { return nil }
            (cell, length) = (before, length + 1)
        }
        return length
    }
}
