import WinnowRandom

/// The parameters are the weights of one model.
public struct Parameters: Sendable {
    /// The model has this shape.
    public let configuration: ModelConfiguration

    let layout: ParameterLayout

    /// The values are all weights in the order of ``ParameterLayout``; embedding rows beyond the vocabulary are zero.
    var values: [Float]

    init(_ configuration: ModelConfiguration, values: [Float]) {
        self.configuration = configuration
        layout = ParameterLayout(configuration)
        precondition(values.count == layout.count, "\(values.count) weights for a layout of \(layout.count)")
        self.values = values
    }

    /// Draws random weights: the embedding with standard deviation 0.05, matrices with 1/√inputs, and those that write
    /// into the residual stream with a further 1/√(2 · layers); norms and the gains of value heads are one, their
    /// biases zero.
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

/// The layout says where each tensor is in the one array that holds all weights.
///
/// Matrices are `[outputs, inputs]`, as in Hugging Face files. Query, key and value lie behind each other and so
/// form one matrix; gate and up likewise. Gradients and optimiser moments share the layout, so clipping and AdamW
/// are flat loops.
struct ParameterLayout: Sendable {
    /// The tensors of one layer start at these places.
    struct Layer: Sendable {
        let attentionNorm: Int
        let queryKeyValue: Int
        let attentionOutput: Int
        let feedForwardNorm: Int
        let gateUp: Int
        let down: Int
    }

    /// A matrix of `[rows, columns]` is at an offset.
    struct Matrix: Sendable {
        let start: Int
        let rows: Int
        let columns: Int
        var range: Range<Int> { start..<start + rows * columns }
    }

    /// The embedding `[padded vocabulary, width]` comes first.
    let embedding = 0
    let layers: [Layer]
    let finalNorm: Int

    /// The output matrix is `[padded vocabulary, width]`; it is the embedding itself where the two are tied.
    let output: Int

    /// The gain and the bias of each value head stand behind each other, filled up to whole lanes of 16; there are none
    /// without heads.
    let valueHeads: Range<Int>

    /// There are so many weights, padding included.
    let count: Int

    /// These matrices are multiplied with; weight decay applies to these only.
    let matrices: [Matrix]

    /// The vectors are those of the norms' scales, and ``valueHeads``.
    let vectors: [Range<Int>]

    init(_ configuration: ModelConfiguration) {
        let (width, hidden) = (configuration.width, configuration.feedForward)
        var matrices: [Matrix] = []
        var vectors: [Range<Int>] = []
        var end = 0
        func matrix(_ rows: Int, _ columns: Int) -> Int {
            matrices.append(Matrix(start: end, rows: rows, columns: columns))
            end += rows * columns
            return matrices[matrices.count - 1].start
        }
        func vector() -> Int {
            vectors.append(end..<end + width)
            end += width
            return end - width
        }
        _ = matrix(configuration.paddedVocabulary, width)
        layers = (0..<configuration.layers).map { _ in
            Layer(
                attentionNorm: vector(), queryKeyValue: matrix(configuration.projectedWidth, width),
                attentionOutput: matrix(width, configuration.queryWidth), feedForwardNorm: vector(),
                gateUp: matrix(2 * hidden, width), down: matrix(width, hidden))
        }
        finalNorm = vector()
        output = configuration.tiesEmbeddings ? embedding : matrix(configuration.paddedVocabulary, width)
        valueHeads = end..<end + (2 * configuration.valueHeads + 15) / 16 * 16
        if !valueHeads.isEmpty { vectors.append(valueHeads) }
        end = valueHeads.upperBound
        count = end
        self.matrices = matrices
        self.vectors = vectors
    }
}

/// A slot is a tensor of a Hugging Face file and where it lies among ``Parameters``.
struct TensorSlot {
    let name: String
    let shape: [Int]
    let start: Int

    /// The tensor has so many numbers.
    var count: Int { shape.reduce(1, *) }

    /// The tensor has this place among the parameters.
    var range: Range<Int> { start..<start + count }

    /// The embedding and an output matrix apart from it have these names.
    static let (embedding, output) = ("model.embed_tokens.weight", "lm_head.weight")

    /// The gains and biases of value heads have this name, which Hugging Face does not know.
    static let valueHeads = "winnow.value_heads"

    /// Gives all tensors of a model.
    static func all(_ configuration: ModelConfiguration) -> [TensorSlot] {
        let layout = ParameterLayout(configuration)
        let (vocabulary, width) = (configuration.vocabularySize, configuration.width)
        let (queries, keys) = (configuration.queryWidth, configuration.keyValueWidth)
        let hidden = configuration.feedForward
        var slots = [
            TensorSlot(name: embedding, shape: [vocabulary, width], start: layout.embedding),
            TensorSlot(name: "model.norm.weight", shape: [width], start: layout.finalNorm),
        ]
        if !configuration.tiesEmbeddings {
            slots.append(TensorSlot(name: output, shape: [vocabulary, width], start: layout.output))
        }
        if configuration.valueHeads > 0 {
            slots.append(
                TensorSlot(
                    name: valueHeads, shape: [configuration.valueHeads, 2], start: layout.valueHeads.lowerBound))
        }
        for (index, layer) in layout.layers.enumerated() {
            func add(_ name: String, _ shape: [Int], _ start: Int) {
                slots.append(TensorSlot(name: "model.layers.\(index).\(name).weight", shape: shape, start: start))
            }
            add("input_layernorm", [width], layer.attentionNorm)
            add("self_attn.q_proj", [queries, width], layer.queryKeyValue)
            add("self_attn.k_proj", [keys, width], layer.queryKeyValue + queries * width)
            add("self_attn.v_proj", [keys, width], layer.queryKeyValue + (queries + keys) * width)
            add("self_attn.o_proj", [width, queries], layer.attentionOutput)
            add("post_attention_layernorm", [width], layer.feedForwardNorm)
            add("mlp.gate_proj", [hidden, width], layer.gateUp)
            add("mlp.up_proj", [hidden, width], layer.gateUp + hidden * width)
            add("mlp.down_proj", [width, hidden], layer.down)
        }
        return slots
    }
}
