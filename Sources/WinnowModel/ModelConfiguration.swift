/// The shape of a Llama-style decoder: RMSNorm, rotary positions, SwiGLU, no biases.
///
/// Winnow trains one kind of it (``validateForTraining()``) and runs all of them.
public struct ModelConfiguration: Hashable, Sendable {
    /// The number of tokens.
    public var vocabularySize: Int

    /// The number of channels of the residual stream.
    public var width: Int

    /// The number of layers.
    public var layers: Int

    /// The number of query heads.
    public var heads: Int

    /// The number of key and value heads, which divides ``heads``: each is shared by as many query heads.
    ///
    /// Source: Ainslie et al., "GQA", arXiv 2305.13245.
    public var keyValueHeads: Int

    /// The number of channels of one head, even.
    public var headWidth: Int

    /// The number of channels of the gated feed-forward layer.
    public var feedForward: Int

    /// The largest number of positions.
    public var contextLength: Int

    /// The base of the rotary frequencies.
    public var ropeTheta: Double

    /// How the rotary frequencies are stretched for longer contexts; nil for not at all.
    public var ropeScaling: RopeScaling?

    /// What the norms add to the mean square.
    public var normEpsilon: Double

    /// Whether the embedding is the output matrix too.
    public var tiesEmbeddings: Bool

    /// How many of the last tokens of the vocabulary are reserved for values: no text has them, and a value after a
    /// token is read off the logit of one of them with a gain and a bias of its own. 0 for a generator.
    ///
    /// Source: Cobbe et al., arXiv 2110.14168, appendix E.
    public var valueHeads: Int

    /// The default is the smallest shape that learns every bundled domain.
    ///
    /// - Parameters:
    ///   - keyValueHeads: as many as query heads when nil.
    ///   - headWidth: the width divided by the heads when nil.
    public init(
        vocabularySize: Int, width: Int = 64, layers: Int = 3, heads: Int = 4, keyValueHeads: Int? = nil,
        headWidth: Int? = nil, feedForward: Int = 176, contextLength: Int = 512, ropeTheta: Double = 10_000,
        ropeScaling: RopeScaling? = nil, normEpsilon: Double = 1e-5, tiesEmbeddings: Bool = true,
        valueHeads: Int = 0
    ) {
        self.vocabularySize = vocabularySize
        self.width = width
        self.layers = layers
        self.heads = heads
        self.keyValueHeads = keyValueHeads ?? heads
        self.headWidth = headWidth ?? width / max(1, heads)
        self.feedForward = feedForward
        self.contextLength = contextLength
        self.ropeTheta = ropeTheta
        self.ropeScaling = ropeScaling
        self.normEpsilon = normEpsilon
        self.tiesEmbeddings = tiesEmbeddings
        self.valueHeads = valueHeads
    }

    /// The number of channels of all query heads together.
    var queryWidth: Int { heads * headWidth }

    /// The number of channels of all key heads together, and of all value heads.
    var keyValueWidth: Int { keyValueHeads * headWidth }

    /// The number of channels of queries, keys and values of one position together.
    var projectedWidth: Int { queryWidth + 2 * keyValueWidth }

    /// The vocabulary rounded up to whole lanes of 16.
    var paddedVocabulary: Int { (vocabularySize + 15) / 16 * 16 }

    /// The token whose logit a value head reads.
    public func valueToken(_ head: Int) -> Int {
        precondition((0..<valueHeads).contains(head), "there is no head \(head) among \(valueHeads)")
        return vocabularySize - valueHeads + head
    }

    /// The number of weights, a tied embedding counted once.
    public var parameterCount: Int {
        let layer = 2 * width + width * (projectedWidth + queryWidth) + 3 * width * feedForward
        return (tiesEmbeddings ? 1 : 2) * vocabularySize * width + layers * layer + width + 2 * valueHeads
    }
}
