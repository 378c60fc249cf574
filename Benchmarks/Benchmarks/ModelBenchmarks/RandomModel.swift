import BenchmarkSupport
import WinnowModel

extension ModelShape {
    /// The weights that a training run of this shape begins with.
    func parameters() throws -> Parameters {
        try Parameters(
            ModelConfiguration(
                vocabularySize: vocabulary, width: width, layers: layers, heads: heads, feedForward: feedForward,
                contextLength: context),
            seed: 1)
    }

    /// The same weights, ready to be decoded with.
    func packedWeights() throws -> PackedWeights { PackedWeights(try parameters()) }
}
