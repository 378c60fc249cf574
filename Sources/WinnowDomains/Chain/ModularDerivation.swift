/// The moves that lead from a known value to the answer, which a right trace writes down one by one.
///
/// For chain they are the program's steps from first to last, for unchain the inverse steps from last to first.
struct ModularDerivation {
    /// One move: under the label of its step, the running value becomes `value operation operand`.
    struct Move {
        let label: Int
        let operation: ModularOperation
        let operand: ModularOperand
    }

    /// The known value that the first move is applied to.
    let start: Int

    /// The moves in the order of the trace; their labels are distinct and in `1...moves.count`.
    let moves: [Move]

    /// The right line of each move, in order.
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

    /// The solver's trace and answer: `s1 n53 + n9 = n62 ; … ans n39`.
    func solution() -> Solution {
        let lines = lines()
        return Solution(
            trace: lines.flatMap(\.tokens),
            answer: [ModularToken.answer, ModularToken.number(lines.last?.result ?? start)])
    }
}
