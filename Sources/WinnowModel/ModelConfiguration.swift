/// The shape of a Llama-style decoder: RMSNorm, rotary positions, SwiGLU, tied embeddings, no biases.
public struct ModelConfiguration: Hashable, Sendable, Codable {
    /// The number of tokens.
    public var vocabularySize: Int

    /// The number of channels of the residual stream; a multiple of 16.
    public var width: Int

    /// The number of layers.
    public var layers: Int

    /// The number of attention heads, which divides the width into even parts.
    public var heads: Int

    /// The number of channels of the gated feed-forward layer; a multiple of 16.
    public var feedForward: Int

    /// The largest number of positions.
    public var contextLength: Int

    /// The base of the rotary frequencies.
    public var ropeTheta: Double

    /// What the norms add to the mean square.
    public var normEpsilon: Double

    /// The default is the smallest shape that learns every bundled domain.
    public init(
        vocabularySize: Int, width: Int = 64, layers: Int = 3, heads: Int = 4, feedForward: Int = 176,
        contextLength: Int = 512, ropeTheta: Double = 10_000, normEpsilon: Double = 1e-5
    ) {
        self.vocabularySize = vocabularySize
        self.width = width
        self.layers = layers
        self.heads = heads
        self.feedForward = feedForward
        self.contextLength = contextLength
        self.ropeTheta = ropeTheta
        self.normEpsilon = normEpsilon
    }

    /// The number of channels of one head.
    public var headWidth: Int { width / heads }

    /// The vocabulary rounded up to whole lanes of 16.
    var paddedVocabulary: Int { (vocabularySize + 15) / 16 * 16 }

    /// The number of weights, the tied embedding counted once.
    public var parameterCount: Int {
        let layer = 2 * width + 4 * width * width + 3 * width * feedForward
        return vocabularySize * width + layers * layer + width
    }

    /// Refuses shapes that the kernels cannot run.
    ///
    /// - Throws: ``ModelError`` naming the value that is wrong.
    public func validate() throws(ModelError) {
        func require(_ condition: Bool, _ problem: String) throws(ModelError) {
            if !condition {
                throw ModelError(problem, hint: "change the model's configuration")
            }
        }
        try require(
            (4...65_535).contains(vocabularySize), "a vocabulary of \(vocabularySize) tokens is not in 4...65535")
        try require(
            (16...8192).contains(width) && width % 16 == 0, "the width \(width) is not a multiple of 16 in 16...8192")
        try require((1...256).contains(layers), "\(layers) layers are not in 1...256")
        try require(heads > 0 && width % heads == 0, "the width \(width) is not divisible into \(heads) heads")
        try require(headWidth % 2 == 0, "a head of \(headWidth) channels cannot be rotated: it must be even")
        try require(
            (16...65_536).contains(feedForward) && feedForward % 16 == 0,
            "the feed-forward width \(feedForward) is not a multiple of 16 in 16...65536")
        try require((8...131_072).contains(contextLength), "a context of \(contextLength) is not in 8...131072")
        try require(ropeTheta > 0 && ropeTheta.isFinite, "the rotary base \(ropeTheta) is not positive")
        try require(normEpsilon > 0 && normEpsilon.isFinite, "the norm's epsilon \(normEpsilon) is not positive")
    }
}
