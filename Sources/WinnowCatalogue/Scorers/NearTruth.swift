import WinnowStatistics

/// Predictors of a generator's success from a step on, against many rollouts of the same beginnings: one beginning per
/// problem.
public struct NearTruth: Sendable, Codable, Hashable {
    public var beginnings: Int
    /// Rollouts of each, taken for the truth.
    public var rollouts: Int
    public var rows: [Row]
    public var labels: [Label]

    /// One predictor.
    public struct Row: Sendable, Codable, Hashable {
        /// The predictor is such as `policy_value` (the trained head), `8 rollouts` (what it was trained on) or `state_solvable` (exact).
        public var predictor: String
        /// Spearman's rank correlation with the share of rollouts that end right.
        public var correlation: Double?
        public var low: Double?
        public var high: Double?
        /// The area under the curve over the rollouts' outcomes.
        public var area: ScorerEvaluation.Estimate?
        /// The mean of |prediction − share|, where the prediction is one of this share.
        public var error: ScorerEvaluation.Estimate?
    }

    /// The mean share of rollouts that end right after steps with an exact label.
    public struct Label: Sendable, Codable, Hashable {
        public var target: String
        public var label: Bool
        public var beginnings: Int
        public var share: ScorerEvaluation.Estimate?
    }

    /// A predictor's numbers, nil where it has none.
    public struct Predictor {
        var name: String
        var values: [Double?]
        /// True where its numbers mean the share itself.
        var isShare: Bool

        public init(name: String, values: [Double?], isShare: Bool) {
            self.name = name
            self.values = values
            self.isShare = isShare
        }
    }

    /// - Parameters:
    ///   - shares: per beginning, the share of `rollouts` that ended right.
    ///   - exact: the exact labels by target's name.
    public init(shares: [Double], rollouts: Int, predictors: [Predictor], exact: [Predictor]) {
        beginnings = shares.count
        self.rollouts = rollouts
        rows = (predictors + exact).map { Self.row($0, shares) }
        labels = exact.flatMap { predictor in
            [true, false].map { label in
                let chosen = zip(predictor.values, shares).filter { $0.0 == (label ? 1 : 0) }.map(\.1)
                return Label(
                    target: predictor.name, label: label, beginnings: chosen.count,
                    share: Measured(meanOf: chosen).map(ScorerEvaluation.Estimate.init))
            }
        }
    }

    private static func row(_ predictor: Predictor, _ shares: [Double]) -> Row {
        let pairs = zip(predictor.values, shares).compactMap { value, share in value.map { ($0, share) } }
        guard !pairs.isEmpty else { return Row(predictor: predictor.name) }
        let correlation = RankCorrelation(pairs.map(\.0), pairs.map(\.1))
        var predictions = Predictions(problems: pairs.count)
        for (index, pair) in pairs.enumerated() { predictions.append(pair.0, outcome: pair.1, problem: index) }
        let area = AreaUnderCurve(predictions, resampling: Resampling(problems: pairs.count, resamples: 2_000))
        let error = predictor.isShare ? Measured(meanOf: pairs.map { abs($0.0 - $0.1) }) : nil
        func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
        return Row(
            predictor: predictor.name, correlation: finite(correlation.coefficient),
            low: finite(correlation.interval.low), high: finite(correlation.interval.high),
            area: area.overall.map(ScorerEvaluation.Estimate.init), error: error.map(ScorerEvaluation.Estimate.init))
    }
}
