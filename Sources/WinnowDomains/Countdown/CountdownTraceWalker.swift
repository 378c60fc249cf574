/// Walks over a trace step by step and judges every step given the states that the trace itself wrote before.
struct CountdownTraceWalker {
    /// A fault is that of a step.
    struct Fault {
        let kind: String
        let explanation: String
    }

    private let target: Int

    /// The path has the states from the opening one to the present one; each is in descending order.
    private var path: [CountdownNumbers]
    private var writtenTarget: Int
    private var isFirst = true

    /// True when a true `ok` has been reached.
    private(set) var isComplete = false

    init(numbers: CountdownNumbers, target: Int) {
        self.target = target
        writtenTarget = target
        path = [numbers]
        path.reserveCapacity(8)
    }

    /// True where the target can be reached from the last bracketed state by moves alone, without `back`.
    var isSolvable: Bool {
        writtenTarget == target && path[path.count - 1].reaches(target)
    }

    /// Judges the next step and takes over the state it writes; nil when nothing is wrong with it.
    mutating func take(_ tokens: ArraySlice<Int>) -> Fault? {
        let wasFirst = isFirst
        isFirst = false
        guard let step = CountdownTraceStep(tokens), (step.opening != nil) == wasFirst else {
            return Fault(
                kind: "syntax",
                explanation: wasFirst
                    ? "a trace opens with its numbers in brackets, then an operation"
                    : "a step is an operation with a state or a mark, or back with a state")
        }
        let wasComplete = isComplete
        let opening = step.opening.flatMap { open($0) }
        let fault = act(step.action)
        if wasComplete { return Fault(kind: "op_after_ok", explanation: "the search went on after ok") }
        return opening ?? fault
    }

    private mutating func open(_ state: CountdownWrittenState) -> Fault? {
        let root = path[0]
        path = [state.numbers.descending]
        return fault(in: state, expected: root)
    }

    private mutating func act(_ action: CountdownTraceStep.Action) -> Fault? {
        switch action {
        case .nothing: nil
        case .back(let state): goBack(to: state)
        case .operation(let left, let operation, let right, let result, let outcome):
            operate(left, operation, right, result, outcome)
        }
    }

    private mutating func operate(
        _ left: Int, _ operation: CountdownOperation, _ right: Int, _ result: Int,
        _ outcome: CountdownTraceStep.Outcome
    ) -> Fault? {
        let state = path[path.count - 1]
        let first = state.index(of: left)
        let second = state.index(of: right, except: first)
        let isLeaf = state.count <= 2
        var next: CountdownNumbers?
        if let first, let second { next = state.replacing(first, second, with: result) }

        let outcomeFault: Fault?
        switch outcome {
        case .mark(let isRight):
            outcomeFault = fault(inMark: isRight, result: result, isLeaf: isLeaf)
            if isRight, isLeaf, next != nil, operation.result(left, right) == result, result == target {
                isComplete = true
            }
        case .state(let written):
            path.append(written.numbers.descending)
            outcomeFault =
                isLeaf
                ? Fault(kind: "wrong_state", explanation: "one number is left, so x or ok is due")
                : next.flatMap { fault(in: written, expected: $0) }
            writtenTarget = written.target
        }

        if first == nil || second == nil {
            let missing = first == nil ? left : right
            return Fault(kind: "operand_not_available", explanation: "\(missing) is not in the state")
        }
        guard let due = operation.result(left, right) else {
            let text = "\(left) \(operation.symbol) \(right)"
            return Fault(kind: "illegal_result", explanation: "\(text) is not a positive integer up to 200")
        }
        if due != result {
            return Fault(kind: "wrong_result", explanation: "the result is \(due), not \(result)")
        }
        return outcomeFault
    }

    private func fault(inMark isRight: Bool, result: Int, isLeaf: Bool) -> Fault? {
        if !isLeaf {
            return Fault(kind: "wrong_mark", explanation: "more than one number is left, so a state is due")
        }
        if isRight == (result == target) { return nil }
        let explanation = isRight ? "ok, but \(result) is not \(target)" : "x, but \(result) is the target"
        return Fault(kind: "wrong_mark", explanation: explanation)
    }

    /// Leaves the present state for an earlier one on the path.
    private mutating func goBack(to state: CountdownWrittenState) -> Fault? {
        let numbers = state.numbers.descending
        if let ancestor = path.dropLast().lastIndex(of: numbers) {
            path.removeSubrange((ancestor + 1)...)
            return fault(in: state, expected: numbers)
        }
        writtenTarget = state.target
        // Nothing on the path fits: go on from the state as written, below the larger ones.
        path.removeAll { $0.count <= numbers.count }
        path.append(numbers)
        return Fault(kind: "bad_back", explanation: "the state is not an earlier one on the path")
    }

    private mutating func fault(in written: CountdownWrittenState, expected: CountdownNumbers) -> Fault? {
        writtenTarget = written.target
        if written.numbers != expected {
            let isReordered = written.numbers.descending == expected
            let explanation =
                isReordered ? "the numbers are not in descending order" : "the numbers left are \(expected.array)"
            return Fault(kind: "wrong_state", explanation: explanation)
        }
        if written.target != target {
            return Fault(kind: "target_changed", explanation: "the target is \(target), not \(written.target)")
        }
        return nil
    }
}
