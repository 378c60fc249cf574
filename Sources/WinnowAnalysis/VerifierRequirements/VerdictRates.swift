import WinnowSelection
import WinnowStatistics

/// The rates are what verdicts on a run's answers show of a verifier: P(accept | right) and P(accept | wrong).
struct VerdictRates: Hashable, Sendable {
    let truePositive: Measured
    let falsePositive: Measured

    /// So many resamples are drawn over problems.
    private static let resamples = 2_000

    /// Measures the rates on the candidates with an answer.
    ///
    /// - Returns: nil where all answers are right, or all are wrong.
    init?(_ pools: [Pool]) {
        let resampling = Resampling(problems: pools.count, resamples: Self.resamples)
        func counts(_ isCounted: (Candidate) -> Bool) -> [Double] {
            pools.map { pool in Double(pool.candidates.count { $0.answer != nil && isCounted($0) }) }
        }
        guard
            let truePositive = Measured(
                ratioOf: counts { $0.isRight && $0.isAccepted == true }, over: counts(\.isRight), resampling: resampling
            ),
            let falsePositive = Measured(
                ratioOf: counts { !$0.isRight && $0.isAccepted == true }, over: counts { !$0.isRight },
                resampling: resampling)
        else { return nil }
        (self.truePositive, self.falsePositive) = (truePositive, falsePositive)
    }
}
