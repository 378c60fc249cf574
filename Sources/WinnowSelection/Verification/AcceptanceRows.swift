/// The rows hold two functions of a budget and a number of accepted candidates, a row of numbers 0, 1, 2 … for each budget.
///
/// Of a budget of many candidates the functions are those of the largest one from some number on; what is added over such
/// numbers is added once for all budgets.
struct AcceptanceRows: Sendable {
    /// The values are [budget, number] row-major.
    private let values: [SIMD2<Double>]

    /// So many numbers make a row.
    private let numbers: Int

    /// Each row equals the last one from this number on.
    private let ownUpTo: [Int]

    private let budgets: Int

    /// A smaller difference moves no sum of a thousand probabilities in its last digit.
    private static let negligible = 1e-20

    /// - Parameter columns: for each number its values by budget.
    init(columns: [[SIMD2<Double>]], budgets: Int) {
        self.budgets = budgets
        numbers = columns.count
        var values = [SIMD2<Double>](repeating: .zero, count: budgets * columns.count)
        for (number, column) in columns.enumerated() {
            precondition(column.count == budgets, "\(column.count) values for \(budgets) budgets")
            for budget in 0..<budgets { values[budget * columns.count + number] = column[budget] }
        }
        ownUpTo = (0..<budgets).map { budget in
            let differs = columns.lastIndex { column in
                let gap = column[budget] - column[budgets - 1]
                return max(abs(gap.x), abs(gap.y)) > Self.negligible
            }
            return (differs ?? -1) + 1
        }
        self.values = values
    }

    /// Gives Σ_A product(w(A), f(b, A)) for some of the budgets b.
    ///
    /// A sum does not depend on the other budgets that are asked for.
    ///
    /// - Complexity: O(numbers · budgets asked for), less where budgets are large.
    @inline(__always)
    func sums<Sum: SIMD<Double>>(
        of weights: [Sum], at places: Range<Int>, _ product: (Sum, SIMD2<Double>) -> Sum
    ) -> [Sum] {
        precondition(weights.count <= numbers, "\(weights.count) weights for rows of \(numbers)")
        // The end of the last row is that of the others too.
        let last = (budgets - 1) * numbers
        var tails = [Sum](repeating: .zero, count: weights.count + 1)
        for number in weights.indices.reversed() {
            tails[number] = tails[number + 1] + product(weights[number], values[last + number])
        }
        return places.map { place in
            let row = place * numbers
            let own = min(ownUpTo[place], weights.count)
            // Sums side by side, so that none waits for the one before.
            var (a, b, c, d) = (Sum.zero, Sum.zero, Sum.zero, Sum.zero)
            var number = 0
            while number + 3 < own {
                a += product(weights[number], values[row + number])
                b += product(weights[number + 1], values[row + number + 1])
                c += product(weights[number + 2], values[row + number + 2])
                d += product(weights[number + 3], values[row + number + 3])
                number += 4
            }
            while number < own {
                a += product(weights[number], values[row + number])
                number += 1
            }
            return (a + b) + (c + d) + tails[own]
        }
    }
}
