import Glibc

/// The curve is a scorer's receiver operating characteristic: it says which rates its thresholds give.
///
/// The curve is a polygon from (0, 0) to (1, 1). A side stands for one score: all that have it are tied, right and
/// wrong ones in the ratio of its rises. A sound scorer begins with a jump at F = 0. Prior and curve are of one
/// problem.
///
/// Source: Dorner et al., arXiv 2507.12399, section 3; the closed form for polygons is Winnow's own.
public struct ReceiverCurve: Hashable, Sendable {
    /// The corners stand in the order of falling thresholds.
    public let corners: [VerifierRates]

    /// - Parameter thresholds: the rates at the thresholds, from the strictest; the ends (0, 0) and (1, 1) are added.
    /// - Precondition: neither rate falls.
    public init(thresholds: [VerifierRates]) {
        corners =
            [VerifierRates(truePositive: 0, falsePositive: 0)] + thresholds
            + [VerifierRates(truePositive: 1, falsePositive: 1)]
        for (stricter, laxer) in zip(corners, corners.dropFirst()) {
            precondition(
                stricter.truePositive <= laxer.truePositive && stricter.falsePositive <= laxer.falsePositive,
                "rates fall from \(stricter) to \(laxer)")
        }
    }

    /// Gives P(right) of the best-scored of N independent samples, of equals any: N·π·∫(1 − πT − (1−π)F)^{N−1} dT.
    ///
    /// Along a side, the integral is the share of right ones times P(the best has this score).
    ///
    /// - Parameter prior: π, the probability that a sample is right.
    public func bestOf(_ samples: Int, prior: Double) -> Double {
        var right = 0.0
        for (stricter, laxer) in zip(corners, corners.dropFirst()) {
            let rise = prior * (laxer.truePositive - stricter.truePositive)
            let mass = rise + (1 - prior) * (laxer.falsePositive - stricter.falsePositive)
            guard mass > 0 else { continue }
            let above = acceptance(stricter, prior)
            right += rise / mass * (power(1 - above, samples) - power(1 - above - mass, samples))
        }
        return right
    }

    /// Draws without a cap until a sample passes a threshold: gives P(right) and the expected number of samples.
    ///
    /// - Returns: nil where no sample passes.
    public static func rejectionSampling(
        _ rates: VerifierRates, prior: Double
    ) -> (right: Double, samples: Double)? {
        let passing = prior * rates.truePositive + (1 - prior) * rates.falsePositive
        return passing > 0 ? (prior * rates.truePositive / passing, 1 / passing) : nil
    }

    /// Gives the accuracy that both rejection sampling and best-of-N tend to: πT′(0)/(πT′(0) + 1 − π), by the first
    /// side's slope.
    ///
    /// - Parameter prior: in (0, 1).
    public func limit(prior: Double) -> Double {
        for (stricter, laxer) in zip(corners, corners.dropFirst()) {
            let rise = prior * (laxer.truePositive - stricter.truePositive)
            let mass = rise + (1 - prior) * (laxer.falsePositive - stricter.falsePositive)
            if mass > 0 { return rise / mass }
        }
        return prior
    }

    private func acceptance(_ rates: VerifierRates, _ prior: Double) -> Double {
        prior * rates.truePositive + (1 - prior) * rates.falsePositive
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        pow(max(0, base), Double(exponent))
    }
}
