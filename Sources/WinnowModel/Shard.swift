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

    init(_ sequences: [TrainingSequence]) {
        for sequence in sequences {
            let start = inputs.count
            inputs += sequence.inputs
            ranges.append(start..<inputs.count)
            positions += 0..<sequence.inputs.count
            predicting += (start + sequence.prompt.count - 1)..<inputs.count
            targets += sequence.completion
        }
    }

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
