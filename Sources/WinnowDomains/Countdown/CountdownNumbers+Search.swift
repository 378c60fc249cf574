/// One move of the search: two numbers of a state become one.
struct CountdownMove {
    /// The index of the left operand in the state; its number is the larger of the two.
    let first: Int
    let second: Int
    let operation: CountdownOperation
    let result: Int
}

extension CountdownNumbers {
    /// Whether a move satisfies the condition; each pair of values is tried once, the larger number on the left.
    ///
    /// The numbers must be in descending order.
    @inline(__always)
    func containsMove(where condition: (CountdownMove) -> Bool) -> Bool {
        for first in 0..<count where first == 0 || self[first] != self[first - 1] {
            for second in first + 1..<max(count, first + 1)
            where second == first + 1 || self[second] != self[second - 1] {
                for operation in CountdownOperation.allCases {
                    guard let result = operation.result(self[first], self[second]) else { continue }
                    let move = CountdownMove(first: first, second: second, operation: operation, result: result)
                    if condition(move) { return true }
                }
            }
        }
        return false
    }

    /// All moves, at most 24.
    func moves() -> [CountdownMove] {
        var moves: [CountdownMove] = []
        moves.reserveCapacity(24)
        _ = containsMove { move in
            moves.append(move)
            return false
        }
        return moves
    }

    /// Whether moves lead from these numbers to the target as the only number left.
    ///
    /// - Complexity: at most 1,152 leaves for four numbers (Gandhi et al., arXiv 2404.03683).
    func reaches(_ target: Int) -> Bool {
        switch count {
        case 0: false
        case 1: self[0] == target
        case 2: containsMove { $0.result == target }
        default: containsMove { replacing($0.first, $0.second, with: $0.result).reaches(target) }
        }
    }
}
