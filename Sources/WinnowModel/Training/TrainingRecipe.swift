import Glibc

/// A recipe is everything besides the data that decides how a model is trained.
public struct TrainingRecipe: Hashable, Sendable, Codable {
    /// The seed decides the order of the batches; callers draw weights and data from it too.
    public var seed: UInt64

    /// The learning rate is the one at its peak.
    public var learningRate: Double

    /// The schedule says how the learning rate runs after the warm-up.
    public var schedule: LearningRateSchedule

    /// The learning rate rises linearly from zero over so many steps.
    public var warmUpSteps: Int

    /// The first moment of AdamW decays by this factor.
    public var beta1: Double

    /// The second moment of AdamW decays by this factor.
    public var beta2: Double

    /// AdamW adds this number to the root of the second moment.
    public var epsilon: Double

    /// The weight decay is decoupled, and on matrices only.
    public var weightDecay: Double

    /// The gradient over all weights has at most this norm.
    public var clipNorm: Double

    /// A batch has about so many tokens.
    public var batchTokens: Int

    /// Values are learned by this objective; nil for a generator.
    public var values: ValueObjective?

    /// Takes the measured defaults for a width of 64 where nothing else is said.
    public init(
        seed: UInt64 = 1, learningRate: Double = 3e-3, schedule: LearningRateSchedule = .constant,
        warmUpSteps: Int = 100, beta1: Double = 0.9, beta2: Double = 0.98, epsilon: Double = 1e-8,
        weightDecay: Double = 0.05, clipNorm: Double = 1, batchTokens: Int = 2048, values: ValueObjective? = nil
    ) {
        self.seed = seed
        self.learningRate = learningRate
        self.schedule = schedule
        self.warmUpSteps = warmUpSteps
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.clipNorm = clipNorm
        self.batchTokens = batchTokens
        self.values = values
    }

    /// Gives the learning rate of step `step` (from 1) that starts after `tokens` tokens.
    public func learningRate(step: Int, tokens: Int) -> Double {
        let warmUp = min(1, Double(step) / Double(max(1, warmUpSteps)))
        return learningRate * warmUp * schedule.factor(tokens: tokens)
    }

    /// True where a step with these settings can be computed, whatever file they come from.
    var isPlausible: Bool {
        [learningRate, epsilon, weightDecay, clipNorm].allSatisfy { $0 >= 0 && $0.isFinite }
            && [values?.languageWeight, values?.valueWeight, values?.rankWeight].allSatisfy {
                (0...1000).contains($0 ?? 1)
            }
            && [beta1, beta2].allSatisfy { (0..<1).contains($0) } && batchTokens > 0
    }
}

/// A schedule says how the learning rate runs after the warm-up.
public enum LearningRateSchedule: Hashable, Sendable, Codable {
    /// The factor is always 1.
    case constant

    /// The factor goes from 1 to `floor` along half a cosine over the first `tokens` tokens.
    case cosine(tokens: Int, floor: Double)

    /// The factor is one until `from` tokens, then goes linearly to zero over `tokens` tokens: the decay of a branch.
    ///
    /// Source: the warm-up, stable, decay schedule of Hu et al., "MiniCPM", arXiv 2404.06395, section 4.
    case decay(from: Int, tokens: Int)

    /// Gives the factor of the peak learning rate after `tokens` tokens.
    public func factor(tokens: Int) -> Double {
        switch self {
        case .constant:
            return 1
        case .cosine(let total, let floor):
            let progress = min(1, Double(tokens) / Double(max(1, total)))
            return floor + (1 - floor) * 0.5 * (1 + cos(.pi * progress))
        case .decay(let from, let length):
            let progress = (Double(tokens) - Double(from)) / Double(max(1, length))
            return 1 - min(1, max(0, progress))
        }
    }
}

/// The objective says how values are learned beside or in place of the completion's tokens.
public struct ValueObjective: Hashable, Sendable, Codable {
    /// The loss is lowered at each target; both are least where the value is the target's mean.
    public enum Loss: String, CaseIterable, Hashable, Sendable, Codable {
        /// The loss is `-t log v - (1 - t) log(1 - v)`, in nats.
        case crossEntropy = "cross-entropy"

        /// The loss is `(v - t)²`.
        case squaredError = "squared-error"
    }

    public var loss: Loss

    /// The mean loss of the completion's tokens has this factor, beside the mean loss of each head's targets; with 0
    /// they are not learned.
    ///
    /// Source: the joint objective of Cobbe et al., arXiv 2110.14168, section 4.2.
    public var languageWeight: Double

    /// The mean loss of each head's targets has this factor.
    public var valueWeight: Double

    /// The loss between right and wrong sequences of a group has this factor: of each group the mean of
    /// `log(1 + exp(w - r))` over all pairs of a larger and a smaller target, `r` and `w` being the scores whose logistic
    /// functions are the values; then the mean over groups.
    ///
    /// Source: the model of Bradley and Terry, Biometrika 39 (1952), as a loss on rewards in Ouyang et al., arXiv
    /// 2203.02155, equation 1.
    public var rankWeight: Double

    public init(
        loss: Loss = .crossEntropy, languageWeight: Double = 0, valueWeight: Double = 1, rankWeight: Double = 0
    ) {
        self.loss = loss
        self.languageWeight = languageWeight
        self.valueWeight = valueWeight
        self.rankWeight = rankWeight
    }

    /// Reads the objective of an earlier checkpoint too, which knew no ranks.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            loss: try container.decode(Loss.self, forKey: .loss),
            languageWeight: try container.decode(Double.self, forKey: .languageWeight),
            valueWeight: try container.decodeIfPresent(Double.self, forKey: .valueWeight) ?? 1,
            rankWeight: try container.decodeIfPresent(Double.self, forKey: .rankWeight) ?? 0)
    }
}
