/// Where each tensor lies in the one array that holds all weights.
///
/// Matrices are `[outputs, inputs]`, as in Hugging Face files. Query, key and value lie behind each other and so
/// form one matrix; gate and up likewise. Gradients and optimiser moments share the layout, so clipping and AdamW
/// are flat loops.
struct ParameterLayout: Sendable {
    /// Where the tensors of one layer start.
    struct Layer: Sendable {
        let attentionNorm: Int
        let queryKeyValue: Int
        let attentionOutput: Int
        let feedForwardNorm: Int
        let gateUp: Int
        let down: Int
    }

    /// One matrix of `[rows, columns]` at an offset.
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

    /// The output matrix `[padded vocabulary, width]`; the embedding itself where the two are tied.
    let output: Int

    /// The gain and the bias of each value head behind each other, filled up to whole lanes of 16; empty without heads.
    let valueHeads: Range<Int>

    /// The number of weights, padding included.
    let count: Int

    /// The matrices that are multiplied with; weight decay applies to these only.
    let matrices: [Matrix]

    /// The scale vectors of the norms, and ``valueHeads``.
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
