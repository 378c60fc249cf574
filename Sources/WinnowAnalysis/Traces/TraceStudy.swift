public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// These figures say what a run's traces have to do with the answers that strategies pick.
///
/// Source: the question of arXiv 2504.09762 and 2505.13775, put to the picks of each strategy.
struct RunTraces: Sendable {
    /// The table has the shares of all candidates, as `winnow table --traces` shows them; it is for people only.
    let shares: Table

    let figures: SubjectFigures

    fileprivate init(_ run: RunPools, _ request: StrategyRequest, _ progress: PartProgress) async throws {
        await progress.begin(0)
        let estimation = try request.estimationRequest(run)
        let budgets = try run.checkedBudgets(estimation)
        let usable = run.usable(estimation.strategies)
        let picking = usable.compactMap { $0 as? any CandidatePicking }
        guard !picking.isEmpty else {
            let names = estimation.strategies.map(\.name).joined(separator: ", ")
            throw ExperimentError(
                "run \(run.run.id) has no picks of \(names)",
                hint: "name strategies that pick one of the candidates; see `winnow list strategies`")
        }
        let leftOut = estimation.strategies.filter { strategy in !picking.contains { $0.name == strategy.name } }
            .map { strategy in
                let isUsable = usable.contains { $0.name == strategy.name }
                return strategy.name + (isUsable ? " names no candidate" : " has no data")
            }
        let pools = run.entries.map(\.pool)
        let resamplings = ResamplingsBySize()
        let columns = try await TraceColumn.columns(
            picking, budgets: budgets, of: pools, options: estimation.options, observe: progress.share(of: 0))
        let levels = ["all", "easy", "medium", "hard"].compactMap { difficulty in
            let pools = run.entries.filter { difficulty == "all" || $0.problem.record.difficulty == difficulty }
                .map(\.pool)
            return pools.isEmpty ? nil : (difficulty: difficulty, pools: pools)
        }
        shares = TraceSummary.table(TraceSummary.summaries(of: run))
        figures = SubjectFigures(
            subject: run.subject,
            groups: [
                TraceSelection.figures(
                    columns, leftOut: leftOut, draws: estimation.options.monteCarloDraws,
                    resampling: resamplings[pools.count]),
                TraceAssociation.figures(levels, resamplings: resamplings),
                TraceAssociation.differences(levels),
                TraceLength.figures(levels, resamplings: resamplings),
                TraceLength.differences(levels, resamplings: resamplings),
            ].titled(run))
    }

    private init(shares: Table, figures: SubjectFigures) {
        (self.shares, self.figures) = (shares, figures)
    }

    /// Says how many of the right answers that a vote picks come from a legal trace, and what a legal trace says of the
    /// answer.
    fileprivate var answer: Note? {
        guard let selection = figures.groups.first(where: { $0.name == "selection" }) else { return nil }
        let names = [Majority().name] + selection.figures.map(\.row)
        guard let name = names.first(where: { selection.value(row: $0, column: "legal_if_right") != nil }),
            let budget = selection.figures.filter({ $0.row == name }).compactMap(\.budget).max(),
            let legal = selection.text(row: name, column: "legal_if_right", budget: budget)
        else { return nil }
        var sentence =
            "\(figures.title): of the right answers that \(name) picks at k = \(budget), \(legal) stand at the end of a legal trace"
        let association = figures.groups.first { $0.name == "association" }
        if let ratio = association?.value(row: "all", column: "odds_ratio"),
            let text = association?.text(row: "all", column: "odds_ratio")
        {
            sentence +=
                ratio.isFinite
                ? "; within a problem a legal trace makes the odds of a right answer \(text) times as high"
                : "; within a problem only legal traces end right, or only illegal ones wrong (odds ratio \(text))"
        }
        return Note(sentence + ".")
    }

    /// Makes the report with a footnote at its end.
    fileprivate func noting(_ note: String) -> RunTraces {
        var figures = figures
        // It stands where people see it first.
        let shown = figures.groups.firstIndex { $0.name == "selection" } ?? 0
        figures.groups[shown].footnotes.insert(note, at: 0)
        return RunTraces(shares: shares, figures: figures)
    }
}

/// The study says which traces the answers come from that strategies pick.
public struct TraceStudy: Study {
    /// There is one for each run that has traces.
    let runs: [RunTraces]

    init(_ runs: [RunTraces]) {
        self.runs = runs
    }

    /// Reports on the runs that have traces, one after the other.
    ///
    /// - Parameters:
    ///   - request: the strategies and budgets; its other choices stay at their defaults.
    /// - Throws: ``ExperimentError`` when no run has traces, for an unknown strategy or one that no run has data for, or a
    ///   budget beyond a pool.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: StrategyRequest,
        observe: @escaping WorkProgress.Observer
    ) async throws {
        _ = try request.checkedStrategies()
        var reports: [RunTraces] = []
        var untraced: [String] = []
        for (index, run) in runs.enumerated() {
            let pools = try RunPools(run, in: store, guesses: false).scored(for: request, in: store)
            guard pools.rates.traceLegal != nil else {
                untraced.append("\(run.id)")
                continue
            }
            let progress = PartProgress(
                task: "tracing picks", detail: pools.title, first: index, total: runs.count, observe: observe)
            reports.append(try await RunTraces(pools, request, progress))
        }
        guard !reports.isEmpty else {
            throw ExperimentError(
                untraced.count == 1 ? "run \(untraced[0]) has no traces" : "no run has traces",
                hint: "sample a model that writes them, such as --model medium")
        }
        if !untraced.isEmpty {
            let note = "Left out for want of traces: run \(untraced.joined(separator: ", run "))."
            let last = reports.count - 1
            reports[last] = reports[last].noting(note)
        }
        self.runs = reports
    }

    /// People read a table for each subject, the shares of all candidates among them; programs read one row for each
    /// figure.
    public var report: Report {
        Report(
            answer: runs.compactMap(\.answer),
            runs.flatMap { run in
                [.table(run.shares)]
                    + run.figures.groups.map { $0.name == "selection" ? .table($0.table) : .detail($0.table) }
            }, data: SubjectFigures.longTable(runs.map(\.figures)))
    }
}
