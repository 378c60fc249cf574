/// The tokens of countdown are `n1`–`n200`, then the signs; there are 217 symbols with the special ones.
enum CountdownToken {
    static let firstNumber = 3
    static let yields = firstNumber + CountdownOperation.largestResult
    static let open = yields + 1
    static let close = yields + 2
    static let add = yields + 3
    static let equals = yields + 7
    static let wrong = yields + 8
    static let right = yields + 9
    static let back = yields + 10
    static let answer = yields + 11
    static let openParenthesis = yields + 12
    static let closeParenthesis = yields + 13

    static let symbols: [String] =
        (1...CountdownOperation.largestResult).map { "n\($0)" }
        + [">", "[", "]", "+", "-", "*", "/", "=", "x", "ok", "back", "ans", "(", ")"]

    static func number(_ value: Int) -> Int { firstNumber + value - 1 }

    static func operation(_ operation: CountdownOperation) -> Int { add + Int(operation.rawValue) }

    /// Gives the number that a token stands for.
    static func value(of token: Int) -> Int? {
        (firstNumber..<yields).contains(token) ? token - firstNumber + 1 : nil
    }

    static func operation(of token: Int) -> CountdownOperation? {
        (add..<equals).contains(token) ? CountdownOperation(rawValue: UInt8(token - add)) : nil
    }

    /// Gives a search state: `[ n19 n12 n10 > n55 ]`.
    static func state(_ numbers: CountdownNumbers, target: Int) -> [Int] {
        [open] + (0..<numbers.count).map { number(numbers[$0]) } + [yields, number(target), close]
    }
}
