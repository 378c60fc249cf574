import Glibc

/// The law has coverage as a power law of the budget: c(k) = exp(a·k^b), with a < 0 and b < 0 where coverage grows.
///
/// Source: Brown et al., "Large Language Monkeys", arXiv 2407.21787, section 3.
public struct CoverageLaw: Hashable, Sendable {
    public var a: Double
    public var b: Double

    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
    }

    /// Computes the coverage at a budget; beyond the budgets that were fitted it is an extrapolation.
    public func coverage(at budget: Int) -> Double {
        exp(a * pow(Double(budget), b))
    }

    /// Finds the law nearest to measured coverages, by least squares in their logarithms.
    ///
    /// The points of one pool are far from independent, so that the usual least-squares intervals are much too narrow:
    /// refit in each bootstrap resample of the problems instead.
    ///
    /// For each b the best a is a ratio of sums; b is searched for in [−8, 0].
    ///
    /// - Returns: nil for fewer than three budgets, a coverage of 0, or coverages that are all 1.
    public init?(budgets: [Int], coverages: [Double]) {
        precondition(budgets.count == coverages.count, "\(budgets.count) budgets, \(coverages.count) coverages")
        guard budgets.count > 2, coverages.allSatisfy({ $0 > 0 }), coverages.contains(where: { $0 < 1 }) else {
            return nil
        }
        let logBudgets = budgets.map { log(Double($0)) }
        let logs = coverages.map { log($0) }
        func factor(_ b: Double) -> Double {
            var (product, square) = (0.0, 0.0)
            for (logBudget, value) in zip(logBudgets, logs) {
                let power = exp(b * logBudget)
                product += power * value
                square += power * power
            }
            return product / square
        }
        func squares(_ b: Double) -> Double {
            let a = factor(b)
            return zip(logBudgets, logs).reduce(0) { sum, point in
                let residual = point.1 - a * exp(b * point.0)
                return sum + residual * residual
            }
        }
        // Denser towards 0, where the laws that are found lie.
        let grid = (0...64).map { -8 * (Double($0) / 64) * (Double($0) / 64) }
        let values = grid.map(squares)
        let least = values.indices.min { values[$0] < values[$1] } ?? 0
        b = goldenSectionMinimum(of: squares, in: grid[min(least + 1, 64)]...grid[max(least - 1, 0)])
        a = factor(b)
    }

    /// Computes the root mean square of the residuals in the logarithm of coverage.
    public func error(budgets: [Int], coverages: [Double]) -> Double {
        let squares = zip(budgets, coverages).map { budget, coverage in
            let residual = log(coverage) - a * pow(Double(budget), b)
            return residual * residual
        }
        return mean(of: squares).squareRoot()
    }
}

/// Finds the minimum of a function with a single dip, by golden-section search.
///
/// Source: Kiefer, Proceedings of the American Mathematical Society 4, 1953.
private func goldenSectionMinimum(of function: (Double) -> Double, in range: ClosedRange<Double>) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (leftValue, rightValue) = (function(left), function(right))
    while high - low > 1e-12 * max(1, abs(low)) {
        if leftValue <= rightValue {
            (high, right, rightValue) = (right, left, leftValue)
            left = high - ratio * (high - low)
            leftValue = function(left)
        } else {
            (low, left, leftValue) = (left, right, rightValue)
            right = low + ratio * (high - low)
            rightValue = function(right)
        }
    }
    return (low + high) / 2
}
