import WinnowRandom

/// The weights of one model.
public struct Parameters: Sendable {
    /// The shape of the model.
    public let configuration: ModelConfiguration

    let layout: ParameterLayout

    /// All weights in the order of ``ParameterLayout``; embedding rows beyond the vocabulary are zero.
    var values: [Float]

    init(_ configuration: ModelConfiguration, values: [Float]) {
        self.configuration = configuration
        layout = ParameterLayout(configuration)
        precondition(values.count == layout.count, "\(values.count) weights for a layout of \(layout.count)")
        self.values = values
    }

    /// Random weights: embedding with standard deviation 0.05, matrices 1/√inputs, and those that write into the
    /// residual stream a further 1/√(2 · layers); norms and the gains of value heads one, their biases zero.
    ///
    /// - Throws: ``ModelError`` for a shape that cannot be run.
    public init(_ configuration: ModelConfiguration, seed: UInt64) throws(ModelError) {
        try configuration.validate()
        self.configuration = configuration
        layout = ParameterLayout(configuration)
        values = [Float](repeating: 0, count: layout.count)
        let residual = 1 / Double(2 * configuration.layers).squareRoot()
        let writers = Set(layout.layers.flatMap { [$0.attentionOutput, $0.down] })
        for (index, matrix) in layout.matrices.enumerated() {
            var random = CounterRandom(key: StableHash("weights").value ^ seed, stream: UInt64(index))
            let isVocabulary = [layout.embedding, layout.output].contains(matrix.start)
            let rows = isVocabulary ? configuration.vocabularySize : matrix.rows
            var deviation = matrix.start == layout.embedding ? 0.05 : 1 / Double(matrix.columns).squareRoot()
            if writers.contains(matrix.start) { deviation *= residual }
            for i in 0..<rows * matrix.columns {
                values[matrix.start + i] = Float(random.standardNormal() * deviation)
            }
        }
        for vector in layout.vectors where vector != layout.valueHeads {
            for i in vector { values[i] = 1 }
        }
        for head in 0..<configuration.valueHeads { values[layout.valueHeads.lowerBound + 2 * head] = 1 }
    }
}
