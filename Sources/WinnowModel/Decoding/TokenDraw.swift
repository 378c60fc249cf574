import Glibc
import WinnowKernels

/// Draws one token from one row of logits.
struct TokenDraw: Sendable {
    /// The result is the token that was drawn, with its natural log-probabilities.
    struct Result {
        var token: Int

        /// The log-probability is the one under the model itself (temperature 1, nothing left out).
        var logProbability: Double

        /// The log-probability is the one under the distribution drawn from.
        var samplingLogProbability: Double

        /// It says how sure the model was; nil where nobody asks.
        var surety: TokenSurety?
    }

    private let options: SamplingOptions
    private let vocabularySize: Int
    private var weights: [Float]

    /// The sums are the weights of every sixteen tokens together.
    private var sums: [Double]

    private var reading: SuretyReading?

    /// - Parameter best: so many of the best tokens say how sure the model is; nil where nobody asks.
    init(_ options: SamplingOptions, vocabularySize: Int, best: Int? = nil) {
        reading = best.map(SuretyReading.init)
        self.options = options
        self.vocabularySize = vocabularySize
        weights = [Float](repeating: 0, count: (vocabularySize + 15) / 16 * 16)
        sums = [Double](repeating: 0, count: weights.count / 16)
    }

    /// Draws from the row of logits that starts at `start`.
    ///
    /// - Parameter uniform: a number in [0, 1) that decides the draw, by inversion of the cumulative weights.
    mutating func token(from logits: [Float], at start: Int, uniform: Double) -> Result {
        let normaliser = Kernels.logSumExp(logits, at: start, count: vocabularySize, numerators: &weights)
        let surety = reading?.read(
            logits, at: start, count: vocabularySize, numerators: weights, normaliser: normaliser)
        var result = draw(logits, at: start, uniform: uniform, normaliser: normaliser)
        if var surety {
            surety.logProbability = Float(result.logProbability)
            result.surety = surety
        }
        return result
    }

    private mutating func draw(_ logits: [Float], at start: Int, uniform: Double, normaliser: Double) -> Result {
        if options.temperature == 0 {
            var best = 0
            for token in 1..<vocabularySize where logits[start + token] > logits[start + best] { best = token }
            return Result(
                token: best, logProbability: Double(logits[start + best]) - normaliser, samplingLogProbability: 0)
        }
        // At temperature 1 the weights are the numerators of the normaliser.
        if options.temperature != 1 {
            _ = Kernels.softmaxWeights(
                logits, at: start, count: vocabularySize, temperature: Float(options.temperature), into: &weights)
        }
        if options.topK > 0 || options.topP < 1 { truncate() }
        let total = Kernels.sumsOfLanes(weights, into: &sums)
        let chosen = choose(uniform * total)
        return Result(
            token: chosen, logProbability: Double(logits[start + chosen]) - normaliser,
            samplingLogProbability: log(Double(weights[chosen]) / total))
    }

    /// Gives the token whose share of the cumulative weights holds the threshold, found by whole lanes first.
    private func choose(_ threshold: Double) -> Int {
        var reached = 0.0
        var lane = 0
        while lane < sums.count - 1, reached + sums[lane] <= threshold {
            reached += sums[lane]
            lane += 1
        }
        var chosen: Int?
        for token in lane * 16..<lane * 16 + 16 where weights[token] > 0 {
            chosen = token
            reached += Double(weights[token])
            if reached > threshold { return token }
        }
        // Rounding may leave the threshold beyond the last weight of the lanes, or beyond all of them.
        return chosen ?? weights.lastIndex { $0 > 0 } ?? 0
    }

    /// Sets the weights of the tokens that top-k and then top-p leave out to zero.
    private mutating func truncate() {
        var ranked = Array(0..<vocabularySize)
        ranked.sort { (weights[$0], $1) > (weights[$1], $0) }
        var kept = options.topK > 0 ? min(options.topK, vocabularySize) : vocabularySize
        if options.topP < 1 {
            let total = ranked.prefix(kept).reduce(0.0) { $0 + Double(weights[$1]) }
            var reached = 0.0
            for (rank, token) in ranked.prefix(kept).enumerated() {
                reached += Double(weights[token])
                if reached >= options.topP * total {
                    kept = rank + 1
                    break
                }
            }
        }
        for token in ranked.dropFirst(kept) { weights[token] = 0 }
    }
}
