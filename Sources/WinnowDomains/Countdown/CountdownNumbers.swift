/// A search state has at most four positive numbers, held without heap memory.
struct CountdownNumbers: Hashable {
    /// The model's vocabulary and solver are made for problems of at most so many numbers.
    static let capacity = 4

    private var values = SIMD4<Int32>(repeating: 0)
    private(set) var count = 0

    init() {}

    /// Takes the numbers and puts them in descending order.
    ///
    /// - Precondition: there are at most four.
    init(_ numbers: some Sequence<Int>) {
        for number in numbers { insert(number) }
    }

    subscript(_ index: Int) -> Int { Int(values[index]) }

    var array: [Int] { (0..<count).map { self[$0] } }

    /// True where the numbers are in descending order, as a state of a trace lists them.
    var isDescending: Bool {
        for index in 1..<max(count, 1) where self[index - 1] < self[index] { return false }
        return true
    }

    /// The numbers are the same in descending order.
    var descending: CountdownNumbers {
        CountdownNumbers((0..<count).lazy.map { self[$0] })
    }

    /// Adds a number at the end.
    mutating func append(_ number: Int) {
        values[count] = Int32(number)
        count += 1
    }

    /// Adds a number to numbers in descending order, at its place.
    mutating func insert(_ number: Int) {
        var position = count
        while position > 0, self[position - 1] < number {
            values[position] = values[position - 1]
            position -= 1
        }
        values[position] = Int32(number)
        count += 1
    }

    /// Gives the index of a number other than the one at `excluded`, or nil when there is none.
    func index(of number: Int, except excluded: Int? = nil) -> Int? {
        for index in 0..<count where self[index] == number && index != excluded { return index }
        return nil
    }

    /// Gives the numbers, in descending order, after the move that makes one number of two.
    func replacing(_ first: Int, _ second: Int, with result: Int) -> CountdownNumbers {
        var rest = CountdownNumbers()
        for index in 0..<count where index != first && index != second { rest.append(self[index]) }
        rest.insert(result)
        return rest
    }
}

/// A move of the search makes one number of two of a state.
struct CountdownMove {
    /// The left operand has this index in the state; its number is the larger of the two.
    let first: Int
    let second: Int
    let operation: CountdownOperation
    let result: Int
}

extension CountdownNumbers {
    /// Tells whether a move satisfies the condition; each pair of values is tried once, the larger number on the left.
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

    /// Gives all moves, at most 24.
    func moves() -> [CountdownMove] {
        var moves: [CountdownMove] = []
        moves.reserveCapacity(24)
        _ = containsMove { move in
            moves.append(move)
            return false
        }
        return moves
    }

    /// Tells whether moves lead from these numbers to the target as the only number left.
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
