import Glibc

/// The normal distribution is the standard one.
public enum Normal {
    /// Computes P(Z ≤ z).
    public static func cumulative(_ z: Double) -> Double {
        0.5 * erfc(-z / 2.0.squareRoot())
    }

    /// Finds the z with P(Z ≤ z) = `probability`; −∞ at 0 and +∞ at 1.
    ///
    /// Newton's method on the smaller tail, from the tail's asymptotic form; it converges monotonically, because the
    /// logarithm of the tail is concave.
    public static func quantile(_ probability: Double) -> Double {
        precondition((0...1).contains(probability), "quantile(\(probability)): not a probability")
        if probability > 0.5 { return -lowerQuantile(1 - probability) }
        return lowerQuantile(probability)
    }

    private static func lowerQuantile(_ tail: Double) -> Double {
        guard tail > 0 else { return -.infinity }
        guard tail < 0.5 else { return 0 }
        var z = -(-2 * log(tail)).squareRoot()
        for _ in 0..<60 {
            let value = cumulative(z)
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            let step = (log(value) - log(tail)) * value / density
            z -= step
            if abs(step) <= 1e-15 * abs(z) { break }
        }
        return z
    }
}
