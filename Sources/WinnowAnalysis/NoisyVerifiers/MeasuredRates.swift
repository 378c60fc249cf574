import WinnowSelection
import WinnowStatistics

/// How often a verifier accepted, among the right and among the wrong answers of a run, and how often that was wrong.
///
/// Three different things: the false-positive and the false-negative rate are of the verifier, the false discovery rate
/// is of verifier and generator together.
struct MeasuredRates {
    /// A share of candidates.
    struct Rate {
        let value: Double
        /// Over problems, by the bootstrap.
        let interval: Interval?
        /// The candidates that it is a share of.
        let candidates: Int
    }

    /// P(accepted | wrong).
    let falsePositive: Rate?
    /// P(rejected | right); a verdict that failed counts as a rejection.
    let falseNegative: Rate?
    /// P(wrong | accepted).
    let falseDiscovery: Rate?

    /// Counts the candidates with an answer; a rate of no candidates is nil.
    init(_ pools: [Pool], resampling: Resampling) {
        func counts(_ isCounted: (Candidate) -> Bool) -> [Double] {
            pools.map { pool in Double(pool.candidates.count { $0.answer != nil && isCounted($0) }) }
        }
        func rate(_ part: [Double], of whole: [Double]) -> Rate? {
            let (sum, total) = (part.reduce(0, +), whole.reduce(0, +))
            guard total > 0 else { return nil }
            return Rate(
                value: sum / total, interval: .ratio(of: part, over: whole, resampling: resampling),
                candidates: Int(total))
        }
        let acceptedWrong = counts { !$0.isRight && $0.isAccepted == true }
        falsePositive = rate(acceptedWrong, of: counts { !$0.isRight })
        falseNegative = rate(counts { $0.isRight && $0.isAccepted != true }, of: counts { $0.isRight })
        falseDiscovery = rate(acceptedWrong, of: counts { $0.isAccepted == true })
    }

    /// The rates as a dial would be set to them; where there is nothing to measure, those of a perfect verifier.
    var rates: VerifierRates {
        VerifierRates(
            truePositive: 1 - (falseNegative?.value ?? 0), falsePositive: falsePositive?.value ?? 0)
    }
}
