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
public struct MazeTraceText: Hashable, Sendable {
    /// The grammar of the lines.
    public let dialect: MazeTraceDialect

    /// How much is checked.
    public let mode: MazeTraceMode

    /// The size of the grids, or nil to take for each line the smallest one that holds its coordinates.
    ///
    /// Its width is the largest column in prompt, trace and plan plus one, its height the largest row plus one.
    /// It never makes a legal trace illegal, but a cell outside the true grid can then go unnoticed.
    public let size: MazeSize?

    public init(dialect: MazeTraceDialect, mode: MazeTraceMode, size: MazeSize? = nil) {
        self.dialect = dialect
        self.mode = mode
        self.size = size
    }

    /// The first error of a line, or nil when the line is valid.
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
