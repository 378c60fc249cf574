import Foundation
public import WinnowCore
public import WinnowReport
public import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// A row is the spending at which one strategy overtakes another.
public struct CrossingRow: Sendable {
    /// It says whether it is b that is ahead afterwards.
    public let isOvertaking: Bool
    public let spent: Double
    /// The interval is the percentile bootstrap one over the resamples that have such a crossing; nil where none has.
    public let interval: Interval?
    /// This share of the resamples has no such crossing.
    public let shareWithout: Double
    /// Both are right so often there.
    public let right: Double
}

/// The study says where two strategies' right answers, as functions of what they spend, cross.
public struct SpendingCrossing: Study {
    public let a: RunStrategy
    public let b: RunStrategy
    public let axis: Axis
    /// So many problems are common, and so many only one of the runs has.
    public let problems: Int
    public let onlyA: Int
    public let onlyB: Int
    public let curveA: PiecewiseLinear
    public let curveB: PiecewiseLinear
    /// They are in ascending order of spending.
    public let rows: [CrossingRow]
    /// This share of the resamples has curves that do not cross at all.
    public let shareUncrossed: Double

    /// So many resamples are drawn over problems.
    static let resamples = 2_000

    /// Finds every crossing of the curves over all budgets, linear between neighbouring ones.
    ///
    /// Each resample's crossing is the one in the same direction that is nearest.
    ///
    /// - Parameter verifier: the name of a verifier that judged the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for an unknown run, a strategy that a run has no data for, or runs without a common
    ///   problem.
    public init(
        _ a: RunStrategy, _ b: RunStrategy, on axis: Axis, in store: Store, verifier: String? = nil,
        observe: WorkProgress.Observer = { _ in }
    ) async throws {
        let runs = try LoadedRuns([a, b], in: store, verifier: verifier)
        for source in [a, b] { try runs.pools(of: source).require(axis) }
        let pair = try await CurvePair(a, b, of: runs, observe: observe)
        let resampling = Resampling(problems: pair.outcomesA[0].count, resamples: Self.resamples)
        let (curvesA, curvesB) = (
            SpendingCurves(pair.outcomesA, on: axis, resampling), SpendingCurves(pair.outcomesB, on: axis, resampling)
        )
        let replicates = zip(curvesA.replicates, curvesB.replicates).map { crossings(of: $0, $1) }
        self.a = a
        self.b = b
        self.axis = axis
        (problems, onlyA, onlyB) = (resampling.problems, pair.problems.onlyA, pair.problems.onlyB)
        (curveA, curveB) = (curvesA.estimate, curvesB.estimate)
        rows = crossings(of: curvesA.estimate, curvesB.estimate).map { crossing in
            let nearest = replicates.compactMap { found in
                found.filter { $0.isOvertaking == crossing.isOvertaking }.map(\.position)
                    .min { abs($0 - crossing.position) < abs($1 - crossing.position) }
            }
            return CrossingRow(
                isOvertaking: crossing.isOvertaking, spent: crossing.position,
                interval: nearest.isEmpty ? nil : .percentile(ofReplicates: nearest),
                shareWithout: 1 - Double(nearest.count) / Double(replicates.count),
                right: curvesA.estimate.value(at: crossing.position))
        }
        shareUncrossed = Double(replicates.count { $0.isEmpty }) / Double(replicates.count)
    }
}

/// The pair has two strategies at all budgets, on the problems that both have.
struct CurvePair: Sendable {
    let problems: CommonProblems
    /// The outcomes are [budget][common problem].
    let outcomesA: [[Outcome]]
    let outcomesB: [[Outcome]]

    init(_ a: RunStrategy, _ b: RunStrategy, of runs: LoadedRuns, observe: WorkProgress.Observer) async throws {
        func columns(_ source: RunStrategy, after done: Double) async throws -> [StrategyOutcomes] {
            let pools = runs.pools(of: source)
            let budgets = MixedBudget.steps(upTo: pools.poolSize)
            return try await pools.columns(of: source.strategy, budgets: budgets) { share in
                await observe(WorkProgress(task: "estimating curves", done: done + share, total: 2))
            }
        }
        let (columnsA, columnsB) = (try await columns(a, after: 0), try await columns(b, after: 1))
        let common = try CommonProblems(columnsA[0].problems, columnsB[0].problems, names: (a, b))
        problems = common
        outcomesA = columnsA.map { column in common.positionsA.map { column.column[$0] } }
        outcomesB = columnsB.map { column in common.positionsB.map { column.column[$0] } }
    }
}

/// The curves have a strategy's right answers as a function of what it spends, over the problems and over each resample
/// of them.
struct SpendingCurves: Sendable {
    let estimate: PiecewiseLinear
    let replicates: [PiecewiseLinear]

    /// - Parameter outcomes: [budget][problem], budgets ascending.
    init(_ outcomes: [[Outcome]], on axis: Axis, _ resampling: Resampling) {
        let right = outcomes.map { $0.map(\.right) }
        let spent = outcomes.map { $0.map { axis.amount(of: $0.spent) } }
        estimate = Self.curve(spent.map(mean), right.map(mean))
        let (rights, spendings) = (right.map(resampling.means), spent.map(resampling.means))
        replicates = (0..<resampling.resamples).map { resample in
            Self.curve(spendings.map { $0[resample] }, rights.map { $0[resample] })
        }
    }

    /// More budget never spends less, except by the last bits of a sum.
    private static func curve(_ spent: [Double], _ right: [Double]) -> PiecewiseLinear {
        var positions = spent
        for index in positions.indices.dropFirst() {
            let isSame = positions[index] <= positions[index - 1] * (1 + 1e-12)
            if isSame { positions[index] = positions[index - 1] }
        }
        return PiecewiseLinear(positions: positions, values: right)
    }
}

extension SpendingCrossing {
    public var report: Report { Report(table, answer: [answer]) }

    private var answer: Note {
        guard let crossing = rows.first(where: \.isOvertaking) ?? rows.first else {
            let end = min(curveA.positions.last ?? 0, curveB.positions.last ?? 0)
            let (a, b) = (curveA.value(at: end), curveB.value(at: end))
            let ahead = Rounding.areEqual(a, b) ? "both are as often right" : "\(a > b ? self.a : self.b) stays ahead"
            return Note("The curves do not cross: \(ahead), up to \(axis.text(end)).")
        }
        let limits = crossing.interval.map { " [\(axis.text($0.low)), \(axis.text($0.high))]" } ?? ""
        return Note(
            "\(crossing.isOvertaking ? b : a) overtakes \(crossing.isOvertaking ? a : b) at \(axis.text(crossing.spent))\(limits) "
                + "per problem, where both are right in \(FigureText.percent(crossing.right))"
                + String(format: "; in %.0f %% of the resamples they do not cross there.", 100 * crossing.shareWithout))
    }

    /// The table has one row per crossing, or one that says who is ahead where there is none.
    var table: Table {
        var table = Table(
            title: "Where right answers over \(axis.unit) cross: a = \(a), b = \(b)",
            columns: [
                Column("a"), Column("b"), Column("axis"), Column("event"),
                Column("spent", header: axis.unit, kind: .estimate(axis.style)),
                Column("right", header: "right there", kind: .number(.percent(digits: 1))),
                Column("share_without", header: "resamples without", kind: .number(.percent(digits: 1))),
                Column("problems", kind: .integer),
            ])
        func append(_ event: String, _ spent: Cell, _ right: Cell, _ shareWithout: Double) {
            table.append([
                .text(a.description), .text(b.description), .text(axis.unit), .text(event), spent, right,
                .number(shareWithout), .integer(problems),
            ])
        }
        for row in rows {
            append(
                row.isOvertaking ? "b overtakes a" : "a overtakes b",
                .estimate(row.spent, low: row.interval?.low, high: row.interval?.high), .number(row.right),
                row.shareWithout)
        }
        if rows.isEmpty { append("none: \(standing)", .missing, .missing, shareUncrossed) }
        table.footnotes = [
            "Right answers as a function of mean \(axis.unit) spent, linear between neighbouring budgets, which a coin can mix: "
                + "a from \(range(curveA)), b from \(range(curveB)). Only what both spend is compared.",
            "Intervals: percentile bootstrap over problems, 95 %, \(Self.resamples) resamples, among those with a crossing in "
                + "the same direction, of which the nearest counts; the share without one is beside it.",
        ]
        if onlyA + onlyB > 0 {
            table.footnotes.append("\(problems) common problems, \(onlyA) only in a, \(onlyB) only in b.")
        }
        return table
    }

    /// The text says who is ahead on all that both spend.
    private var standing: String {
        let (start, end) = (max(curveA.start, curveB.start), min(curveA.end, curveB.end))
        guard start <= end else { return "there is no spending that both reach" }
        let knots = (curveA.positions + curveB.positions).filter { start <= $0 && $0 <= end }
        let differences = knots.map { curveB.value(at: $0) - curveA.value(at: $0) }
        if differences.contains(where: { $0 > 1e-12 }) { return "b is ahead throughout" }
        if differences.contains(where: { $0 < -1e-12 }) { return "a is ahead throughout" }
        return "both are equal"
    }

    private func range(_ curve: PiecewiseLinear) -> String {
        let start = axis.text(curve.start)
        return curve.end.isFinite ? "\(start) to \(axis.text(curve.end))" : "\(start) on, without needing more"
    }
}
