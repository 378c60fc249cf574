public import WinnowCore
import WinnowDomains
public import WinnowReport
public import WinnowRuns
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// A request says what to measure of an imperfect verifier.
public struct NoisyVerifierRequest: Hashable, Sendable {
    public var verifier: ImperfectVerifier
    /// It is empty for 1, 2, 4 … up to the pool's size.
    public var budgets: [Int]
    /// A wrong answer costs so many right ones, each λ of right − λ·wrong.
    public var penalties: [Double]

    /// - Throws: ``ExperimentError`` for a λ that is negative or not finite.
    public init(_ verifier: ImperfectVerifier, budgets: [Int], penalties: [Double]) throws(ExperimentError) {
        for penalty in penalties where !penalty.isFinite || penalty < 0 {
            throw ExperimentError("λ = \(penalty) is no cost", hint: "give numbers from 0, such as 0,1,2,4,8")
        }
        self.verifier = verifier
        self.budgets = budgets
        self.penalties = penalties
    }
}

/// The study says what an imperfect verifier does to stored runs.
public struct NoisyVerifierStudy: Study {
    /// There is one for each run.
    let runs: [NoisyVerifierRun]

    init(_ runs: [NoisyVerifierRun]) {
        self.runs = runs
    }

    /// Refuses runs and budgets that cannot be used, before a verdict is stored.
    ///
    /// - Throws: ``ExperimentError`` that says which.
    public static func check(
        _ runs: [Stored<RunRecord>], _ request: NoisyVerifierRequest, in store: Store
    ) throws {
        for run in runs {
            let own = try RunPools(run, in: store, guesses: false)
            _ = try own.checkedBudgets(EstimationRequest(budgets: request.budgets.isEmpty ? [1] : request.budgets))
            guard own.domain != nil else { throw ImperfectVerifier.freeText(run.id) }
        }
    }

    /// Measures runs that the verifier has judged, one after the other.
    ///
    /// - Throws: ``ExperimentError`` for runs or budgets that cannot be used, and runs that it has not judged;
    ///   `CancellationError` when cancelled.
    public init(
        of runs: [Stored<RunRecord>], _ request: NoisyVerifierRequest, in store: Store, observe: WorkProgress.Observer
    ) async throws {
        var reports: [NoisyVerifierRun] = []
        for run in runs {
            let set = try store.problemSet(run.record.problemSet)
            guard let domain = try TextRuns.domain(of: set, run: run.id) else {
                throw ImperfectVerifier.freeText(run.id)
            }
            let name = ToolName.text(of: try request.verifier.tool(of: domain))
            let verifier = try RunVerifier(named: name, of: run.id, in: store)
            let pools = try RunPools(run, in: store, guesses: false, verifier: verifier)
            await observe(WorkProgress(task: "estimating", done: 0, total: 1, detail: pools.title))
            reports.append(
                try await NoisyVerifierRun(
                    pools, request.verifier, budgets: request.budgets, penalties: request.penalties))
        }
        self.runs = reports
    }

    /// People read right, wrong, rates and utility of each run; programs read the curves as one long table.
    public var report: Report {
        Report(
            answer: runs.compactMap(\.answer), runs.flatMap(\.tables).map { .table($0) },
            data: NoisyVerifierRun.longTable(runs))
    }
}

/// This is what an imperfect verifier does to a run: strategies on its stored verdicts, beside the expectation over its
/// noise and the theory of independent samples.
public struct NoisyVerifierRun: Sendable {
    let pools: RunPools
    let verifier: RunVerifier
    let budgets: [Int]
    let series: [VerifierSeries]
    let rates: MeasuredRates
    let utilities: [VerifierUtility]
    let resampling: Resampling

    /// Says how often the verifier errs, and what is left of verifying at the largest budget.
    fileprivate var answer: Note? {
        guard let budget = budgets.max(), let stored = series.first(where: { $0.source == .stored }),
            let right = stored.estimate(\.right, budget: budget, resampling: resampling),
            let wrong = stored.estimate(\.wrong, budget: budget, resampling: resampling)
        else { return nil }
        func text(_ value: (mean: Double, interval: Interval?)) -> String {
            value.interval.map { FigureText.percent(value.mean, $0) } ?? FigureText.percent(value.mean)
        }
        let errors = [
            rates.falsePositive.map { "accepts \(FigureText.percent($0.value)) of the wrong candidates" },
            rates.falseNegative.map { "rejects \(FigureText.percent($0.value)) of the right ones" },
        ].compactMap { $0 }
        return Note(
            "Run \(pools.title): a verifier that \(FigureText.list(errors)) is right in \(text(right)) and wrong in \(text(wrong)) of "
                + "\(FigureText.count(pools.entries.count, "problem")) with the first accepted of \(budget).")
    }

    /// True where the expectation is at measured rates, as for a partial verifier, rather than at the dial's own.
    let isAtMeasuredRates: Bool

    /// - Parameters:
    ///   - pools: read with the verdicts of the verifier.
    ///   - budgets: empty for 1, 2, 4 … and the pool's size.
    ///   - penalties: each λ of right − λ·wrong.
    /// - Throws: ``ExperimentError`` for a budget beyond the pool; `CancellationError` when cancelled.
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
            VerifierSeries(
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

/// The best budgets are those at which right − λ·wrong of a run is largest, for several λ.
struct BestBudgets {
    private var first: [VerifierSeries.Source: [Double: BestBudget]] = [:]

    /// Computes first accepted at all budgets up to `largest`.
    ///
    /// - Throws: `SelectionError` for a budget beyond a pool; `CancellationError` when cancelled.
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

    /// The list has all finite ones, but 0.
    var finite: [Int] {
        first.values.flatMap(\.values).compactMap(\.budget).filter { $0 > 0 }
    }

    /// Computes the utility at the best budget of a series: of all budgets for first accepted, of those shown for a
    /// vote.
    ///
    /// - Returns: nil for strategies that fall back, which never decline to answer.
    func utility(
        _ penalty: Double, of series: VerifierSeries, shown: [Int], noisy: NoisyPools, resampling: Resampling
    ) -> VerifierUtility? {
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
        return VerifierUtility(
            penalty: penalty, source: series.source, strategy: series.strategy, best: best,
            right: outcomes.isEmpty ? 0 : mean(of: outcomes.map(\.right)),
            wrong: outcomes.isEmpty ? 0 : mean(of: outcomes.map(\.wrong)),
            interval: values.isEmpty ? nil : .amount(of: values, resampling: resampling))
    }
}
