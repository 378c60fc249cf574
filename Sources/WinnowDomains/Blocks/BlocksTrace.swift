/// A trace has the moves of a completion of blocks, each with the state that it says it leads to.
struct BlocksTrace {
    private let completion: [Int]
    private let parts: CompletionParts

    /// Each step has a token range, from one `move` to the next; what stands before the first is a step too.
    private let steps: [Range<Int>]

    init(_ completion: [Int]) {
        self.completion = completion
        parts = CompletionParts(completion, marker: BlocksToken.plan)
        var steps: [Range<Int>] = []
        var first = parts.trace.lowerBound
        for position in parts.trace where completion[position] == BlocksToken.move && position > first {
            steps.append(first..<position)
            first = position
        }
        if first < parts.trace.upperBound { steps.append(first..<parts.trace.upperBound) }
        self.steps = steps
    }

    /// Gives the first step that is wrong, or legality and completeness.
    func check(_ problem: BlocksProblem) -> TraceCheck {
        let readable = steps.count { BlocksStep(completion[$0]) != nil }
        if let unfinished = parts.unfinishedCheck(readableSteps: readable) { return unfinished }
        var walker = BlocksTraceWalker(problem)
        for (index, step) in steps.enumerated() {
            if let fault = walker.take(completion[step]) {
                return .illegal(fault.kind, step: index + 1, fault.explanation)
            }
        }
        return .legal(complete: walker.isAtGoal)
    }

    /// Gives the labels of each step that could be read.
    func labels(_ problem: BlocksProblem) -> [StepLabel] {
        var walker = BlocksTraceWalker(problem)
        let fewest = BlocksSpace.distance(problem)
        var labels: [StepLabel] = []
        for (index, step) in steps.enumerated() {
            let fault = walker.take(completion[step])
            guard fault?.kind != "syntax" else { continue }
            let left = walker.movesLeft
            labels.append(
                StepLabel(
                    step: index + 1, end: step.upperBound, stepCorrect: fault == nil,
                    stateSolvable: left.map { index + 1 + $0 == fewest } ?? false))
        }
        return labels
    }

    /// So many tokens stand up to and including each step.
    var ends: [Int] { steps.map(\.upperBound) }

    /// Gives the text of each step.
    func texts(_ vocabulary: Vocabulary) -> [String] {
        steps.map { vocabulary.text(completion[$0]) }
    }
}

/// A step of a trace is a move and the stacks behind it, as they are written.
struct BlocksStep {
    let move: BlocksMove

    /// The stacks are not empty; blocks may be missing, unknown or in two places.
    let stacks: [[Int]]

    /// Reads a step, or returns nil when the tokens are anything else.
    init?(_ tokens: ArraySlice<Int>) {
        guard tokens.first == BlocksToken.move, let move = BlocksToken.move(tokens.dropFirst().prefix(2)) else {
            return nil
        }
        self.move = move
        var stacks: [[Int]] = []
        var isOpen = false
        for token in tokens.dropFirst(3) {
            if token == BlocksToken.open, !isOpen {
                stacks.append([])
                isOpen = true
            } else if token == BlocksToken.close, isOpen, stacks.last?.isEmpty == false {
                isOpen = false
            } else if let block = BlocksToken.block(of: token), isOpen {
                stacks[stacks.count - 1].append(block)
            } else {
                return nil
            }
        }
        guard !isOpen, !stacks.isEmpty else { return nil }
        self.stacks = stacks
    }
}

/// Walks over a trace step by step and judges every step given the state that the trace itself wrote before.
struct BlocksTraceWalker {
    /// A fault is that of a step.
    struct Fault {
        let kind: String
        let explanation: String
    }

    private let problem: BlocksProblem

    /// The state is what the trace wrote last, where that is one of the problem's blocks, else what the move leads to.
    private var state: BlocksState?

    init(_ problem: BlocksProblem) {
        self.problem = problem
        state = problem.start
    }

    /// True where the present state is the goal.
    var isAtGoal: Bool { state == problem.goal }

    /// So many moves lead from the present state to the goal; nil where the last step wrote no state of these blocks.
    var movesLeft: Int? {
        state.map { BlocksSpace.distance(BlocksProblem(checkedStart: $0, goal: problem.goal)) }
    }

    /// Judges the next step and takes over the state it writes; nil when nothing is wrong with it.
    mutating func take(_ tokens: ArraySlice<Int>) -> Fault? {
        guard let step = BlocksStep(tokens) else {
            return Fault(kind: "syntax", explanation: "a step is move, a block, its target and the stacks that result")
        }
        let before = state
        let written = written(step)
        state = written
        guard let before else {
            return Fault(kind: "no_state", explanation: "the step before wrote no state of the problem's blocks")
        }
        guard let due = before.moved(step.move) else { return fault(of: step.move, in: before) }
        guard step.stacks == due.stacks else {
            let explanation =
                written == due
                ? "the stacks are not in the order of their lowest blocks"
                : "the move leads to \(BlocksProblem.text(of: due))"
            return Fault(kind: "wrong_state", explanation: explanation)
        }
        return nil
    }

    private func written(_ step: BlocksStep) -> BlocksState? {
        let blocks = step.stacks.flatMap(\.self).sorted()
        return blocks == Array(0..<problem.count) ? BlocksState(stacks: step.stacks) : nil
    }

    private func fault(of move: BlocksMove, in state: BlocksState) -> Fault {
        if state.stack(toppedBy: move.block) == nil {
            return Fault(kind: "block_not_clear", explanation: "b\(move.block) is not the top of a stack")
        }
        if let target = move.target, target != move.block, state.stack(toppedBy: target) == nil {
            return Fault(kind: "target_not_clear", explanation: "b\(target) is not the top of a stack")
        }
        return Fault(kind: "no_move", explanation: "\(move.text) leaves the block where it is")
    }
}
