import WinnowSelection
import WinnowStatistics

/// What an imperfect verifier does to a run: strategies on its stored verdicts, beside the expectation over its noise
/// and the theory of independent samples.
public struct DialReport: Sendable {
    let pools: RunPools
    let verifier: RunVerifier
    let budgets: [Int]
    let series: [DialSeries]
    let rates: MeasuredRates
    let utilities: [DialUtility]
    let resampling: Resampling

    /// The rates that the expectation is at: the dial's own, or of a partial verifier the measured ones.
    let isAtMeasuredRates: Bool

    /// - Parameters:
    ///   - pools: read with the verdicts of the verifier.
    ///   - budgets: empty for 1, 2, 4 … and the pool's size.
    ///   - penalties: each λ of right − λ·wrong.
    init(_ pools: RunPools, _ kind: ImperfectVerifier, budgets: [Int], penalties: [Double]) async throws {
        guard let verifier = pools.otherVerifier else { preconditionFailure("pools without a chosen verifier") }
        let all = pools.entries.map(\.pool)
        let shared = Resampling(problems: all.count)
        let measured = MeasuredRates(all, resampling: shared)
        let noisy = NoisyPools(pools, kind, measured: measured.rates)
        let request = EstimationRequest(
            strategies: [FirstAccepted(), FirstAcceptedMajority(), AcceptedVote(), AcceptedVoteMajority()],
            budgets: budgets.isEmpty ? EstimationRequest.powersOfTwo(upTo: pools.poolSize) : budgets)
        let shown = try pools.checkedBudgets(request)
        var columns = try await pools.columns(request)
        let best = try await BestBudgets(noisy, penalties: penalties, upTo: pools.poolSize)

        // First accepted is cheap at any budget, so the best ones are evaluated too, for their intervals.
        let finite = Set(best.finite).subtracting(shown)
        if !finite.isEmpty {
            columns += try await pools.columns(
                EstimationRequest(strategies: [FirstAccepted()], budgets: finite.sorted()))
        }
        let evaluated = shown + finite.sorted()
        var series = request.strategies.map { strategy in
            DialSeries(
                source: .stored, strategy: strategy.name,
                outcomes: Dictionary(
                    uniqueKeysWithValues: columns.filter { $0.strategy.name == strategy.name }
                        .map { ($0.budget, $0.outcomes) }))
        }
        series.append(try await noisy.expectation(evaluated))
        series.append(noisy.theory(evaluated))

        self.pools = pools
        self.verifier = verifier
        self.budgets = shown
        self.series = series
        rates = measured
        resampling = shared
        if case .partial = kind { isAtMeasuredRates = true } else { isAtMeasuredRates = false }
        utilities = penalties.flatMap { penalty in
            series.compactMap { best.utility(penalty, of: $0, shown: shown, noisy: noisy, resampling: shared) }
        }
    }
}
