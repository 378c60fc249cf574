import Glibc
public import WinnowModel

/// The features of a token are what a generator expected there: they fall out of one reading of it.
///
/// A wrong step shows in them where the generator that wrote it was in doubt, and where one that knows more is
/// surprised. Source: the log-probability, entropy and margin
/// of Fadeeva et al., arXiv 2403.04696, section 3, as inputs of a network in place of thresholds.
public enum ExpectationFeatures {
    /// A scorer's vocabulary has these symbols for them, in the order of ``values(of:)``.
    public static let symbols = [
        "<log-probability>", "<probability>", "<entropy>", "<distance>", "<best>", "<surprise>",
    ]

    /// Gives the six numbers of each token, one token's behind the other's, each about in -3...3.
    public static func values(of expectations: some Sequence<TokenExpectation>) -> [Float] {
        expectations.flatMap { token in
            let logProbability = min(0, token.logProbability)
            let distance = max(0, token.best - token.logProbability)
            // Between a sure token and one that is a little less sure lie powers of two.
            let surprise = log2(-logProbability + 0x1p-9) / 5
            return [
                max(-10, logProbability) / 3, exp(logProbability), token.entropy, min(10, distance) / 3,
                distance < 1e-6 ? 1 : 0, min(3, surprise),
            ].map(Float.init)
        }
    }

    /// Reads sequences with a generator and gives the features of the completions' tokens.
    ///
    /// - Parameter firstToken: the reserved token of the first feature; the others follow it.
    /// - Throws: `ModelError` when a sequence is longer than the generator's context or of tokens it lacks.
    public static func read(
        _ sequences: [(prompt: [Int], completion: [Int])], with generator: TokenScorer, firstToken: Int, threads: Int
    ) async throws -> [TokenFeatures] {
        let tokens = Array(firstToken..<firstToken + symbols.count)
        let read = try await generator.expectations(of: sequences.map { $0.prompt + $0.completion }, threads: threads)
        return zip(sequences, read).map { sequence, expectations in
            TokenFeatures(tokens: tokens, values: values(of: expectations.suffix(sequence.completion.count)))
        }
    }
}
