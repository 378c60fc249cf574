import Glibc

/// The Gauss–Legendre rule on [0, 1]: `count` nodes integrate polynomials up to degree 2·count − 1 exactly.
struct GaussLegendre: Sendable {
    let nodes: [Double]
    let weights: [Double]

    /// The error for u^(2·count), an upper bound for the integral of any higher power.
    let error: Double

    /// Rules with 1, 2, … nodes; the last one's error is below double precision for any polynomial with
    /// coefficients that are probabilities.
    static let rules = (1...13).map(GaussLegendre.init(count:))

    /// Newton's method on the Legendre polynomial, from Chebyshev-like starting points.
    private init(count: Int) {
        var nodes: [Double] = []
        var weights: [Double] = []
        for index in 0..<count {
            var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 0.0
            for _ in 0..<20 {
                let (value, derivative) = Self.legendre(count, x)
                slope = derivative
                let step = value / derivative
                x -= step
                if abs(step) < 1e-16 { break }
            }
            nodes.append((1 - x) / 2)
            weights.append(1 / ((1 - x * x) * slope * slope))
        }
        self.nodes = nodes
        self.weights = weights
        // (m!)⁴ / ((2m+1)·((2m)!)²), as a product: each m multiplies by (m / (2(2m−1)))²·(2m−1)/(2m+1).
        error = (1...count).reduce(1.0) { product, m in
            let ratio = Double(m) / Double(2 * (2 * m - 1))
            return product * ratio * ratio * Double(2 * m - 1) / Double(2 * m + 1)
        }
    }

    /// The polynomial's value and derivative, by the three-term recurrence.
    private static func legendre(_ degree: Int, _ x: Double) -> (value: Double, derivative: Double) {
        var previous = 1.0
        var value = x
        for n in stride(from: 2, through: degree, by: 1) {
            (previous, value) = (value, (Double(2 * n - 1) * x * value - Double(n - 1) * previous) / Double(n))
        }
        return (value, Double(degree) * (x * value - previous) / (x * x - 1))
    }
}
