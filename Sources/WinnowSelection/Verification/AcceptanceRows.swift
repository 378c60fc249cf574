/// The rows hold a function of a budget and a number of accepted candidates, a row of numbers 0, 1, 2 … for each budget.
///
/// Of a budget of many candidates the function is that of the largest one from some number on; what is added over such
/// numbers is added once for all budgets.
struct AcceptanceRows: Sendable {
    /// The values are [budget, number] row-major.
    private let values: [Double]

    /// So many numbers make a row.
    private let numbers: Int

    /// Each row equals the last one from this number on.
    private let ownUpTo: [Int]

    private let budgets: Int

    /// - Parameter columns: for each number its values by budget.
    init(columns: [[Double]], budgets: Int) {
        self.budgets = budgets
        numbers = columns.count
        var values = [Double](repeating: 0, count: budgets * columns.count)
        for (number, column) in columns.enumerated() {
            precondition(column.count == budgets, "\(column.count) values for \(budgets) budgets")
            for budget in 0..<budgets { values[budget * columns.count + number] = column[budget] }
        }
        ownUpTo = (0..<budgets).map { budget in
            (columns.lastIndex { $0[budget] != $0[budgets - 1] } ?? -1) + 1
        }
        self.values = values
    }

    /// Gives Σ_A w(A)·f(b, A) for some of the budgets, of weights with several lanes.
    ///
    /// A sum does not depend on the other budgets that are asked for.
    ///
    /// - Complexity: O(numbers · budgets asked for), less where budgets are large.
    func sums<Lanes: SIMD<Double>>(of weights: [Lanes], at places: Range<Int>) -> [Lanes] {
        precondition(weights.count <= numbers, "\(weights.count) weights for rows of \(numbers)")
        // The end of the last row is that of the others too.
        let last = (budgets - 1) * numbers
        var tails = [Lanes](repeating: .zero, count: weights.count + 1)
        for number in weights.indices.reversed() {
            tails[number] = tails[number + 1] + weights[number] * values[last + number]
        }
        return places.map { place in
            let row = place * numbers
            let own = min(ownUpTo[place], weights.count)
            var even = Lanes.zero
            var odd = Lanes.zero
            var number = 0
            while number + 1 < own {
                even += weights[number] * values[row + number]
                odd += weights[number + 1] * values[row + number + 1]
                number += 2
            }
            if number < own { even += weights[number] * values[row + number] }
            return even + odd + tails[own]
        }
    }
}
