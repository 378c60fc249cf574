/// What the losses of a batch's parts are multiplied with before their gradients are added.
struct LossScale: Sendable {
    /// For each completion token; with 0 they are not predicted at all.
    var language: Float

    /// For each target of each value head.
    var values: [Float] = []

    var valueLoss = ValueObjective.Loss.crossEntropy
}

/// Losses summed over tokens and over the targets of each value head, not scaled.
struct SummedLoss: Sendable {
    var language = 0.0
    var values: [Double]

    static func += (sum: inout SummedLoss, part: SummedLoss) {
        sum.language += part.language
        for head in part.values.indices { sum.values[head] += part.values[head] }
    }
}
