import Glibc
import WinnowKernels

/// The loss is that of value heads, with its gradient.
enum ValueLoss {
    /// Turns the logits of the rows that are asked for values into their gradients, in place.
    ///
    /// With `z = gain · logit + bias` and `v = 1 / (1 + exp(-z))`, the gradient by `z` is `v - t` for cross-entropy and
    /// `2 (v - t) v (1 - v)` for the squared error.
    ///
    /// - Parameters:
    ///   - logits: `[rows, stride]`; row `first + i` is asked for `targets[i]`.
    ///   - gradient: in the parameters' layout; the gains' and biases' part is added to it.
    /// - Returns: the loss summed over each head's targets, not scaled.
    static func gradient(
        _ logits: inout [Float], first: Int, stride: Int, targets: [ValueTarget], heads: [ValueHead],
        scale: LossScale, into gradient: inout [Float], at start: Int
    ) -> [Double] {
        var losses = [Double](repeating: 0, count: heads.count)
        for (index, target) in targets.enumerated() {
            precondition(heads.indices.contains(target.head), "there is no head \(target.head) among \(heads.count)")
            let (head, row) = (heads[target.head], (first + index) * stride)
            let logit = logits[row + head.token]
            let score = Double(head.gain) * Double(logit) + Double(head.bias)
            let value = 1 / (1 + exp(-score))
            let wanted = Double(target.value)
            let slope: Double
            switch scale.valueLoss {
            case .crossEntropy:
                // log(1 + exp(z)) - t z, without overflow.
                losses[target.head] += max(score, 0) + log1p(exp(-abs(score))) - wanted * score
                slope = value - wanted
            case .squaredError:
                losses[target.head] += (value - wanted) * (value - wanted)
                slope = 2 * (value - wanted) * value * (1 - value)
            }
            let change = Float(slope) * scale.values[target.head]
            Kernels.clear(&logits, at: row, count: stride)
            logits[row + head.token] = change * head.gain
            gradient[start + 2 * target.head] += change * logit
            gradient[start + 2 * target.head + 1] += change
        }
        return losses
    }
}

/// The losses of a batch's parts have these factors before their gradients are added.
struct LossScale: Sendable {
    /// The factor is for each completion token; with 0 they are not predicted at all.
    var language: Float

    /// The factors are for each target of each value head.
    var values: [Float] = []

    var valueLoss = ValueObjective.Loss.crossEntropy
}

/// The losses are summed over tokens and over the targets of each value head, not scaled.
struct SummedLoss: Sendable {
    var language = 0.0
    var values: [Double]

    static func += (sum: inout SummedLoss, part: SummedLoss) {
        sum.language += part.language
        for head in part.values.indices { sum.values[head] += part.values[head] }
    }
}
