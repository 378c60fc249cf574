import WinnowKernels

/// An expectation says how far a model expected a token, at temperature 1 and in nats.
public struct TokenExpectation: Hashable, Sendable {
    public var logProbability: Double

    /// The entropy is that of the distribution that the token is of.
    public var entropy: Double

    /// The log-probability of the token that was expected most.
    public var best: Double
}

/// Reads whole sequences in one pass and says what the model expected at each place.
public struct TokenScorer: Sendable {
    private let weights: PackedWeights

    /// Makes a scorer of one model.
    public init(_ weights: PackedWeights) {
        self.weights = weights
    }

    /// Gives the logits after each token of a sequence, `[tokens, vocabulary]`.
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

    /// Gives what the model expected of each token of each sequence but the first, given those before it.
    ///
    /// - Parameter threads: how many sequences are read side by side; does not change the result.
    /// - Returns: per sequence, one for each token from the second on.
    /// - Throws: ``ModelError`` when a sequence is empty, longer than the context, or of tokens the model lacks.
    public func expectations(of sequences: [[Int]], threads: Int = 1) async throws -> [[TokenExpectation]] {
        for tokens in sequences { try check(tokens) }
        let longest = sequences.map(\.count).max() ?? 0
        let workers = max(1, min(threads, sequences.count))
        let weights = weights
        return await withTaskGroup(of: [(Int, [TokenExpectation])].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var decoder = TokenDecoder(weights, slots: 1, capacity: max(1, longest))
                    return stride(from: worker, to: sequences.count, by: workers).map { index in
                        (index, Self.expectations(of: sequences[index], &decoder))
                    }
                }
            }
            var result = [[TokenExpectation]](repeating: [], count: sequences.count)
            for await part in group {
                for (index, values) in part { result[index] = values }
            }
            return result
        }
    }

    /// Says how sure the model was of the last tokens of each sequence, given those before: what a sampler says of them as
    /// it draws them.
    ///
    /// - Parameters:
    ///   - tails: how many of the last tokens of each sequence, less than it has.
    ///   - best: so many of the best tokens are averaged.
    ///   - threads: how many sequences are read side by side; does not change the result.
    /// - Throws: ``ModelError`` when a sequence is empty, longer than the context, or of tokens the model lacks.
    public func sureties(
        of sequences: [[Int]], tails: [Int], best: Int, threads: Int = 1
    ) async throws -> [[TokenSurety]] {
        precondition(sequences.count == tails.count, "\(tails.count) tails of \(sequences.count) sequences")
        for tokens in sequences { try check(tokens) }
        let longest = sequences.map(\.count).max() ?? 0
        let workers = max(1, min(threads, sequences.count))
        let weights = weights
        return await withTaskGroup(of: [(Int, [TokenSurety])].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var decoder = TokenDecoder(weights, slots: 1, capacity: max(1, longest))
                    var reading = SuretyReading(best: best)
                    return stride(from: worker, to: sequences.count, by: workers).map { index in
                        (index, Self.sureties(of: sequences[index], last: tails[index], &decoder, &reading))
                    }
                }
            }
            var result = [[TokenSurety]](repeating: [], count: sequences.count)
            for await part in group {
                for (index, values) in part { result[index] = values }
            }
            return result
        }
    }

    private static func sureties(
        of tokens: [Int], last count: Int, _ decoder: inout TokenDecoder, _ reading: inout SuretyReading
    ) -> [TokenSurety] {
        precondition(count < tokens.count, "\(count) tokens after none in \(tokens.count)")
        guard count > 0 else { return [] }
        let read = tokens.dropLast()
        decoder.decode(
            tokens: Array(read),
            rows: .init(slots: [Int](repeating: 0, count: read.count), positions: Array(read.indices)))
        let (stride, vocabulary) = (decoder.configuration.paddedVocabulary, decoder.configuration.vocabularySize)
        var numerators: [Float] = []
        return read.indices.suffix(count).map { row in
            let normaliser = Kernels.logSumExp(
                decoder.logits, at: row * stride, count: vocabulary, numerators: &numerators)
            var surety = reading.read(
                decoder.logits, at: row * stride, count: vocabulary, numerators: numerators, normaliser: normaliser)
            surety.logProbability = Float(Double(decoder.logits[row * stride + tokens[row + 1]]) - normaliser)
            return surety
        }
    }

    /// Gives the natural log-probability of each token of each sequence but the first, given those before it.
    ///
    /// - Returns: per sequence, one number for each token from the second on.
    /// - Throws: as ``expectations(of:threads:)``.
    public func logProbabilities(of sequences: [[Int]], threads: Int = 1) async throws -> [[Double]] {
        try await expectations(of: sequences, threads: threads).map { $0.map(\.logProbability) }
    }

    private static func expectations(of tokens: [Int], _ decoder: inout TokenDecoder) -> [TokenExpectation] {
        guard tokens.count > 1 else { return [] }
        let read = tokens.dropLast()
        decoder.decode(
            tokens: Array(read),
            rows: .init(slots: [Int](repeating: 0, count: read.count), positions: Array(read.indices)))
        let (stride, vocabulary) = (decoder.configuration.paddedVocabulary, decoder.configuration.vocabularySize)
        var numerators: [Float] = []
        return read.indices.map { row in
            let normaliser = Kernels.logSumExp(
                decoder.logits, at: row * stride, count: vocabulary, numerators: &numerators)
            let logits = decoder.logits[row * stride..<row * stride + vocabulary]
            var (best, sum, mean) = (-Float.infinity, 0.0, 0.0)
            for (logit, numerator) in zip(logits, numerators) {
                best = max(best, logit)
                sum += Double(numerator)
                mean += Double(numerator) * Double(logit)
            }
            return TokenExpectation(
                logProbability: Double(decoder.logits[row * stride + tokens[row + 1]]) - normaliser,
                // -Σ p log p, with log p = logit - normaliser.
                entropy: max(0, normaliser - mean / sum), best: Double(best) - normaliser)
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
