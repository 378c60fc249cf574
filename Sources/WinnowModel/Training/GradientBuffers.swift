/// One shard's passes write into these buffers, kept between calls so that no memory is asked for twice.
///
/// Rows are the tokens of a shard, or those that predict a completion token or a value.
struct GradientBuffers: Sendable {
    /// The buffer has the residual stream `[tokens, width]`; on the way back its gradient.
    var x: [Float] = []
    var dGateUp: [Float] = []
    var dHidden: [Float] = []
    var dNormalised: [Float] = []
    var dAttended: [Float] = []
    var dQKV: [Float] = []

    /// The buffers have the residual stream at the rows that get logits, and what becomes of it.
    var topInput: [Float] = []
    var topNormalised: [Float] = []
    var topInverse: [Float] = []
    var topGradient: [Float] = []
    var logits: [Float] = []

    var scratch: [Float] = []

    /// Makes every buffer large enough; buffers only grow.
    mutating func resize(tokens: Int, top: Int, _ configuration: ModelConfiguration) {
        let (width, hidden) = (configuration.width, configuration.feedForward)
        func grow(_ buffer: inout [Float], _ count: Int) {
            if buffer.count < count { buffer = [Float](repeating: 0, count: count) }
        }
        grow(&x, tokens * width)
        grow(&dGateUp, tokens * 2 * hidden)
        grow(&dHidden, tokens * hidden)
        grow(&dNormalised, max(tokens, top) * width)
        grow(&dAttended, tokens * width)
        grow(&dQKV, tokens * 3 * width)
        grow(&topInput, top * width)
        grow(&topNormalised, top * width)
        grow(&topInverse, top)
        grow(&topGradient, top * width)
        grow(&logits, top * configuration.paddedVocabulary)
    }
}

/// The backward pass needs these activations of one layer; rows are tokens.
struct LayerActivations: Sendable {
    var input: [Float] = []
    var inverse1: [Float] = []
    var normalised1: [Float] = []
    var qkv: [Float] = []
    var probabilities: [Float] = []
    var attended: [Float] = []
    var middle: [Float] = []
    var inverse2: [Float] = []
    var normalised2: [Float] = []
    var gateUp: [Float] = []
    var hidden: [Float] = []

    /// Makes every buffer large enough; buffers only grow.
    mutating func resize(rows: Int, width: Int, feedForward: Int, probabilities count: Int) {
        func grow(_ buffer: inout [Float], _ count: Int) {
            if buffer.count < count { buffer = [Float](repeating: 0, count: count) }
        }
        grow(&input, rows * width)
        grow(&middle, rows * width)
        grow(&inverse1, rows)
        grow(&inverse2, rows)
        grow(&normalised1, rows * width)
        grow(&normalised2, rows * width)
        grow(&qkv, rows * 3 * width)
        grow(&probabilities, count)
        grow(&attended, rows * width)
        grow(&gateUp, rows * 2 * feedForward)
        grow(&hidden, rows * feedForward)
    }
}
