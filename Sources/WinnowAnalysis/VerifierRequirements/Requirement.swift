import WinnowCore
import WinnowReport
public import WinnowSelection
public import WinnowStatistics

/// The terms say how verifying is compared with another strategy.
public enum RequirementTerms: Hashable, Sendable {
    /// Both have the same largest number of samples; calls are free and samples that are not drawn do not count.
    case sameBudget
    /// Both pay the same total price, a call costing so many tokens: verifying gets the budget that spends as much.
    case samePrice(perCall: Double)
}

/// A row says how good a verifier must be to be as often right as a strategy at a budget.
public struct RequirementRow: Sendable {
    /// The other strategy has this budget.
    public let budget: Int
    public let terms: RequirementTerms
    public let falsePositiveRate: Double
    /// The true-positive rate is the least P(accept | right) that is enough; infinite when even 1 is not.
    public let truePositiveRate: Double
    /// The interval is the percentile bootstrap one over problems; an infinite limit means never.
    public let interval: Interval
    /// In this share of resamples, even 1 is not enough.
    public let shareNever: Double
}

/// A row says up to which price a given verifier is worth calling.
public struct BreakEvenRow: Sendable {
    public let budget: Int
    public let rates: VerifierRates
    /// The price is in tokens per call; negative where verifying is behind even if calls are free.
    public let price: Double
    public let interval: Interval
    /// In this share of resamples, verifying is behind even if calls are free.
    public let shareNever: Double
}

/// The requirement says which verifiers would be worth building, from a pool without any.
///
/// Verifying is `first accepted`, with no answer where nothing is accepted; it is right in expectation over draws and
/// over the verifier's noise, in closed form. The other strategy is one that the pool can be asked about already.
public struct Requirement: Sendable {
    public let pools: RunPools
    public let request: RequirementRequest
    /// The other strategy has so many right answers at each budget.
    public let opponents: [(budget: Int, right: Double, interval: Interval)]
    public let rows: [RequirementRow]
    public let breakEvens: [BreakEvenRow]
    /// This scorer is placed among the verifiers that could be built.
    public let scorer: ScorerAsVerifier?
    /// There is one for each budget; none without a scorer.
    let places: [ScorerPlace]

    /// A place says what a scorer's verifier does at a budget of the other strategy.
    struct ScorerPlace: Sendable {
        let budget: Int
        /// This is required of a verifier with the scorer's false-positive rate.
        let needed: RequirementRow
        /// First accepted is right so often at that budget.
        let right: Cell
        /// The gain is the same minus the other strategy.
        let gain: Cell
    }

    /// - Parameter scorer: of this run; its rates are looked at beside those that are requested.
    /// - Complexity: of the order of problems · false-positive rates · (candidates² + budgets · prices · resamples), times
    ///   the 49 true-positive rates looked at.
    /// - Throws: ``ExperimentError`` for a budget beyond the pool, an opponent without data, or impossible rates.
    init(
        of pools: RunPools, _ request: RequirementRequest, scorer: ScorerAsVerifier? = nil,
        observe: WorkProgress.Observer
    ) async throws {
        try request.check()
        var request = request
        if let scorer { request.add(scorer.rates) }
        // Without token counts nothing has a price: what is left is the comparison at the same k.
        request = pools.rates.hasTokens ? request : request.withoutPrices
        let study = try await RequirementEstimation(pools, request)
        self.pools = pools
        self.request = request
        self.scorer = scorer
        opponents = study.opponents.map { opponent in
            let right = opponent.outcomes.map(\.right)
            let interval = Interval.interval(of: right, resampling: study.resampling)
            let average = mean(of: right)
            return (opponent.budget, average, interval ?? Interval(low: average, high: average, method: .constant))
        }
        var rows: [RequirementRow] = []
        let steps = Double(request.falsePositiveRates.count + request.verifiers.count)
        for (index, rate) in request.falsePositiveRates.enumerated() {
            rows += try await study.rows(falsePositiveRate: rate) { share in
                await observe(
                    WorkProgress(task: "looking at verifiers", done: Double(index) + share, total: steps))
            }
        }
        // By budget and terms first, as they are read.
        self.rows = study.opponents.flatMap { opponent in
            request.terms.flatMap { terms in rows.filter { $0.budget == opponent.budget && $0.terms == terms } }
        }
        var breakEvens: [BreakEvenRow] = []
        for (index, rates) in request.verifiers.enumerated() {
            let done = Double(request.falsePositiveRates.count + index)
            await observe(WorkProgress(task: "looking at verifiers", done: done, total: steps))
            breakEvens += try await study.breakEvens(rates)
        }
        self.breakEvens = study.opponents.flatMap { opponent in
            breakEvens.filter { $0.budget == opponent.budget }
        }
        places = try scorer.map { try Self.places(of: $0, study, rows: rows, request) } ?? []
    }

    private static func places(
        of scorer: ScorerAsVerifier, _ study: RequirementEstimation, rows: [RequirementRow],
        _ request: RequirementRequest
    ) throws -> [ScorerPlace] {
        try study.opponents.compactMap { opponent in
            let needed = rows.first {
                $0.budget == opponent.budget && $0.terms == .sameBudget
                    && $0.falsePositiveRate == scorer.rates.falsePositive
            }
            guard let needed else { return nil }
            let right = try scorer.right(opponent.budget)
            return ScorerPlace(
                budget: opponent.budget, needed: needed, right: .mean(of: right, study.resampling),
                gain: .difference(
                    PairedComparison(right, opponent.outcomes.map(\.right), resampling: study.resampling)))
        }
    }
}
