import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of scorers")
struct ScorerCellTests {
    private let run: LopsidedRun
    private typealias Item = LopsidedPool.Item
    private static let resamples = 2_000

    init() throws {
        run = try LopsidedRun(in: Store.inMemory())
        try run.score("orm")
        try run.score("prm-policy-value", isProcess: true)
        // Best of more is worse by this one.
        try run.score("contrary") { 1 - $0.scores[0] }
    }

    private var subject: ExpectedRow {
        [("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model")]
    }

    /// A scorer, and what it says of a candidate with an answer.
    private static let scorers: [(name: String, value: @Sendable (Item) -> Double)] = [
        ("orm", { $0.scores[0] }), ("prm-policy-value-last", { $0.steps.last ?? .nan }),
        ("prm-policy-value-min", { $0.steps.min() ?? .nan }),
        ("prm-policy-value-prod", { $0.steps.reduce(1, *) }),
        ("prm-policy-value-mean", { average($0.steps) }), ("contrary", { 1 - $0.scores[0] }),
    ]

    /// A number with whether it should be high, and the place of its problem.
    private struct Prediction {
        var value: Double
        var isHigh: Bool
        var problem: Int
    }

    private func resampling(_ problems: Int = 6) -> Resampling {
        Resampling(problems: problems, resamples: Self.resamples)
    }

    /// P(a high one above a low one), ties half; nil unless there are both.
    private func area(_ predictions: [Prediction]) -> Double? {
        let (high, low) = (predictions.filter(\.isHigh), predictions.filter { !$0.isHigh })
        guard !high.isEmpty, !low.isEmpty else { return nil }
        return average(
            high.flatMap { one in low.map { one.value > $0.value ? 1 : one.value == $0.value ? 0.5 : 0 } })
    }

    private func library(_ predictions: [Prediction], _ problems: Int) -> Predictions {
        predictions.reduce(into: Predictions(problems: problems)) {
            $0.append($1.value, outcome: $1.isHigh ? 1 : 0, problem: $1.problem)
        }
    }

    private func estimate(_ value: Double?, _ measured: Measured?) -> ExpectedCell {
        value.map { .estimate($0, measured?.interval) } ?? .missing
    }

    /// How well predictions rank: over all pairs, and within problems.
    private func ranks(_ predictions: [Prediction], _ problems: Int) -> [(String, ExpectedCell)] {
        let areas = AreaUnderCurve(library(predictions, problems), resampling: resampling(problems))
        let within = (0..<problems).compactMap { problem in area(predictions.filter { $0.problem == problem }) }
        return [
            ("auroc", estimate(area(predictions), areas.overall)),
            ("wqd", within.isEmpty ? .missing : ExpectedInterval.mean(within)),
            ("wqd_problems", .integer(within.count)),
        ]
    }

    private func quality(_ group: String, _ row: String, _ predictions: [Prediction], _ problems: Int)
        -> [ExpectedFigure]
    {
        let values = library(predictions, problems)
        let mass = Calibration(values, resampling: resampling(problems))
        let width = Calibration(values, binning: .equalWidth, resampling: resampling(problems))
        let square = average(predictions.map { ($0.value - ($0.isHigh ? 1 : 0)) * ($0.value - ($0.isHigh ? 1 : 0)) })
        // Equal parts of [0, 1], each with its distance between scores and right answers.
        let bins = Dictionary(grouping: predictions) { Swift.min(Int($0.value * 10), 9) }
        let error = bins.values.reduce(0) { sum, bin in
            sum + abs(bin.reduce(0) { $0 + $1.value - ($1.isHigh ? 1 : 0) })
        }
        let (right, all) = (
            (0..<problems).map { problem in Double(predictions.count { $0.problem == problem && $0.isHigh }) },
            (0..<problems).map { problem in Double(predictions.count { $0.problem == problem }) }
        )
        let share = Interval.ratio(of: right, over: all, resampling: resampling(problems))
        let cells =
            ranks(predictions, problems) + [
                ("ece_mass", estimate(mass?.expectedError.value, mass?.expectedError)),
                ("ece_width", estimate(error / Double(predictions.count), width?.expectedError)),
                ("brier", estimate(square, mass?.brier)),
                ("right_share", .estimate(right.reduce(0, +) / all.reduce(0, +), share)),
                ("candidates", .integer(predictions.count)),
            ]
        return cells.map { ExpectedFigure(group: group, row: row, measure: $0, cell: $1, problems: problems) }
    }

    /// The answers of the problems of a difficulty, whose places are counted anew.
    private func predictions(_ value: (Item) -> Double, _ difficulty: String? = nil) -> (
        all: [Prediction], problems: Int
    ) {
        let pools = run.problems.filter {
            difficulty == nil || LopsidedPool.problem($0.problem).difficulty == difficulty
        }
        let all = pools.enumerated().flatMap { place, entry in
            entry.items.filter { $0.answer != nil }.map {
                Prediction(value: value($0), isHigh: $0.isRight, problem: place)
            }
        }
        return (all, pools.count)
    }

    private func reliability(_ name: String, _ predictions: [Prediction]) -> [ExpectedFigure] {
        // Ten bins of equally many, in the order of the scores; no two scores of a scorer straddle an end.
        let calibration = Calibration(library(predictions, 6), resampling: resampling())
        return (calibration?.bins ?? []).enumerated().flatMap { index, bin -> [ExpectedFigure] in
            let own = predictions.filter { bin.range.contains($0.value) }
            let row = "\(name), bin \(index + 1)"
            let problems = Set(own.map(\.problem)).count
            return [
                ("predicted", ExpectedCell.number(average(own.map(\.value)))),
                ("observed", .estimate(average(own.map { $0.isHigh ? 1 : 0 }), bin.observed.interval)),
                ("candidates", .integer(own.count)),
            ].map { ExpectedFigure(group: "reliability", row: row, measure: $0, cell: $1, problems: problems) }
        }
    }

    private func steps() -> [ExpectedFigure] {
        let parts: [(String, (Int) -> [Int])] = [
            ("first step", { _ in [0] }), ("1st quarter", { count in Array(0..<count / 4) }),
            ("2nd quarter", { count in Array(count / 4..<count / 2) }),
            ("3rd quarter", { count in Array(count / 2..<3 * count / 4) }),
            ("4th quarter", { count in Array(3 * count / 4..<count) }), ("last step", { [$0 - 1] }),
        ]
        return parts.flatMap { name, places -> [ExpectedFigure] in
            let predictions = run.problems.enumerated().flatMap { problem, entry in
                entry.items.filter { $0.answer != nil }.flatMap { item in
                    places(item.steps.count).map {
                        Prediction(value: item.steps[$0], isHigh: item.isRight, problem: problem)
                    }
                }
            }
            return (ranks(predictions, 6) + [("steps", .integer(predictions.count))]).map {
                ExpectedFigure(
                    group: "steps", row: "prm-policy-value, \(name)", measure: $0, cell: $1, problems: 6)
            }
        }
    }

    /// P(an illegal trace scores above a legal one) among answers that are equally right.
    private func preference() -> [ExpectedFigure] {
        Self.scorers.flatMap { name, value in
            [(true, "right"), (false, "wrong")].flatMap { isRight, word -> [ExpectedFigure] in
                let shares = run.problems.compactMap { entry in
                    area(
                        entry.items.filter { $0.answer != nil && $0.isRight == isRight }.compactMap { item in
                            item.isLegal.map { Prediction(value: value(item), isHigh: !$0, problem: 0) }
                        })
                }
                return [
                    ("illegal_among_\(word)", ExpectedInterval.mean(shares)),
                    ("\(word)_problems", .integer(shares.count)),
                ].map { ExpectedFigure(group: "traces", row: name, measure: $0, cell: $1, problems: 6) }
            }
        }
    }

    private let budgets = [1, 2, 4, 6]

    private func right(_ name: String) -> [[Double]] { budgets.map { run.reference.right("\(name)-max", $0) } }

    private func bestOfK() -> [ExpectedFigure] {
        Self.scorers.flatMap { name, _ in
            zip(budgets, right(name)).map { budget, right in
                ExpectedFigure(
                    group: "best-of-k", row: name, measure: "right_at_\(budget)",
                    cell: ExpectedInterval.mean(right, resamples: Self.resamples), problems: 6)
            }
        }
    }

    private func overOptimisation(_ halves: [Bool]) -> [ExpectedFigure] {
        Self.scorers.flatMap { name, _ -> [ExpectedFigure] in
            let right = right(name)
            /// The budget with the most right answers, the least of equals.
            func peak(_ weights: [Double]) -> Int {
                let sums = right.map { values in values.indices.reduce(0) { $0 + weights[$1] * values[$1] } }
                return sums.firstIndex { $0 == sums.max() } ?? 0
            }
            let all = peak([Double](repeating: 1, count: 6))
            let resampling = resampling()
            let resampled = (0..<Self.resamples).map { peak(resampling.weights(of: $0)) }
            let interval = Interval.percentile(ofReplicates: resampled.map { Double(budgets[$0]) })
            let crossFitted = halves.indices.map { problem in
                // From the problems of the other half alone.
                let other = peak(halves.map { $0 == halves[problem] ? 0 : 1 })
                return right[other][problem] - right[3][problem]
            }
            let drop = (0..<6).map { right[all][$0] - right[3][$0] }
            return [
                ("peak", ExpectedCell.estimate(Double(budgets[all]), interval)),
                ("right_at_peak", ExpectedInterval.mean(right[all], resamples: Self.resamples)),
                ("right_at_end", ExpectedInterval.mean(right[3], resamples: Self.resamples)),
                ("drop", ExpectedInterval.difference(drop)),
                ("drop_cross_fitted", ExpectedInterval.difference(crossFitted)),
                (
                    "share_falling",
                    .near(Double(resampled.count { $0 < 3 }) / Double(Self.resamples), within: 0.01)
                ),
            ].map { ExpectedFigure(group: "over-optimisation", row: name, measure: $0, cell: $1, problems: 6) }
        }
    }

    @Test("ranking, calibration, steps, traces and best-of-k: every figure is what counting gives")
    func figures() async throws {
        // Of a process scorer's reductions the last step alone.
        let whole = Self.scorers.filter { ["orm", "prm-policy-value-last", "contrary"].contains($0.name) }
        let ranking = Self.scorers.flatMap { quality("ranking", $0.name, predictions($0.value).all, 6) }
        let difficulties = whole.flatMap { scorer in
            ["easy", "medium", "hard"].flatMap { level in
                let (all, problems) = predictions(scorer.value, level)
                return quality("difficulty", "\(scorer.name), \(level)", all, problems)
            }
        }
        let bins = whole.flatMap { reliability($0.name, predictions($0.value).all) }
        let halves = try run.pools.halves
        let study = try await ScorerStudy(of: [run.stored], scorers: [], in: run.store) { _ in }
        let all =
            ranking + difficulties + bins + steps() + preference() + bestOfK() + overOptimisation(halves)
        try expect(ReadReport(study.report).tables[0], says: all.map { $0.expected(subject) })
    }

    @Test(
        "the halves of problems choose differently somewhere, so that fitting on one and judging on the same would show"
    )
    func halves() throws {
        let halves = try run.pools.halves
        let isDifferent = Self.scorers.contains { name, _ in
            let right = right(name)
            func peak(_ half: Bool) -> Int {
                let sums = right.map { values in
                    values.indices.reduce(0) { $0 + (halves[$1] == half ? values[$1] : 0) }
                }
                return sums.firstIndex { $0 == sums.max() } ?? 0
            }
            return peak(true) != peak(false)
        }
        #expect(isDifferent)
    }
}
