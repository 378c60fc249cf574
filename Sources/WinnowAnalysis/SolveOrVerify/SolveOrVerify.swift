import Foundation
import WinnowRandom
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// Samples S stand against verifications V of each: the grid of both has right answers, and each budget has its best
/// point.
///
/// A candidate's score is the mean of V of its stored scorings, V chosen at random; what S samples with V verifications
/// give is exact over the samples and, for V below what is stored, averaged over random choices of the scorings.
/// Between two numbers of samples a coin decides, so that every V can spend a budget exactly.
///
/// Source: Singhi et al., "When To Solve, When To Verify", arXiv 2504.01005.
struct SolveOrVerify: Sendable {
    /// A point says what V verifications of S samples do.
    struct Point: Sendable {
        let samples: Int
        /// The cost is the mean over problems, on the axis.
        let cost: Double
        /// There is one per problem.
        let right: [Double]
        /// The Monte Carlo standard error is that of the mean of ``right``; nil where exact.
        let standardError: Double?
    }

    /// A place on a curve at a budget is the coin between two points.
    struct Place: Sendable {
        let low: Int
        let share: Double
        let samples: Double
    }

    let pools: RunPools
    let axis: Axis
    /// The numbers rise.
    let verifications: [Int]
    /// The curves are [verifications][samples], costs rising.
    let curves: [[Point]]
    /// The majority is the plain one, by samples.
    let majority: [Point]
    /// The budgets rise by factors of √2, from one sample with one verification to all samples with one.
    let budgets: [Double]

    init(
        _ pools: RunPools, _ source: ScoreSource, _ rule: ScoreRule, axis: Axis,
        observe: @Sendable (Double) async -> Void
    ) async throws {
        let stored = pools.entries.compactMap { $0.pool.scores[source]?.repeats.count }.min() ?? 0
        let verifications = Self.steps(upTo: stored, everyNumberTo: 8)
        let sizes = Self.steps(upTo: pools.poolSize, everyNumberTo: 4)
        let strategies = verifications.map { ScoredStrategy(source, rule, verifications: $0) }
        let columns = try await pools.columns(
            EstimationRequest(strategies: [Majority()] + strategies, budgets: sizes), observe: observe)
        func curve(_ name: String) -> [Point] {
            columns.filter { $0.strategy.name == name }.map { column in
                Point(
                    samples: column.budget, cost: mean(of: column.column.map { axis.amount(of: $0.spent) }),
                    right: column.right, standardError: Self.standardError(column.outcomes))
            }
        }
        (self.pools, self.axis, self.verifications) = (pools, axis, verifications)
        curves = strategies.map { curve($0.name) }
        majority = curve("majority")
        let (least, most) = (curves[0][0].cost, curves[0][curves[0].count - 1].cost)
        budgets = Array(sequence(first: least) { $0 * 2.0.squareRoot() }.prefix { $0 <= most * (1 + 1e-9) })
    }

    private static func standardError(_ outcomes: [Outcome]) -> Double? {
        let errors = outcomes.compactMap(\.standardError)
        return errors.isEmpty ? nil : errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(outcomes.count)
    }

    /// Lists all numbers up to a limit, then steps by halves: 12, 16, 24, 32 …, and the largest.
    static func steps(upTo limit: Int, everyNumberTo few: Int) -> [Int] {
        var numbers = Set(1...min(few, max(1, limit)))
        for power in sequence(first: few, next: { $0 * 2 }).prefix(while: { $0 < limit }) {
            numbers.formUnion([power, power * 3 / 2])
        }
        return numbers.union([limit]).filter { $0 <= limit }.sorted()
    }

    /// Finds where a curve spends a budget; nil where it costs more from the start, or less to its end.
    func place(_ budget: Double, on curve: [Point]) -> Place? {
        let limit = budget * (1 + 1e-9)
        guard let low = curve.lastIndex(where: { $0.cost <= limit }) else { return nil }
        guard low + 1 < curve.count else {
            return curve[low].cost >= budget * (1 - 1e-9)
                ? Place(low: low, share: 0, samples: Double(curve[low].samples)) : nil
        }
        let share = max(0, (budget - curve[low].cost) / (curve[low + 1].cost - curve[low].cost))
        let samples = Double(curve[low].samples) + share * Double(curve[low + 1].samples - curve[low].samples)
        return Place(low: low, share: share, samples: samples)
    }

    /// Mixes the values of the points at a place.
    static func value<Value>(_ place: Place, _ values: [Value], _ mix: (Value, Value, Double) -> Value) -> Value {
        place.share == 0 ? values[place.low] : mix(values[place.low], values[place.low + 1], place.share)
    }

    /// Finds the right answers of each problem at a place.
    static func right(_ place: Place, on curve: [Point]) -> [Double] {
        value(place, curve.map(\.right)) { low, high, share in
            zip(low, high).map { $0 + share * ($1 - $0) }
        }
    }

    /// Finds the right answers of each problem of the majority at a budget; of all candidates where these cost less.
    func majority(spending budget: Double) -> [Double] {
        place(budget, on: majority).map { Self.right($0, on: majority) }
            ?? (majority[0].cost > budget ? majority[0].right : majority[majority.count - 1].right)
    }
}

/// The choice has the best number of verifications at each budget, and the laws by which it and the samples grow.
struct BestVerifications: Sendable {
    /// A choice is the best one at one budget.
    struct Choice: Sendable {
        /// The index is into the study's numbers of verifications.
        let index: Int
        let samples: Double
    }

    let choices: [Choice]

    /// - Parameter means: the right answers of each point, [verifications][samples], over whichever problems decide.
    init(_ study: SolveOrVerify, means: [[Double]]) {
        choices = study.budgets.map { budget in
            let options = study.curves.indices.compactMap { index in
                study.place(budget, on: study.curves[index]).map { place in
                    (
                        choice: Choice(index: index, samples: place.samples),
                        right: SolveOrVerify.value(place, means[index]) { $0 + $2 * ($1 - $0) }
                    )
                }
            }
            // Of equals the one with fewer verifications, which comes first.
            var best = options[0]
            for option in options where option.right > best.right + 1e-12 { best = option }
            return best.choice
        }
    }

    /// Finds the choices that all problems lead to.
    init(_ study: SolveOrVerify) {
        self.init(study, means: study.curves.map { $0.map { mean(of: $0.right) } })
    }

    /// Finds the choices in each resample of the problems.
    static func replicates(_ study: SolveOrVerify, _ resampling: Resampling) -> [BestVerifications] {
        let means = study.curves.map { $0.map { resampling.means(of: $0.right) } }
        return (0..<resampling.resamples).map { resample in
            BestVerifications(study, means: means.map { $0.map { $0[resample] } })
        }
    }

    /// Finds the choices that a part of the problems leads to.
    init(_ study: SolveOrVerify, onlyWhere isChosen: [Bool]) {
        let chosen = isChosen.indices.filter { isChosen[$0] }
        self.init(
            study,
            means: study.curves.map { curve in
                curve.map { point in chosen.reduce(0) { $0 + point.right[$1] } / Double(max(1, chosen.count)) }
            })
    }

    /// Fits the exponents of S and V as powers of the budget; nil for fewer than two budgets.
    func exponents(_ study: SolveOrVerify) -> (samples: Double, verifications: Double)? {
        guard let samples = PowerLaw(x: study.budgets, y: choices.map(\.samples)),
            let verifications = PowerLaw(
                x: study.budgets, y: choices.map { Double(study.verifications[$0.index]) })
        else { return nil }
        return (samples.exponent, verifications.exponent)
    }
}
