import WinnowCore
public import WinnowReport
import WinnowRuns
import WinnowStatistics
public import WinnowStore

/// The study says how well judges find the first wrong step of solutions, in the metrics of ProcessBench.
///
/// Judges are programs that name the step, process scorers whose first score below a threshold names it, and validators.
///
/// Source: Zheng et al., arXiv 2412.06559.
public struct FirstErrorStudy: Study {
    /// The choice of a threshold for judges that score steps.
    public enum ThresholdChoice: Sendable {
        case fixed(Double)

        /// Runs of other problems have labels and scores, of which the best threshold is taken.
        case tuned(on: [Stored<RunRecord>])

        /// The threshold of each half of the problems is the best of the other half.
        case halves
    }

    /// There is one for each problem set and, of several sets, one of their means.
    let sets: [SubjectFigures]

    /// Compares judges with the labels of some runs, those of one problem set together.
    ///
    /// - Parameters:
    ///   - names: of judges; empty for all.
    ///   - labels: see ``LabelledSteps``.
    /// - Throws: ``ExperimentError`` for a run without labels, a judge that says nothing, or problems on which no threshold
    ///   can be chosen.
    public init(
        of runs: [Stored<RunRecord>], judges names: [String], labels: String?, threshold: ThresholdChoice,
        in store: Store
    ) throws {
        var tuned: [LabelledSteps] = []
        if case .tuned(let others) = threshold {
            if let both = others.first(where: { other in
                runs.contains { $0.record.problemSet == other.record.problemSet }
            }) {
                throw ExperimentError(
                    "run \(both.id) is of the problems that are reported on",
                    hint: "a threshold is chosen on other problems: leave --tune-run out to choose it by halves")
            }
            tuned = try others.map { try LabelledSteps(of: $0, labels: labels, judges: names, in: store) }
        }
        var groups: [RowID<ProblemSetRecord>] = []
        for run in runs where !groups.contains(run.record.problemSet) { groups.append(run.record.problemSet) }
        var sets: [SubjectFigures] = []
        var rows: [(name: String, parts: [(f1: Double, replicates: [Double], problems: Int)])] = []
        for (place, group) in groups.enumerated() {
            let members = try runs.filter { $0.record.problemSet == group }.map {
                try LabelledSteps(of: $0, labels: labels, judges: names, in: store)
            }
            let set = FirstErrorSet(members, problems: try store.problems(in: group))
            let judged = try set.judged(threshold, tuned: tuned)
            guard !judged.isEmpty else {
                throw ExperimentError(
                    "no judge has said anything of the steps of \(try store.problemSet(group).name)",
                    hint: "ask one with `winnow judge --gives first-error`, or --gives score with step_values")
            }
            let name = try store.problemSet(group).name
            let resampling = Resampling(
                problems: set.problems, resamples: ScorerQuality.resamples, seed: UInt64(place))
            sets.append(Self.figures(judged, of: name, labels: members[0].source, resampling))
            for judge in judged {
                let part = (judge.errors.f1, judge.errors.f1Replicates(resampling), judge.errors.problems)
                if let row = rows.firstIndex(where: { $0.name == judge.name }) {
                    rows[row].parts.append(part)
                } else {
                    rows.append((judge.name, [part]))
                }
            }
        }
        if groups.count > 1 { sets.append(Self.means(rows.filter { $0.parts.count == groups.count }, groups.count)) }
        self.sets = sets
    }

    /// Finds the runs whose steps are labelled: by a file, or where none is, by the validators of their domains.
    ///
    /// - Parameter labels: as of ``init(of:judges:labels:threshold:in:)``.
    /// - Throws: ``ExperimentError`` where there is none.
    public static func labelled(
        _ runs: [Stored<RunRecord>], by labels: String?, in store: Store
    ) throws -> [Stored<RunRecord>] {
        let isAny = labels == nil
        let byFile =
            try labels == LabelledSteps.validator
            ? []
            : runs.filter { try FirstError.hasSteps($0.id, scoredBy: labels ?? FirstError.labels, in: store) }
        guard byFile.isEmpty, isAny || labels == LabelledSteps.validator else {
            guard !byFile.isEmpty else { throw LabelledSteps.none(in: store) }
            return byFile
        }
        let byValidator = try runs.filter { try store.judges(of: $0.id).validator != nil }
        guard !byValidator.isEmpty else { throw LabelledSteps.none(in: store) }
        return byValidator
    }

    public var report: Report { Report(sets, answer: sets.compactMap(Self.answer)) }

    /// Names the judge that finds the first wrong step best.
    private static func answer(_ set: SubjectFigures) -> Note? {
        let group = set.groups[0]
        let rows = group.figures.filter { $0.column.name == "f1" }.map(\.row)
        let best = rows.compactMap { row in group.value(row: row, column: "f1").map { (row: row, f1: $0) } }
            .max { $0.f1 < $1.f1 }
        guard let best, let text = group.text(row: best.row, column: "f1") else { return nil }
        return Note(
            "\(set.title): of \(FigureText.count(rows.count, "judge")), \(best.row) finds the first wrong step best, F1 \(text)."
        )
    }

    private static let rate = Column.Kind.estimate(.percent(digits: 1))

    private static func figures(
        _ judged: [FirstErrorSet.Judged], of name: String, labels: String, _ resampling: Resampling
    ) -> SubjectFigures {
        let figures = judged.flatMap { judge -> [Figure] in
            let errors = judge.errors
            return [
                (Column("threshold", kind: .estimate(.decimal(digits: 3))), judge.thresholdCell),
                (
                    Column("erroneous_accuracy", header: "erroneous", kind: rate),
                    Cell.measured(errors.erroneousAccuracy(resampling))
                ),
                (Column("erroneous", header: "n erroneous", kind: .integer), .integer(errors.erroneousCount)),
                (
                    Column("correct_accuracy", header: "correct", kind: rate),
                    .measured(errors.correctAccuracy(resampling))
                ),
                (Column("correct", header: "n correct", kind: .integer), .integer(errors.correctCount)),
                (Column("f1", header: "F1", kind: rate), .measured(errors.f1(resampling))),
                (Column("unjudged", kind: .integer), .integer(judge.unjudged)),
            ].map { Figure(row: judge.name, column: $0, cell: $1, problems: judge.problems) }
        }
        let group = FigureGroup(
            name: "first_error", title: "\(name): the first wrong step, against \(labels)", rowHeader: "judge",
            figures: figures,
            footnotes: [
                "Erroneous: of the solutions with a wrong step, those whose first one is named; correct: of those without, "
                    + "those said to have none; F1: the harmonic mean of the two (Zheng et al., arXiv 2412.06559). A score of a "
                    + "step below the threshold names it. Solutions that a judge could not say anything of count as missed. "
                    + "Intervals: 95 % over problems, each with all of its solutions; of F1 by bootstrap.",
                note(judged),
            ].filter { !$0.isEmpty })
        return SubjectFigures(subject: [.init(Column("problem_set"), .text(name))], groups: [group])
    }

    /// Says where thresholds come from.
    private static func note(_ judged: [FirstErrorSet.Judged]) -> String {
        guard judged.contains(where: { $0.thresholds.count == 2 }) else { return "" }
        return
            "Thresholds have the highest F1 on the other half of the problems: the mean of both halves' [least, most]."
    }

    /// Makes the means over problem sets, which weigh alike.
    private static func means(
        _ rows: [(name: String, parts: [(f1: Double, replicates: [Double], problems: Int)])], _ count: Int
    ) -> SubjectFigures {
        let figures = rows.map { row -> Figure in
            let value = mean(of: row.parts.map(\.f1))
            let replicates = row.parts[0].replicates.indices.map { resample in
                mean(of: row.parts.map { $0.replicates[resample] })
            }
            let interval = BootstrapReplicates(replicates).interval()
            return Figure(
                row: row.name, column: Column("f1", header: "mean F1", kind: rate),
                cell: .estimate(value, low: interval?.low, high: interval?.high),
                problems: row.parts.map(\.problems).reduce(0, +))
        }
        return SubjectFigures(
            subject: [.init(Column("problem_set"), .text("all"))],
            groups: [
                FigureGroup(
                    name: "mean", title: "The mean over \(count) problem sets", rowHeader: "judge", figures: figures,
                    footnotes: [
                        "The mean of the sets' F1, each weighing alike, of judges that judged all sets. Intervals: 95 %, bootstrap."
                    ])
            ])
    }
}
