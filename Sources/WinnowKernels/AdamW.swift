extension Kernels {
    /// Takes one AdamW step on a range of the parameters, whose length must be a multiple of 16.
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

extension Kernels {
    /// A step of AdamW has these hyper-parameters.
    public struct AdamWStep: Sendable {
        public var learningRate: Float
        public var beta1: Float
        public var beta2: Float
        public var epsilon: Float
        /// The corrections are `1 - beta1^t` and `1 - beta2^t` at step `t`.
        public var correction1: Float
        public var correction2: Float
        /// Multiplies the gradient first; below 1 when it is clipped.
        public var gradientScale: Float

        public init(
            learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, correction1: Float, correction2: Float,
            gradientScale: Float
        ) {
            self.learningRate = learningRate
            self.beta1 = beta1
            self.beta2 = beta2
            self.epsilon = epsilon
            self.correction1 = correction1
            self.correction2 = correction2
            self.gradientScale = gradientScale
        }
    }
}
