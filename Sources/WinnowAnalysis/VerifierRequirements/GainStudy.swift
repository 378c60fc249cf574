public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study holds the gain that each of several scorers makes as a verifier against the gain that its two rates
/// promise.
///
/// A verifier of the same rates whose errors are independent from candidate to candidate would gain most. Some of it is
/// lost because equal answers get equal verdicts, so that a wrong answer that is drawn again is accepted again; the rest
/// because what a scorer gets wrong on one answer of a problem it gets wrong on the others.
public struct GainStudy: Study {
    /// A row is one scorer at one budget.
    struct Row: Sendable {
        let scorer: ScorerAsVerifier
        let budget: Int
        /// The opponent is right so often.
        let vote: Measured
        /// The gains over it in points of the rate: of independent errors, of errors for each answer, and of the scorer.
        let independent: Measured
        let byAnswer: Measured
        let realised: Measured
        /// Errors of equal answers cost this.
        let lostToAnswers: Measured
        /// Errors that a problem's answers share cost this; negative where they help.
        let lostToProblems: Measured
        let needed: RequirementRow
        /// So many graded right answers tell the scorer's true-positive rate from what is needed; nil where the two are
        /// equal, or none is enough.
        let labels: Int?
    }

    let rows: [Row]
    private let pools: RunPools
    private let tuneRun: RowID<RunRecord>
    private let opponent: String

    /// Places scorers of a run.
    ///
    /// - Parameters:
    ///   - names: of scores, such as `orm` or `combined-stacked`.
    ///   - request: its budgets and opponent are used; 16 samples, or the pool's where it is smaller, if it names none.
    /// - Throws: ``ExperimentError`` for scores that the runs lack, runs that do not fit together, or budgets beyond the
    ///   pool.
    public init(
        of names: [String], _ run: Stored<RunRecord>, tunedOn tuneRun: Int64, in store: Store,
        _ request: RequirementRequest, observe: WorkProgress.Observer
    ) async throws {
        let guesses = Strategies.any(of: [request.opponent], needs: .trainingAnswers)
        let pools = try RunPools(run, in: store, guesses: guesses)
        let tune = try RunPools.pools(of: tuneRun, in: store)
        var request = request
        if request.budgets.isEmpty { request.budgets = [min(16, pools.poolSize)] }
        (request.callPrices, request.verifiers, request.falsePositiveRates) = ([], [], [])
        try request.check()
        let study = try await RequirementEstimation(pools, request)
        let entries = pools.entries.map(\.pool)
        let kernels = [VerdictNoise.candidate, .answer].map {
            VerifierSheet.Kernels(entries, budgets: request.budgets.sorted(), noise: $0)
        }
        var rows: [Row] = []
        for (index, name) in names.enumerated() {
            let scorer = try await ScorerAsVerifier(name, of: pools, tunedOn: tune, in: store)
            let (candidate, answer) = (
                try await kernels[0].sheet(scorer.rates), try await kernels[1].sheet(scorer.rates)
            )
            let needed = try await study.rows(falsePositiveRate: scorer.rates.falsePositive) { share in
                await observe(
                    WorkProgress(
                        task: "placing scorers", done: Double(index) + share, total: Double(names.count), detail: name))
            }
            for opponent in study.opponents {
                let right = opponent.outcomes.map(\.right)
                let own = try scorer.right(opponent.budget)
                let (free, bound) = (
                    candidate.outcomes(at: opponent.budget).map(\.right),
                    answer.outcomes(at: opponent.budget).map(\.right)
                )
                func difference(_ one: [Double], _ other: [Double]) -> Measured {
                    let comparison = PairedComparison(one, other, resampling: study.resampling)
                    return Measured(comparison.difference, comparison.interval, problems: one.count)
                }
                guard let need = needed.first(where: { $0.budget == opponent.budget }),
                    let vote = Measured(meanOf: right, resampling: study.resampling)
                else { continue }
                rows.append(
                    Row(
                        scorer: scorer, budget: opponent.budget, vote: vote, independent: difference(free, right),
                        byAnswer: difference(bound, right), realised: difference(own, right),
                        lostToAnswers: difference(free, bound), lostToProblems: difference(bound, own), needed: need,
                        labels: Self.labels(scorer.rates.truePositive, against: need.truePositiveRate)))
            }
        }
        (self.rows, self.pools, self.tuneRun, opponent) = (rows, pools, tune.run.id, request.opponent)
    }

    /// Gives the number of right answers to be graded before a rate is told from the needed one: a two-sided test of 5 %
    /// with a power of 80 %.
    ///
    /// Source: the normal approximation for one proportion, Fleiss, Levin and Paik, "Statistical Methods for Rates and
    /// Proportions", 2003, section 2.
    static func labels(_ rate: Double, against needed: Double) -> Int? {
        guard needed.isFinite, rate != needed else { return nil }
        let spread = { (p: Double) in (p * (1 - p)).squareRoot() }
        let sum = 1.959_964 * spread(needed) + 0.841_621 * spread(rate)
        let count = sum * sum / ((rate - needed) * (rate - needed))
        return count < 1e9 ? max(1, Int(count.rounded(.up))) : nil
    }

    /// People read a table of gains and see the picture.
    public var report: Report {
        Report(answer: answer, [.table(table), .plot(plot)])
    }

    private var answer: [Note] {
        guard let best = rows.max(by: { $0.realised.value < $1.realised.value }) else { return [] }
        let gain = "\(FigureText.points(best.realised.value, best.realised.interval))"
        let promised = "\(FigureText.points(best.independent.value, best.independent.interval))"
        return [
            Note(
                "Of \(FigureText.count(Set(rows.map(\.scorer.source)).count, "scorer")) as a verifier, \(best.scorer.source) gains most over the \(opponent) of \(FigureText.count(best.budget, "sample")): \(gain), where its rates promise \(promised)."
            )
        ]
    }

    private var table: Table {
        let points = Column.Kind.estimate(.points(digits: 1))
        let rate = Column.Kind.estimate(.percent(digits: 1))
        var table = Table(
            title: "Gain over the \(opponent), predicted and realised: \(pools.title)",
            columns: [
                Column("scorer"), Column("budget", header: "k", kind: .integer),
                Column("tpr", header: "TPR", kind: rate), Column("fpr", header: "FPR", kind: rate),
                Column("predicted", kind: points), Column("realised", kind: points),
                Column("lost_to_answers", header: "lost: equal answers", kind: points),
                Column("lost_to_problems", header: "lost: equal problem", kind: points),
                Column("needed", header: "TPR needed", kind: rate),
                Column("labels", header: "labels to decide", kind: .integer), Column("problems", kind: .integer),
            ])
        for row in rows {
            func cell(_ measured: Measured) -> Cell {
                .estimate(measured.value, low: measured.interval.low, high: measured.interval.high)
            }
            table.append([
                .text("\(row.scorer.source)"), .integer(row.budget), cell(row.scorer.truePositive),
                cell(row.scorer.falsePositive), cell(row.independent), cell(row.realised), cell(row.lostToAnswers),
                cell(row.lostToProblems),
                .estimate(
                    row.needed.truePositiveRate, low: row.needed.interval.low, high: row.needed.interval.high),
                row.labels.map { .integer($0) } ?? .missing, .integer(row.vote.problems),
            ])
        }
        table.footnotes = [
            "Each accepts from a score on that makes the first accepted of 16 samples most often right on run \(tuneRun). "
                + "Predicted: a verifier of these rates whose errors are independent. Lost: what errors that equal answers, and "
                + "then all answers of a problem, have in common cost. Labels: right answers to grade before TPR is told from "
                + "what is needed (5 %, power 80 %). 95 % intervals over problems."
        ]
        return table
    }

    /// The picture has a point for each scorer: what its rates promise and what it gains, with the line where both are
    /// equal.
    var plot: Plot {
        let values = rows.flatMap { [$0.independent.value, $0.realised.value] }
        let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
        let ends = [low, high].map { Series.Point(x: $0, y: $0) }
        let series = rows.enumerated().map { index, row in
            Series(
                "\(row.scorer.source)" + (Set(rows.map(\.budget)).count > 1 ? ", k = \(row.budget)" : ""),
                points: [
                    Series.Point(
                        x: row.independent.value, y: row.realised.value, low: row.realised.interval.low,
                        high: row.realised.interval.high)
                ], style: .points, ink: index)
        }
        return Plot(
            title: "Predicted and realised gain over the \(opponent)",
            panels: [
                Panel(
                    titles: [pools.title, "n\u{A0}=\u{A0}\(pools.entries.count)"],
                    x: PlotAxis("predicted from TPR and FPR", unit: .points), y: PlotAxis("realised", unit: .points),
                    series: [Series("as predicted", points: ends, style: .reference, ink: Palette.reference)] + series)
            ],
            footnotes: [
                "Predicted: a verifier with the scorer's rates whose errors are independent. Bars: 95 % intervals over problems."
            ])
    }
}
