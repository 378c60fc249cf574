/// Everything besides the data that decides how a model is trained.
public struct TrainingRecipe: Hashable, Sendable, Codable {
    /// Decides the order of the batches; callers draw weights and data from it too.
    public var seed: UInt64

    /// The peak learning rate.
    public var learningRate: Double

    /// How it moves after the warm-up.
    public var schedule: LearningRateSchedule

    /// The number of steps over which it rises linearly from zero.
    public var warmUpSteps: Int

    /// AdamW's decay of the first moment.
    public var beta1: Double

    /// AdamW's decay of the second moment.
    public var beta2: Double

    /// What AdamW adds to the root of the second moment.
    public var epsilon: Double

    /// Decoupled weight decay, on matrices only.
    public var weightDecay: Double

    /// The largest norm of the gradient over all weights.
    public var clipNorm: Double

    /// Tokens in a batch, about.
    public var batchTokens: Int

    /// How values are learned; nil for a generator.
    public var values: ValueObjective?

    /// The measured defaults for a width of 64.
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

    /// The learning rate of step `step` (from 1) that starts after `tokens` tokens.
    public func learningRate(step: Int, tokens: Int) -> Double {
        let warmUp = min(1, Double(step) / Double(max(1, warmUpSteps)))
        return learningRate * warmUp * schedule.factor(tokens: tokens)
    }

    /// Whether a step with these settings can be computed, whatever file they come from.
    var isPlausible: Bool {
        [learningRate, epsilon, weightDecay, clipNorm].allSatisfy { $0 >= 0 && $0.isFinite }
            && (0...1000).contains(values?.languageWeight ?? 1)
            && [beta1, beta2].allSatisfy { (0..<1).contains($0) } && batchTokens > 0
    }
}
