import WinnowDomains

/// The oracle knows by brute force what can be made of numbers when each is used exactly once, with fractions on the way.
///
/// It shares no code with the domain's verifier, grader or solver.
///
/// - Complexity: for n numbers it looks at every pair, operation and order: a millisecond for four.
struct CountdownOracle {
    private var reached: Set<Quotient> = []

    private struct Quotient: Hashable {
        var top: Int
        var bottom: Int

        init(_ top: Int, _ bottom: Int) {
            var (divisor, rest) = (abs(top), abs(bottom))
            while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
            let sign = bottom < 0 ? -1 : 1
            (self.top, self.bottom) = (sign * top / divisor, sign * bottom / divisor)
        }
    }

    /// - Precondition: at most four numbers, up to 1,000.
    init(_ numbers: [Int]) {
        precondition(numbers.count <= 4 && numbers.allSatisfy { $0 <= 1000 }, "\(numbers) are too many or too large")
        combine(numbers.map { Quotient($0, 1) })
    }

    func canMake(_ target: Int) -> Bool { reached.contains(Quotient(target, 1)) }

    private mutating func combine(_ values: [Quotient]) {
        if values.count == 1 {
            reached.insert(values[0])
            return
        }
        for first in values.indices {
            for second in values.indices where second != first {
                let (a, b) = (values[first], values[second])
                let rest = values.indices.filter { $0 != first && $0 != second }.map { values[$0] }
                var results = [Quotient(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)]
                if first < second {
                    results.append(Quotient(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom))
                    results.append(Quotient(a.top * b.top, a.bottom * b.bottom))
                }
                if b.top != 0 { results.append(Quotient(a.top * b.bottom, a.bottom * b.top)) }
                for result in results { combine(rest + [result]) }
            }
        }
    }
}
