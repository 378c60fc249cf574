import WinnowKernels

/// Reads whole sequences in one pass and says what the model expected at each place.
public struct TokenScorer: Sendable {
    private let weights: PackedWeights

    /// A scorer of one model.
    public init(_ weights: PackedWeights) {
        self.weights = weights
    }

    /// The logits after each token of a sequence, `[tokens, vocabulary]`.
    ///
    /// - Throws: ``ModelError`` when the sequence is empty, longer than the context, or of tokens the model lacks.
    public func logits(of tokens: [Int]) throws(ModelError) -> [[Float]] {
        try check(tokens)
        var decoder = TokenDecoder(weights, slots: 1, capacity: tokens.count)
        decoder.decode(
            tokens: tokens,
            rows: .init(slots: [Int](repeating: 0, count: tokens.count), positions: Array(tokens.indices)))
        let stride = weights.configuration.paddedVocabulary
        return tokens.indices.map {
            Array(decoder.logits[$0 * stride..<$0 * stride + weights.configuration.vocabularySize])
        }
    }

    /// The natural log-probability of each token of each sequence but the first, given those before it.
    ///
    /// - Parameter threads: how many sequences are read side by side; does not change the result.
    /// - Returns: per sequence, one number for each token from the second on.
    /// - Throws: ``ModelError`` when a sequence is empty, longer than the context, or of tokens the model lacks.
    public func logProbabilities(of sequences: [[Int]], threads: Int = 1) async throws -> [[Double]] {
        for tokens in sequences { try check(tokens) }
        return try sequences.map { tokens in
            var scratch: [Float] = []
            return try zip(logits(of: tokens), tokens.dropFirst()).map { row, token in
                Double(row[token]) - Kernels.logSumExp(row, at: 0, count: row.count, scratch: &scratch)
            }
        }
    }

    private func check(_ tokens: [Int]) throws(ModelError) {
        let configuration = weights.configuration
        guard !tokens.isEmpty, tokens.allSatisfy((0..<configuration.vocabularySize).contains) else {
            throw ModelError(
                "a sequence is empty or has a token outside 0..<\(configuration.vocabularySize)",
                hint: "give token identifiers of this model")
        }
        guard tokens.count <= configuration.contextLength else {
            throw ModelError(
                "a sequence of \(tokens.count) tokens exceeds a context of \(configuration.contextLength)",
                hint: "shorten it")
        }
    }
}
