/// A problem of ``CountdownDomain`` has numbers that must all be used once to make the target.
public struct CountdownProblem: Hashable, Sendable {
    /// There are one to six numbers in 1...1,000,000, in descending order.
    public let numbers: [Int]

    /// The target is the value to make, in 0...1,000,000.
    public let target: Int

    /// Makes a problem of numbers in any order.
    ///
    /// The limits keep exact rational arithmetic over all the numbers within 128 bits.
    ///
    /// - Throws: ``ProblemError`` when there are no numbers or too many, or one is out of range.
    public init(numbers: [Int], target: Int) throws(ProblemError) {
        guard (1...6).contains(numbers.count) else {
            throw ProblemError("a problem has 1 to 6 numbers, not \(numbers.count)")
        }
        if let number = numbers.first(where: { !(1...1_000_000).contains($0) }) {
            throw ProblemError("the number \(number) is not in 1...1000000")
        }
        guard (0...1_000_000).contains(target) else {
            throw ProblemError("the target \(target) is not in 0...1000000")
        }
        self.numbers = numbers.sorted(by: >)
        self.target = target
    }

    /// Makes a problem as the generator draws it.
    init(checked numbers: CountdownNumbers, target: Int) {
        self.numbers = numbers.array
        self.target = target
    }
}
