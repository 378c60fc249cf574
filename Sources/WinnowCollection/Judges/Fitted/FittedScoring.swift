import Foundation
import WinnowCore
import WinnowJSON
import WinnowRandom
public import WinnowReport
import WinnowRuns
import WinnowScoring
import WinnowStatistics
public import WinnowStore

/// Fits a scorer to a run that has grades, on what is stored of its candidates, and scores the run with it.
///
/// The features are log-probability, length and the scores that are there; no model is read, so that a run of any source
/// will do. Every problem is scored by a fit on problems that were not scored by it: the problems are parted in two, and
/// each part gets the fit of the other.
///
/// Source: cross-fitting as in Chernozhukov et al., "Double/debiased machine learning", 2018, section 3, with two folds.
public struct FittedScoring: Sendable {
    private let run: Stored<RunRecord>
    private let name: String
    private let scores: [String]
    private let store: Store

    /// - Parameters:
    ///   - number: of the graded run.
    ///   - name: of the scores that are stored, such as `fitted`.
    ///   - scores: of the run that are features; empty for all that a scorer gave.
    /// - Throws: ``ExperimentError`` for a run without grades, or a name that cannot be.
    public init(_ number: Int64, name: String, scores: [String], in store: Store) throws {
        try ExternalTool.check(name: name)
        run = try RunChoice.runs([number], in: store, allowing: [.stopped])[0]
        self.name = name
        self.scores = scores
        self.store = store
    }

    /// Fits, stores one score of each candidate with an answer, and says how well it ranks.
    ///
    /// - Throws: ``ExperimentError`` where a part of the problems has not both right and wrong candidates;
    ///   `CancellationError` when cancelled, with nothing stored.
    public func run() async throws -> Report {
        let features = try FittedFeatures(of: run, scores: scores, leavingOut: name, in: store)
        var values: [RowID<CandidateRecord>: Double] = [:]
        var fits: [LogisticModel] = []
        for part in [0, 1] {
            try Task.checkCancellation()
            let learned = features.rows.filter { $0.isRight != nil && Self.part(of: $0) != part }
            guard learned.contains(where: { $0.isRight == true }), learned.contains(where: { $0.isRight == false })
            else {
                throw ExperimentError(
                    "run \(run.id) has too few problems with right and wrong answers to fit a scorer on one half of them",
                    hint: "give a run of more problems")
            }
            let fit = LogisticModel(
                features: features.names, rows: learned.map(\.values), outcomes: learned.map { $0.isRight == true })
            fits.append(fit)
            for row in features.rows where Self.part(of: row) == part {
                values[row.candidate] = fit.probability(row.values)
            }
        }
        let tool = try store.findOrInsert(tool(features.names, fits))
        let known = Set(try store.scores(of: run.id, by: tool).map(\.candidate))
        let new = features.rows.filter { !known.contains($0.candidate) }.compactMap { row in
            values[row.candidate].map { ScoreRecord(candidate: row.candidate, value: $0, flops: row.flops) }
        }
        try store.append(new, by: tool, ifKnown: .kept)
        return report(features, values)
    }

    /// The part of a problem depends on its content alone, so that runs of the same problems are parted alike.
    private static func part(of row: FittedFeatures.Row) -> Int { Int(StableHash(row.problemHash).value % 2) }

    private func tool(_ names: [String], _ fits: [LogisticModel]) -> ToolRecord {
        let members: [(key: String, value: JSONValue)] = [
            ("features", .array(names.map { .string($0) })), ("kind", .string(ScorerKind.logistic.rawValue)),
            ("run", .string(run.record.identity)),
            (
                "coefficients",
                .array(fits.map { fit in .array((fit.coefficients + [fit.intercept]).map { .number($0) }) })
            ),
        ]
        return ToolRecord(
            kind: .scorer, name: name, version: 1, parametersJSON: JSONValue.object(members).json(.compact))
    }

    private func report(_ features: FittedFeatures, _ values: [RowID<CandidateRecord>: Double]) -> Report {
        let graded = features.rows.filter { $0.isRight != nil }
        var places: [RowID<ProblemRecord>: Int] = [:]
        for row in graded where places[row.problem] == nil { places[row.problem] = places.count }
        let resampling = Resampling(problems: places.count, resamples: 2_000)
        var table = Table(
            title: "How each ranks right above wrong candidates",
            columns: [
                Column("score"),
                Column("within", header: "AUROC within problems", kind: .estimate(.decimal(digits: 3))),
                Column("auroc", header: "over all pairs", kind: .estimate(.decimal(digits: 3))),
                Column("mixed_problems", header: "mixed problems", kind: .integer), Column("problems", kind: .integer),
                Column("candidates", kind: .integer),
            ],
            footnotes: [
                "Every problem is scored by a fit on the other half of the problems. Features rank as they are, or the other way "
                    + "round where that is better. AUROC: ties half, 95 % intervals over problems."
            ])
        func cell(_ measured: Measured?) -> Cell {
            measured.map { .estimate($0.value, low: $0.interval.low, high: $0.interval.high) } ?? .missing
        }
        func add(_ name: String, isTurned: Bool, _ value: (FittedFeatures.Row) -> Double) -> Measured? {
            var predictions = Predictions(problems: places.count)
            for row in graded {
                predictions.append(
                    isTurned ? -value(row) : value(row), outcome: row.isRight == true ? 1 : 0,
                    problem: places[row.problem] ?? 0)
            }
            let area = AreaUnderCurve(predictions, resampling: resampling)
            if !isTurned, name != self.name, let within = area.withinProblem, within.value < 0.5 {
                return add(name, isTurned: true, value)
            }
            table.append([
                .text(isTurned ? "−" + name : name), cell(area.withinProblem), cell(area.overall),
                .integer(area.withinProblem?.problems ?? 0), .integer(places.count), .integer(graded.count),
            ])
            return area.withinProblem
        }
        let own = add(name, isTurned: false) { values[$0.candidate] ?? 0 }
        var singles: [(name: String, area: Measured)] = []
        for (index, feature) in features.names.enumerated() {
            if let area = add(feature, isTurned: false, { $0.values[index] }) { singles.append((feature, area)) }
        }
        var answer: [Note] = []
        if let own, let best = singles.max(by: { $0.area.value < $1.area.value }) {
            let text = { (measured: Measured) in
                String(
                    format: "%.1f %% [%.1f, %.1f]", 100 * measured.value, 100 * measured.interval.low,
                    100 * measured.interval.high)
            }
            answer = [
                Note(
                    "On problems that it was not fitted to, \(name) ranks right above wrong candidates in \(text(own)); the best single feature, \(best.name), in \(text(best.area)) (\("\(own.problems)") mixed problems)."
                )
            ]
        }
        var report = Report(answer: answer, [.table(table)])
        report.next = [
            Report.Call(
                "what it picks",
                "winnow table --db \(store.path) --run \(run.id) --strategies majority,\(name)-max,\(name)-vote")
        ]
        return report
    }
}
