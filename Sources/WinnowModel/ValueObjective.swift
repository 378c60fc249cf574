/// How values are learned beside or in place of the completion's tokens.
public struct ValueObjective: Hashable, Sendable, Codable {
    /// What is lowered at each target; both are least where the value is the target's mean.
    public enum Loss: String, CaseIterable, Hashable, Sendable, Codable {
        /// `-t log v - (1 - t) log(1 - v)`, in nats.
        case crossEntropy = "cross-entropy"

        /// `(v - t)²`.
        case squaredError = "squared-error"
    }

    public var loss: Loss

    /// What the mean loss of the completion's tokens is multiplied with, beside the mean loss of each head's targets;
    /// with 0 they are not learned.
    ///
    /// Source: the joint objective of Cobbe et al., arXiv 2110.14168, section 4.2.
    public var languageWeight: Double

    public init(loss: Loss = .crossEntropy, languageWeight: Double = 0) {
        self.loss = loss
        self.languageWeight = languageWeight
    }
}
