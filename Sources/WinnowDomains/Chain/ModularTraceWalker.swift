/// Walks over a trace of chain or unchain line by line and judges every line given the trace's own earlier values.
///
/// A line ends with `;`. The running value of a line is the result that the line before it states, whether right
/// or wrong, and a reference means the result that the trace states for that step.
struct ModularTraceWalker {
    /// What is wrong with a line.
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

    /// Whether the lines so far are the first ones of the derivation, with the right results.
    private(set) var isOnTrack = true

    /// Whether the last move of the derivation has been made.
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
