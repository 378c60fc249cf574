/// What the backward pass needs of one layer; rows are tokens.
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
