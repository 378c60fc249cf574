/// The confidences say how sure a model was of each token of one completion, at temperature 1 and in nats.
public struct TokenConfidences: Hashable, Sendable {
    /// Each token drawn has this log-probability.
    public var logProbabilities: [Float]

    /// Each token's distribution has this entropy; of a server's, that of its k best tokens, scaled to sum 1.
    public var entropies: [Float]

    /// The k best tokens of each place have log-probabilities of this mean.
    public var bestMeans: [Float]

    /// All tokens of each place have log-probabilities of this mean; empty where only the best are known.
    public var wholeMeans: [Float]

    /// The means of the best are of so many tokens, k.
    public var best: Int

    /// The vocabulary has so many tokens; nil where nobody says.
    public var vocabulary: Int?

    /// - Precondition: the arrays have one number for each token; ``wholeMeans`` may be empty.
    public init(
        logProbabilities: [Float], entropies: [Float], bestMeans: [Float], wholeMeans: [Float] = [], best: Int,
        vocabulary: Int? = nil
    ) {
        precondition(
            entropies.count == logProbabilities.count && bestMeans.count == logProbabilities.count
                && (wholeMeans.isEmpty || wholeMeans.count == logProbabilities.count),
            "\(logProbabilities.count) tokens with \(entropies.count), \(bestMeans.count), \(wholeMeans.count) numbers")
        self.logProbabilities = logProbabilities
        self.entropies = entropies
        self.bestMeans = bestMeans
        self.wholeMeans = wholeMeans
        self.best = best
        self.vocabulary = vocabulary
    }

    /// So many tokens have confidences.
    public var count: Int { logProbabilities.count }

    /// Gives the mean confidence −(mean of the best) of each window of so many tokens, in order; of all tokens where they
    /// are fewer.
    ///
    /// - Complexity: O(tokens).
    func windows(of size: Int) -> [Double] {
        guard count > 0 else { return [] }
        let width = min(max(1, size), count)
        var sum = bestMeans[..<width].reduce(0) { $0 - Double($1) }
        var windows = [sum / Double(width)]
        windows.reserveCapacity(count - width + 1)
        for place in bestMeans.indices[width...] {
            sum += Double(bestMeans[place - width]) - Double(bestMeans[place])
            windows.append(sum / Double(width))
        }
        return windows
    }
}
