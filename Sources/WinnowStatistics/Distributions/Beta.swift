import Glibc

/// The beta distribution has quantiles that give exact binomial limits.
public enum Beta {
    /// Computes the regularised incomplete beta function I_x(a, b) = P(X ≤ x) for X ~ Beta(a, b), a, b > 0.
    ///
    /// Source: the continued fraction of Abramowitz & Stegun 26.5.8, evaluated by Lentz's method.
    public static func cumulative(_ x: Double, a: Double, b: Double) -> Double {
        precondition(a > 0 && b > 0, "Beta(\(a), \(b)): both parameters must be positive")
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        // The fraction converges fast only below the mean; above it the complement is used.
        if x > (a + 1) / (a + b + 2) { return 1 - fraction(1 - x, b, a) }
        return fraction(x, a, b)
    }

    /// Finds the x with P(X ≤ x) = `probability`, by bisection to the last bit.
    public static func quantile(_ probability: Double, a: Double, b: Double) -> Double {
        precondition((0...1).contains(probability), "quantile(\(probability)): not a probability")
        if probability == 0 { return 0 }
        if probability == 1 { return 1 }
        var low = 0.0
        var high = 1.0
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { return middle }
            if cumulative(middle, a: a, b: b) < probability { low = middle } else { high = middle }
            if high - low < 1e-17 { return middle }
        }
    }

    /// Computes x^a (1−x)^b / (a·B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …))).
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let logBeta = lgamma(a).0 + lgamma(b).0 - lgamma(a + b).0
        let front = exp(a * log(x) + b * log1p(-x) - logBeta) / a
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (abs(d) < tiny ? tiny : d)
        var value = d
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var factor = 1.0
            for coefficient in [even, odd] {
                d = 1 + coefficient * d
                d = 1 / (abs(d) < tiny ? tiny : d)
                c = 1 + coefficient / c
                if abs(c) < tiny { c = tiny }
                factor = c * d
                value *= factor
            }
            if abs(factor - 1) < 1e-16 { break }
        }
        return front * value
    }
}
