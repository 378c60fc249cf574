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
