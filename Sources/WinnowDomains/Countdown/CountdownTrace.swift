/// The steps of a completion of countdown.
struct CountdownTrace {
    private let completion: [Int]
    private let parts: CompletionParts

    /// The token range of each step; what follows the last whole step is a step too, if not empty.
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

    /// The first step that is wrong, or legality and completeness.
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

    /// The labels of each step that could be read.
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

    /// The number of tokens up to and including each step.
    var ends: [Int] { steps.map(\.upperBound) }

    /// The text of each step.
    func texts(_ vocabulary: Vocabulary) -> [String] {
        steps.map { vocabulary.text(completion[$0]) }
    }
}
