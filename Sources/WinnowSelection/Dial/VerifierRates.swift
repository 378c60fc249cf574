/// How often a verifier accepts: P(accept | right) and P(accept | wrong).
///
/// These are rates among right and among wrong answers. The share of wrong answers among the accepted, the false
/// discovery rate, depends on the generator too and is never called a false-positive rate here.
public struct VerifierRates: Hashable, Sendable {
    /// P(accept | right), one minus the false-negative rate.
    public let truePositive: Double

    /// P(accept | wrong).
    public let falsePositive: Double

    /// A verifier that accepts all right answers and no wrong one.
    public static let perfect = VerifierRates(truePositive: 1, falsePositive: 0)

    /// - Precondition: both are probabilities.
    public init(truePositive: Double, falsePositive: Double) {
        precondition(
            (0...1).contains(truePositive) && (0...1).contains(falsePositive),
            "rates \(truePositive), \(falsePositive) are not probabilities")
        self.truePositive = truePositive
        self.falsePositive = falsePositive
    }

    /// P(accept) of an answer that is right or wrong.
    public func acceptance(isRight: Bool) -> Double {
        isRight ? truePositive : falsePositive
    }
}
