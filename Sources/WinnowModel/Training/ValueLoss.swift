import Glibc
import WinnowKernels

/// The loss is that of value heads, with its gradient.
enum ValueLoss {
    /// Turns the logits of the rows that are asked for values into their gradients, in place.
    ///
    /// With `z = gain · logit + bias` and `v = 1 / (1 + exp(-z))`, the gradient by `z` is `v - t` for cross-entropy and
    /// `2 (v - t) v (1 - v)` for the squared error; that of ranks is in ``rankSlopes(_:scores:groups:into:)``.
    ///
    /// - Parameters:
    ///   - logits: `[rows, stride]`; row `first + i` is asked for `targets[i]`.
    ///   - groups: the group that each target's sequence is of.
    ///   - gradient: in the parameters' layout; the gains' and biases' part is added to it.
    /// - Returns: the loss summed over each head's targets and groups, not scaled.
    static func gradient(
        _ logits: inout [Float], first: Int, stride: Int, targets: [ValueTarget], groups: [Int?], heads: [ValueHead],
        scale: LossScale, into gradient: inout [Float], at start: Int
    ) -> SummedLoss {
        var sum = SummedLoss(heads: heads.count)
        let scores = targets.enumerated().map { index, target in
            precondition(heads.indices.contains(target.head), "there is no head \(target.head) among \(heads.count)")
            let head = heads[target.head]
            return Double(head.gain) * Double(logits[(first + index) * stride + head.token]) + Double(head.bias)
        }
        let ranks = rankSlopes(targets, scores: scores, groups: groups, into: &sum)
        for (index, target) in targets.enumerated() {
            let (head, row) = (heads[target.head], (first + index) * stride)
            let change: Float
            if target.isRanked {
                change = Float(ranks[index]) * scale.ranks[target.head]
            } else {
                let slope = pointSlope(target, scores[index], scale.valueLoss, into: &sum)
                change = Float(slope) * scale.values[target.head]
            }
            let logit = logits[row + head.token]
            Kernels.clear(&logits, at: row, count: stride)
            logits[row + head.token] = change * head.gain
            gradient[start + 2 * target.head] += change * logit
            gradient[start + 2 * target.head + 1] += change
        }
        return sum
    }

    /// Gives the slope of a target's own loss by its score.
    private static func pointSlope(
        _ target: ValueTarget, _ score: Double, _ loss: ValueObjective.Loss, into sum: inout SummedLoss
    ) -> Double {
        let (value, wanted) = (1 / (1 + exp(-score)), Double(target.value))
        switch loss {
        case .crossEntropy:
            sum.values[target.head] += softplus(score) - wanted * score
            return value - wanted
        case .squaredError:
            sum.values[target.head] += (value - wanted) * (value - wanted)
            return 2 * (value - wanted) * value * (1 - value)
        }
    }

    /// Gives the slopes of the groups' losses by each target's score, 0 for targets that are not ranked.
    ///
    /// With `n` pairs of a larger and a smaller target in a group, the slope of each pair's loss is
    /// `1 / (1 + exp(r - w)) / n`, with opposite signs for the two.
    ///
    /// - Complexity: O(pairs).
    private static func rankSlopes(
        _ targets: [ValueTarget], scores: [Double], groups: [Int?], into sum: inout SummedLoss
    ) -> [Double] {
        var slopes = [Double](repeating: 0, count: targets.count)
        for (key, members) in ranked(targets, groups: groups) {
            let pairs = orderedPairs(members, targets)
            for (right, wrong) in pairs {
                let difference = scores[wrong] - scores[right]
                sum.ranks[key.head] += softplus(difference) / Double(pairs.count)
                let slope = 1 / (1 + exp(-difference)) / Double(pairs.count)
                slopes[right] -= slope
                slopes[wrong] += slope
            }
        }
        return slopes
    }

    /// Counts each head's targets that are wanted themselves, and the groups in which it has targets to be told apart.
    static func counts(_ batch: [TrainingSequence], heads: Int) -> (targets: [Int], groups: [Int]) {
        var found = (targets: [Int](repeating: 0, count: heads), groups: [Int](repeating: 0, count: heads))
        let targets = batch.flatMap(\.values)
        for target in targets where !target.isRanked { found.targets[target.head] += 1 }
        let groups = batch.flatMap { sequence in sequence.values.map { _ in sequence.group } }
        for (key, members) in ranked(targets, groups: groups) {
            let values = members.map { targets[$0].value }
            if values.min() != values.max() { found.groups[key.head] += 1 }
        }
        return found
    }

    private struct GroupKey: Hashable {
        var group: Int
        var head: Int
    }

    /// Gives the ranked targets by group and head, in the order of their first.
    private static func ranked(
        _ targets: [ValueTarget], groups: [Int?]
    ) -> [(key: GroupKey, members: [Int])] {
        var places: [GroupKey: Int] = [:]
        var found: [(key: GroupKey, members: [Int])] = []
        for (index, target) in targets.enumerated() where target.isRanked {
            guard let group = groups[index] else { continue }
            let key = GroupKey(group: group, head: target.head)
            if let place = places[key] {
                found[place].members.append(index)
            } else {
                places[key] = found.count
                found.append((key, [index]))
            }
        }
        return found
    }

    private static func orderedPairs(_ members: [Int], _ targets: [ValueTarget]) -> [(right: Int, wrong: Int)] {
        members.flatMap { right in
            members.filter { targets[$0].value < targets[right].value }.map { (right, $0) }
        }
    }

    /// Gives `log(1 + exp(z))` without overflow.
    private static func softplus(_ score: Double) -> Double { max(score, 0) + log1p(exp(-abs(score))) }
}

/// The losses of a batch's parts have these factors before their gradients are added.
struct LossScale: Sendable {
    /// The factor is for each completion token; with 0 they are not predicted at all.
    var language: Float

    /// The factors are for each target of each value head.
    var values: [Float] = []

    /// The factors are for each group of each value head.
    var ranks: [Float] = []

    var valueLoss = ValueObjective.Loss.crossEntropy
}

/// The losses are summed over tokens, and over the targets and groups of each value head, not scaled.
struct SummedLoss: Sendable {
    var language = 0.0
    var values: [Double]
    /// Each group's loss is the mean of its pairs'.
    var ranks: [Double]

    init(heads: Int) {
        values = [Double](repeating: 0, count: heads)
        ranks = values
    }

    static func += (sum: inout SummedLoss, part: SummedLoss) {
        sum.language += part.language
        for head in part.values.indices {
            sum.values[head] += part.values[head]
            sum.ranks[head] += part.ranks[head]
        }
    }
}
