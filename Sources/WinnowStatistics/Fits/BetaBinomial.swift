import Glibc

/// The success probability of a problem is 0 with probability ρ, and otherwise drawn from Beta(a, b).
///
/// Independent samples of one problem then have c successes in n with probability
/// ρ·[c = 0] + (1 − ρ)·C(n, c)·B(a + c, b + n − c)/B(a, b).
///
/// Products of neighbouring factors take the place of gamma functions, so that the limits a, b → 0 (problems that
/// always or never succeed) and a, b → ∞ (problems that are all alike) lose no digits.
public struct BetaBinomial: Hashable, Sendable {
    public var a: Double
    public var b: Double

    /// The mass ρ is the share of problems that no number of samples solves.
    public var zeroMass: Double

    public init(a: Double, b: Double, zeroMass: Double = 0) {
        precondition(a > 0 && b > 0 && (0...1).contains(zeroMass), "BetaBinomial(\(a), \(b), \(zeroMass))")
        self.a = a
        self.b = b
        self.zeroMass = zeroMass
    }

    /// Computes the probability of at least one success among `draws`: (1 − ρ)·(1 − B(a, b + k)/B(a, b)).
    ///
    /// - Complexity: O(`draws`).
    ///
    /// Source: the integral of 1 − (1 − p)^k over the beta density; heterogeneous difficulty is why one success rate
    /// for all problems promises more coverage than is measured (Stechly et al., arXiv 2402.08115).
    public func coverage(at draws: Int) -> Double {
        let logMissed = (0..<draws).reduce(0.0) { $0 + log1p(-a / (a + b + Double($1))) }
        return (1 - zeroMass) * -expm1(logMissed)
    }

    /// Computes P(c successes in `trials`), for c = 0 … `trials`.
    ///
    /// - Complexity: O(`trials`).
    public func probabilities(trials: Int) -> [Double] {
        let logMissed = (0..<trials).reduce(0.0) { $0 + log1p(-a / (a + b + Double($1))) }
        var values = [(1 - zeroMass) * exp(logMissed)]
        var logValue = logMissed
        for successes in 0..<trials {
            let (c, rest) = (Double(successes), Double(trials - successes))
            logValue += log(rest / (c + 1)) + log((a + c) / (b + rest - 1))
            values.append((1 - zeroMass) * exp(logValue))
        }
        values[0] += zeroMass
        return values
    }
}
