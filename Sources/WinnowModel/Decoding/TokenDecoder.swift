import WinnowKernels

/// A decoder is a model ready to write tokens: keys and values are cached, buffers kept.
///
/// Rows are independent: a row's logits have the same bits whatever other rows are decoded beside it, and whether a
/// sequence is read in one call or token by token.
struct TokenDecoder: Sendable {
    let configuration: ModelConfiguration
    private let weights: PackedWeights
    private let rotary: RotaryTable
    private var cache: Kernels.Cache
    private var buffers = Buffers()

    /// The buffers have the vectors of the rows in flight, `[rows, …]`.
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

    /// The case says which rows get logits.
    enum LogitRows {
        case all
        /// The last row alone gets logits, and is then row 0.
        case last
    }

    /// - Parameters:
    ///   - slots: how many sequences can be in flight.
    ///   - capacity: the largest number of positions of a sequence.
    init(_ weights: PackedWeights, slots: Int, capacity: Int) {
        configuration = weights.configuration
        self.weights = weights
        rotary = RotaryTable(configuration, positions: capacity)
        cache = Kernels.Cache(
            layers: configuration.layers, heads: configuration.keyValueHeads, headWidth: configuration.headWidth,
            capacity: capacity, slots: slots)
    }

    /// The logits are those after the last call, `[rows, paddedVocabulary]`.
    var logits: [Float] { buffers.logits }

    /// Copies the first positions of one slot into another.
    mutating func copySlot(_ source: Int, to target: Int, length: Int) {
        cache.copy(slot: source, to: target, length: length)
    }

    /// Reads one token per row at its position in its slot and leaves the logits of what follows.
    ///
    /// - Parameter features: the numbers of each row, added in the order of the features.
    mutating func decode(
        tokens: [Int], features: TokenFeatures = .none, rows places: Kernels.DecodeRows, logits: LogitRows = .all
    ) {
        let (rows, width, hidden) = (tokens.count, weights.width, weights.hidden)
        let (heads, headStride) = (configuration.heads, weights.headStride)
        let qkvStride = (heads + 2 * configuration.keyValueHeads) * headStride
        precondition(rows > 0 && places.slots.count == rows, "\(places.slots.count) slots for \(rows) tokens")
        resize(rows)
        embed(tokens, features)
        for (index, layer) in weights.layers.enumerated() {
            normalise(layer.attentionNorm, rows)
            Kernels.multiply(
                buffers.normalised, stride: width, by: layer.queryKeyValue, into: &buffers.qkv, stride: qkvStride,
                rows: rows)
            Kernels.rotate(
                &buffers.qkv, at: 0, stride: qkvStride, rows: rows, heads: heads + configuration.keyValueHeads,
                half: rotary.half, headStride: headStride, positions: places.positions, cosines: rotary.cosines,
                sines: rotary.sines)
            Kernels.decodeAttention(
                buffers.qkv, heads: heads, layer: index, rows: places,
                scale: 1 / Float(configuration.headWidth).squareRoot(), cache: &cache, into: &buffers.attended,
                scratch: &buffers.scores)
            Kernels.multiply(
                buffers.attended, stride: heads * headStride, by: layer.attentionOutput, into: &buffers.x,
                stride: width, rows: rows, accumulating: true)
            normalise(layer.feedForwardNorm, rows)
            Kernels.multiply(
                buffers.normalised, stride: width, by: layer.gateUp, into: &buffers.gateUp, stride: 2 * hidden,
                rows: rows)
            Kernels.swiGLU(buffers.gateUp, into: &buffers.hidden, rows: rows, width: hidden)
            Kernels.multiply(
                buffers.hidden, stride: hidden, by: layer.down, into: &buffers.x, stride: width, rows: rows,
                accumulating: true)
        }
        predict(rows, logits)
    }

    /// Gives the logits of the rows, or of the last one.
    private mutating func predict(_ rows: Int, _ which: LogitRows) {
        let width = weights.width
        var count = rows
        if which == .last {
            for i in 0..<width { buffers.x[i] = buffers.x[(rows - 1) * width + i] }
            count = 1
        }
        normalise(weights.finalNorm, count)
        Kernels.multiply(
            buffers.normalised, stride: width, by: weights.output, into: &buffers.logits,
            stride: configuration.paddedVocabulary, rows: count)
    }

    private mutating func embed(_ tokens: [Int], _ features: TokenFeatures) {
        let width = weights.width
        for (row, token) in tokens.enumerated() {
            precondition(
                (0..<configuration.vocabularySize).contains(token), "token \(token) is outside the vocabulary")
            for i in 0..<width { buffers.x[row * width + i] = weights.embedding[token * width + i] }
        }
        for (feature, token) in features.tokens.enumerated() {
            for row in tokens.indices {
                let value = features.value(row, feature)
                for i in 0..<width { buffers.x[row * width + i] += value * weights.embedding[token * width + i] }
            }
        }
    }

    private mutating func normalise(_ weight: [Float], _ rows: Int) {
        Kernels.rmsNorm(
            buffers.x, weight: weight, at: 0, epsilon: Float(configuration.normEpsilon), into: &buffers.normalised,
            inverse: &buffers.inverse, rows: rows, width: weights.width, channels: configuration.width)
    }

    /// Makes the buffers large enough; they only grow.
    private mutating func resize(_ rows: Int) {
        guard buffers.rows < rows else { return }
        let (width, hidden) = (weights.width, weights.hidden)
        let queries = configuration.heads * weights.headStride
        let keysAndValues = 2 * configuration.keyValueHeads * weights.headStride
        func zeros(_ channels: Int) -> [Float] { [Float](repeating: 0, count: rows * channels) }
        buffers = Buffers(
            rows: rows, x: zeros(width), normalised: zeros(width), inverse: zeros(1),
            qkv: zeros(queries + keysAndValues), attended: zeros(queries), gateUp: zeros(2 * hidden),
            hidden: zeros(hidden), logits: zeros(configuration.paddedVocabulary), scores: [])
    }
}
