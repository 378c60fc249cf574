public import WinnowCore
public import WinnowReport
import WinnowRuns
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study says how often each strategy is right at each budget on each run, and what it spends.
public struct BudgetStudy: Study {
    /// There is one for each run.
    public let summaries: [RunSummary]

    /// Right answers are drawn against this; nil for the budget.
    public let axis: Axis?

    /// The picture has all runs on one pair of axes, instead of a panel for each.
    public var isTogether = false

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
        of runs: [Stored<RunRecord>], in store: Store, _ request: StrategyRequest,
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
            var estimation = try request.estimationRequest(pools)
            let scorer = try HeadlineScorer.choice(among: estimation.strategies, of: pools, in: store)
            if request.isHeadline, pools.search == nil, pools.loop == nil {
                estimation.strategies.removeAll {
                    !Headline.strategies.contains($0.name) && $0.name != scorer?.name && !($0 is any ProgramStrategy)
                        && $0.name != pools.stoppedBy?.name
                }
            }
            if request.isHeadline, let loop = pools.loop {
                // People see the end that the run was made for.
                estimation.strategies.removeAll { $0.needs.contains(.rounds) && $0.name != loop.strategy.name }
            }
            let clusters = try request.isClustered ? ProblemClusters(of: pools, in: store) : nil
            let columns = try await pools.columns(estimation)
            var summary = RunSummary(
                pools, estimation, columns: columns, byDifficulty: request.byDifficulty, clusters: clusters)
            summary.scorerShown = scorer
            summaries.append(summary)
            if saving { try summaries[index].save(in: store) }
        }
        try self.init(summaries, against: axis)
    }

    /// People read one table per run and difficulty, and see the curves; programs read one long table.
    public var report: Report {
        Report(summaries.flatMap(\.budgetTables).map { .table($0) } + [.plot(plot)], data: longTable)
    }

    /// Makes the report that people see first: an answer in sentences, a table of each run that fits a page, and what to
    /// call next.
    ///
    /// - Parameter database: the path that the calls name.
    public func report(_ headline: Headline, database: String) -> Report {
        var report = report
        let summary = runTable(headline)
        report.answer = answer
        report.sections =
            summaries.flatMap { $0.tables(of: headline) }.map { .table($0) } + (summary.map { [.table($0)] } ?? [])
            + [.plot(plot)]
        report.next = next(database)
        return report
    }

    /// The report has the estimates of every problem, as one long table.
    public var problemReport: Report { Report(perProblemTable) }
}

extension BudgetStudy {
    /// The table has one row per strategy, budget and difficulty: the columns that scripts rely on, in their fixed
    /// order.
    var longTable: Table {
        let rate = Column.Kind.number(.decimal(digits: 4))
        let amount = Column.Kind.number(.decimal(digits: 1))
        // What prompts cost is said where they grow from round to round.
        let hasRounds = summaries.contains { $0.pools.loop != nil }
        var table = Table(
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("problem_set"),
                Column("split"),
                Column("difficulty"), Column("strategy"), Column("guarantee"), Column("budget", kind: .integer),
                Column("right", kind: .estimate(.decimal(digits: 4))), Column("wrong", kind: rate),
                Column("abstained", kind: rate), Column("samples_spent", kind: amount),
                Column("tokens_spent", kind: amount),
                Column("flops_spent", kind: .number(.scientific(digits: 3))), Column("verifier_calls", kind: amount),
                Column("problems", kind: .integer), Column("pool_size", kind: .integer), Column("estimator"),
                Column("ties"), Column("distinct_verifier_calls", kind: amount),
            ] + Self.scoringColumns + Self.verifierColumns
                + (hasRounds ? [Column("prompt_tokens_spent", kind: amount)] : []))
        for summary in summaries {
            for row in summary.rows {
                let prompts: Cell = row.spent.promptTokens > 0 ? .number(row.spent.promptTokens) : .missing
                table.append(
                    summary.longRow(row) + summary.verifierCells(row.strategy) + (hasRounds ? [prompts] : []))
            }
        }
        return table
    }

    /// These columns hold the verifier whose verdicts a figure rests on, and the temperature of the samples.
    private static let verifierColumns = [
        Column("verifier"), Column("temperature", kind: .number(.decimal(digits: 2))),
    ]

    /// These columns hold what of the spent figures scorers cost, and the scores given to each candidate.
    private static let scoringColumns = [
        Column("scorer_calls", kind: .number(.decimal(digits: 1))),
        Column("scorer_tokens", kind: .number(.decimal(digits: 1))),
        Column("scorer_flops", kind: .number(.scientific(digits: 3))), Column("verifications", kind: .integer),
    ]

    /// The table has one row per problem, strategy and budget.
    var perProblemTable: Table {
        let rate = Column.Kind.number(.decimal(digits: 4))
        let amount = Column.Kind.number(.decimal(digits: 1))
        var table = Table(
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("problem", kind: .integer),
                Column("difficulty"), Column("strategy"), Column("budget", kind: .integer), Column("right", kind: rate),
                Column("wrong", kind: rate), Column("abstained", kind: rate), Column("samples_spent", kind: amount),
                Column("tokens_spent", kind: amount), Column("flops_spent", kind: .number(.scientific(digits: 3))),
                Column("verifier_calls", kind: amount), Column("distinct_verifier_calls", kind: amount),
            ] + Self.scoringColumns + Self.verifierColumns)
        for summary in summaries {
            let pools = summary.pools
            for column in summary.columns {
                for (problem, outcome) in zip(column.problems, column.column) {
                    table.append(
                        [
                            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
                            .integer(problem.record.position), .text(problem.record.difficulty),
                            .text(column.strategy.name), .integer(column.budget), .number(outcome.right),
                            .number(outcome.wrong), .number(outcome.abstained), .number(outcome.samples),
                            pools.tokensCell(outcome.tokens), pools.flopsCell(outcome.flops),
                            .number(outcome.verifierCalls),
                            .number(outcome.distinctVerifierCalls),
                        ]
                            + scoringCells(
                                outcome.spent.scoring, verifications: pools.verifications(of: column.strategy))
                            + summary.verifierCells(column.strategy))
                }
            }
        }
        return table
    }
}

extension RunSummary {
    fileprivate func verifierCells(_ strategy: any Strategy) -> [Cell] {
        let decider = strategy.needs.contains(.rounds) ? pools.loop?.settings.verifier : nil
        let verifier = decider ?? (strategy.needs.contains(.verdict) ? pools.verifierName : nil)
        return [verifier.map { .text($0) } ?? .missing, pools.run.record.temperature.map(Cell.number) ?? .missing]
    }

    fileprivate func longRow(_ row: StrategySummary) -> [Cell] {
        [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .text(pools.problemSet.name), .text(pools.split), .text(row.difficulty), .text(row.strategy.name),
            .text(row.guarantee.rawValue), .integer(row.budget),
            .estimate(row.right, low: row.interval.low, high: row.interval.high), .number(row.wrong),
            .number(row.abstained), .number(row.spent.samples), pools.tokensCell(row.spent.tokens),
            pools.flopsCell(row.spent.flops),
            .number(row.spent.verifierCalls), .integer(row.problems), .integer(row.poolSize),
            .text(pools.estimatorName(of: row.strategy, request.options)), .text(request.ties),
            .number(row.spent.distinctVerifierCalls),
        ] + scoringCells(row.spent.scoring, verifications: row.verifications)
    }
}

private func scoringCells(_ scoring: Spending.Scoring, verifications: Int) -> [Cell] {
    [.number(scoring.calls), .number(scoring.tokens), .number(scoring.flops), .integer(verifications)]
}

extension RunPools {
    /// Makes the cell of tokens; there is nothing in it where the tokens of the candidates are not known.
    func tokensCell(_ tokens: Double) -> Cell { rates.hasTokens ? .number(tokens) : .missing }

    /// Makes the cell of floating-point operations; there is nothing in it where the size of the model is not known.
    fileprivate func flopsCell(_ flops: Double) -> Cell { knowsFlops ? .number(flops) : .missing }
}
