import WinnowKernels

/// The forward and backward pass over one shard of a batch, with buffers that are kept between calls.
///
/// Sequences lie behind each other without padding, so matrix products run over all tokens of the shard and only
/// attention is done sequence by sequence. The result depends on the shard alone, not on who computes it.
struct GradientWorker: Sendable {
    private let configuration: ModelConfiguration
    private let layout: ParameterLayout
    private let rotary: RotaryTable
    private var layers: [LayerActivations]
    private var scratch: [Float] = []

    init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        layout = ParameterLayout(configuration)
        rotary = RotaryTable(configuration, positions: configuration.contextLength)
        layers = [LayerActivations](repeating: LayerActivations(), count: configuration.layers)
    }

    /// The loss summed over completion tokens, and its gradient times `scale`.
    ///
    /// - Parameters:
    ///   - transposed: ``Parameters/transposedMatrices()`` of the same weights.
    ///   - scale: usually one over the number of completion tokens of the whole batch.
    mutating func gradient(
        of sequences: [TrainingSequence], parameters: Parameters, transposed: [Float], scale: Float
    ) -> (loss: Double, gradient: [Float]) {
        let shard = Shard(sequences)
        var gradient = [Float](repeating: 0, count: layout.count)
        var x = forward(shard, parameters, transposed)
        let width = configuration.width
        let top = topLoss(shard, x, parameters, transposed, scale, &gradient)
        for i in x.indices { x[i] = 0 }
        for (row, source) in shard.predicting.enumerated() {
            for i in 0..<width { x[source * width + i] = top.dX[row * width + i] }
        }
        for index in layout.layers.indices.reversed() {
            backward(shard, index, parameters, &x, &gradient)
        }
        for (row, token) in shard.inputs.enumerated() {
            let target = layout.embedding + token * width
            for i in 0..<width { gradient[target + i] += x[row * width + i] }
        }
        return (top.loss, gradient)
    }

    /// The logits that predict every completion token of the sequences, by the training forward pass.
    ///
    /// - Returns: one row of the vocabulary's size per completion token.
    mutating func logits(of sequences: [TrainingSequence], parameters: Parameters) -> [[Float]] {
        let shard = Shard(sequences)
        let transposed = parameters.transposedMatrices()
        let x = forward(shard, parameters, transposed)
        let logits = topLogits(shard, x, parameters, transposed).logits
        let stride = configuration.paddedVocabulary
        return shard.predicting.indices.map { Array(logits[$0 * stride..<$0 * stride + configuration.vocabularySize]) }
    }

    // MARK: Forward

    /// The residual stream `[tokens, width]` after the last layer; what the backward pass needs is kept.
    private mutating func forward(_ shard: Shard, _ parameters: Parameters, _ transposed: [Float]) -> [Float] {
        let width = configuration.width
        var x = [Float](repeating: 0, count: shard.count * width)
        for (row, token) in shard.inputs.enumerated() {
            precondition(
                (0..<configuration.vocabularySize).contains(token), "token \(token) is outside the vocabulary")
            let source = layout.embedding + token * width
            for i in 0..<width { x[row * width + i] = parameters.values[source + i] }
        }
        for index in layout.layers.indices {
            // The buffers move out of the array and back, because a layer's pass also uses the shared scratch.
            var kept = LayerActivations()
            swap(&kept, &layers[index])
            forward(shard, layout.layers[index], &kept, parameters, transposed, &x)
            swap(&kept, &layers[index])
        }
        return x
    }

    private mutating func forward(
        _ shard: Shard, _ layer: ParameterLayout.Layer, _ kept: inout LayerActivations, _ parameters: Parameters,
        _ transposed: [Float], _ x: inout [Float]
    ) {
        let (rows, width, hidden) = (shard.count, configuration.width, configuration.feedForward)
        let epsilon = Float(configuration.normEpsilon)
        kept.resize(rows: rows, width: width, feedForward: hidden, probabilities: shard.probabilityCount(configuration))
        kept.input = x
        Kernels.rmsNorm(
            x, weight: parameters.values, at: layer.attentionNorm, epsilon: epsilon, into: &kept.normalised1,
            inverse: &kept.inverse1, rows: rows, width: width)
        Kernels.multiply(
            kept.normalised1, .init(stride: width), by: transposed,
            .init(start: layer.queryKeyValue, stride: 3 * width), into: &kept.qkv, .init(stride: 3 * width),
            rows: rows, inner: width, columns: 3 * width)
        rotate(shard, &kept.qkv, reversed: false)
        var probabilityStart = 0
        for range in shard.ranges {
            let shape = attentionShape(range.count)
            Kernels.attention(
                kept.qkv, at: range.lowerBound * 3 * width, probabilities: &kept.probabilities, at: probabilityStart,
                into: &kept.attended, at: range.lowerBound * width, scratch: &scratch, shape)
            probabilityStart += shape.probabilityCount
        }
        Kernels.multiply(
            kept.attended, .init(stride: width), by: transposed, .init(start: layer.attentionOutput, stride: width),
            into: &x, .init(stride: width), rows: rows, inner: width, columns: width, accumulating: true)
        kept.middle = x
        Kernels.rmsNorm(
            x, weight: parameters.values, at: layer.feedForwardNorm, epsilon: epsilon, into: &kept.normalised2,
            inverse: &kept.inverse2, rows: rows, width: width)
        Kernels.multiply(
            kept.normalised2, .init(stride: width), by: transposed, .init(start: layer.gateUp, stride: 2 * hidden),
            into: &kept.gateUp, .init(stride: 2 * hidden), rows: rows, inner: width, columns: 2 * hidden)
        Kernels.swiGLU(kept.gateUp, into: &kept.hidden, rows: rows, width: hidden)
        Kernels.multiply(
            kept.hidden, .init(stride: hidden), by: transposed, .init(start: layer.down, stride: width), into: &x,
            .init(stride: width), rows: rows, inner: hidden, columns: width, accumulating: true)
    }

    /// The final norm and the logits `[predicting rows, padded vocabulary]`, with what their backward pass needs.
    private func topLogits(
        _ shard: Shard, _ x: [Float], _ parameters: Parameters, _ transposed: [Float]
    ) -> (input: [Float], normalised: [Float], inverse: [Float], logits: [Float]) {
        let (width, padded) = (configuration.width, configuration.paddedVocabulary)
        let rows = shard.predicting.count
        var input = [Float](repeating: 0, count: rows * width)
        for (row, source) in shard.predicting.enumerated() {
            for i in 0..<width { input[row * width + i] = x[source * width + i] }
        }
        var normalised = input
        var inverse = [Float](repeating: 0, count: rows)
        Kernels.rmsNorm(
            input, weight: parameters.values, at: layout.finalNorm, epsilon: Float(configuration.normEpsilon),
            into: &normalised, inverse: &inverse, rows: rows, width: width)
        var logits = [Float](repeating: 0, count: rows * padded)
        Kernels.multiply(
            normalised, .init(stride: width), by: transposed, .init(start: layout.embedding, stride: padded),
            into: &logits, .init(stride: padded), rows: rows, inner: width, columns: padded)
        return (input, normalised, inverse, logits)
    }

    /// The summed loss and the gradient of the residual stream at the predicting rows, `[predicting rows, width]`.
    private func topLoss(
        _ shard: Shard, _ x: [Float], _ parameters: Parameters, _ transposed: [Float], _ scale: Float,
        _ gradient: inout [Float]
    ) -> (loss: Double, dX: [Float]) {
        let (width, padded) = (configuration.width, configuration.paddedVocabulary)
        let rows = shard.predicting.count
        var top = topLogits(shard, x, parameters, transposed)
        let loss = Kernels.crossEntropy(
            &top.logits, targets: shard.targets, classes: configuration.vocabularySize, stride: padded, scale: scale)
        Kernels.multiply(
            top.logits, Kernels.Layout(stride: padded).transposed, by: top.normalised, .init(stride: width),
            into: &gradient, .init(start: layout.embedding, stride: width), rows: padded, inner: rows, columns: width,
            accumulating: true)
        var dNormalised = [Float](repeating: 0, count: rows * width)
        Kernels.multiply(
            top.logits, .init(stride: padded), by: parameters.values, .init(start: layout.embedding, stride: width),
            into: &dNormalised, .init(stride: width), rows: rows, inner: padded, columns: width)
        var dX = [Float](repeating: 0, count: rows * width)
        Kernels.rmsNormBackward(
            dNormalised, x: top.input, weight: parameters.values, at: layout.finalNorm, inverse: top.inverse, dX: &dX,
            dWeight: &gradient, rows: rows, width: width)
        return (loss, dX)
    }

    // MARK: Backward

    /// Turns the gradient of a layer's output `dX [tokens, width]` into that of its input, in place.
    private mutating func backward(
        _ shard: Shard, _ index: Int, _ parameters: Parameters, _ dX: inout [Float], _ gradient: inout [Float]
    ) {
        let layer = layout.layers[index]
        let (rows, width, hidden) = (shard.count, configuration.width, configuration.feedForward)
        /// `dInput = dOutput · weight` and `dWeight += dOutputᵀ · input` for a weight of `[outputs, inputs]`.
        func product(
            _ dOutput: [Float], _ outputs: Int, _ weight: Int, _ input: [Float], _ inputs: Int, _ dInput: inout [Float]
        ) {
            Kernels.multiply(
                dOutput, Kernels.Layout(stride: outputs).transposed, by: input, .init(stride: inputs), into: &gradient,
                .init(start: weight, stride: inputs), rows: outputs, inner: rows, columns: inputs, accumulating: true)
            Kernels.multiply(
                dOutput, .init(stride: outputs), by: parameters.values, .init(start: weight, stride: inputs),
                into: &dInput, .init(stride: inputs), rows: rows, inner: outputs, columns: inputs)
        }
        var dHidden = [Float](repeating: 0, count: rows * hidden)
        product(dX, width, layer.down, layers[index].hidden, hidden, &dHidden)
        var dGateUp = [Float](repeating: 0, count: rows * 2 * hidden)
        Kernels.swiGLUBackward(dHidden, gateUp: layers[index].gateUp, into: &dGateUp, rows: rows, width: hidden)
        var dNormalised = [Float](repeating: 0, count: rows * width)
        product(dGateUp, 2 * hidden, layer.gateUp, layers[index].normalised2, width, &dNormalised)
        Kernels.rmsNormBackward(
            dNormalised, x: layers[index].middle, weight: parameters.values, at: layer.feedForwardNorm,
            inverse: layers[index].inverse2, dX: &dX, dWeight: &gradient, rows: rows, width: width)

        var dAttended = [Float](repeating: 0, count: rows * width)
        product(dX, width, layer.attentionOutput, layers[index].attended, width, &dAttended)
        var dQKV = [Float](repeating: 0, count: rows * 3 * width)
        var probabilityStart = 0
        for range in shard.ranges {
            let shape = attentionShape(range.count)
            Kernels.attentionBackward(
                dAttended, at: range.lowerBound * width, qkv: layers[index].qkv, at: range.lowerBound * 3 * width,
                probabilities: layers[index].probabilities, at: probabilityStart, into: &dQKV, scratch: &scratch, shape)
            probabilityStart += shape.probabilityCount
        }
        rotate(shard, &dQKV, reversed: true)
        product(dQKV, 3 * width, layer.queryKeyValue, layers[index].normalised1, width, &dNormalised)
        Kernels.rmsNormBackward(
            dNormalised, x: layers[index].input, weight: parameters.values, at: layer.attentionNorm,
            inverse: layers[index].inverse1, dX: &dX, dWeight: &gradient, rows: rows, width: width)
    }

    private func rotate(_ shard: Shard, _ qkv: inout [Float], reversed: Bool) {
        for range in shard.ranges {
            Kernels.rotate(
                &qkv, at: range.lowerBound * 3 * configuration.width, stride: 3 * configuration.width,
                rows: range.count, heads: 2 * configuration.heads, half: rotary.half, positions: 0..<range.count,
                cosines: rotary.cosines, sines: rotary.sines, reversed: reversed)
        }
    }

    private func attentionShape(_ length: Int) -> Kernels.AttentionShape {
        Kernels.AttentionShape(length: length, heads: configuration.heads, headWidth: configuration.headWidth)
    }
}
