import WinnowKernels

/// A model ready to write tokens: weights transposed once, keys and values cached, buffers kept.
///
/// Rows are independent: a row's logits have the same bits whatever other rows are decoded beside it. A prompt is
/// read by the same kernels, row after row in one call, and so leaves the same bits as token-by-token decoding.
struct TokenDecoder: Sendable {
    let configuration: ModelConfiguration
    private let layout: ParameterLayout
    private let weights: PackedWeights
    private var cache: Kernels.Cache
    private var buffers: Buffers

    /// The vectors of the rows in flight, `[rows, …]`.
    private struct Buffers: Sendable {
        var rows = 0
        var x: [Float] = []
        var normalised: [Float] = []
        var inverse: [Float] = []
        var qkv: [Float] = []
        var attended: [Float] = []
        var gateUp: [Float] = []
        var hidden: [Float] = []
        var logits: [Float] = []
        var scores: [Float] = []
    }

    /// - Parameters:
    ///   - slots: how many sequences can be in flight.
    ///   - capacity: the largest number of positions of a sequence.
    init(_ weights: PackedWeights, slots: Int, capacity: Int) {
        configuration = weights.configuration
        layout = ParameterLayout(configuration)
        self.weights = weights
        cache = Kernels.Cache(
            layers: configuration.layers, heads: configuration.heads, headWidth: configuration.headWidth,
            capacity: capacity, slots: slots)
        buffers = Buffers()
    }

    /// The logits after the last call, `[rows, paddedVocabulary]`; of the last row only when so asked.
    var logits: [Float] { buffers.logits }

    /// Copies the first positions of one slot into another.
    mutating func copySlot(_ source: Int, to target: Int, length: Int) {
        cache.copy(slot: source, to: target, length: length)
    }

    /// Reads one token per row at its position in its slot and leaves the logits of what follows.
    ///
    /// - Parameter lastOnly: compute logits for the last row only, as for a prompt; they are then row 0.
    mutating func decode(tokens: [Int], slots: [Int], positions: [Int], lastOnly: Bool = false) {
        let (rows, width, hidden) = (tokens.count, configuration.width, configuration.feedForward)
        let padded = configuration.paddedVocabulary
        let epsilon = Float(configuration.normEpsilon)
        precondition(rows > 0 && slots.count == rows, "\(slots.count) slots for \(rows) tokens")
        resize(rows)
        for (row, token) in tokens.enumerated() {
            precondition(
                (0..<configuration.vocabularySize).contains(token), "token \(token) is outside the vocabulary")
            let source = layout.embedding + token * width
            for i in 0..<width { buffers.x[row * width + i] = weights.parameters.values[source + i] }
        }
        for (index, layer) in layout.layers.enumerated() {
            normalise(layer.attentionNorm, rows, epsilon)
            Kernels.multiply(
                buffers.normalised, .init(stride: width), by: weights.transposed,
                .init(start: layer.queryKeyValue, stride: 3 * width), into: &buffers.qkv, .init(stride: 3 * width),
                rows: rows, inner: width, columns: 3 * width)
            Kernels.rotate(
                &buffers.qkv, at: 0, stride: 3 * width, rows: rows, heads: 2 * configuration.heads,
                half: weights.rotary.half, positions: positions, cosines: weights.rotary.cosines,
                sines: weights.rotary.sines)
            Kernels.decodeAttention(
                buffers.qkv, layer: index, slots: slots, positions: positions, cache: &cache, into: &buffers.attended,
                scratch: &buffers.scores)
            Kernels.multiply(
                buffers.attended, .init(stride: width), by: weights.transposed,
                .init(start: layer.attentionOutput, stride: width), into: &buffers.x, .init(stride: width), rows: rows,
                inner: width, columns: width, accumulating: true)
            normalise(layer.feedForwardNorm, rows, epsilon)
            Kernels.multiply(
                buffers.normalised, .init(stride: width), by: weights.transposed,
                .init(start: layer.gateUp, stride: 2 * hidden), into: &buffers.gateUp, .init(stride: 2 * hidden),
                rows: rows, inner: width, columns: 2 * hidden)
            Kernels.swiGLU(buffers.gateUp, into: &buffers.hidden, rows: rows, width: hidden)
            Kernels.multiply(
                buffers.hidden, .init(stride: hidden), by: weights.transposed,
                .init(start: layer.down, stride: width), into: &buffers.x, .init(stride: width), rows: rows,
                inner: hidden, columns: width, accumulating: true)
        }
        normalise(layout.finalNorm, rows, epsilon)
        let first = lastOnly ? rows - 1 : 0
        Kernels.multiply(
            buffers.normalised, .init(start: first * width, stride: width), by: weights.transposed,
            .init(start: layout.embedding, stride: padded), into: &buffers.logits, .init(stride: padded),
            rows: rows - first, inner: width, columns: padded)
    }

    private mutating func normalise(_ weight: Int, _ rows: Int, _ epsilon: Float) {
        Kernels.rmsNorm(
            buffers.x, weight: weights.parameters.values, at: weight, epsilon: epsilon, into: &buffers.normalised,
            inverse: &buffers.inverse, rows: rows, width: configuration.width)
    }

    /// Makes the buffers large enough; they only grow.
    private mutating func resize(_ rows: Int) {
        guard buffers.rows < rows else { return }
        let (width, hidden) = (configuration.width, configuration.feedForward)
        func zeros(_ channels: Int) -> [Float] { [Float](repeating: 0, count: rows * channels) }
        buffers = Buffers(
            rows: rows, x: zeros(width), normalised: zeros(width), inverse: zeros(1), qkv: zeros(3 * width),
            attended: zeros(width), gateUp: zeros(2 * hidden), hidden: zeros(hidden),
            logits: zeros(configuration.paddedVocabulary), scores: [])
    }
}
