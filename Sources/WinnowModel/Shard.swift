import WinnowKernels

/// The tokens of a shard behind each other.
struct Shard {
    /// What the model reads, sequence after sequence.
    var inputs: [Int] = []

    /// The rows of each sequence in ``inputs``.
    var ranges: [Range<Int>] = []

    /// The rows that predict a completion token, and the tokens they should predict.
    var predicting: [Int] = []
    var targets: [Int] = []

    init(_ sequences: [TrainingSequence]) {
        for sequence in sequences {
            let start = inputs.count
            inputs += sequence.inputs
            ranges.append(start..<inputs.count)
            predicting += (start + sequence.prompt.count - 1)..<inputs.count
            targets += sequence.completion
        }
    }

    var count: Int { inputs.count }

    func probabilityCount(_ configuration: ModelConfiguration) -> Int {
        ranges.reduce(0) { sum, range in
            sum
                + Kernels.AttentionShape(
                    length: range.count, heads: configuration.heads, headWidth: configuration.headWidth
                ).probabilityCount
        }
    }
}
