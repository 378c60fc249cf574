import WinnowKernels

/// The weights have every matrix packed in both directions, for the products of the forward and the backward pass.
struct TrainingWeights: Sendable {
    private(set) var parameters: Parameters

    /// Each matrix of the layout is packed as `[inputs, outputs]`, for `output = input · weightᵀ`.
    private var forward: [Kernels.PackedMatrix]

    /// Each matrix of the layout is packed as `[outputs, inputs]`, for `dInput = dOutput · weight`.
    private var backward: [Kernels.PackedMatrix]

    /// Packs the weights.
    init(_ parameters: Parameters) {
        self.parameters = parameters
        forward = parameters.layout.matrices.map { Kernels.PackedMatrix(inner: $0.columns, columns: $0.rows) }
        backward = parameters.layout.matrices.map { Kernels.PackedMatrix(inner: $0.rows, columns: $0.columns) }
        pack()
    }

    /// Takes other weights of the same shape.
    mutating func update(_ parameters: Parameters) {
        self.parameters = parameters
        pack()
    }

    private mutating func pack() {
        for (index, matrix) in parameters.layout.matrices.enumerated() {
            let stored = Kernels.Layout(start: matrix.start, stride: matrix.columns)
            backward[index].pack(parameters.values, stored)
            forward[index].pack(parameters.values, stored.transposed)
        }
    }

    /// Gives the matrix at an offset of the layout, `[inputs, outputs]`.
    func forward(at start: Int) -> Kernels.PackedMatrix { forward[index(start)] }

    /// Gives the matrix at an offset of the layout, `[outputs, inputs]`.
    func backward(at start: Int) -> Kernels.PackedMatrix { backward[index(start)] }

    private func index(_ start: Int) -> Int {
        guard let index = parameters.layout.matrices.firstIndex(where: { $0.start == start }) else {
            preconditionFailure("there is no matrix at \(start)")
        }
        return index
    }
}
