import WinnowSelection
import WinnowStatistics

/// The budgets at which right − λ·wrong of a run is largest, for several λ.
struct BestBudgets {
    private var first: [DialSeries.Source: [Double: BestBudget]] = [:]

    /// First accepted at all budgets up to `largest`.
    init(_ noisy: NoisyPools, penalties: [Double], upTo largest: Int) async throws {
        for (source, curve) in try await noisy.curves(upTo: largest) {
            for penalty in penalties {
                first[source, default: [:]][penalty] = BestBudget(penalty: penalty, outcomes: curve)
            }
        }
        let theory = noisy.theory
        for penalty in penalties {
            first[.theory, default: [:]][penalty] = theory.bestBudget(penalty: penalty, upTo: largest)
        }
    }

    /// All finite ones, but 0.
    var finite: [Int] {
        first.values.flatMap(\.values).compactMap(\.budget).filter { $0 > 0 }
    }

    /// The utility at the best budget of a series: of all budgets for first accepted, of those shown for a vote.
    ///
    /// - Returns: nil for strategies that fall back, which never decline to answer.
    func utility(
        _ penalty: Double, of series: DialSeries, shown: [Int], noisy: NoisyPools, resampling: Resampling
    ) -> DialUtility? {
        let best: BestBudget
        switch series.strategy {
        case FirstAccepted().name:
            guard let own = first[series.source]?[penalty] else { return nil }
            best = own
        case AcceptedVote().name:
            best = BestBudget(
                penalty: penalty,
                outcomes: shown.map {
                    ($0, series.average(\.right, budget: $0), series.average(\.wrong, budget: $0))
                })
        default: return nil
        }
        let outcomes =
            switch best.budget {
            case nil: noisy.theory(budget: nil)
            case 0: [Outcome]()
            case let budget?: series.outcomes[budget] ?? []
            }
        let values = outcomes.map { $0.right - penalty * $0.wrong }
        return DialUtility(
            penalty: penalty, source: series.source, strategy: series.strategy, best: best,
            right: outcomes.isEmpty ? 0 : mean(of: outcomes.map(\.right)),
            wrong: outcomes.isEmpty ? 0 : mean(of: outcomes.map(\.wrong)),
            interval: values.isEmpty ? nil : .bootstrapBCa(of: values, resampling: resampling))
    }
}
