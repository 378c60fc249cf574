/// A configuration is the shape of a Llama-style decoder: RMSNorm, rotary positions, SwiGLU, no biases.
///
/// Winnow trains one kind of it (``validateForTraining()``) and runs all of them.
public struct ModelConfiguration: Hashable, Sendable {
    /// The vocabulary has so many tokens.
    public var vocabularySize: Int

    /// The residual stream has so many channels.
    public var width: Int

    /// The model has so many layers.
    public var layers: Int

    /// A layer has so many query heads.
    public var heads: Int

    /// A layer has so many key and value heads, a divisor of ``heads``: each is shared by as many query heads.
    ///
    /// Source: Ainslie et al., "GQA", arXiv 2305.13245.
    public var keyValueHeads: Int

    /// One head has so many channels, an even number.
    public var headWidth: Int

    /// The gated feed-forward layer has so many channels.
    public var feedForward: Int

    /// A sequence has at most so many positions.
    public var contextLength: Int

    /// The rotary frequencies have this base.
    public var ropeTheta: Double

    /// The rotary frequencies are stretched in this way for longer contexts; nil for not at all.
    public var ropeScaling: RopeScaling?

    /// The norms add this number to the mean square.
    public var normEpsilon: Double

    /// True where the embedding is the output matrix too.
    public var tiesEmbeddings: Bool

    /// So many of the vocabulary's last tokens are reserved for values: no text has them, and a value after a token is
    /// read off the logit of one of them with a gain and a bias of its own.
    ///
    /// Source: Cobbe et al., arXiv 2110.14168, appendix E.
    public var valueHeads: Int

    /// Makes the smallest shape that learns every bundled domain where nothing else is said.
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

    /// All query heads together have so many channels.
    var queryWidth: Int { heads * headWidth }

    /// All key heads together have so many channels, and so have all value heads.
    var keyValueWidth: Int { keyValueHeads * headWidth }

    /// The queries, keys and values of one position together have so many channels.
    var projectedWidth: Int { queryWidth + 2 * keyValueWidth }

    /// The vocabulary is rounded up to whole lanes of 16.
    var paddedVocabulary: Int { (vocabularySize + 15) / 16 * 16 }

    /// Gives the token whose logit a value head reads.
    public func valueToken(_ head: Int) -> Int {
        precondition((0..<valueHeads).contains(head), "there is no head \(head) among \(valueHeads)")
        return vocabularySize - valueHeads + head
    }

    /// The model has so many weights, a tied embedding counted once.
    public var parameterCount: Int {
        let layer = 2 * width + width * (projectedWidth + queryWidth) + 3 * width * feedForward
        return (tiesEmbeddings ? 1 : 2) * vocabularySize * width + layers * layer + width + 2 * valueHeads
    }
}

extension ModelConfiguration {
    /// Refuses shapes that cannot be run.
    ///
    /// - Throws: ``ModelError`` naming the value that is wrong.
    public func validate() throws(ModelError) {
        try require(
            (4...1_048_576).contains(vocabularySize), "a vocabulary of \(vocabularySize) tokens is not in 4...1048576")
        try require((1...8192).contains(width), "the width \(width) is not in 1...8192")
        try require((1...256).contains(layers), "\(layers) layers are not in 1...256")
        try require((1...512).contains(heads), "\(heads) heads are not in 1...512")
        try require(
            keyValueHeads > 0 && heads % keyValueHeads == 0,
            "\(heads) heads cannot share \(keyValueHeads) key and value heads")
        try require((2...1024).contains(headWidth), "a head of \(headWidth) channels is not in 2...1024")
        try require(headWidth % 2 == 0, "a head of \(headWidth) channels cannot be rotated: it must be even")
        try require(
            (1...65_536).contains(feedForward), "the feed-forward width \(feedForward) is not in 1...65536")
        try require((8...1_048_576).contains(contextLength), "a context of \(contextLength) is not in 8...1048576")
        try require(ropeTheta > 0 && ropeTheta.isFinite, "the rotary base \(ropeTheta) is not positive")
        try ropeScaling?.validate()
        try require(normEpsilon > 0 && normEpsilon.isFinite, "the norm's epsilon \(normEpsilon) is not positive")
        try require(
            (0...16).contains(valueHeads) && valueHeads < vocabularySize,
            "\(valueHeads) value heads are not in 0...16, or more than the vocabulary")
        // Every factor is bounded above, so none of these products can overflow.
        try require(
            parameterCount <= 4_000_000_000, "\(parameterCount) weights are more than the 4,000,000,000 that are loaded"
        )
    }

    /// Refuses shapes that cannot be trained: whole lanes of 16, tied embeddings, heads that divide the width.
    ///
    /// - Throws: ``ModelError`` naming the value that is wrong.
    public func validateForTraining() throws(ModelError) {
        try validate()
        try require((4...65_535).contains(vocabularySize), "\(vocabularySize) tokens are too many to be trained")
        try require(width % 16 == 0, "the width \(width) is not a multiple of 16")
        try require(feedForward % 16 == 0, "the feed-forward width \(feedForward) is not a multiple of 16")
        try require(heads * headWidth == width, "the width \(width) is not divisible into \(heads) heads")
        try require(keyValueHeads == heads, "shared key and value heads cannot be trained")
        try require(tiesEmbeddings, "an output matrix apart from the embedding cannot be trained")
    }

    private func require(_ condition: Bool, _ problem: String) throws(ModelError) {
        if !condition { throw ModelError(problem, hint: "change the model's configuration") }
    }
}

/// The configuration stands so in checkpoints and in the database: fields of their usual value are left out, so that a
/// shape without them reads and writes the same text as before they existed.
extension ModelConfiguration: Codable {
    private enum CodingKeys: String, CodingKey {
        case vocabularySize, width, layers, heads, keyValueHeads, headWidth, feedForward, contextLength, ropeTheta
        case ropeScaling, normEpsilon, tiesEmbeddings, valueHeads
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            vocabularySize: try container.decode(Int.self, forKey: .vocabularySize),
            width: try container.decode(Int.self, forKey: .width),
            layers: try container.decode(Int.self, forKey: .layers),
            heads: try container.decode(Int.self, forKey: .heads),
            keyValueHeads: try container.decodeIfPresent(Int.self, forKey: .keyValueHeads),
            headWidth: try container.decodeIfPresent(Int.self, forKey: .headWidth),
            feedForward: try container.decode(Int.self, forKey: .feedForward),
            contextLength: try container.decode(Int.self, forKey: .contextLength),
            ropeTheta: try container.decode(Double.self, forKey: .ropeTheta),
            ropeScaling: try container.decodeIfPresent(RopeScaling.self, forKey: .ropeScaling),
            normEpsilon: try container.decode(Double.self, forKey: .normEpsilon),
            tiesEmbeddings: try container.decodeIfPresent(Bool.self, forKey: .tiesEmbeddings) ?? true,
            valueHeads: try container.decodeIfPresent(Int.self, forKey: .valueHeads) ?? 0)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(vocabularySize, forKey: .vocabularySize)
        try container.encode(width, forKey: .width)
        try container.encode(layers, forKey: .layers)
        try container.encode(heads, forKey: .heads)
        if keyValueHeads != heads { try container.encode(keyValueHeads, forKey: .keyValueHeads) }
        if headWidth != width / heads { try container.encode(headWidth, forKey: .headWidth) }
        try container.encode(feedForward, forKey: .feedForward)
        try container.encode(contextLength, forKey: .contextLength)
        try container.encode(ropeTheta, forKey: .ropeTheta)
        try container.encodeIfPresent(ropeScaling, forKey: .ropeScaling)
        try container.encode(normEpsilon, forKey: .normEpsilon)
        if !tiesEmbeddings { try container.encode(tiesEmbeddings, forKey: .tiesEmbeddings) }
        if valueHeads > 0 { try container.encode(valueHeads, forKey: .valueHeads) }
    }
}
