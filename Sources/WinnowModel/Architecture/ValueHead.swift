import Glibc

/// A value head reads a value in (0, 1) off the logits after a token: `1 / (1 + exp(-(gain · logit + bias)))`.
///
/// Source: the scalar head of Cobbe et al., arXiv 2110.14168, appendix E: a gain and a bias on the logit of one
/// reserved token.
public struct ValueHead: Hashable, Sendable {
    /// The head reads the logit of this reserved token.
    public let token: Int
    public let gain: Float
    public let bias: Float

    public init(token: Int, gain: Float, bias: Float) {
        self.token = token
        self.gain = gain
        self.bias = bias
    }

    /// Gives the value that a logit stands for.
    public func value(_ logit: Float) -> Double {
        1 / (1 + exp(-(Double(gain) * Double(logit) + Double(bias))))
    }
}

extension Parameters {
    /// The model has these value heads, none for a generator.
    public var valueHeads: [ValueHead] {
        (0..<configuration.valueHeads).map { head in
            let place = layout.valueHeads.lowerBound + 2 * head
            return ValueHead(
                token: configuration.valueToken(head), gain: values[place], bias: values[place + 1])
        }
    }

    /// Gives the same model with other gains and biases of its value heads.
    public func replacing(_ heads: [ValueHead]) -> Parameters {
        precondition(heads.map(\.token) == valueHeads.map(\.token), "the heads are not those of this model")
        var result = self
        for (index, head) in heads.enumerated() {
            let place = layout.valueHeads.lowerBound + 2 * index
            (result.values[place], result.values[place + 1]) = (head.gain, head.bias)
        }
        return result
    }

    /// Gives the same model with more tokens behind its vocabulary, of which the last ones get value heads, and more
    /// layers above its own.
    ///
    /// On texts of the old vocabulary all logits of old tokens keep their bits: new layers add nothing to the stream
    /// until they are trained. All else that is new is drawn as in a new model.
    ///
    /// - Throws: ``ModelError`` for a shape that cannot be run.
    public func adding(
        tokens: Int, valueHeads: Int, layers: Int = 0, seed: UInt64
    ) throws(ModelError) -> Parameters {
        precondition((0...tokens).contains(valueHeads), "\(valueHeads) heads for \(tokens) new tokens")
        var shape = configuration
        shape.vocabularySize += tokens
        shape.valueHeads = valueHeads
        shape.layers += layers
        var result = try Parameters(shape, seed: seed)
        let targets = Dictionary(uniqueKeysWithValues: TensorSlot.all(shape).map { ($0.name, $0.start) })
        for slot in TensorSlot.all(configuration) where slot.name != TensorSlot.valueHeads {
            guard let start = targets[slot.name] else { preconditionFailure("there is no tensor \(slot.name)") }
            for i in 0..<slot.count { result.values[start + i] = values[slot.start + i] }
        }
        for layer in result.layout.layers.dropFirst(configuration.layers) {
            for matrix in result.layout.matrices where [layer.attentionOutput, layer.down].contains(matrix.start) {
                for i in matrix.range { result.values[i] = 0 }
            }
        }
        return result
    }
}
