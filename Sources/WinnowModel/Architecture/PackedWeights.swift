import WinnowKernels

/// The packed weights are a model's in the order that decoding reads them, made once and shared by all decoders.
///
/// Channels are filled up to whole lanes of 16 with zeros, of the residual stream, of each head and of the
/// feed-forward layer alike, so that shapes of any size are computed by the same kernels.
public struct PackedWeights: Sendable {
    /// The model has this shape.
    public let configuration: ModelConfiguration

    /// The residual stream, one head and the feed-forward layer have so many channels, filled up.
    let width: Int
    let headStride: Int
    let hidden: Int

    /// The embedding is `[vocabulary, width]`.
    let embedding: [Float]
    let layers: [Layer]
    let finalNorm: [Float]

    /// The output matrix is `[width, padded vocabulary]`.
    let output: Kernels.PackedMatrix

    /// A layer has these weights.
    struct Layer: Sendable {
        let attentionNorm: [Float]
        /// The matrix is `[width, (heads + 2 · key heads) · head stride]`.
        let queryKeyValue: Kernels.PackedMatrix
        /// The matrix is `[heads · head stride, width]`.
        let attentionOutput: Kernels.PackedMatrix
        let feedForwardNorm: [Float]
        /// The matrix is `[width, 2 · hidden]`, the gate first.
        let gateUp: Kernels.PackedMatrix
        /// The matrix is `[hidden, width]`.
        let down: Kernels.PackedMatrix
    }

    /// Packs the weights.
    public init(_ parameters: Parameters) {
        let (configuration, layout, values) = (parameters.configuration, parameters.layout, parameters.values)
        let channels = configuration.width
        let (width, headStride) = (Self.padded(channels), Self.padded(configuration.headWidth))
        let hidden = Self.padded(configuration.feedForward)
        /// Gives a vector of the residual stream's width.
        func vector(_ start: Int) -> [Float] {
            values[start..<start + channels] + [Float](repeating: 0, count: width - channels)
        }
        /// Gives a matrix that is stored as `[outputs, inputs]`; runs of either side are filled up.
        func matrix(_ start: Int, inputs: Padding, outputs: Padding) -> Kernels.PackedMatrix {
            Kernels.PackedMatrix(inner: inputs.padded, columns: outputs.padded) { row, column in
                guard let input = inputs.index(row), let output = outputs.index(column) else { return 0 }
                return values[start + output * inputs.count + input]
            }
        }
        let stream = Padding(runs: 1, length: channels, stride: width)
        let heads = Padding(runs: configuration.heads, length: configuration.headWidth, stride: headStride)
        var projected = heads
        projected.runs += 2 * configuration.keyValueHeads
        let feedForward = Padding(runs: 1, length: configuration.feedForward, stride: hidden)
        var both = feedForward
        both.runs = 2
        self.configuration = configuration
        self.width = width
        self.headStride = headStride
        self.hidden = hidden
        embedding = (0..<configuration.vocabularySize).flatMap { vector(layout.embedding + $0 * channels) }
        layers = layout.layers.map { layer in
            Layer(
                attentionNorm: vector(layer.attentionNorm),
                queryKeyValue: matrix(layer.queryKeyValue, inputs: stream, outputs: projected),
                attentionOutput: matrix(layer.attentionOutput, inputs: heads, outputs: stream),
                feedForwardNorm: vector(layer.feedForwardNorm),
                gateUp: matrix(layer.gateUp, inputs: stream, outputs: both),
                down: matrix(layer.down, inputs: feedForward, outputs: stream))
        }
        finalNorm = vector(layout.finalNorm)
        let vocabulary = Padding(
            runs: 1, length: configuration.paddedVocabulary, stride: configuration.paddedVocabulary)
        output = matrix(layout.output, inputs: stream, outputs: vocabulary)
    }

    /// Decoding reads so many bytes for one token besides the cache, embedding and norms left out.
    var bytes: Int {
        let matrices = layers.flatMap { [$0.queryKeyValue, $0.attentionOutput, $0.gateUp, $0.down] } + [output]
        return matrices.reduce(0) { $0 + $1.inner * $1.columns } * MemoryLayout<Float>.size
    }

    private static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

    /// A padding has runs of channels that are each filled up to a stride.
    private struct Padding {
        var runs: Int
        var length: Int
        var stride: Int

        var count: Int { runs * length }
        var padded: Int { runs * stride }

        /// Finds where a channel of the padded order was, or nil for padding.
        func index(_ channel: Int) -> Int? {
            channel % stride < length ? channel / stride * length + channel % stride : nil
        }
    }
}
