import Foundation
public import WinnowCore
public import WinnowReport
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study says how to split a budget between samples and verifications.
public struct SolveOrVerifyStudy: Study {
    /// There is one for each run.
    let runs: [SubjectFigures]

    /// The rule says how the answer is picked by the mean of the verifications.
    public enum Rule: String, CaseIterable, Sendable {
        /// The answer is that of the best-scoring candidate.
        case max
        /// The answer is that of a vote weighted by scores.
        case vote

        var rule: ScoreRule { self == .max ? .max : .vote }
    }

    /// These exponents were published.
    ///
    /// Source: Singhi et al., arXiv 2504.01005, section 5.
    static let published = (samples: 0.57, verifications: 0.39)

    static let resamples = 2_000

    /// Reports on runs one after the other.
    ///
    /// - Throws: ``ExperimentError`` for a run that the scorer has not scored more than once, or a single candidate a
    ///   problem.
    public init(
        of runs: [Stored<RunRecord>], scorer: String, rule: Rule, axis: Axis, in store: Store,
        observe: @escaping WorkProgress.Observer
    ) async throws {
        let source = ScoreSource(scorer)
        var reports: [SubjectFigures] = []
        for (index, run) in runs.enumerated() {
            let pools = try RunPools(run, in: store, guesses: false)
                .scored(by: [source], in: store, requiring: true)
            let stored = pools.entries.compactMap { $0.pool.scores[source]?.repeats.count }.min() ?? 0
            guard stored > 1, pools.poolSize > 1 else {
                throw ExperimentError(
                    "run \(run.id) has \(stored) score\(stored == 1 ? "" : "s") by \(scorer) of each of its "
                        + "\(pools.poolSize) candidates, which leaves nothing to choose",
                    hint: "add some with `winnow judge --db \(store.path) --run \(run.id) --scorer \(scorer) "
                        + "--verifications 8`")
            }
            try pools.require(pools.poolSize, candidatesFor: "the pool's size")
            let progress = PartProgress(
                task: "solving or verifying", detail: pools.title, first: 2 * index, total: 2 * runs.count,
                observe: observe)
            await progress.begin(0)
            let study = try await SolveOrVerify(
                pools, source, rule.rule, axis: axis, observe: progress.share(of: 0))
            await progress.begin(1)
            let groups = Self.groups(study, strategy: "\(scorer)-\(rule.rawValue)")
            reports.append(SubjectFigures(subject: pools.subject, groups: groups.titled(pools)))
        }
        self.runs = reports
    }

    /// People first see the best split of each budget.
    public var report: Report { Report(runs, answer: runs.flatMap(Self.answer), main: ["best"]) }

    private static func answer(_ run: SubjectFigures) -> [Note] {
        guard let best = run.groups.first(where: { $0.name == "best" }), let row = best.figures.last?.row,
            let samples = best.text(row: row, column: "samples"),
            let number = best.text(row: row, column: "verifications"),
            let difference = best.text(row: row, column: "difference")
        else { return [] }
        return [
            Note(
                "\(run.title): the largest budget, \(row), is best split into \(samples) samples with "
                    + "\(number) verifications of each; the difference from the majority at the same cost is \(difference)."
            )
        ]
    }

    private static func groups(_ study: SolveOrVerify, strategy: String) -> [FigureGroup] {
        let resampling = Resampling(problems: study.pools.entries.count, resamples: resamples)
        let best = BestVerifications(study)
        let replicates = BestVerifications.replicates(study, resampling)
        return [
            isoCost(study, best, strategy, resampling), samples(study),
            choices(study, best, replicates, strategy, resampling), exponents(study, best, replicates, resampling),
        ]
    }

    private static let rate = Column.Kind.estimate(.percent(digits: 1))

    private static func row(_ study: SolveOrVerify, _ index: Int) -> String {
        study.axis.text(study.budgets[index])
    }

    /// Makes right answers, budgets down and verifications across.
    private static func isoCost(
        _ study: SolveOrVerify, _ best: BestVerifications, _ strategy: String, _ resampling: Resampling
    ) -> FigureGroup {
        let errors = study.curves.flatMap { $0.compactMap(\.standardError) }.max()
        return FigureGroup(
            name: "iso-cost", title: "Right answers of \(strategy) by verifications V of each sample, at equal cost",
            rowHeader: "budget",
            figures: study.budgets.indices.flatMap { row in
                study.curves.indices.map { index in
                    let place = study.place(study.budgets[row], on: study.curves[index])
                    var cell = place.map {
                        Cell.mean(of: SolveOrVerify.right($0, on: study.curves[index]), resampling)
                    }
                    if best.choices[row].index == index { cell?.mark = .best }
                    let number = study.verifications[index]
                    return Figure(
                        row: self.row(study, row),
                        column: Column("right_at_v\(number)", header: "V = \(number)", kind: rate),
                        cell: cell ?? .missing, problems: resampling.problems)
                }
            },
            footnotes: [
                "A budget pays the samples and their verifications, means over all problems; each V gets as many samples as "
                    + "spend it, by a coin between two numbers of samples. Bold: the best V of the budget. A score is the mean "
                    + "of V of the \(study.verifications.last ?? 0) stored scorings"
                    + (errors.map {
                        String(
                            format:
                                ", averaged over %d random choices of them, standard error at most %.2f points",
                            ScoredStrategy.choicesOfRepeats, 100 * $0)
                    } ?? "") + "; over samples it is an expectation over all subsets. Intervals: 95 %, over problems."
            ])
    }

    /// Makes the samples behind those figures.
    private static func samples(_ study: SolveOrVerify) -> FigureGroup {
        FigureGroup(
            name: "iso-cost-samples", title: "Samples S that each V can have", rowHeader: "budget",
            figures: study.budgets.indices.flatMap { row in
                study.curves.indices.map { index in
                    let number = study.verifications[index]
                    let place = study.place(study.budgets[row], on: study.curves[index])
                    return Figure(
                        row: self.row(study, row),
                        column: Column(
                            "samples_at_v\(number)", header: "V = \(number)", kind: .number(.decimal(digits: 1))),
                        cell: place.map { .number($0.samples) } ?? .missing, problems: study.pools.entries.count)
                }
            })
    }

    /// Makes the best (S, V) of each budget, beside the majority for the same money.
    private static func choices(
        _ study: SolveOrVerify, _ best: BestVerifications, _ replicates: [BestVerifications], _ strategy: String,
        _ resampling: Resampling
    ) -> FigureGroup {
        let halves = study.pools.halves
        // Each half of the problems takes the choice of the other.
        let others = [true, false].map { half in
            BestVerifications(study, onlyWhere: halves.map { $0 != half })
        }
        return FigureGroup(
            name: "best", title: "The best S and V of each budget, against majority at equal cost",
            rowHeader: "budget",
            figures: study.budgets.indices.flatMap { row -> [Figure] in
                let choice = best.choices[row]
                let samples = Interval.percentile(ofReplicates: replicates.map { $0.choices[row].samples })
                let numbers = Interval.percentile(
                    ofReplicates: replicates.map { Double(study.verifications[$0.choices[row].index]) })
                let fair = halves.indices.map { problem -> Double in
                    let chosen = others[halves[problem] ? 0 : 1].choices[row].index
                    return study.place(study.budgets[row], on: study.curves[chosen]).map {
                        SolveOrVerify.right($0, on: study.curves[chosen])[problem]
                    } ?? .nan
                }
                let majority = study.majority(spending: study.budgets[row])
                return [
                    (
                        Column("samples", header: "best S", kind: .estimate(.decimal(digits: 1))),
                        Cell.estimate(choice.samples, low: samples.low, high: samples.high)
                    ),
                    (
                        Column("verifications", header: "best V", kind: .estimate(.decimal(digits: 1))),
                        .estimate(
                            Double(study.verifications[choice.index]), low: numbers.low, high: numbers.high)
                    ), (Column("right", header: "right", kind: rate), .mean(of: fair, resampling)),
                    (Column("majority", kind: rate), .mean(of: majority, resampling)),
                    (
                        Column("difference", header: "− majority", kind: rate),
                        .difference(PairedComparison(fair, majority, resampling: resampling))
                    ),
                ].map {
                    Figure(row: self.row(study, row), column: $0, cell: $1, problems: resampling.problems)
                }
            },
            footnotes: [
                "Right: with the V that is best on the other half of the problems, so that the choice is not judged where it was "
                    + "made; best S and V are of all problems, with percentile bootstrap intervals. The majority spends the "
                    + "budget on samples alone, all \(study.pools.poolSize) of the pool where these cost less."
            ])
    }

    private static func exponents(
        _ study: SolveOrVerify, _ best: BestVerifications, _ replicates: [BestVerifications], _ resampling: Resampling
    ) -> FigureGroup {
        let own = best.exponents(study)
        let refits = replicates.compactMap { $0.exponents(study) }
        func cells(_ part: KeyPath<(samples: Double, verifications: Double), Double>) -> [(Column, Cell)] {
            let value = own.map { own in
                Cell.estimate(
                    own[keyPath: part], BootstrapReplicates(refits.map { $0[keyPath: part] }))
            }
            return [
                (Column("exponent", kind: .estimate(.decimal(digits: 2))), value ?? .missing),
                (
                    Column("published", kind: .number(.decimal(digits: 2))),
                    .number(published[keyPath: part])
                ),
            ]
        }
        let limit = study.verifications.last ?? 0
        let clipped = best.choices.count { study.verifications[$0.index] == limit }
        return FigureGroup(
            name: "exponents", title: "How samples and verifications grow with the budget C", rowHeader: "law",
            figures: [("S ∝ C^a", \.samples), ("V ∝ C^b", \.verifications)].flatMap { name, part in
                cells(part).map { Figure(row: name, column: $0, cell: $1, problems: resampling.problems) }
            },
            footnotes: [
                "Least squares in logarithms over the best S and V of \(study.budgets.count) budgets, √2 apart, refitted in "
                    + "\(resampling.resamples) resamples of the problems. In \(clipped) of them the best V is the "
                    + "largest stored, \(limit): there the law of V is cut off. Published: 0.57 and 0.39, Singhi et al., "
                    + "arXiv 2504.01005, of large language models on mathematics."
            ])
    }
}
