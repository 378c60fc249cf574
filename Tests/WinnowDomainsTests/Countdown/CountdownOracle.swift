/// All expressions over given numbers, built as trees and evaluated exactly, without the domain's parsers.
enum CountdownOracle {
    /// An expression's text and its value as a reduced fraction, or nil where it divides by zero.
    struct Entry: Hashable {
        let text: String
        let value: Rational?
    }

    struct Rational: Hashable {
        let numerator: Int
        let denominator: Int

        init?(_ numerator: Int, _ denominator: Int) {
            if denominator == 0 { return nil }
            let sign = denominator < 0 ? -1 : 1
            let divisor = Self.divisor(abs(numerator), abs(denominator))
            self.numerator = sign * numerator / divisor
            self.denominator = sign * denominator / divisor
        }

        private static func divisor(_ left: Int, _ right: Int) -> Int {
            right == 0 ? left : divisor(right, left % right)
        }
    }

    /// Every fully parenthesised expression that uses each of the numbers once, at every order and shape.
    static func expressions(_ numbers: [Int]) -> [Entry] {
        if numbers.count == 1 {
            return [Entry(text: "\(numbers[0])", value: Rational(numbers[0], 1))]
        }
        var entries: [Entry] = []
        for subset in 1..<(1 << numbers.count) - 1 {
            let left = numbers.indices.filter { subset >> $0 & 1 == 1 }.map { numbers[$0] }
            let right = numbers.indices.filter { subset >> $0 & 1 == 0 }.map { numbers[$0] }
            for first in expressions(left) {
                for second in expressions(right) {
                    for sign in ["+", "-", "*", "/"] {
                        entries.append(
                            Entry(
                                text: "(\(first.text)\(sign)\(second.text))",
                                value: combine(first.value, sign, second.value)))
                    }
                }
            }
        }
        return entries
    }

    private static func combine(_ left: Rational?, _ sign: String, _ right: Rational?) -> Rational? {
        guard let left, let right else { return nil }
        let (a, b, c, d) = (left.numerator, left.denominator, right.numerator, right.denominator)
        switch sign {
        case "+": return Rational(a * d + c * b, b * d)
        case "-": return Rational(a * d - c * b, b * d)
        case "*": return Rational(a * c, b * d)
        default: return Rational(a * d, b * c)
        }
    }

    /// Whether positive integer moves up to 200 lead from the numbers to the target.
    static func reaches(_ numbers: [Int], _ target: Int) -> Bool {
        if numbers.count == 1 { return numbers[0] == target }
        for first in numbers.indices {
            for second in numbers.indices where second != first {
                let rest = numbers.indices.filter { $0 != first && $0 != second }.map { numbers[$0] }
                let (a, b) = (numbers[first], numbers[second])
                var results = [a + b, a * b, a - b]
                if a % b == 0 { results.append(a / b) }
                for result in results where (1...200).contains(result) {
                    if reaches(rest + [result], target) { return true }
                }
            }
        }
        return false
    }
}

extension CountdownOracle {
    /// All values of sums of the numbers with signs, the first sign of which may be negative.
    static func signedSums(_ numbers: [Int]) -> Set<Int> {
        var sums: Set<Int> = [0]
        for number in numbers { sums = Set(sums.map { $0 + number } + sums.map { $0 - number }) }
        return sums
    }
}
