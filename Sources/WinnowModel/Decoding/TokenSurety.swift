/// A surety says how sure the model was at one place of a completion, at temperature 1 and in nats.
public struct TokenSurety: Hashable, Sendable {
    /// The token that was drawn has this log-probability.
    public var logProbability: Float

    /// The distribution has this entropy.
    public var entropy: Float

    /// The best tokens have log-probabilities of this mean.
    public var bestMean: Float

    /// All tokens have log-probabilities of this mean.
    public var wholeMean: Float

    /// So many of the best tokens are averaged where nobody says: an eighth of the vocabulary, at least two and at most
    /// 20, the number of published rules for vocabularies of a hundred thousand.
    public static func usualBest(ofVocabulary size: Int) -> Int { max(1, min(20, max(2, size / 8), size)) }
}

/// Reads how sure the model is from its logits.
struct SuretyReading: Sendable {
    private let best: Int
    private var largest: [Float]

    /// - Parameter best: so many of the best tokens are averaged, at least one; more than there are count as all.
    init(best: Int) {
        self.best = max(1, best)
        largest = []
    }

    /// Reads one row of logits; the drawn token's log-probability is left at 0.
    ///
    /// - Parameters:
    ///   - numerators: exp(logit − maximum) of the row.
    ///   - normaliser: the logarithm of the sum of exp(logit).
    /// - Complexity: O(count), but for the few insertions among the best.
    mutating func read(
        _ logits: [Float], at start: Int, count: Int, numerators: [Float], normaliser: Double
    ) -> TokenSurety {
        let kept = min(best, count)
        if largest.count != kept { largest = [Float](repeating: 0, count: kept) }
        for place in 0..<kept { largest[place] = -.infinity }
        // Four sums side by side, so that none waits for the one before.
        var (sums, means, wholes) = (SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero)
        var least = -Float.infinity
        var index = 0
        while index + 4 <= count {
            let place = start + index
            let logit = SIMD4(logits[place], logits[place + 1], logits[place + 2], logits[place + 3])
            let numerator = SIMD4(
                numerators[index], numerators[index + 1], numerators[index + 2], numerators[index + 3])
            sums += numerator
            means += numerator * logit
            wholes += logit
            if logit.max() > least {
                for lane in 0..<4 where logit[lane] > least { least = insert(logit[lane]) }
            }
            index += 4
        }
        var (sum, mean, whole) = (sums.sum(), means.sum(), wholes.sum())
        while index < count {
            let (logit, numerator) = (logits[start + index], numerators[index])
            sum += numerator
            mean += numerator * logit
            whole += logit
            if logit > least { least = insert(logit) }
            index += 1
        }
        var top: Float = 0
        for place in 0..<kept { top += largest[place] }
        let scale = Float(normaliser)
        return TokenSurety(
            logProbability: 0, entropy: max(0, scale - mean / sum), bestMean: min(0, top / Float(kept) - scale),
            wholeMean: min(0, whole / Float(count) - scale))
    }

    /// Puts a logit among the largest, and returns the least of them.
    private mutating func insert(_ logit: Float) -> Float {
        var place = largest.count - 1
        while place > 0, largest[place - 1] < logit {
            largest[place] = largest[place - 1]
            place -= 1
        }
        largest[place] = logit
        return largest[largest.count - 1]
    }
}
