import WinnowKernels

/// A target of the value after a token of a sequence.
public struct ValueTarget: Hashable, Sendable {
    /// The number of tokens of the completion that have been read, from 1.
    public let end: Int

    /// The value head that is asked.
    public let head: Int

    /// The value, in [0, 1].
    public let value: Float

    /// A target after `end` tokens of the completion.
    public init(end: Int, head: Int = 0, value: Float) {
        precondition(end > 0 && head >= 0 && (0...1).contains(value), "no target: \(value) of head \(head) at \(end)")
        self.end = end
        self.head = head
        self.value = value
    }
}

/// One training example: the loss is taken on the completion only.
public struct TrainingSequence: Hashable, Sendable {
    /// The tokens that the completion is conditioned on; at least one token.
    public let prompt: [Int]

    /// The tokens that are learned, end token included; at least one token.
    public let completion: [Int]

    /// The targets of a scorer's values on the way; empty for a generator.
    public let values: [ValueTarget]

    /// The weight of each completion token's loss, of any sign; empty where each weighs 1.
    public let weights: [Float]

    /// A prompt and its completion, neither of them empty.
    public init(prompt: [Int], completion: [Int], values: [ValueTarget] = [], weights: [Float] = []) {
        precondition(!prompt.isEmpty && !completion.isEmpty, "a training sequence needs a prompt and a completion")
        precondition(values.allSatisfy { $0.end <= completion.count }, "a target lies beyond the completion")
        precondition(
            (weights.isEmpty || weights.count == completion.count) && weights.allSatisfy(\.isFinite),
            "\(weights.count) weights of \(completion.count) tokens, or one that is not finite")
        self.prompt = prompt
        self.weights = weights
        self.values = values
        self.completion = completion
    }

    /// All tokens of the example.
    public var count: Int { prompt.count + completion.count }

    /// The tokens that the model reads: everything but the last token, which only a value can follow.
    var inputs: [Int] { values.isEmpty ? Array((prompt + completion).dropLast()) : prompt + completion }
}

/// The tokens of a shard behind each other.
struct Shard {
    /// The tokens that the model reads, sequence after sequence.
    var inputs: [Int] = []

    /// The rows of each sequence in ``inputs``.
    var ranges: [Range<Int>] = []

    /// The position of each row in its sequence.
    var positions: [Int] = []

    /// The rows that predict a completion token.
    var predicting: [Int] = []

    /// The token that each of them should predict.
    var targets: [Int] = []

    /// The weight of each of their losses; empty where each weighs 1.
    var weights: [Float] = []

    /// The rows after which a value is read, behind those of ``predicting`` among the rows that get logits.
    var valued: [Int] = []

    /// The target of each of them.
    var values: [ValueTarget] = []

    /// - Parameter predictsTokens: whether the completion's tokens are predicted.
    init(_ sequences: [TrainingSequence], predictsTokens: Bool = true) {
        let isWeighted = predictsTokens && sequences.contains { !$0.weights.isEmpty }
        for sequence in sequences {
            let start = inputs.count
            inputs += sequence.inputs
            ranges.append(start..<inputs.count)
            positions += 0..<sequence.inputs.count
            let first = start + sequence.prompt.count - 1
            if predictsTokens {
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
        }
    }

    /// The rows that get logits.
    var top: [Int] { predicting + valued }

    /// The number of tokens read.
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
