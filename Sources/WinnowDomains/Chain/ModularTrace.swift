/// The lines of a completion of chain or unchain.
struct ModularTrace {
    private let completion: [Int]
    private let parts: CompletionParts

    /// The token range of each line, its `;` included; what follows the last `;` is a line too, if not empty.
    private let lines: [Range<Int>]

    init(_ completion: [Int]) {
        self.completion = completion
        parts = CompletionParts(completion, marker: ModularToken.answer)
        var lines: [Range<Int>] = []
        var first = parts.trace.lowerBound
        for position in parts.trace where completion[position] == ModularToken.semicolon {
            lines.append(first..<position + 1)
            first = position + 1
        }
        if first < parts.trace.upperBound { lines.append(first..<parts.trace.upperBound) }
        self.lines = lines
    }

    /// The first line that does not follow, or legality and completeness.
    func check(_ derivation: ModularDerivation) -> TraceCheck {
        let readable = lines.count { ModularLine(completion[$0]) != nil }
        if let unfinished = parts.unfinishedCheck(readableSteps: readable) { return unfinished }
        var walker = ModularTraceWalker(derivation)
        for (index, line) in lines.enumerated() {
            if let fault = walker.take(completion[line]) {
                return .illegal(fault.kind, step: index + 1, fault.explanation)
            }
        }
        return .legal(complete: walker.isComplete)
    }

    /// The labels of each line that could be read.
    func labels(_ derivation: ModularDerivation) -> [StepLabel] {
        var walker = ModularTraceWalker(derivation)
        var labels: [StepLabel] = []
        for (index, line) in lines.enumerated() {
            let fault = walker.take(completion[line])
            guard fault?.kind != "syntax" else { continue }
            labels.append(
                StepLabel(
                    step: index + 1, end: line.upperBound, stepCorrect: fault == nil,
                    stateSolvable: walker.isOnTrack))
        }
        return labels
    }

    /// The number of tokens up to and including each line.
    var ends: [Int] { lines.map(\.upperBound) }

    /// The last line; nil when there is none or it does not read as one.
    var lastLine: ModularLine? {
        lines.last.flatMap { ModularLine(completion[$0]) }
    }

    /// The text of each line.
    func texts(_ vocabulary: Vocabulary) -> [String] {
        lines.map { vocabulary.text(completion[$0]) }
    }
}
