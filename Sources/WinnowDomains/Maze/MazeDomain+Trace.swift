extension MazeDomain {
    /// Checks the trace in strict mode: costs, lowest f, exactly the due successors, nothing after the goal.
    ///
    /// A trace that stops before the goal is closed is legal but not complete, even between two creates: a successor is
    /// only missed once the next cell is closed. The plan is not part of the trace.
    public func checkTrace(of completion: [Int], for problem: Maze) -> TraceCheck {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        guard completion.isEnded else { return .truncated(step: stepRanges(of: completion).count) }
        guard completion.marker != nil else { return .unparsable(step: stepRanges(of: completion).count) }
        var validator = MazeTraceValidator(maze: problem, dialect: .searchformer, mode: .strict)
        var count = 0
        for step in completion.traceSteps {
            count += 1
            if let fault = validator.check(step) { return .illegal(fault.rawValue, step: count, fault.explanation) }
        }
        return .legal(complete: validator.isGoalClosed)
    }

    /// The text of each operation, such as `+ c43 n0 n5`, and of each cell of the plan, such as `plan c43`.
    public func steps(of completion: [Int]) -> [String] {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        return stepRanges(of: completion).map { range in
            let text = vocabulary.text(completion.tokens[range])
            return range.lowerBound > completion.traceLength ? "plan " + text : text
        }
    }

    public func stepEnds(of completion: [Int]) -> [Int] {
        stepRanges(of: MazeCompletion(completion, alphabet: alphabet)).map(\.upperBound)
    }

    /// The labels of each operation and of each cell of the plan.
    ///
    /// - `stepCorrect`: the strict validator finds no error in the operation; a cell of the plan is the start or a
    ///   legal move from the cell before it. After an error the bookkeeping takes the step at its word.
    /// - `stateSolvable`: the cell that the step creates, closes or plans lies on a shortest path from start to goal;
    ///   false for a step that names no cell of the grid.
    public func stepLabels(of completion: [Int], for problem: Maze) -> [StepLabel] {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        let isOnShortestPath = problem.shortestPathCells()
        func isSolvable(_ cell: Maze.Cell?) -> Bool {
            guard let cell, problem.contains(cell) else { return false }
            return isOnShortestPath[problem.index(of: cell)]
        }

        var labels: [StepLabel] = []
        var validator = MazeTraceValidator(maze: problem, dialect: .searchformer, mode: .strict)
        for step in completion.traceSteps {
            let isCorrect = validator.check(step) == nil
            labels.append(
                StepLabel(
                    step: labels.count + 1, end: step.range.upperBound, stepCorrect: isCorrect,
                    stateSolvable: isSolvable(step.operation?.cell)))
        }
        var previous: Maze.Cell?
        for (position, cell) in completion.planCells.enumerated() {
            let isCorrect = cell.map { isMove(from: previous, to: $0, in: problem) } ?? false
            labels.append(
                StepLabel(
                    step: labels.count + 1, end: completion.traceLength + position + 2,
                    stepCorrect: isCorrect, stateSolvable: isSolvable(cell)))
            previous = cell ?? previous
        }
        return labels
    }

    /// Whether the trace is legal and complete, and the answer is the very path that it found.
    public func agreesWithTrace(_ completion: [Int], for problem: Maze) -> Bool {
        let completion = MazeCompletion(completion, alphabet: alphabet)
        guard let path = completion.path else { return false }
        var validator = MazeTraceValidator(maze: problem, dialect: .searchformer, mode: .strict)
        for step in completion.traceSteps where validator.check(step) != nil { return false }
        return path.cells == validator.extractedPath
    }

    /// Whether a path may go on to a cell, or begin there when there is no cell before it.
    func isMove(from previous: Maze.Cell?, to cell: Maze.Cell, in problem: Maze) -> Bool {
        problem.isFree(cell) && previous.map { $0.distance(to: cell) == 1 } ?? (cell == problem.start)
    }

    /// The positions of the tokens of each step: operations first, then the cells of the plan one by one.
    private func stepRanges(of completion: MazeCompletion) -> [Range<Int>] {
        var ranges = completion.traceSteps.map(\.range)
        if let marker = completion.marker {
            ranges += ((marker + 1)..<completion.length).map { $0..<$0 + 1 }
        }
        return ranges
    }
}
