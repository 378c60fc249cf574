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

    /// So many of the best tokens are averaged where nobody says: an eighth of the vocabulary, at least two and at most 20,
    /// the number of published rules for vocabularies of a hundred thousand.
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
        var (sum, mean, whole): (Float, Float, Float) = (0, 0, 0)
        var least = -Float.infinity
        precondition(start >= 0 && start + count <= logits.count && count <= numerators.count, "the row is outside")
        unsafe logits.withUnsafeBufferPointer { logits in
            unsafe numerators.withUnsafeBufferPointer { numerators in
                // Eight sums side by side, so that none waits for the one before.
                var (sums, means, wholes) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
                let (row, shares) = unsafe (
                    UnsafeRawPointer(logits.baseAddress! + start), UnsafeRawPointer(numerators.baseAddress!)
                )
                let lanes = count / 8 * 8
                for index in stride(from: 0, to: lanes, by: 8) {
                    let logit = unsafe row.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
                    let numerator = unsafe shares.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
                    sums += numerator
                    means += numerator * logit
                    wholes += logit
                }
                (sum, mean, whole) = (sums.sum(), means.sum(), wholes.sum())
                for index in lanes..<count {
                    let (logit, numerator) = unsafe (logits[start + index], numerators[index])
                    sum += numerator
                    mean += numerator * logit
                    whole += logit
                }
                for index in start..<start + count {
                    let logit = unsafe logits[index]
                    if logit > least { least = insert(logit) }
                }
            }
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
        unsafe largest.withUnsafeMutableBufferPointer { largest in
            var place = largest.count - 1
            while place > 0, unsafe largest[place - 1] < logit {
                unsafe largest[place] = largest[place - 1]
                place -= 1
            }
            unsafe largest[place] = logit
            return unsafe largest[largest.count - 1]
        }
    }
}
