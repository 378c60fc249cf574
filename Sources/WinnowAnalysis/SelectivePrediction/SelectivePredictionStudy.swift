public import WinnowCore
public import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study is of strategies that withhold their least certain answers.
public struct SelectivePredictionStudy: Study {
    /// There is one for each run.
    public let runs: [SelectivePrediction]

    init(_ runs: [SelectivePrediction]) {
        self.runs = runs
    }

    /// Examines runs one after the other.
    ///
    /// - Parameters:
    ///   - strategies: their names; empty for all that have a confidence and data.
    ///   - budget: nil for each pool's size.
    ///   - verifier: the name of a verifier that judged the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for a strategy without a confidence or data, a budget beyond a pool, or a verifier
    ///   that has not judged a run.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, strategies: [String], budget: Int?, verifier: String? = nil,
        observe: WorkProgress.Observer = { _ in }
    ) async throws {
        self.runs = try await RunPools.ofEach(
            runs, in: store, verifier: verifier, task: "withholding answers", observe: observe
        ) { pools in
            try await SelectivePrediction(
                of: SelectivePrediction.scored(pools, strategies, in: store), strategies: strategies, budget: budget)
        }
    }

    /// The report has a table of each run, and the picture.
    public var report: Report {
        Report(answer: runs.compactMap(\.answer), runs.map { .table($0.table) } + [.plot(plot)])
    }

    /// The report has the curves of each run as tables.
    public var curveReport: Report { Report(runs.map { .table($0.curveTable) }) }
}

extension SelectivePrediction {
    /// Says how often the strategy with the least area is wrong, and what withholding buys.
    fileprivate var answer: Note? {
        let measured = rows.filter { $0.area != nil && $0.fullRisk != nil }
        guard let best = measured.min(by: { ($0.area?.value ?? 1) < ($1.area?.value ?? 1) }), let full = best.fullRisk
        else { return nil }
        func text(_ value: ResampledValue) -> String {
            value.interval.map { FigureText.percent(value.value, $0) } ?? FigureText.percent(value.value)
        }
        var sentence =
            "Run \(pools.title): \(best.strategy.name) knows best when it is unsure: wrong in \(text(full)) when it answers all it can"
        if let half = best.curve[4] { sentence += ", in \(text(half)) of the surer half of the problems" }
        if let verifier {
            sentence += "; the verifier answers \(FigureText.percent(verifier.coverage.value))"
            if let risk = verifier.risk { sentence += " and is wrong in \(text(risk))" }
        }
        return Note(sentence + ".")
    }

    private var title: String {
        "run \(pools.title), \(pools.problemSet.name), first \(budget) candidates of \(pools.entries.count) problems"
    }

    private static let estimate = Column.Kind.estimate(.percent(digits: 1))
    private static let share = Column.Kind.number(.percent(digits: 1))

    /// The table has one row per strategy.
    var table: Table {
        var table = Table(
            title: "Wrong among answered when unsure answers are withheld: \(title)",
            columns: [
                Column("strategy"), Column("answered", kind: Self.share),
                Column("risk", header: "risk, all answered", kind: Self.estimate),
                Column("area", header: "area (AURC)", kind: Self.estimate),
                Column("verifier_coverage", header: "verifier answers", kind: Self.estimate),
                Column("risk_at_verifier", header: "risk at that coverage", kind: Self.estimate),
                Column("verifier_risk", header: "verifier's risk", kind: Self.estimate),
                Column("budget", kind: .integer), Column("problems", kind: .integer),
            ])
        for row in rows {
            table.append([
                .text(row.strategy.name), .number(row.answered), Self.cell(row.fullRisk), Self.cell(row.area),
                Self.cell(verifier?.coverage), Self.cell(row.riskAtVerifier), Self.cell(verifier?.risk),
                .integer(budget), .integer(pools.entries.count),
            ])
        }
        table.footnotes =
            notes + [
                "Area: the mean risk over all coverages up to what is answered; a confidence that says nothing has the risk of the "
                    + "column before. The verifier answers with its first accepted candidate, else abstains; the risk at that coverage "
                    + "is the strategy's when it answers as many problems, its most confident ones, or all it can."
            ]
        return table
    }

    /// The table has one row per strategy and coverage.
    var curveTable: Table {
        var table = Table(
            title: "Wrong among answered over coverage: \(title)",
            columns: [
                Column("strategy"), Column("coverage", kind: Self.share), Column("risk", kind: Self.estimate),
                Column("budget", kind: .integer), Column("problems", kind: .integer),
            ])
        for row in rows {
            for (coverage, risk) in zip(Self.coverages, row.curve) {
                guard let risk else { continue }
                table.append([
                    .text(row.strategy.name), .number(coverage), Self.cell(risk), .integer(budget),
                    .integer(pools.entries.count),
                ])
            }
        }
        table.footnotes = notes
        return table
    }

    private var notes: [String] {
        [
            "Risk: the share of wrong answers among those given. Picks are realised: the first \(budget) candidates of each problem "
                + "in stored order, tied answers sharing their credit, problems of equal confidence in random order. Confidence: "
                + "the winner's share of all candidates (majority) or of their weight (majority-logprob); the log-probability of "
                + "the pick (best-logprob).",
            "Intervals: percentile bootstrap over problems, 95 %, \(Self.resamples) resamples, and at least Gaffke's limits, with "
                + "one problem more that is right or wrong; of the verifier's coverage Gaffke's.",
        ]
    }

    private static func cell(_ value: ResampledValue?) -> Cell {
        value.map { .estimate($0.value, low: $0.interval?.low, high: $0.interval?.high) } ?? .missing
    }
}

extension SelectivePredictionStudy {
    /// The picture shows how often given answers are wrong against how many are given, as strategies withhold unsure
    /// ones. One panel per run.
    var plot: Plot {
        Plot(
            title: "Wrong answers among those given, against the share of problems answered",
            panels: runs.map(Self.panel),
            footnotes: [
                "Panels are runs; n problems, the first k candidates of each in stored order. A strategy answers the problems it "
                    + "is surest of; the point is the domain's verifier, which answers where it accepts. Bands and bars: 95 % "
                    + "intervals over problems."
            ])
    }

    private static func panel(_ study: SelectivePrediction) -> Panel {
        let curves = study.rows.map { row in
            let points = zip(SelectivePrediction.coverages, row.curve).compactMap { coverage, risk in
                risk.map {
                    Series.Point(x: coverage, y: $0.value, low: $0.interval?.low, high: $0.interval?.high)
                }
            }
            return Series(
                row.strategy.name, points: points, style: .line, ink: BudgetStudy.ink(row.strategy.name))
        }
        let verifier = study.verifier.flatMap { verifier in
            verifier.risk.map { risk in
                Series(
                    "verifier",
                    points: [
                        Series.Point(
                            x: verifier.coverage.value, y: risk.value, low: risk.interval?.low,
                            high: risk.interval?.high,
                            left: verifier.coverage.interval?.low, right: verifier.coverage.interval?.high)
                    ], style: .points, ink: BudgetStudy.ink("verifier"))
            }
        }
        return Panel(
            titles: [
                study.pools.title, "n\u{A0}=\u{A0}\(study.pools.entries.count)", "k\u{A0}=\u{A0}\(study.budget)",
            ],
            x: PlotAxis("problems answered", unit: .percent), y: PlotAxis("wrong among the answers", unit: .percent),
            series: curves + (verifier.map { [$0] } ?? []))
    }
}
