public import WinnowCore
public import WinnowReport
public import WinnowSelection
public import WinnowStore

/// What a user asks to see.
public struct PlotRequest: Sendable {
    public var kind: PlotKind
    /// Names of strategies; empty for those that the picture usually has.
    public var strategies: [String]
    /// Empty for those that the picture usually has.
    public var budgets: [Int]
    /// Along what ``PlotKind/accuracy`` is drawn; nil for the budget.
    public var axis: Axis?
    /// What the errors of verifiers that do not exist are drawn for.
    public var noise: VerdictNoise
    public var byDifficulty: Bool
    public var allowsRagged: Bool
    /// Of ``PlotKind/require``: a scorer to place among the verifiers, with the run on which its threshold is chosen.
    public var scorer: (name: String, tuneRun: Int64)?

    public init(
        _ kind: PlotKind, strategies: [String] = [], budgets: [Int] = [], axis: Axis? = nil,
        noise: VerdictNoise = .answer, byDifficulty: Bool = false, allowsRagged: Bool = false,
        scorer: (name: String, tuneRun: Int64)? = nil
    ) {
        self.kind = kind
        self.strategies = strategies
        self.budgets = budgets
        self.axis = axis
        self.noise = noise
        self.byDifficulty = byDifficulty
        self.allowsRagged = allowsRagged
        self.scorer = scorer
    }

    /// The name of the files, without an ending.
    public var fileName: String {
        kind == .accuracy ? "\(kind.rawValue)-\(axis?.name ?? "budget")" : kind.rawValue
    }

    /// Computes what is to be drawn: one panel for each run.
    ///
    /// - Throws: ``ExperimentError`` for an unknown strategy, a budget beyond a pool, or missing data.
    public func plot(
        of runs: [Stored<RunRecord>], in store: Store, observe: @escaping WorkProgress.Observer
    ) async throws -> Plot {
        switch kind {
        case .accuracy:
            let request = AnalysisRequest(
                strategies: strategies.isEmpty ? AccuracyPlot.usualStrategies : strategies, budgets: budgets,
                byDifficulty: byDifficulty, allowsRagged: allowsRagged)
            let summaries = try await RunSummary.all(of: runs, in: store, request, saving: false, observe: observe)
            if let axis { for summary in summaries { try summary.pools.require(axis) } }
            return AccuracyPlot.plot(summaries, against: axis)
        case .histogram:
            return HistogramPlot.plot(try await pools(of: runs, in: store, observe) { $0 })
        case .dial:
            let surfaces = try await pools(of: runs, in: store, observe) { pools in
                try await DialSurface(
                    pools, noise: noise, budget: budgets.max(), truePositives: DialPlot.truePositives,
                    falsePositives: DialPlot.falsePositives)
            }
            return try await DialPlot.plot(surfaces)
        case .require:
            let request = RequirePlot.request(budgets: budgets, noise: noise, runs: runs.count)
            return RequirePlot.plot(
                try await pools(of: runs, in: store, observe) { pools in
                    try await Requirement(
                        of: pools, request, scorer: ScorerAsVerifier(scorer, of: pools, in: store), observe: observe)
                })
        case .risk:
            return RiskPlot.plot(
                try await pools(of: runs, in: store, observe) { pools in
                    try await RiskStudy(
                        of: RiskStudy.scored(pools, strategies, in: store), strategies: strategies,
                        budget: budgets.max())
                })
        case .stopping:
            let caps: [Int?] = budgets.isEmpty ? [nil] : Set(budgets).sorted()
            let results = try await pools(of: runs, in: store, observe) { pools in
                var results: [EarlyStopping] = []
                for cap in caps {
                    results.append(try await EarlyStopping(pools, StoppingRequest(rules: strategies, cap: cap)))
                }
                return results
            }
            return StoppingPlot.plot(Array(results.joined()))
        }
    }

    /// Reads runs one after the other and computes something of each.
    private func pools<Result>(
        of runs: [Stored<RunRecord>], in store: Store, _ observe: WorkProgress.Observer,
        _ compute: (RunPools) async throws -> Result
    ) async throws -> [Result] {
        var results: [Result] = []
        for (index, run) in runs.enumerated() {
            try Task.checkCancellation()
            let pools = try RunPools(run, in: store, guesses: false)
            await observe(
                WorkProgress(task: "computing", done: Double(index), total: Double(runs.count), detail: pools.title))
            results.append(try await compute(pools))
        }
        return results
    }
}
