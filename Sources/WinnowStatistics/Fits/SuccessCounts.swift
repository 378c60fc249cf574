import Glibc

/// Counts say how many problems have how many successes, arranged so that a beta-binomial likelihood is one pass over
/// the trials.
///
/// ln B(a + c, b + n − c)/B(a, b) = Σ_{i<c} ln(a + i) + Σ_{i<n−c} ln(b + i) − Σ_{i<n} ln(a + b + i); summed over the
/// problems, each logarithm occurs once, times the weight of the problems that have it.
struct SuccessCounts {
    /// For each i, this is the weight of the problems with more than i successes.
    private var successes: [Double]

    /// For each i, this is the weight of the problems with a success and more than i failures.
    private var failures: [Double]

    /// For each i, this is the weight of the problems with a success and more than i trials.
    private var trials: [Double]

    /// For each n, this is the weight of the problems without a success in n trials.
    private var unsolved: [Double]

    /// This is the weight of the problems with a success.
    private var solved = 0.0

    /// The constant is Σ ln C(n, c).
    private var constant = 0.0

    init(successes counts: [Int], trials totals: [Int], weights: [Double]?) {
        let largest = totals.max() ?? 0
        successes = [Double](repeating: 0, count: largest)
        failures = successes
        trials = successes
        unsolved = [Double](repeating: 0, count: largest + 1)
        for (index, (count, total)) in zip(counts, totals).enumerated() {
            let weight = weights?[index] ?? 1
            guard weight > 0, total > 0 else { continue }
            guard count > 0 else {
                unsolved[total] += weight
                continue
            }
            solved += weight
            successes[count - 1] += weight
            if count < total { failures[total - count - 1] += weight }
            trials[total - 1] += weight
            constant +=
                weight
                * (lgamma(Double(total + 1)).0 - lgamma(Double(count + 1)).0 - lgamma(Double(total - count + 1)).0)
        }
        for index in stride(from: largest - 2, through: 0, by: -1) {
            successes[index] += successes[index + 1]
            failures[index] += failures[index + 1]
            trials[index] += trials[index + 1]
        }
    }

    /// Computes the log-likelihood, at the most likely mass at zero or at none, and that mass.
    ///
    /// - Complexity: O(largest number of trials).
    func logLikelihood(a: Double, b: Double, withZeroMass: Bool) -> (value: Double, zeroMass: Double) {
        var total = constant
        var logMissed = 0.0
        var missed: [(weight: Double, log: Double)] = []
        for index in successes.indices {
            let i = Double(index)
            let (logFailure, logTrial) = (log(b + i), log(a + b + i))
            if successes[index] > 0 { total += successes[index] * log(a + i) }
            total += failures[index] * logFailure - trials[index] * logTrial
            logMissed += logFailure - logTrial
            if unsolved[index + 1] > 0 { missed.append((unsolved[index + 1], logMissed)) }
        }
        let zeroMass = withZeroMass ? mostLikelyZeroMass(missed) : 0
        if zeroMass == 0 { return (missed.reduce(total) { $0 + $1.weight * $1.log }, 0) }
        if solved > 0 { total += solved * log1p(-zeroMass) }
        return (missed.reduce(total) { $0 + $1.weight * log(zeroMass + (1 - zeroMass) * exp($1.log)) }, zeroMass)
    }

    /// Finds the ρ that maximises Σ w·ln(ρ + (1 − ρ)·p₀) + solved·ln(1 − ρ), which is concave, by bisection of its
    /// slope.
    private func mostLikelyZeroMass(_ missed: [(weight: Double, log: Double)]) -> Double {
        func slope(_ zeroMass: Double) -> Double {
            missed.reduce(-solved / (1 - zeroMass)) { sum, part in
                sum - part.weight * expm1(part.log) / (zeroMass + (1 - zeroMass) * exp(part.log))
            }
        }
        guard !missed.isEmpty, slope(0) > 0 else { return 0 }
        guard solved > 0 else { return 1 }
        var (low, high) = (0.0, 1.0)
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high || high - low < 1e-14 { return middle }
            if slope(middle) > 0 { low = middle } else { high = middle }
        }
    }
}
