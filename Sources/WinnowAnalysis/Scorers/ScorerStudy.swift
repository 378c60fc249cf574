public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study says what the scorers of runs are worth: ranking, calibration, preferences and over-optimisation.
public struct ScorerStudy: Study {
    /// There is one for each run.
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

    /// People first see how well each scorer ranks.
    public var report: Report { Report(runs, answer: runs.flatMap(Self.answer), main: ["ranking"]) }

    /// Names the scorer that ranks best within problems, which alone helps a choice.
    private static func answer(_ run: SubjectFigures) -> [Note] {
        guard let ranking = run.groups.first(where: { $0.name == "ranking" }) else { return [] }
        let scorers = ranking.figures.filter { $0.column.name == "wqd" }.map(\.row)
        let best = scorers.compactMap { name in ranking.value(row: name, column: "wqd").map { (name: name, area: $0) } }
            .max { $0.area < $1.area }
        guard let best, let text = ranking.text(row: best.name, column: "wqd") else { return [] }
        return [
            Note(
                "\(run.title): of \(FigureText.count(scorers.count, "score")), \(best.name) "
                    + "tells right from wrong answers of one problem best, ranking them rightly in \(text) of the pairs; 50 % is chance."
            )
        ]
    }

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

/// The preference says whether a scorer prefers illegal traces among answers that are equally right or wrong.
enum TracePreference {
    /// - Returns: nil for a run without traces.
    static func figures(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup? {
        guard pools.rates.traceLegal != nil else { return nil }
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let figures = scorers.flatMap { scorer in
            [true, false].flatMap { isRight -> [Figure] in
                let shares = AreaUnderCurve.withinProblems(predictions(scorer, pools, isRight)).compactMap { $0 }
                let name = isRight ? "right" : "wrong"
                return [
                    (
                        Column("illegal_among_\(name)", header: "illegal above legal, \(name) answers", kind: rate),
                        Cell.measured(Measured(meanOf: shares))
                    ),
                    (Column("\(name)_problems", header: "problems, \(name)", kind: .integer), .integer(shares.count)),
                ].map {
                    Figure(row: "\(scorer.source)", column: $0, cell: $1, problems: pools.entries.count)
                }
            }
        }
        return FigureGroup(
            name: "traces", title: "Whether scores prefer illegal traces", rowHeader: "scorer", figures: figures,
            footnotes: [
                "P(an answer by an illegal trace scores above one by a legal trace to the same problem, both right or both "
                    + "wrong), ties half; over the problems that have both. Above 50 % with its interval: the scorer prefers illegal "
                    + "traces. Truncated and unreadable traces are left out."
            ])
    }

    private static func predictions(
        _ scorer: ScoredCandidates, _ pools: RunPools, _ isRight: Bool
    ) -> Predictions {
        var predictions = Predictions(problems: pools.entries.count)
        for (problem, entry) in pools.entries.enumerated() {
            for (candidate, value) in zip(entry.pool.candidates, scorer.values[problem])
            where candidate.answer != nil && candidate.isRight == isRight {
                guard let isLegal = candidate.traceIsLegal else { continue }
                predictions.append(value, outcome: isLegal ? 0 : 1, problem: problem)
            }
        }
        return predictions
    }
}

/// The positions say what a process scorer's steps say of the final answer, by how far into the trace they stand.
enum StepPositions {
    /// A trace has these parts, from its first step to its last.
    private static let parts = ["first step", "1st quarter", "2nd quarter", "3rd quarter", "4th quarter", "last step"]

    static func figures(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let resampling = Resampling(problems: pools.entries.count, resamples: ScorerQuality.resamples)
        let figures = scorers.filter { !$0.steps.isEmpty }.flatMap { scorer in
            parts.indices.flatMap { part -> [Figure] in
                let predictions = predictions(scorer, pools, part)
                guard predictions.count > 0 else { return [] }
                let area = AreaUnderCurve(predictions, resampling: resampling)
                return [
                    (Column("auroc", header: "AUROC", kind: rate), Cell.measured(area.overall)),
                    (Column("wqd", header: "within problems", kind: rate), .measured(area.withinProblem)),
                    (
                        Column("wqd_problems", header: "problems with both", kind: .integer),
                        .integer(area.withinProblem?.problems ?? 0)
                    ), (Column("steps", kind: .integer), .integer(predictions.count)),
                ].map {
                    Figure(
                        row: "\(scorer.source.scorer), \(parts[part])", column: $0, cell: $1,
                        problems: predictions.problems)
                }
            }
        }
        return FigureGroup(
            name: "steps", title: "What steps say of the final answer, by their position", rowHeader: "scorer",
            figures: figures,
            footnotes: [
                "P(a step on the way to a right answer scores above one on the way to a wrong one), ties half, over candidates "
                    + "with an answer. Quarters are of the steps of each trace. This is what the three targets have in common; "
                    + "how well each is met is on the scorers' cards."
            ])
    }

    private static func predictions(_ scorer: ScoredCandidates, _ pools: RunPools, _ part: Int) -> Predictions {
        var predictions = Predictions(problems: pools.entries.count)
        for (problem, entry) in pools.entries.enumerated() {
            for (candidate, steps) in zip(entry.pool.candidates, scorer.steps[problem])
            where candidate.answer != nil && !steps.isEmpty {
                for step in positions(part, of: steps.count) {
                    predictions.append(steps[step], outcome: candidate.isRight ? 1 : 0, problem: problem)
                }
            }
        }
        return predictions
    }

    private static func positions(_ part: Int, of count: Int) -> Range<Int> {
        switch part {
        case 0: 0..<1
        case 5: count - 1..<count
        default: (part - 1) * count / 4..<part * count / 4
        }
    }
}
