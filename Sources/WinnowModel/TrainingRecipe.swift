import Glibc

/// Everything besides the data that decides how a model is trained.
public struct TrainingRecipe: Hashable, Sendable, Codable {
    public var seed: UInt64
    public var learningRate: Double
    public var schedule: LearningRateSchedule
    public var warmUpSteps: Int
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double
    /// Decoupled weight decay, on matrices only.
    public var weightDecay: Double
    /// The largest norm of the gradient over all weights.
    public var clipNorm: Double
    /// Tokens in a batch, about.
    public var batchTokens: Int

    /// The measured defaults for a width of 64.
    public init(
        seed: UInt64 = 1, learningRate: Double = 3e-3, schedule: LearningRateSchedule = .constant,
        warmUpSteps: Int = 100, beta1: Double = 0.9, beta2: Double = 0.98, epsilon: Double = 1e-8,
        weightDecay: Double = 0.05, clipNorm: Double = 1, batchTokens: Int = 2048
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
    }

    /// The learning rate of step `step` (from 1) that starts after `tokens` tokens.
    public func learningRate(step: Int, tokens: Int) -> Double {
        let warmUp = min(1, Double(step) / Double(max(1, warmUpSteps)))
        return learningRate * warmUp * schedule.factor(tokens: tokens)
    }
}

/// How the learning rate moves after the warm-up.
public enum LearningRateSchedule: Hashable, Sendable, Codable {
    case constant

    /// From 1 to `floor` along half a cosine over the first `tokens` tokens.
    case cosine(tokens: Int, floor: Double)

    /// One until `from` tokens, then linearly to zero over `tokens` tokens: the decay of a branch.
    ///
    /// Source: the warm-up, stable, decay schedule of Hu et al., "MiniCPM", arXiv 2404.06395, section 4.
    case decay(from: Int, tokens: Int)

    /// What the peak learning rate is multiplied with after `tokens` tokens.
    public func factor(tokens: Int) -> Double {
        switch self {
        case .constant:
            return 1
        case .cosine(let total, let floor):
            let progress = min(1, Double(tokens) / Double(max(1, total)))
            return floor + (1 - floor) * 0.5 * (1 + cos(.pi * progress))
        case .decay(let from, let length):
            let progress = Double(tokens - from) / Double(max(1, length))
            return 1 - min(1, max(0, progress))
        }
    }
}
