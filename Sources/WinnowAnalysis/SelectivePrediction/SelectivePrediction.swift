import WinnowCore
public import WinnowSelection
public import WinnowStatistics
import WinnowStore

/// A value over problems comes with its interval.
public struct ResampledValue: Sendable {
    public let value: Double
    public let interval: Interval?
}

/// A row is a strategy that abstains below a threshold of its confidence.
public struct RiskRow: Sendable {
    public let strategy: any ConfidentStrategy
    /// The strategy answers this share of problems when it answers all it can.
    public let answered: Double
    /// The strategy has this selective risk then.
    public let fullRisk: ResampledValue?
    /// The area is that under selective risk over coverage.
    public let area: ResampledValue?
    /// The selective risk is that at the verifier's coverage; nil without a verifier, or where it accepts nothing.
    public let riskAtVerifier: ResampledValue?
    /// The curve has the selective risk at each coverage of ``SelectivePrediction/coverages``; nil beyond ``answered``.
    public let curve: [ResampledValue?]
}

/// The prediction has risk against coverage on realised picks: each problem's first candidates in stored order.
///
/// Of expectations over subsets there would be a confidence for each subset; a threshold acts on one pick, so picks are
/// realised here, tied answers sharing their credit.
public struct SelectivePrediction: Sendable {
    public let pools: RunPools
    public let budget: Int
    public let rows: [RiskRow]
    /// The verifier has this coverage on the same candidates, and this selective risk of its own; nil without verdicts.
    public let verifier: (coverage: ResampledValue, risk: ResampledValue?)?

    /// Curves have these coverages: a tenth of the problems, two tenths, … all.
    public static let coverages = (1...10).map { Double($0) / 10 }

    /// So many resamples are drawn over problems.
    static let resamples = 2_000

    /// - Parameters:
    ///   - names: strategies; empty for all that have a confidence and data.
    ///   - budget: nil for the pool's size.
    /// - Throws: ``ExperimentError`` for a strategy without a confidence or data, or a budget beyond the pool.
    init(of pools: RunPools, strategies names: [String], budget: Int?) async throws {
        let budget = budget ?? pools.poolSize
        let strategies = try Self.strategies(names, of: pools)
        let realised = SelectionOptions(estimator: .prefix)
        let verdicts: [StrategyOutcomes] =
            pools.usable([FirstAccepted()]).isEmpty
            ? []
            : try await pools.columns(
                EstimationRequest(strategies: [FirstAccepted()], budgets: [budget], options: realised))
        let resampling = Resampling(problems: pools.entries.count, resamples: Self.resamples)
        let accepted = verdicts.first.map { column in
            RiskCoverage(
                confidences: column.outcomes.map { $0.abstained < 1 ? 0 : nil }, wrong: column.outcomes.map(\.wrong))
        }
        let given = verdicts.first.map { $0.outcomes.map { 1 - $0.abstained } }
        let coverage = given.map(mean)
        let coverages = given.map { resampling.means(of: $0) }
        verifier = accepted.flatMap { accepted in
            guard let coverage else { return nil }
            let own = ResampledValue(value: coverage, interval: given.flatMap { Interval.interval(of: $0) })
            return (own, Self.risk(accepted, at: 1, resampling))
        }
        var rows: [RiskRow] = []
        for strategy in strategies {
            let request = EstimationRequest(strategies: [strategy], budgets: [budget], options: realised)
            let outcomes = try await pools.columns(request)[0].outcomes
            let confidences = try pools.entries.map { try strategy.confidence(in: $0.pool, budget: budget) }
            let curve = RiskCoverage(confidences: confidences, wrong: outcomes.map(\.wrong))
            let answered = Double(confidences.count { $0 != nil }) / Double(confidences.count)
            rows.append(
                RiskRow(
                    strategy: strategy, answered: answered,
                    fullRisk: Self.risk(curve, at: 1, resampling), area: Self.area(curve, resampling),
                    // Each resample has a coverage of its own.
                    riskAtVerifier: coverage.flatMap { Self.risk(curve, at: $0, resampling, coverages: coverages) },
                    curve: Self.curve(curve, upTo: answered, resampling)))
        }
        (self.pools, self.budget, self.rows) = (pools, budget, rows)
    }

    /// Makes the pools with the scores that the strategies read.
    ///
    /// - Throws: ``ExperimentError`` for a strategy that is named and whose scores are missing.
    static func scored(_ pools: RunPools, _ names: [String], in store: Store) throws -> RunPools {
        try pools.scored(
            for: names.isEmpty ? Strategies.confident : names.compactMap { Strategies.named($0) }, in: store,
            requiring: !names.isEmpty)
    }

    private static func strategies(
        _ names: [String], of pools: RunPools
    ) throws(ExperimentError) -> [any ConfidentStrategy] {
        guard !names.isEmpty else {
            return Strategies.confident.filter { !pools.usable([$0]).isEmpty }
        }
        let known = Strategies.confident.map(\.name).joined(separator: ", ")
        var chosen: [any ConfidentStrategy] = []
        for name in names {
            guard let strategy = Strategies.named(name) as? any ConfidentStrategy else {
                throw ExperimentError(
                    "there is no strategy \"\(name)\" with a confidence", hint: "name some of \(known)")
            }
            if !chosen.contains(where: { $0.name == name }) { chosen.append(strategy) }
        }
        return chosen
    }

    /// Computes the selective risk at a coverage, or at all that is answered.
    private static func risk(
        _ curve: RiskCoverage, at coverage: Double, _ resampling: Resampling, coverages: [Double]? = nil
    ) -> ResampledValue? {
        guard let value = curve.risks(at: [coverage])[0] else { return nil }
        let replicates = (0..<resampling.resamples).compactMap { index in
            curve.risks(at: [coverages?[index] ?? coverage], weights: resampling.weights(of: index))[0]
        }
        return ResampledValue(
            value: value, interval: curve.interval(shares: curve.given(at: coverage), replicates: replicates))
    }

    private static func area(_ curve: RiskCoverage, _ resampling: Resampling) -> ResampledValue? {
        curve.area().map { area in
            let replicates = (0..<resampling.resamples).compactMap { curve.area(weights: resampling.weights(of: $0)) }
            return ResampledValue(
                value: area, interval: curve.interval(shares: curve.areaShares, replicates: replicates))
        }
    }

    /// The selective risk at each of ``coverages`` that can be had, with bands that are monotone as the curve is.
    private static func curve(
        _ curve: RiskCoverage, upTo answered: Double, _ resampling: Resampling
    ) -> [ResampledValue?] {
        let coverages = coverages.filter { $0 <= answered + 1e-9 }
        let replicates = (0..<resampling.resamples).map {
            curve.risks(at: coverages, weights: resampling.weights(of: $0))
        }
        let points = curve.risks(at: coverages).enumerated().compactMap { index, value in
            value.flatMap { value in
                curve.interval(
                    shares: curve.given(at: coverages[index]), replicates: replicates.compactMap { $0[index] }
                ).map { (value: value, band: $0, coverage: coverages[index]) }
            }
        }
        let bands = RiskCoverage.monotone(points.map(\.band), coverages: points.map(\.coverage))
        let values = zip(points, bands).map { ResampledValue(value: $0.value, interval: $1) as ResampledValue? }
        return values + [ResampledValue?](repeating: nil, count: Self.coverages.count - values.count)
    }
}
