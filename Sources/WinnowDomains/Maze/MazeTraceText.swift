/// Validates traces written in a published text grammar, one line for prompt and trace.
///
/// - Searchformer: `bos start X Y goal X Y wall X Y … create X Y cG cH close … plan X Y … eos`, where `bos` may also
///   stand between prompt and trace;
/// - Beyond Semantics: `query start X Y goal X Y wall X Y … reasoning close … create … solution plan X Y … end`.
///
/// `bos`, `eos` and `end` are optional. A line is valid in strict mode when every operation is legal, the goal is
/// closed, and the marker that ends the trace is there (`plan` or `solution`); the plan itself is not judged. In
/// published mode it is valid when the published validator finds no error, which includes a plan as long as the path
/// that the trace found.
///
/// Source: Lehnert et al., arXiv 2402.14083, `searchformer/maze.py`; Stechly et al., arXiv 2505.13775.
public struct MazeTraceText: TraceTextValidator, Hashable {
    /// The lines have this grammar.
    public let dialect: MazeTraceDialect

    /// These rules are checked.
    public let mode: MazeTraceMode

    /// The grids have this size; nil to take for each line the smallest one that holds its coordinates.
    ///
    /// Its width is the largest column in prompt, trace and plan plus one, its height the largest row plus one.
    /// It never makes a legal trace illegal, but a cell outside the true grid can then go unnoticed.
    public let size: MazeSize?

    public init(dialect: MazeTraceDialect, mode: MazeTraceMode, size: MazeSize? = nil) {
        self.dialect = dialect
        self.mode = mode
        self.size = size
    }

    /// Gives the first error of a line, or nil when the line is valid.
    ///
    /// The step is the 1-based operation. What is missing at the end (`goal_not_reached`, `truncated`,
    /// `plan_length_mismatch`) has the number of operations as its step; a prompt that cannot be read
    /// (`prompt_syntax_error`) has step 0.
    public func firstError(in line: String) -> TraceError? {
        do throws(ProblemError) {
            let (parts, items) = try read(line)
            let maze = try parts.maze(fallback: size ?? smallestSize(parts, items))
            return mode == .strict ? strictError(items, maze) : publishedError(items, maze)
        } catch {
            let fault = MazeTraceFault.promptSyntaxError
            return TraceError(kind: fault.rawValue, step: 0, explanation: error.description)
        }
    }

    /// Takes a line apart; a `size W H` in the prompt is not part of the published grammars.
    ///
    /// - Throws: ``ProblemError`` for a prompt that cannot be read.
    private func read(_ line: String) throws(ProblemError) -> (MazeParts, [MazeTraceItem]) {
        var words = MazeWord.words(of: line)[...]
        if words.first == .keyword(.bos) { words.removeFirst() }
        if dialect == .beyondSemantics { try take(.query, from: &words) }
        let parts = try MazeParts(readingFrom: &words)
        guard parts.size == nil else { throw ProblemError("size is no part of a published prompt") }
        if dialect == .beyondSemantics { try take(.reasoning, from: &words) }
        if dialect == .searchformer, words.first == .keyword(.bos) { words.removeFirst() }
        return (parts, MazeTraceItem.items(of: words, dialect: dialect))
    }

    private func take(_ keyword: MazeKeyword, from words: inout ArraySlice<MazeWord>) throws(ProblemError) {
        guard words.popFirst() == .keyword(keyword) else { throw ProblemError("\(keyword.rawValue) is missing") }
    }

    private func smallestSize(_ parts: MazeParts, _ items: [MazeTraceItem]) -> MazeSize {
        var size = MazeSize(width: 1, height: 1)
        let ends = [parts.start, parts.goal].compactMap { $0 }
        for cell in ends + parts.walls + items.compactMap(\.cell) { size.include(cell) }
        return MazeSize(width: min(size.width, Maze.longestSide), height: min(size.height, Maze.longestSide))
    }
}

// MARK: Modes

extension MazeTraceText {
    private func strictError(_ items: [MazeTraceItem], _ maze: Maze) -> TraceError? {
        var validator = MazeTraceValidator(maze: maze, dialect: dialect, mode: .strict)
        var step = 0
        var isTraceEnded = false
        for item in items {
            switch item {
            case .operation(let operation):
                step += 1
                let isMisplaced = isTraceEnded && !validator.isGoalClosed
                let fault = isMisplaced ? .operationSyntaxError : validator.check(operation)
                if let fault { return fault.error(step: step) }
            case .solution, .plan:
                let endsTrace = (item == .solution) == (dialect == .beyondSemantics)
                guard endsTrace || isTraceEnded else {
                    return MazeTraceFault.operationSyntaxError.error(step: step + 1)
                }
                isTraceEnded = true
            case .malformed:
                return MazeTraceFault.operationSyntaxError.error(step: step + 1)
            case .brokenOff where isTraceEnded:
                return MazeTraceFault.operationSyntaxError.error(step: step + 1)
            case .brokenOff:
                return MazeTraceFault.truncated.error(step: step)
            }
        }
        if !isTraceEnded { return MazeTraceFault.truncated.error(step: step) }
        return validator.isGoalClosed ? nil : MazeTraceFault.goalNotReached.error(step: step)
    }

    private func publishedError(_ items: [MazeTraceItem], _ maze: Maze) -> TraceError? {
        var validator = MazeTraceValidator(maze: maze, dialect: dialect, mode: .published)
        var step = 0
        var planLength = 0
        for item in items {
            switch item {
            case .operation(let operation):
                step += 1
                planLength = 0
                if let fault = validator.check(operation) { return fault.error(step: step) }
            case .plan:
                planLength += 1
            case .solution:
                planLength = 0
            case .malformed, .brokenOff:
                return MazeTraceFault.operationSyntaxError.error(step: step + 1)
            }
        }
        guard let path = validator.extractedPath else { return MazeTraceFault.goalNotReached.error(step: step) }
        return path.count == planLength ? nil : MazeTraceFault.planLengthMismatch.error(step: step)
    }
}

/// The dialect says how a trace begins: the one difference between the published formats that matters to a validator.
public enum MazeTraceDialect: String, CaseIterable, Sendable {
    /// The trace opens with the creation of the start.
    ///
    /// Source: Lehnert et al., arXiv 2402.14083.
    case searchformer

    /// The start is open from the beginning; the trace opens by closing it.
    ///
    /// Source: Stechly et al., arXiv 2505.13775.
    case beyondSemantics = "beyond-semantics"
}

/// The mode says by which rules a trace is checked.
public enum MazeTraceMode: String, CaseIterable, Sendable {
    /// Every claim is checked: costs, lowest f, exactly the due successors, nothing after the goal, no truncation.
    case strict

    /// The published rules are checked in their later revision: costs need only be consistent, successors may be
    /// missing, and the plan must be as long as the path that the trace found.
    ///
    /// Source: Stechly et al., arXiv 2505.13775, trace validator.
    case published
}

/// An item is one of a text trace and its plan.
enum MazeTraceItem: Hashable, Sendable {
    case operation(MazeOperation)

    /// The marker stands between trace and plan of Beyond Semantics.
    case solution

    /// The item is one cell of the plan.
    case plan(Maze.Cell)

    /// The words are no item; nothing is read after them.
    case malformed

    /// The line ends within an item.
    case brokenOff

    /// The item names this cell.
    var cell: Maze.Cell? {
        switch self {
        case .operation(let operation): operation.cell
        case .plan(let cell): cell
        case .solution, .malformed, .brokenOff: nil
        }
    }

    /// Gives the items of the words after the prompt, up to the first that is malformed.
    static func items(of words: ArraySlice<MazeWord>, dialect: MazeTraceDialect) -> [MazeTraceItem] {
        var words = words
        if words.last == .keyword(.eos) { words.removeLast() }
        if dialect == .beyondSemantics, words.last == .keyword(.end) { words.removeLast() }
        var items: [MazeTraceItem] = []
        while !words.isEmpty {
            let item = MazeTraceItem(readingFrom: &words, dialect: dialect)
            items.append(item)
            if item == .malformed || item == .brokenOff { break }
        }
        return items
    }

    /// Reads one item off the front of the words.
    private init(readingFrom words: inout ArraySlice<MazeWord>, dialect: MazeTraceDialect) {
        guard case .keyword(let keyword)? = words.popFirst() else {
            self = .malformed
            return
        }
        switch keyword {
        case .create, .close:
            let arguments = words.prefix(4)
            words = words.dropFirst(4)
            self = MazeTraceItem.operation(keyword == .create ? .create : .close, Array(arguments))
        case .plan:
            let arguments = words.prefix(2)
            words = words.dropFirst(2)
            self = MazeTraceItem.planCell(Array(arguments))
        case .solution where dialect == .beyondSemantics:
            self = .solution
        default:
            self = .malformed
        }
    }

    private static func operation(_ kind: MazeOperation.Kind, _ arguments: [MazeWord]) -> MazeTraceItem {
        let coordinates = arguments.prefix(2).compactMap(\.number)
        let costs = arguments.dropFirst(2).compactMap(\.cost)
        guard coordinates.count + costs.count == arguments.count else { return .malformed }
        guard arguments.count == 4 else { return .brokenOff }
        let cell = Maze.Cell(coordinates[0], coordinates[1])
        return .operation(MazeOperation(kind: kind, cell: cell, g: costs[0], h: costs[1]))
    }

    private static func planCell(_ arguments: [MazeWord]) -> MazeTraceItem {
        let coordinates = arguments.compactMap(\.number)
        guard coordinates.count == arguments.count else { return .malformed }
        guard coordinates.count == 2 else { return .brokenOff }
        return .plan(Maze.Cell(coordinates[0], coordinates[1]))
    }
}
