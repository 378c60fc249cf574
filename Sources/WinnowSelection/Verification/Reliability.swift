/// The reliability says how often so many of k samples are right, in exact expectation over all k-subsets of a pool.
///
/// Source: pass^k, Yao et al., arXiv 2406.12045 (τ-bench); G-Pass@k, Liu et al., arXiv 2412.13147, section 3.
public struct Reliability: Sendable {
    private let population: Int
    private let right: Int

    public init(_ pool: Pool) {
        population = pool.candidates.count
        right = pool.candidates.count { $0.answer != nil && $0.isRight }
    }

    /// Gives pass^k, the probability that all of k samples are right: C(c, k)/C(n, k).
    ///
    /// - Precondition: `draws` is in 1…n.
    public func allRight(of draws: Int) -> Double { atLeast(draws, of: draws) }

    /// Gives G-Pass@k at a share τ, the probability that at least ⌈τ·k⌉ of k samples are right, and one at least.
    ///
    /// - Precondition: `draws` is in 1…n and the share in 0…1.
    public func atLeast(share: Double, of draws: Int) -> Double {
        precondition((0...1).contains(share), "share \(share)")
        return atLeast(max(1, Int((share * Double(draws) - 1e-9).rounded(.up))), of: draws)
    }

    /// Gives mG-Pass@k, the mean of G-Pass@k over the shares from ½ to 1: (2/k)·Σ P(at least i of k right) over
    /// i = ⌈k/2⌉ + 1 … k.
    ///
    /// - Precondition: `draws` is in 1…n.
    public func mean(of draws: Int) -> Double {
        let first = (draws + 1) / 2 + 1
        guard first <= draws else { return 0 }
        return 2 / Double(draws) * (first...draws).reduce(0) { $0 + atLeast($1, of: draws) }
    }

    /// Gives the probability that at least so many of k samples are right.
    ///
    /// - Complexity: O(`draws`).
    private func atLeast(_ number: Int, of draws: Int) -> Double {
        precondition((1...population).contains(draws), "\(draws) draws of \(population)")
        let counts = hypergeometricProbabilities(population: population, marked: right, draws: draws)
        return number < counts.count ? min(1, counts[number...].reduce(0, +)) : 0
    }
}
