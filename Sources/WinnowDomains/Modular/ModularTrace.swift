/// A trace has the lines of a completion of chain or unchain.
struct ModularTrace {
    private let completion: [Int]
    private let parts: CompletionParts

    /// Each line has a token range, its `;` included; what follows the last `;` is a line too, if not empty.
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

    /// Gives the first line that does not follow, or legality and completeness.
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

    /// Gives the labels of each line that could be read.
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

    /// So many tokens stand up to and including each line.
    var ends: [Int] { lines.map(\.upperBound) }

    /// The last line is nil when there is none or it does not read as one.
    var lastLine: ModularLine? {
        lines.last.flatMap { ModularLine(completion[$0]) }
    }

    /// Gives the text of each line.
    func texts(_ vocabulary: Vocabulary) -> [String] {
        lines.map { vocabulary.text(completion[$0]) }
    }
}

/// Walks over a trace of chain or unchain line by line and judges every line given the trace's own earlier values.
///
/// A line ends with `;`. The running value of a line is the result that the line before it states, whether right
/// or wrong, and a reference means the result that the trace states for that step.
struct ModularTraceWalker {
    /// A fault is that of a line.
    struct Fault {
        let kind: String
        let explanation: String
    }

    private let derivation: ModularDerivation
    private let expected: [ModularLine]
    private var next = 0
    private var value: Int
    private var stated: [Int]
    private var position = 0

    /// True where the lines so far are the first ones of the derivation, with the right results.
    private(set) var isOnTrack = true

    /// True when the last move of the derivation has been made.
    var isComplete: Bool { next == derivation.moves.count }

    init(_ derivation: ModularDerivation) {
        self.derivation = derivation
        expected = derivation.lines()
        value = derivation.start
        stated = [Int](repeating: 0, count: expected.count + 1)
        for line in expected { stated[line.label] = line.result }
    }

    /// Judges the next line and takes its values over; nil when nothing is wrong with it.
    mutating func take(_ tokens: ArraySlice<Int>) -> Fault? {
        position += 1
        guard let line = ModularLine(tokens) else {
            isOnTrack = false
            return Fault(kind: "syntax", explanation: "a step reads sI nA + nB = nC ; with one of the signs")
        }
        let fault = fault(of: line)
        if position > expected.count || line.label != expected[position - 1].label
            || line.result != expected[position - 1].result
        {
            isOnTrack = false
        }
        if let index = derivation.moves.firstIndex(where: { $0.label == line.label }) {
            next = index + 1
            stated[line.label] = line.result
        }
        value = line.result
        return fault
    }

    private func fault(of line: ModularLine) -> Fault? {
        guard next < derivation.moves.count else {
            return Fault(kind: "extra_step", explanation: "the last step was already done")
        }
        let move = derivation.moves[next]
        if line.label != move.label {
            return Fault(kind: "wrong_step", explanation: "s\(line.label) where s\(move.label) is due")
        }
        if line.left != value {
            return Fault(kind: "wrong_left", explanation: "starts from \(line.left), the running value is \(value)")
        }
        if line.operation != move.operation {
            let explanation = "\(line.operation.symbol) where \(move.operation.symbol) is due"
            return Fault(kind: "wrong_operation", explanation: explanation)
        }
        let operand =
            switch move.operand {
            case .literal(let number): number
            case .result(let label): stated[label]
            }
        if line.operand != operand {
            return Fault(kind: "wrong_operand", explanation: "\(line.operand) where \(operand) is due")
        }
        if line.operation == .divide, line.operand == 0 {
            return Fault(kind: "wrong_result", explanation: "nothing can be divided by 0")
        }
        let result = line.operation.result(line.left, line.operand)
        if line.result != result {
            let text = "\(line.left) \(line.operation.symbol) \(line.operand)"
            return Fault(kind: "wrong_result", explanation: "\(text) is \(result) modulo 97, not \(line.result)")
        }
        return nil
    }
}

/// A line is one step of a trace as written: `s2 n62 * n9 = n73 ;`.
struct ModularLine: Hashable {
    let label: Int
    let left: Int
    let operation: ModularOperation
    let operand: Int
    let result: Int

    var tokens: [Int] {
        [
            ModularToken.step(label), ModularToken.number(left), ModularToken.operation(operation),
            ModularToken.number(operand), ModularToken.equals, ModularToken.number(result), ModularToken.semicolon,
        ]
    }

    init(label: Int, left: Int, operation: ModularOperation, operand: Int, result: Int) {
        self.label = label
        self.left = left
        self.operation = operation
        self.operand = operand
        self.result = result
    }

    /// Reads the seven tokens of a line, or returns nil when they are anything else.
    init?(_ tokens: ArraySlice<Int>) {
        let first = tokens.startIndex
        guard tokens.count == 7,
            let label = ModularToken.label(of: tokens[first]),
            let left = ModularToken.value(of: tokens[first + 1]),
            let operation = ModularToken.operation(of: tokens[first + 2]),
            let operand = ModularToken.value(of: tokens[first + 3]),
            tokens[first + 4] == ModularToken.equals,
            let result = ModularToken.value(of: tokens[first + 5]),
            tokens[first + 6] == ModularToken.semicolon
        else { return nil }
        self.init(label: label, left: left, operation: operation, operand: operand, result: result)
    }
}

/// The derivation has the moves that lead from a known value to the answer, which a right trace writes down one by one.
///
/// For chain they are the program's steps from first to last, for unchain the inverse steps from last to first.
struct ModularDerivation {
    /// A move makes the running value `value operation operand`, under the label of its step.
    struct Move {
        let label: Int
        let operation: ModularOperation
        let operand: ModularOperand
    }

    /// The first move is applied to this known value.
    let start: Int

    /// The moves stand in the order of the trace; their labels are distinct and in `1...moves.count`.
    let moves: [Move]

    /// Gives the right line of each move, in order.
    func lines() -> [ModularLine] {
        var byLabel = [Int](repeating: 0, count: moves.count + 1)
        var value = start
        return moves.map { move in
            let operand =
                switch move.operand {
                case .literal(let number): number
                case .result(let label): byLabel[label]
                }
            let result = move.operation.result(value, operand)
            let line = ModularLine(
                label: move.label, left: value, operation: move.operation, operand: operand, result: result)
            byLabel[move.label] = result
            value = result
            return line
        }
    }

    /// Gives the solver's trace and answer: `s1 n53 + n9 = n62 ; … ans n39`.
    func solution() -> Solution {
        let lines = lines()
        return Solution(
            trace: lines.flatMap(\.tokens),
            answer: [ModularToken.answer, ModularToken.number(lines.last?.result ?? start)])
    }
}
