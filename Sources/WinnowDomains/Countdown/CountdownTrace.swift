/// A trace has the steps of a completion of countdown.
struct CountdownTrace {
    private let completion: [Int]
    private let parts: CompletionParts

    /// Each step has a token range; what follows the last whole step is a step too, if not empty.
    private let steps: [Range<Int>]

    init(_ completion: [Int]) {
        self.completion = completion
        parts = CompletionParts(completion, marker: CountdownToken.answer)
        var steps: [Range<Int>] = []
        var first = parts.trace.lowerBound
        var isOpening = parts.trace.count > 0 && completion[first] == CountdownToken.open
        for position in parts.trace {
            // Every step ends with a state or a mark.
            let token = completion[position]
            guard token == CountdownToken.close || token == CountdownToken.wrong || token == CountdownToken.right
            else { continue }
            if isOpening {
                isOpening = false
            } else {
                steps.append(first..<position + 1)
                first = position + 1
            }
        }
        if first < parts.trace.upperBound { steps.append(first..<parts.trace.upperBound) }
        self.steps = steps
    }

    /// Gives the first step that is wrong, or legality and completeness.
    func check(numbers: CountdownNumbers, target: Int) -> TraceCheck {
        let readable = steps.count { CountdownTraceStep(completion[$0]) != nil }
        if let unfinished = parts.unfinishedCheck(readableSteps: readable) { return unfinished }
        var walker = CountdownTraceWalker(numbers: numbers, target: target)
        for (index, step) in steps.enumerated() {
            if let fault = walker.take(completion[step]) {
                return .illegal(fault.kind, step: index + 1, fault.explanation)
            }
        }
        return .legal(complete: walker.isComplete)
    }

    /// Gives the labels of each step that could be read.
    func labels(numbers: CountdownNumbers, target: Int) -> [StepLabel] {
        var walker = CountdownTraceWalker(numbers: numbers, target: target)
        var labels: [StepLabel] = []
        for (index, step) in steps.enumerated() {
            let fault = walker.take(completion[step])
            guard fault?.kind != "syntax" else { continue }
            labels.append(
                StepLabel(
                    step: index + 1, end: step.upperBound, stepCorrect: fault == nil,
                    stateSolvable: walker.isSolvable))
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

/// A written state is a bracketed one as a trace writes it; the numbers are in the order written.
struct CountdownWrittenState: Hashable {
    let numbers: CountdownNumbers
    let target: Int
}

/// A step of a trace is an operation with the state or the mark behind it, or one `back` with its state.
///
/// The state that opens a trace belongs to its first step.
struct CountdownTraceStep {
    enum Action {
        case operation(left: Int, CountdownOperation, right: Int, result: Int, Outcome)
        case back(to: CountdownWrittenState)

        /// The trace stops after its opening state.
        case nothing
    }

    enum Outcome {
        case state(CountdownWrittenState)
        case mark(isRight: Bool)
    }

    let opening: CountdownWrittenState?
    let action: Action

    /// Reads a step, or returns nil when the tokens are anything else.
    init?(_ tokens: ArraySlice<Int>) {
        var rest = tokens
        opening = rest.first == CountdownToken.open ? Self.takeState(&rest) : nil
        if tokens.first == CountdownToken.open, opening == nil { return nil }
        if rest.isEmpty {
            guard opening != nil else { return nil }
            action = .nothing
        } else if rest.first == CountdownToken.back {
            rest.removeFirst()
            guard let state = Self.takeState(&rest), rest.isEmpty else { return nil }
            action = .back(to: state)
        } else {
            guard let operation = Self.takeOperation(&rest), rest.isEmpty else { return nil }
            action = operation
        }
    }

    private static func takeOperation(_ rest: inout ArraySlice<Int>) -> Action? {
        guard rest.count > 5 else { return nil }
        let first = rest.startIndex
        guard let left = CountdownToken.value(of: rest[first]),
            let operation = CountdownToken.operation(of: rest[first + 1]),
            let right = CountdownToken.value(of: rest[first + 2]),
            rest[first + 3] == CountdownToken.equals,
            let result = CountdownToken.value(of: rest[first + 4])
        else { return nil }
        let mark = rest[first + 5]
        rest.removeFirst(5)
        if mark == CountdownToken.right || mark == CountdownToken.wrong {
            rest.removeFirst()
            let outcome = Outcome.mark(isRight: mark == CountdownToken.right)
            return .operation(left: left, operation, right: right, result: result, outcome)
        }
        guard let state = takeState(&rest) else { return nil }
        return .operation(left: left, operation, right: right, result: result, .state(state))
    }

    private static func takeState(_ rest: inout ArraySlice<Int>) -> CountdownWrittenState? {
        guard rest.first == CountdownToken.open else { return nil }
        var position = rest.startIndex + 1
        var numbers = CountdownNumbers()
        while position < rest.endIndex, let number = CountdownToken.value(of: rest[position]) {
            guard numbers.count < CountdownNumbers.capacity else { return nil }
            numbers.append(number)
            position += 1
        }
        guard numbers.count > 0, position + 2 < rest.endIndex, rest[position] == CountdownToken.yields,
            let target = CountdownToken.value(of: rest[position + 1]), rest[position + 2] == CountdownToken.close
        else { return nil }
        rest = rest[(position + 3)...]
        return CountdownWrittenState(numbers: numbers, target: target)
    }
}
