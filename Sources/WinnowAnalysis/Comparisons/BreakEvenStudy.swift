import Foundation
import WinnowCore
public import WinnowReport
import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// At this price of a verifier call, verifying at equal total price is as often right as another strategy.
public struct VerdictPrice: Sendable {
    /// The way of paying says which calls are paid: one per candidate, or one per distinct answer.
    public enum Paying: String, CaseIterable, Sendable {
        case perCall = "call"
        case perAnswer = "distinct answer"

        var axis: Axis { self == .perCall ? .calls : .distinctCalls }
    }

    public let a: Contender
    public let b: RunStrategy
    public let paying: Paying
    public let rightA: Double
    public let tokensA: Double
    /// It is in generated tokens: negative where b is behind even if calls are free, −∞ where no budget of the pool is
    /// enough, +∞ where b is ahead without calls.
    public let price: Double
    /// The interval is the percentile bootstrap one over problems.
    public let interval: Interval
    /// In this share of resamples, b is behind even if calls are free.
    public let shareWithout: Double
    public let problems: Int
    public let onlyA: Int
    public let onlyB: Int
}

/// The study says what a verifier's call may cost, for each way of paying.
public struct BreakEvenStudy: Study {
    /// There is one for each way of paying.
    public let rows: [VerdictPrice]

    /// Computes the prices against a strategy at a budget, for each way of paying.
    ///
    /// - Parameter verifier: the name of a verifier that judged the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for an unknown run, a budget beyond the pool, a strategy that a run has no data for
    ///   or that asks no verifier, or runs without a common problem.
    public init(
        of b: RunStrategy, against a: Contender, in store: Store, verifier: String? = nil
    ) async throws {
        let runs = try LoadedRuns([a.source, b], in: store, verifier: verifier)
        let pools = runs.pools(of: b)
        let opponent = try await runs.column(a)
        let columns = try await pools.columns(of: b.strategy, budgets: MixedBudget.steps(upTo: pools.poolSize))
        guard columns.contains(where: { $0.column.contains { $0.verifierCalls > 0 } }) else {
            throw ExperimentError(
                "\(b) asks no verifier, so its calls have no price", hint: "name one that does as --b, such as verifier"
            )
        }
        let common = try CommonProblems(opponent.problems, columns[0].problems, names: (a, b))
        let outcomesA = common.positionsA.map { opponent.column[$0] }
        let outcomesB = columns.map { column in common.positionsB.map { column.column[$0] } }
        let resampling = Resampling(problems: outcomesA.count, resamples: SpendingCrossing.resamples)
        rows = VerdictPrice.Paying.allCases.map { paying in
            let point = ResampledPoint(outcomesA, calls: paying.axis, resampling)
            let prices = ResampledCurve(outcomesB, calls: paying.axis, resampling).breakEvenPrices(against: point)
            return VerdictPrice(
                a: a, b: b, paying: paying, rightA: point.estimate.right, tokensA: point.estimate.tokens,
                price: prices.estimate, interval: .percentile(ofReplicates: prices.replicates),
                shareWithout: Double(prices.replicates.count { $0 < 0 }) / Double(prices.replicates.count),
                problems: outcomesA.count, onlyA: common.onlyA, onlyB: common.onlyB)
        }
    }
}

/// The curve has mean results of a strategy at ascending budgets, of which neighbouring ones may be mixed.
struct VerifyingCurve: Sendable {
    struct Point: Sendable {
        var right: Double
        var tokens: Double
        var calls: Double
    }

    /// The first point spends nothing.
    let points: [Point]

    /// Finds the price of a call, in tokens, at which this strategy at equal total price is as often right as another.
    ///
    /// Whatever the price, the other one is matched at the budget where this one is first as often right; there the
    /// price makes up for the difference in tokens.
    ///
    /// - Returns: the price below which this strategy is ahead. Negative where it is behind even if calls are free, −∞
    ///   where no budget is enough, +∞ where it is ahead without any call.
    func breakEvenPrice(against other: Point) -> Double {
        guard let next = points.firstIndex(where: { $0.right >= other.right - 1e-12 }) else { return -.infinity }
        guard next > 0 else { return .infinity }
        let (low, high) = (points[next - 1], points[next])
        let share = min(1, (other.right - low.right) / (high.right - low.right))
        let tokens = low.tokens + share * (high.tokens - low.tokens)
        let calls = low.calls + share * (high.calls - low.calls)
        let saved = other.tokens - tokens
        guard calls > other.calls else { return saved >= 0 ? .infinity : -.infinity }
        return saved / (calls - other.calls)
    }
}

/// The point has mean results at one budget, over the problems and over each resample of them.
struct ResampledPoint: Sendable {
    let estimate: VerifyingCurve.Point
    let replicates: [VerifyingCurve.Point]

    /// - Parameters:
    ///   - outcomes: one per problem.
    ///   - calls: which calls are counted.
    init(_ outcomes: [Outcome], calls: Axis, _ resampling: Resampling) {
        let right = outcomes.map(\.right)
        let tokens = outcomes.map(\.tokens)
        let asked = outcomes.map { calls.amount(of: $0.spent) }
        estimate = VerifyingCurve.Point(right: mean(of: right), tokens: mean(of: tokens), calls: mean(of: asked))
        let (rights, spent) = (resampling.means(of: right), resampling.means(of: tokens))
        let verified = resampling.means(of: asked)
        replicates = rights.indices.map {
            VerifyingCurve.Point(right: rights[$0], tokens: spent[$0], calls: verified[$0])
        }
    }
}

/// The curve has a strategy's mean results at ascending budgets, over the problems and over each resample of them.
struct ResampledCurve: Sendable {
    private let points: [ResampledPoint]

    /// - Parameter outcomes: [budget][problem].
    init(_ outcomes: [[Outcome]], calls: Axis, _ resampling: Resampling) {
        points = outcomes.map { ResampledPoint($0, calls: calls, resampling) }
    }

    /// Computes ``VerifyingCurve/breakEvenPrice(against:)``, of the estimates and of each resample.
    func breakEvenPrices(against other: ResampledPoint) -> (estimate: Double, replicates: [Double]) {
        let origin = VerifyingCurve.Point(right: 0, tokens: 0, calls: 0)
        let estimate = VerifyingCurve(points: [origin] + points.map(\.estimate))
        let replicates = other.replicates.indices.map { resample in
            VerifyingCurve(points: [origin] + points.map { $0.replicates[resample] })
                .breakEvenPrice(against: other.replicates[resample])
        }
        return (estimate.breakEvenPrice(against: other.estimate), replicates)
    }
}

extension BreakEvenStudy {
    public var report: Report { Report(table, answer: rows.first.map { [answer($0)] } ?? []) }

    private func answer(_ row: VerdictPrice) -> Note {
        guard row.price.isFinite, row.price > 0 else {
            return row.price == .infinity
                ? Note(
                    "Whatever a call of the verifier costs, \(row.b) is as often right as \(row.a) at equal total price."
                )
                : Note("Even if calls cost nothing, \(row.b) is right less often than \(row.a).")
        }
        return Note(
            "A call of the verifier may cost up to "
                + String(format: "%.0f generated tokens [%.0f, %.0f]", row.price, row.interval.low, row.interval.high)
                + " before \(row.b) is right less often than \(row.a) at equal total price.")
    }

    private var table: Table {
        var table = Table(
            title: "Break-even price of a verifier call, in generated tokens: b at equal total price against a",
            columns: [
                Column("a"), Column("b"), Column("right_a", header: "right of a", kind: .number(.percent(digits: 1))),
                Column("tokens_a", header: "tokens of a", kind: .number(.decimal(digits: 1))),
                Column("paid_per", header: "paid per"),
                Column("price", header: "tokens per call", kind: .estimate(.decimal(digits: 1))),
                Column("share_without", header: "resamples without", kind: .number(.percent(digits: 1))),
                Column("problems", kind: .integer), Column("note"),
            ])
        for row in rows {
            let behind = row.price.isFinite ? "even free calls are too dear" : "b is never as often right as a"
            var notes = row.price < 0 ? [behind] : row.price == .infinity ? ["b needs no calls"] : []
            if row.onlyA + row.onlyB > 0 { notes.append("\(row.onlyA) problems only in a, \(row.onlyB) only in b") }
            table.append([
                .text(row.a.description), .text(row.b.description), .number(row.rightA), .number(row.tokensA),
                .text(row.paying.rawValue), .estimate(row.price, low: row.interval.low, high: row.interval.high),
                .number(row.shareWithout), .integer(row.problems), .text(notes.joined(separator: "; ")),
            ])
        }
        table.footnotes = [
            "Below the price b, spending as much as a in tokens and calls, is right more often than a; above it, less often. "
                + "Paid per distinct answer, verdicts are kept. A limit that is missing is beyond all prices: b is behind even if "
                + "calls are free. Intervals: percentile bootstrap over problems, 95 %, \(SpendingCrossing.resamples) resamples; "
                + "resamples without a price of 0 or more are counted beside it."
        ]
        return table
    }
}
