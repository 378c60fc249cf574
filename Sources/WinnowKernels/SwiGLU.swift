extension Kernels {
    /// Computes `y = silu(gate) · up` for `gateUp [rows, 2 · width]`, whose rows hold the gate and then the up
    /// projection.
    ///
    /// The width must be a multiple of 16.
    ///
    /// Source: Shazeer, "GLU Variants Improve Transformer", arXiv 2002.05202.
    public static func swiGLU(_ gateUp: [Float], into y: inout [Float], rows: Int, width: Int) {
        precondition(width % 16 == 0, "a row of \(width) is not whole lanes")
        precondition(rows * 2 * width <= gateUp.count && rows * width <= y.count, "too few rows")
        unsafe gateUp.withUnsafeBufferPointer { gateUp in
            unsafe y.withUnsafeMutableBufferPointer { y in
                for row in 0..<rows {
                    let gate = unsafe gateUp.baseAddress! + row * 2 * width
                    let target = unsafe y.baseAddress! + row * width
                    for i in stride(from: 0, to: width, by: 16) {
                        let lanes = unsafe load(gate + i)
                        unsafe store(lanes / (exponential(-lanes) + 1) * load(gate + width + i), target + i)
                    }
                }
            }
        }
    }

    /// Writes the gradient of `gateUp [rows, 2 · width]` given `dY [rows, width]`.
    public static func swiGLUBackward(
        _ dY: [Float], gateUp: [Float], into dGateUp: inout [Float], rows: Int, width: Int
    ) {
        precondition(width % 16 == 0, "a row of \(width) is not whole lanes")
        precondition(rows * 2 * width <= min(gateUp.count, dGateUp.count) && rows * width <= dY.count, "too few rows")
        unsafe gateUp.withUnsafeBufferPointer { gateUp in
            unsafe dY.withUnsafeBufferPointer { dY in
                unsafe dGateUp.withUnsafeMutableBufferPointer { dGateUp in
                    for row in 0..<rows {
                        let gate = unsafe gateUp.baseAddress! + row * 2 * width
                        let gradient = unsafe dY.baseAddress! + row * width
                        let target = unsafe dGateUp.baseAddress! + row * 2 * width
                        for i in stride(from: 0, to: width, by: 16) {
                            let lanes = unsafe load(gate + i)
                            let up = unsafe load(gate + width + i)
                            let change = unsafe load(gradient + i)
                            let sigmoid = 1 / (exponential(-lanes) + 1)
                            let slope = sigmoid * (lanes * (1 - sigmoid) + 1)
                            unsafe store(change * up * slope, target + i)
                            unsafe store(change * lanes * sigmoid, target + width + i)
                        }
                    }
                }
            }
        }
    }
}
