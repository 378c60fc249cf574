extension Kernels {
    /// One AdamW step on a range of the parameters, whose length must be a multiple of 16.
    ///
    /// The weight decay is multiplied with the learning rate, as in PyTorch.
    ///
    /// Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", arXiv 1711.05101, algorithm 2.
    public static func adamW(
        _ parameters: inout [Float], gradient: [Float], first: inout [Float], second: inout [Float],
        in range: Range<Int>, weightDecay: Float, _ step: AdamWStep
    ) {
        precondition(range.count % 16 == 0, "a range of \(range.count) is not whole lanes")
        precondition(
            range.lowerBound >= 0
                && range.upperBound <= min(parameters.count, gradient.count, first.count, second.count),
            "the range \(range) is outside the arrays")
        unsafe parameters.withUnsafeMutableBufferPointer { parameters in
            unsafe gradient.withUnsafeBufferPointer { gradient in
                unsafe first.withUnsafeMutableBufferPointer { first in
                    unsafe second.withUnsafeMutableBufferPointer { second in
                        for i in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
                            let change = unsafe load(gradient.baseAddress! + i) * step.gradientScale
                            let mean = unsafe load(first.baseAddress! + i) * step.beta1 + change * (1 - step.beta1)
                            let square =
                                unsafe load(second.baseAddress! + i) * step.beta2 + change * change * (1 - step.beta2)
                            unsafe store(mean, first.baseAddress! + i)
                            unsafe store(square, second.baseAddress! + i)
                            let root = (square / step.correction2).squareRoot() + step.epsilon
                            let old = unsafe load(parameters.baseAddress! + i)
                            let decayed = old * (1 - step.learningRate * weightDecay)
                            let moved = decayed - mean / step.correction1 / root * step.learningRate
                            unsafe store(moved, parameters.baseAddress! + i)
                        }
                    }
                }
            }
        }
    }
}
