/// A function of a number and a budget, as a row of budgets for each number 0, 1, 2 …
struct BudgetRows: Sendable {
    private let budgets: Int

    /// [number, budget] row-major: a mean over numbers then adds rows, all budgets at once.
    private var values: [Double] = []

    init(budgets: Int) {
        self.budgets = budgets
    }

    /// Adds the row of the next number.
    mutating func append(_ row: [Double]) {
        precondition(row.count == budgets, "a row of \(row.count) for \(budgets) budgets")
        values += row
    }

    /// What is less likely than this moves no sum of a thousand numbers in its last digit.
    private static let negligible = 1e-20

    /// For each budget Σ_A P(A)·f(A + shift).
    ///
    /// - Complexity: O(budgets · numbers that are not negligible).
    func mean(over probabilities: [Double], shift: Int = 0) -> [Double] {
        var sums = [Double](repeating: 0, count: budgets)
        for (number, probability) in probabilities.enumerated() where probability > Self.negligible {
            let row = (number + shift) * budgets
            for budget in 0..<budgets { sums[budget] += probability * values[row + budget] }
        }
        return sums
    }
}
