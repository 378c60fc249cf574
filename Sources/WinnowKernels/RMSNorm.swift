extension Kernels {
    /// Computes `y = x / rms(x) · weight` for each row of `x [rows, width]`; keeps `1 / rms` of each row for the
    /// backward pass.
    ///
    /// The width must be a multiple of 16.
    ///
    /// - Parameter channels: how many channels the mean is over when the others are padding, which is zero.
    ///
    /// Source: Zhang and Sennrich, "Root Mean Square Layer Normalization", arXiv 1910.07467.
    public static func rmsNorm(
        _ x: [Float], weight: [Float], at weightStart: Int, epsilon: Float, into y: inout [Float],
        inverse: inout [Float], rows: Int, width: Int, channels: Int? = nil
    ) {
        precondition(width % 16 == 0, "a row of \(width) is not whole lanes")
        let channels = Float(channels ?? width)
        precondition(rows * width <= min(x.count, y.count) && rows <= inverse.count, "too few rows")
        precondition(weightStart >= 0 && weightStart + width <= weight.count, "the weight is outside its array")
        unsafe x.withUnsafeBufferPointer { x in
            unsafe weight.withUnsafeBufferPointer { weight in
                unsafe y.withUnsafeMutableBufferPointer { y in
                    for row in 0..<rows {
                        let source = unsafe x.baseAddress! + row * width
                        let scale = unsafe weight.baseAddress! + weightStart
                        let target = unsafe y.baseAddress! + row * width
                        var squares = Lanes.zero
                        for i in stride(from: 0, to: width, by: 16) {
                            let lanes = unsafe load(source + i)
                            squares = multiplyAdd(lanes, lanes, squares)
                        }
                        let factor = 1 / (total(squares) / channels + epsilon).squareRoot()
                        inverse[row] = factor
                        for i in stride(from: 0, to: width, by: 16) {
                            unsafe store(load(source + i) * factor * load(scale + i), target + i)
                        }
                    }
                }
            }
        }
    }

    /// Adds the gradient of `x` to `dX` and that of the weight to `dWeight`, given `dY [rows, width]`.
    ///
    /// `inverse` is what the forward pass kept; `dWeight` has the weight's own start.
    public static func rmsNormBackward(
        _ dY: [Float], x: [Float], weight: [Float], at weightStart: Int, inverse: [Float], dX: inout [Float],
        dWeight: inout [Float], rows: Int, width: Int
    ) {
        precondition(width % 16 == 0, "a row of \(width) is not whole lanes")
        precondition(rows * width <= min(x.count, dY.count, dX.count) && rows <= inverse.count, "too few rows")
        precondition(
            weightStart >= 0 && weightStart + width <= min(weight.count, dWeight.count),
            "the weight is outside its array")
        unsafe dY.withUnsafeBufferPointer { dY in
            unsafe x.withUnsafeBufferPointer { x in
                unsafe weight.withUnsafeBufferPointer { weight in
                    unsafe dX.withUnsafeMutableBufferPointer { dX in
                        unsafe dWeight.withUnsafeMutableBufferPointer { dWeight in
                            let scale = unsafe weight.baseAddress! + weightStart
                            let dScale = unsafe dWeight.baseAddress! + weightStart
                            for row in 0..<rows {
                                let start = row * width
                                unsafe rmsNormRowBackward(
                                    dY.baseAddress! + start, x.baseAddress! + start, scale, inverse[row],
                                    dX.baseAddress! + start, dScale, width)
                            }
                        }
                    }
                }
            }
        }
    }
}

@inline(__always)
private func rmsNormRowBackward(
    _ dY: Input, _ x: Input, _ scale: Input, _ factor: Float, _ dX: Output, _ dScale: Output, _ width: Int
) {
    var products = Lanes.zero
    for i in stride(from: 0, to: width, by: 16) {
        let gradient = unsafe load(dY + i)
        let normalised = unsafe load(x + i) * factor
        unsafe store(multiplyAdd(gradient, normalised, load(dScale + i)), dScale + i)
        products = unsafe multiplyAdd(gradient * load(scale + i), normalised, products)
    }
    let mean = total(products) / Float(width)
    for i in stride(from: 0, to: width, by: 16) {
        let normalised = unsafe load(x + i) * factor
        let change = unsafe (load(dY + i) * load(scale + i) - normalised * mean) * factor
        unsafe store(load(dX + i) + change, dX + i)
    }
}
