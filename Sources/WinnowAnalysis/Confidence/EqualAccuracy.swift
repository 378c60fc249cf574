import WinnowStatistics

/// A curve first reaches an accuracy at so many samples, with an interval over problems.
public struct EqualAccuracy: Sendable {
    /// The number is linear between budgets; nil where the curve stays below.
    public let samples: Double?
    /// The ends are those of the 95 % percentile interval; nil where that end lies beyond the curve.
    public let low: Double?
    public let high: Double?

    /// - Parameters:
    ///   - target: the accuracy to reach, problem by problem.
    ///   - curve: budgets, rising, with the accuracy of the same problems.
    init(of target: [Double], on curve: [(budget: Int, right: [Double])], resampling: Resampling) {
        let budgets = curve.map { Double($0.budget) }
        samples = Self.crossing(of: mean(of: target), budgets, curve.map { mean(of: $0.right) })
        let targets = resampling.means(of: target)
        let levels = curve.map { resampling.means(of: $0.right) }
        let crossings = targets.indices.map { resample in
            Self.crossing(of: targets[resample], budgets, levels.map { $0[resample] }) ?? .infinity
        }.sorted()
        func quantile(_ probability: Double) -> Double? {
            let value = crossings[Int((probability * Double(crossings.count - 1)).rounded())]
            return value.isFinite ? value : nil
        }
        (low, high) = (quantile(0.025), quantile(0.975))
    }

    /// Lists 1, 2, 3, 4, 6, 8, 12 … and the size itself.
    static func budgets(upTo size: Int) -> [Int] {
        let powers = EstimationRequest.powersOfTwo(upTo: size)
        let between = powers.filter { $0 > 1 }.map { $0 + $0 / 2 }.filter { $0 < size }
        return Set(powers + between).sorted()
    }

    private static func crossing(of target: Double, _ budgets: [Double], _ levels: [Double]) -> Double? {
        // Equal values may differ in the last bits, as those of a subset of all.
        guard let index = levels.firstIndex(where: { $0 >= target - 1e-12 }) else { return nil }
        guard index > 0 else { return budgets[0] }
        let share = (target - levels[index - 1]) / (levels[index] - levels[index - 1])
        return budgets[index - 1] + min(1, share) * (budgets[index] - budgets[index - 1])
    }
}
