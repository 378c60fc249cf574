import Glibc

/// The Gauss–Legendre rule on [0, 1]: `count` nodes integrate polynomials up to degree 2·count − 1 exactly.
struct GaussLegendre: Sendable {
    let nodes: [Double]
    let weights: [Double]

    /// A rule for the integral over u of a polynomial of this degree whose coefficients are at least 0 and sum to
    /// `mass`, with an error below 1e-16.
    ///
    /// (degree + 1)/2 nodes are exact. About √(11·degree) suffice in double precision: on the Bernstein ellipse with
    /// ρ = e^{2s}, |u|^z ≤ cosh(s)^{2z} ≤ e^{z·s²}, so that m nodes err by at most
    /// (32/15)·e^{z·s² − 4·(m−1)·s}/(1 − e^{−4s}), near its least at s = 2m/z: e^{−4·m²/z} times a small factor, which
    /// the exponent of 43 in place of 37 allows for.
    ///
    /// Source: Trefethen, "Is Gauss quadrature better than Clenshaw–Curtis?", SIAM Review 50, 2008, theorem 4.5.
    static func rule(degree: Int, mass: Double) -> GaussLegendre {
        let exact = (degree + 2) / 2
        let exponent = max(0, 43 + log(mass))
        let sufficient = max(1, Int((Double(degree) * exponent / 4).squareRoot().rounded(.up)))
        let count = min(exact, sufficient)
        return count <= rules.count ? rules[count - 1] : GaussLegendre(count: count)
    }

    /// The rules with 1, 2, … nodes that are kept; larger ones are rare.
    private static let rules = (1...48).map(GaussLegendre.init(count:))

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
