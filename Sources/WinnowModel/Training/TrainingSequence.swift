import WinnowKernels

/// A target is one of the value after a token of a sequence.
public struct ValueTarget: Hashable, Sendable {
    /// So many tokens of the completion have been read, from 1.
    public let end: Int

    /// This value head is asked.
    public let head: Int

    /// The value is in [0, 1].
    public let value: Float

    /// True where the value is not wanted itself: it should only be larger than that of each ranked target of the same
    /// group and head whose value is smaller.
    public let isRanked: Bool

    /// Makes a target after `end` tokens of the completion.
    public init(end: Int, head: Int = 0, value: Float, isRanked: Bool = false) {
        precondition(end > 0 && head >= 0 && (0...1).contains(value), "no target: \(value) of head \(head) at \(end)")
        self.end = end
        self.head = head
        self.value = value
        self.isRanked = isRanked
    }
}

/// A sequence is one training example: the loss is taken on the completion only.
public struct TrainingSequence: Hashable, Sendable {
    /// The completion is conditioned on these tokens; there is at least one.
    public let prompt: [Int]

    /// These tokens are learned, end token included; there is at least one.
    public let completion: [Int]

    /// The values are a scorer's targets on the way; empty for a generator.
    public let values: [ValueTarget]

    /// Each completion token's loss has a weight of any sign; empty where each weighs 1.
    public let weights: [Float]

    /// These numbers are read beside the completion's tokens.
    public let features: TokenFeatures

    /// The completion's tokens are learned as text; false where only values are.
    public let learnsText: Bool

    /// Sequences of one number that stand in one batch are ranked against each other; nil for none.
    public let group: Int?

    /// The sequence counts so many tokens where batches are made and tokens are counted, so that runs whose prompts differ
    /// in length learn from the same examples in the same updates; ``count`` unless said otherwise.
    public let load: Int

    /// Takes a prompt and its completion, neither of them empty.
    public init(
        prompt: [Int], completion: [Int], values: [ValueTarget] = [], weights: [Float] = [],
        features: TokenFeatures = .none, learnsText: Bool = true, group: Int? = nil, load: Int? = nil
    ) {
        precondition(!prompt.isEmpty && !completion.isEmpty, "a training sequence needs a prompt and a completion")
        precondition(values.allSatisfy { $0.end <= completion.count }, "a target lies beyond the completion")
        precondition(
            (weights.isEmpty || weights.count == completion.count) && weights.allSatisfy(\.isFinite),
            "\(weights.count) weights of \(completion.count) tokens, or one that is not finite")
        precondition(features.fits(completion.count), "the features are not those of \(completion.count) tokens")
        precondition(load.map { $0 > 0 } ?? true, "a sequence counts at least one token")
        precondition(
            group != nil || values.allSatisfy { !$0.isRanked }, "a ranked target needs a group to be ranked in")
        self.prompt = prompt
        self.weights = weights
        self.values = values
        self.completion = completion
        self.features = features
        self.learnsText = learnsText
        self.group = group
        self.load = load ?? prompt.count + completion.count
    }

    /// The example has so many tokens in all.
    public var count: Int { prompt.count + completion.count }

    /// The model reads these tokens: everything but the last token, which only a value can follow.
    var inputs: [Int] { values.isEmpty ? Array((prompt + completion).dropLast()) : prompt + completion }
}

/// A shard has the tokens of its sequences behind each other.
struct Shard {
    /// The model reads these tokens, sequence after sequence.
    var inputs: [Int] = []

    /// Each sequence has these rows in ``inputs``.
    var ranges: [Range<Int>] = []

    /// Each row has this position in its sequence.
    var positions: [Int] = []

    /// These rows predict a completion token.
    var predicting: [Int] = []

    /// Each of them should predict this token.
    var targets: [Int] = []

    /// Each of their losses has this weight; empty where each weighs 1.
    var weights: [Float] = []

    /// A value is read after these rows, which stand behind those of ``predicting`` among the rows that get logits.
    var valued: [Int] = []

    /// Each of them has this target.
    var values: [ValueTarget] = []

    /// Each of them is of a sequence of this group.
    var groups: [Int?] = []

    /// These rows read a feature's token as well, so many times.
    var features: [(row: Int, token: Int, value: Float)] = []

    /// - Parameter predictsTokens: whether the completion's tokens are predicted.
    init(_ sequences: [TrainingSequence], predictsTokens: Bool = true) {
        let isWeighted = predictsTokens && sequences.contains { !$0.weights.isEmpty }
        for sequence in sequences {
            let start = inputs.count
            inputs += sequence.inputs
            ranges.append(start..<inputs.count)
            positions += 0..<sequence.inputs.count
            let first = start + sequence.prompt.count - 1
            for index in sequence.completion.indices where first + 1 + index < inputs.count {
                for (feature, token) in sequence.features.tokens.enumerated() {
                    features.append((first + 1 + index, token, sequence.features.value(index, feature)))
                }
            }
            if predictsTokens, sequence.learnsText {
                predicting += first..<first + sequence.completion.count
                targets += sequence.completion
                if isWeighted {
                    weights +=
                        sequence.weights.isEmpty
                        ? [Float](repeating: 1, count: sequence.completion.count) : sequence.weights
                }
            }
            valued += sequence.values.map { first + $0.end }
            values += sequence.values
            groups += sequence.values.map { _ in sequence.group }
        }
    }

    /// These rows get logits.
    var top: [Int] { predicting + valued }

    /// So many tokens are read.
    var count: Int { inputs.count }

    /// Gives the number of attention probabilities of one layer.
    func probabilityCount(_ configuration: ModelConfiguration) -> Int {
        ranges.reduce(0) { sum, range in
            sum
                + Kernels.AttentionShape(
                    length: range.count, heads: configuration.heads, headWidth: configuration.headWidth
                ).probabilityCount
        }
    }
}
