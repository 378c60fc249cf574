import WinnowKernels

/// The tokens of a shard behind each other.
struct Shard {
    /// What the model reads, sequence after sequence.
    var inputs: [Int] = []

    /// The rows of each sequence in ``inputs``.
    var ranges: [Range<Int>] = []

    /// The position of each row in its sequence.
    var positions: [Int] = []

    /// The rows that predict a completion token.
    var predicting: [Int] = []

    /// The token that each of them should predict.
    var targets: [Int] = []

    /// The rows after which a value is read, behind those of ``predicting`` among the rows that get logits.
    var valued: [Int] = []

    /// What is asked of each of them.
    var values: [ValueTarget] = []

    /// - Parameter predictsTokens: whether the completion's tokens are predicted.
    init(_ sequences: [TrainingSequence], predictsTokens: Bool = true) {
        for sequence in sequences {
            let start = inputs.count
            inputs += sequence.inputs
            ranges.append(start..<inputs.count)
            positions += 0..<sequence.inputs.count
            let first = start + sequence.prompt.count - 1
            if predictsTokens {
                predicting += first..<first + sequence.completion.count
                targets += sequence.completion
            }
            valued += sequence.values.map { first + $0.end }
            values += sequence.values
        }
    }

    /// The rows that get logits.
    var top: [Int] { predicting + valued }

    /// The number of tokens read.
    var count: Int { inputs.count }

    /// The number of attention probabilities of one layer.
    func probabilityCount(_ configuration: ModelConfiguration) -> Int {
        ranges.reduce(0) { sum, range in
            sum
                + Kernels.AttentionShape(
                    length: range.count, heads: configuration.heads, headWidth: configuration.headWidth
                ).probabilityCount
        }
    }
}
