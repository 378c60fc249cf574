public import WinnowCore
public import WinnowReport
public import WinnowSelection
public import WinnowStore

/// The study of strategies at budgets: how often each is right on each run, and what it spends.
public struct BudgetStudy: Study {
    /// One for each run.
    public let summaries: [RunSummary]

    /// What right answers are drawn against; nil for the budget.
    public let axis: Axis?

    /// - Throws: ``ExperimentError`` when what is spent on the axis is not known of a run.
    public init(_ summaries: [RunSummary], against axis: Axis? = nil) throws(ExperimentError) {
        if let axis { for summary in summaries { try summary.pools.require(axis) } }
        (self.summaries, self.axis) = (summaries, axis)
    }

    /// Summarises runs one after the other.
    ///
    /// - Parameters:
    ///   - extents: the part of each run to read; nil for whole runs.
    ///   - axis: what right answers are drawn against; nil for the budget.
    ///   - saving: keep the estimates in the store, for the views.
    /// - Throws: ``ExperimentError`` for an unknown strategy, a budget beyond a pool, missing data, or a run that has
    ///   changed while it was summarised.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: AnalysisRequest,
        extents: [RunPools.Extent]? = nil, against axis: Axis? = nil, saving: Bool = false,
        observe: WorkProgress.Observer
    ) async throws {
        var summaries: [RunSummary] = []
        for index in runs.indices {
            let pools = try RunPools(
                runs[index], in: store, extent: extents?[index], guesses: request.includesGuess,
                verifier: request.verifier.map { try RunVerifier(named: $0, of: runs[index].id, in: store) }
            ).scored(for: request, in: store)
            await observe(
                WorkProgress(task: "estimating", done: Double(index), total: Double(runs.count), detail: pools.title))
            let estimation = try request.estimationRequest(pools)
            let columns = try await pools.columns(estimation)
            summaries.append(RunSummary(pools, estimation, columns: columns, byDifficulty: request.byDifficulty))
            if saving { try summaries[index].save(in: store) }
        }
        try self.init(summaries, against: axis)
    }

    /// For people one table per run and difficulty, and the curves; for programs one long table.
    public var report: Report {
        Report(summaries.flatMap(\.budgetTables).map { .table($0) } + [.plot(plot)], data: longTable)
    }

    /// The estimates of every problem, as one long table.
    public var problemReport: Report { Report(perProblemTable) }
}
