public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// What the scorers of stored runs are worth: ranking, calibration, preferences and over-optimisation.
public struct ScorerStudy: Study {
    /// One for each run.
    let runs: [SubjectFigures]

    /// Reports on runs one after the other.
    ///
    /// - Parameter scorers: their names; empty for all that scored the run.
    /// - Throws: ``ExperimentError`` for a run without scores, or with answers that a scorer has not scored.
    public init(
        of runs: [Stored<RunRecord>], scorers names: [String], in store: Store,
        observe: @escaping WorkProgress.Observer
    ) async throws {
        var reports: [SubjectFigures] = []
        for (index, run) in runs.enumerated() {
            let pools = try RunPools(run, in: store, guesses: false)
            let progress = PartProgress(
                task: "examining scorers", detail: pools.title, first: 4 * index, total: 4 * runs.count,
                observe: observe)
            await progress.begin(0)
            let scorers = try ScoredCandidates.all(of: pools, named: names, in: store)
            let groups = try await Self.groups(scorers, of: pools, progress)
            reports.append(SubjectFigures(subject: pools.subject, groups: groups.titled(pools)))
        }
        self.runs = reports
    }

    public var report: Report { Report(runs) }

    private static func groups(
        _ scorers: [ScoredCandidates], of pools: RunPools, _ progress: PartProgress
    ) async throws -> [FigureGroup] {
        let resampling = Resampling(problems: pools.entries.count, resamples: ScorerQuality.resamples)
        // A process scorer's reductions differ as rankings; its calibration would be said four times over.
        let whole = scorers.filter { $0.source.reduction == nil || $0.source.reduction == .last }
        await progress.begin(1)
        var groups = [ScorerQuality.ranking(scorers, of: pools)]
        try Task.checkCancellation()
        await progress.begin(2)
        groups += [ScorerQuality.difficulties(whole, of: pools), ScorerQuality.reliability(whole, of: pools)]
        try Task.checkCancellation()
        let steps = StepPositions.figures(scorers, of: pools)
        if !steps.figures.isEmpty { groups.append(steps) }
        if let preference = TracePreference.figures(scorers, of: pools) { groups.append(preference) }
        await progress.begin(3)
        guard pools.poolSize > 1 else { return groups }
        var curves: [OverOptimisation] = []
        for scorer in scorers { curves.append(try await OverOptimisation(scorer, of: pools)) }
        return groups + [
            OverOptimisation.curves(curves, resampling), OverOptimisation.figures(curves, of: pools, resampling),
        ]
    }
}
