import WinnowKernels

/// A worker takes the forward and backward pass over one shard of a batch, with buffers that are kept between calls.
///
/// Sequences lie behind each other without padding, so matrix products run over all tokens of the shard and only
/// attention is done sequence by sequence. The result depends on the shard alone, not on who computes it.
struct GradientWorker: Sendable {
    private let configuration: ModelConfiguration
    private let layout: ParameterLayout
    private let rotary: RotaryTable
    private var layers: [LayerActivations]
    private var buffers = GradientBuffers()

    init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        layout = ParameterLayout(configuration)
        rotary = RotaryTable(configuration, positions: configuration.contextLength)
        layers = [LayerActivations](repeating: LayerActivations(), count: configuration.layers)
    }

    /// Gives the losses summed over completion tokens and value targets; writes the gradient of their scaled sum.
    ///
    /// - Parameters:
    ///   - scale: usually one over the number of completion tokens, or of targets, of the whole batch.
    ///   - gradient: in the parameters' layout; overwritten.
    mutating func gradient(
        of sequences: [TrainingSequence], _ weights: TrainingWeights, scale: LossScale,
        into gradient: inout [Float]
    ) -> SummedLoss {
        precondition(gradient.count == layout.count, "\(gradient.count) numbers for \(layout.count) weights")
        let shard = Shard(sequences, predictsTokens: scale.language != 0)
        Kernels.clear(&gradient)
        forward(shard, weights)
        let loss = topGradient(shard, weights, scale, &gradient)
        let width = configuration.width
        Kernels.clear(&buffers.x)
        for (row, target) in shard.predicting.enumerated() {
            Kernels.copy(buffers.topGradient, at: row * width, to: &buffers.x, at: target * width, count: width)
        }
        for (row, target) in shard.valued.enumerated() {
            Kernels.add(
                buffers.topGradient, at: (shard.predicting.count + row) * width, to: &buffers.x, at: target * width,
                count: width)
        }
        for index in layout.layers.indices.reversed() { backward(shard, index, weights, &gradient) }
        for (row, token) in shard.inputs.enumerated() {
            Kernels.add(buffers.x, at: row * width, to: &gradient, at: layout.embedding + token * width, count: width)
        }
        for (row, token, value) in shard.features {
            Kernels.add(
                buffers.x, at: row * width, times: value, to: &gradient, at: layout.embedding + token * width,
                count: width)
        }
        return loss
    }

    /// Gives the logits that predict every completion token of the sequences, by the training forward pass.
    ///
    /// - Returns: one row of the vocabulary's size per completion token.
    mutating func logits(of sequences: [TrainingSequence], parameters: Parameters) -> [[Float]] {
        let shard = Shard(sequences)
        let weights = TrainingWeights(parameters)
        forward(shard, weights)
        topLogits(shard, weights)
        let stride = configuration.paddedVocabulary
        return shard.predicting.indices.map {
            Array(buffers.logits[$0 * stride..<$0 * stride + configuration.vocabularySize])
        }
    }

    // MARK: Forward

    /// Leaves the residual stream after the last layer, and what the backward pass needs.
    private mutating func forward(_ shard: Shard, _ weights: TrainingWeights) {
        let width = configuration.width
        buffers.resize(tokens: shard.count, top: shard.top.count, configuration)
        for (row, token) in shard.inputs.enumerated() {
            precondition(
                (0..<configuration.vocabularySize).contains(token), "token \(token) is outside the vocabulary")
            Kernels.copy(
                weights.parameters.values, at: layout.embedding + token * width, to: &buffers.x, at: row * width,
                count: width)
        }
        for (row, token, value) in shard.features {
            precondition((0..<configuration.vocabularySize).contains(token), "feature \(token) is no token")
            Kernels.add(
                weights.parameters.values, at: layout.embedding + token * width, times: value, to: &buffers.x,
                at: row * width, count: width)
        }
        for index in layout.layers.indices {
            // The activations move out of the array and back, because a layer's pass also uses the shared buffers.
            var kept = LayerActivations()
            swap(&kept, &layers[index])
            forward(shard, layout.layers[index], &kept, weights)
            swap(&kept, &layers[index])
        }
    }

    private mutating func forward(
        _ shard: Shard, _ layer: ParameterLayout.Layer, _ kept: inout LayerActivations, _ weights: TrainingWeights
    ) {
        let (rows, width, hidden) = (shard.count, configuration.width, configuration.feedForward)
        let (values, epsilon) = (weights.parameters.values, Float(configuration.normEpsilon))
        kept.resize(
            rows: rows, width: width, feedForward: hidden, probabilities: shard.probabilityCount(configuration))
        Kernels.copy(buffers.x, at: 0, to: &kept.input, at: 0, count: rows * width)
        Kernels.rmsNorm(
            buffers.x, weight: values, at: layer.attentionNorm, epsilon: epsilon, into: &kept.normalised1,
            inverse: &kept.inverse1, rows: rows, width: width)
        Kernels.multiply(
            kept.normalised1, stride: width, by: weights.forward(at: layer.queryKeyValue),
            into: &kept.qkv, stride: 3 * width, rows: rows)
        rotate(shard, &kept.qkv, reversed: false)
        var probabilityStart = 0
        for range in shard.ranges {
            let shape = attentionShape(range.count)
            Kernels.attention(
                kept.qkv, at: range.lowerBound * 3 * width, probabilities: &kept.probabilities,
                at: probabilityStart, into: &kept.attended, at: range.lowerBound * width,
                scratch: &buffers.scratch, shape)
            probabilityStart += shape.probabilityCount
        }
        Kernels.multiply(
            kept.attended, stride: width, by: weights.forward(at: layer.attentionOutput), into: &buffers.x,
            stride: width, rows: rows, accumulating: true)
        Kernels.copy(buffers.x, at: 0, to: &kept.middle, at: 0, count: rows * width)
        Kernels.rmsNorm(
            buffers.x, weight: values, at: layer.feedForwardNorm, epsilon: epsilon, into: &kept.normalised2,
            inverse: &kept.inverse2, rows: rows, width: width)
        Kernels.multiply(
            kept.normalised2, stride: width, by: weights.forward(at: layer.gateUp),
            into: &kept.gateUp, stride: 2 * hidden, rows: rows)
        Kernels.swiGLU(kept.gateUp, into: &kept.hidden, rows: rows, width: hidden)
        Kernels.multiply(
            kept.hidden, stride: hidden, by: weights.forward(at: layer.down), into: &buffers.x, stride: width,
            rows: rows, accumulating: true)
    }

    /// Gives the final norm and the logits `[top rows, padded vocabulary]`, with what their backward pass needs.
    private mutating func topLogits(_ shard: Shard, _ weights: TrainingWeights) {
        let top = shard.top
        let (width, padded, rows) = (configuration.width, configuration.paddedVocabulary, top.count)
        for (row, source) in top.enumerated() {
            Kernels.copy(buffers.x, at: source * width, to: &buffers.topInput, at: row * width, count: width)
        }
        Kernels.rmsNorm(
            buffers.topInput, weight: weights.parameters.values, at: layout.finalNorm,
            epsilon: Float(configuration.normEpsilon), into: &buffers.topNormalised, inverse: &buffers.topInverse,
            rows: rows, width: width)
        Kernels.multiply(
            buffers.topNormalised, stride: width, by: weights.forward(at: layout.output), into: &buffers.logits,
            stride: padded, rows: rows)
    }

    /// Gives the summed losses; leaves the gradient of the residual stream at the top rows, `[top rows, width]`.
    private mutating func topGradient(
        _ shard: Shard, _ weights: TrainingWeights, _ scale: LossScale, _ gradient: inout [Float]
    ) -> SummedLoss {
        let (width, padded, rows) = (configuration.width, configuration.paddedVocabulary, shard.top.count)
        topLogits(shard, weights)
        let loss = Kernels.crossEntropy(
            &buffers.logits, targets: shard.targets, classes: configuration.vocabularySize, stride: padded,
            scale: scale.language, weights: shard.weights)
        var sum = ValueLoss.gradient(
            &buffers.logits, first: shard.predicting.count, stride: padded, targets: shard.values,
            groups: shard.groups, heads: weights.parameters.valueHeads, scale: scale, into: &gradient,
            at: layout.valueHeads.lowerBound)
        sum.language = loss
        Kernels.accumulateTransposed(
            buffers.logits, stride: padded, by: buffers.topNormalised, stride: width, into: &gradient,
            at: layout.output, rows: rows, outputs: padded, inputs: width, scratch: &buffers.scratch)
        Kernels.multiply(
            buffers.logits, stride: padded, by: weights.backward(at: layout.output), into: &buffers.dNormalised,
            stride: width, rows: rows)
        Kernels.clear(&buffers.topGradient)
        Kernels.rmsNormBackward(
            buffers.dNormalised, x: buffers.topInput, weight: weights.parameters.values, at: layout.finalNorm,
            inverse: buffers.topInverse, dX: &buffers.topGradient, dWeight: &gradient, rows: rows, width: width)
        return sum
    }

    // MARK: Backward

    /// Turns the gradient of a layer's output `[tokens, width]` into that of its input, in place.
    private mutating func backward(
        _ shard: Shard, _ index: Int, _ weights: TrainingWeights, _ gradient: inout [Float]
    ) {
        let layer = layout.layers[index]
        let (rows, width, hidden) = (shard.count, configuration.width, configuration.feedForward)
        let values = weights.parameters.values
        accumulate(buffers.x, width, layers[index].hidden, hidden, rows, layer.down, &gradient)
        Kernels.multiply(
            buffers.x, stride: width, by: weights.backward(at: layer.down), into: &buffers.dHidden, stride: hidden,
            rows: rows)
        Kernels.swiGLUBackward(
            buffers.dHidden, gateUp: layers[index].gateUp, into: &buffers.dGateUp, rows: rows, width: hidden)
        accumulate(buffers.dGateUp, 2 * hidden, layers[index].normalised2, width, rows, layer.gateUp, &gradient)
        Kernels.multiply(
            buffers.dGateUp, stride: 2 * hidden, by: weights.backward(at: layer.gateUp), into: &buffers.dNormalised,
            stride: width, rows: rows)
        Kernels.rmsNormBackward(
            buffers.dNormalised, x: layers[index].middle, weight: values, at: layer.feedForwardNorm,
            inverse: layers[index].inverse2, dX: &buffers.x, dWeight: &gradient, rows: rows, width: width)

        accumulate(buffers.x, width, layers[index].attended, width, rows, layer.attentionOutput, &gradient)
        Kernels.multiply(
            buffers.x, stride: width, by: weights.backward(at: layer.attentionOutput), into: &buffers.dAttended,
            stride: width, rows: rows)
        var probabilityStart = 0
        for range in shard.ranges {
            let shape = attentionShape(range.count)
            Kernels.attentionBackward(
                buffers.dAttended, at: range.lowerBound * width, qkv: layers[index].qkv,
                at: range.lowerBound * 3 * width, probabilities: layers[index].probabilities, at: probabilityStart,
                into: &buffers.dQKV, scratch: &buffers.scratch, shape)
            probabilityStart += shape.probabilityCount
        }
        rotate(shard, &buffers.dQKV, reversed: true)
        accumulate(buffers.dQKV, 3 * width, layers[index].normalised1, width, rows, layer.queryKeyValue, &gradient)
        Kernels.multiply(
            buffers.dQKV, stride: 3 * width, by: weights.backward(at: layer.queryKeyValue),
            into: &buffers.dNormalised, stride: width, rows: rows)
        Kernels.rmsNormBackward(
            buffers.dNormalised, x: layers[index].input, weight: values, at: layer.attentionNorm,
            inverse: layers[index].inverse1, dX: &buffers.x, dWeight: &gradient, rows: rows, width: width)
    }

    /// Adds `dOutputᵀ · input` to `dWeight`, for a weight of `[outputs, inputs]`.
    private mutating func accumulate(
        _ dOutput: [Float], _ outputs: Int, _ input: [Float], _ inputs: Int, _ rows: Int, _ weight: Int,
        _ gradient: inout [Float]
    ) {
        Kernels.accumulateTransposed(
            dOutput, stride: outputs, by: input, stride: inputs, into: &gradient, at: weight, rows: rows,
            outputs: outputs, inputs: inputs, scratch: &buffers.scratch)
    }

    private func rotate(_ shard: Shard, _ qkv: inout [Float], reversed: Bool) {
        Kernels.rotate(
            &qkv, at: 0, stride: 3 * configuration.width, rows: shard.count, heads: 2 * configuration.heads,
            half: rotary.half, positions: shard.positions, cosines: rotary.cosines, sines: rotary.sines,
            reversed: reversed)
    }

    private func attentionShape(_ length: Int) -> Kernels.AttentionShape {
        Kernels.AttentionShape(length: length, heads: configuration.heads, headWidth: configuration.headWidth)
    }
}
