import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of traces")
struct TraceCellTests {
    private let run: LopsidedRun
    private typealias Item = LopsidedPool.Item

    init() throws {
        run = try LopsidedRun(in: Store.inMemory())
    }

    private var subject: ExpectedRow {
        [("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model")]
    }

    /// The candidates of the problems of a difficulty.
    private func pools(_ difficulty: String) -> [[Item]] {
        run.problems.filter { difficulty == "all" || LopsidedPool.problem($0.problem).difficulty == difficulty }
            .map(\.items)
    }

    private let difficulties = ["all", "easy", "medium", "hard"]

    @Test("shares of all candidates: legal and right, each with the other and without")
    func shares() throws {
        let rows = difficulties.map { difficulty -> ExpectedRow in
            let pools = pools(difficulty)
            func share(_ isCounted: (Item) -> Bool) -> Double {
                average(pools.map { Double($0.count(where: isCounted)) / Double($0.count) })
            }
            let legal = pools.map { Double($0.count { $0.isLegal == true }) / Double($0.count) }
            let (both, onlyLegal) = (
                share { $0.isLegal == true && $0.isRight }, share { $0.isLegal == true && !$0.isRight }
            )
            let (onlyRight, neither) = (
                share { $0.isLegal == false && $0.isRight }, share { $0.isLegal == false && !$0.isRight }
            )
            return subject + [
                ("difficulty", .text(difficulty)), ("problems", .integer(pools.count)),
                ("legal", ExpectedInterval.mean(legal)), ("legal_right", .number(both)),
                ("legal_wrong", .number(onlyLegal)), ("illegal_right", .number(onlyRight)),
                ("illegal_wrong", .number(neither)), ("unreadable", .number(share { $0.isLegal == nil })),
                ("legal_candidates", .integer(pools.joined().count { $0.isLegal == true })),
                ("right_if_legal", .number(both / (both + onlyLegal))),
                ("right_if_illegal", .number(onlyRight / (onlyRight + neither))),
            ]
        }
        try expect(ReadReport(TraceShareStudy(of: [run.stored], in: run.store).report).tables[0], says: rows)
    }

    /// P(a pick that fits), on each problem: every subset is drawn alike, and the picks of one are shared.
    private func picks(
        _ budget: Int, _ picks: ([Item]) -> [Item], where fits: (Item) -> Bool
    ) -> [Double] {
        run.problems.map { problem in
            let patterns = (0..<64).filter { $0.nonzeroBitCount == budget }
            return average(
                patterns.map { pattern in
                    let picks = picks(problem.items.indices.filter { pattern >> $0 & 1 == 1 }.map { problem.items[$0] })
                    return picks.isEmpty ? 0 : Double(picks.count(where: fits)) / Double(picks.count)
                })
        }
    }

    private func selection() -> [ExpectedFigure] {
        let strategies: [(String, (([Item]) -> [Item]))] = [
            ("single", { $0 }),
            (
                "majority",
                { drawn in
                    let votes = Dictionary(grouping: drawn.filter { $0.answer != nil }) { $0.answer ?? "" }
                    let most = votes.values.map(\.count).max()
                    // Tied answers share the pick, and so do the candidates of one: all have as many.
                    return votes.values.filter { $0.count == most }.flatMap { $0 }
                }
            ),
            (
                "best-logprob",
                { drawn in
                    drawn.filter { $0.answer != nil }.max { $0.logProbability < $1.logProbability }.map { [$0] } ?? []
                }
            ),
            ("oracle", { $0.filter(\.isRight) }),
        ]
        return strategies.flatMap { name, choose in
            [2, 6].flatMap { budget -> [ExpectedFigure] in
                func values(_ isRight: Bool, _ isLegal: Bool) -> [Double] {
                    picks(budget, choose) { $0.answer != nil && $0.isRight == isRight && $0.isLegal == isLegal }
                        .map { $0 < 1e-12 ? 0 : $0 > 1 - 1e-12 ? 1 : $0 }
                }
                let (rightLegal, rightIllegal) = (values(true, true), values(true, false))
                let (wrongLegal, wrongIllegal) = (values(false, true), values(false, false))
                let right = run.problems.indices.map { rightLegal[$0] + rightIllegal[$0] }
                    .map { $0 > 1 - 1e-12 ? 1 : $0 }
                let abstained = run.problems.indices.map {
                    1 - rightLegal[$0] - rightIllegal[$0] - wrongLegal[$0] - wrongIllegal[$0]
                }.map { $0 < 1e-12 ? 0 : $0 > 1 - 1e-12 ? 1 : $0 }
                let legal = Interval.ratio(of: rightLegal, over: right, resampling: Resampling(problems: 6))
                let cells: [(String, ExpectedCell)] = [
                    ("right_legal", ExpectedInterval.mean(rightLegal)),
                    ("right_illegal", ExpectedInterval.mean(rightIllegal)),
                    ("wrong_legal", ExpectedInterval.mean(wrongLegal)),
                    ("wrong_illegal", ExpectedInterval.mean(wrongIllegal)),
                    ("abstained", ExpectedInterval.mean(abstained)),
                    ("legal_if_right", .estimate(rightLegal.reduce(0, +) / right.reduce(0, +), legal)),
                ]
                return cells.map {
                    ExpectedFigure(group: "selection", row: name, budget: budget, measure: $0, cell: $1, problems: 6)
                }
            }
        }
    }

    private func association() -> [ExpectedFigure] {
        difficulties.flatMap { difficulty -> [ExpectedFigure] in
            let pools = pools(difficulty)
            let tables = pools.map { pool -> FourfoldTable in
                func count(_ isLegal: Bool, _ isRight: Bool) -> Double {
                    Double(pool.count { $0.isLegal == isLegal && $0.isRight == isRight })
                }
                return FourfoldTable(
                    both: count(true, true), onlyFirst: count(true, false), onlySecond: count(false, true),
                    neither: count(false, false))
            }
            func sum(_ part: (FourfoldTable) -> Double) -> Double { tables.reduce(0) { $0 + part($1) } }
            let (a, b, c, d) = (sum(\.both), sum(\.onlyFirst), sum(\.onlySecond), sum(\.neither))
            let phi = (a * d - b * c) / ((a + b) * (c + d) * (a + c) * (b + d)).squareRoot()
            let (for_, against) = (
                sum { $0.both * $0.neither / ($0.both + $0.onlyFirst + $0.onlySecond + $0.neither) },
                sum { $0.onlyFirst * $0.onlySecond / ($0.both + $0.onlyFirst + $0.onlySecond + $0.neither) }
            )
            let informative = tables.count { $0.both * $0.neither > 0 || $0.onlyFirst * $0.onlySecond > 0 }
            let resampling = Resampling(problems: pools.count)
            let association = StratifiedAssociation(tables)
            return [
                ("phi", ExpectedCell.cell(.estimate(phi, association.phiInterval(resampling)))),
                ("odds_ratio", .cell(.estimate(for_ / against, association.oddsRatioInterval()))),
                ("informative_problems", .integer(informative)),
            ].map {
                ExpectedFigure(
                    group: "association", row: difficulty, measure: $0, cell: $1, problems: pools.count)
            }
        }
    }

    /// The mean of what a problem gives where it gives anything.
    private func means(
        _ group: String, _ cell: ([Double]) -> ExpectedCell, _ value: ([Item]) -> Double?
    ) -> [ExpectedFigure] {
        difficulties.compactMap { difficulty in
            let values = pools(difficulty).compactMap(value)
            return values.isEmpty
                ? nil
                : ExpectedFigure(
                    group: group, row: difficulty, measure: "difference", cell: cell(values),
                    problems: values.count)
        }
    }

    private func lengths() -> [ExpectedFigure] {
        difficulties.flatMap { difficulty in
            [
                ("right", { (item: Item) in item.isRight }),
                ("wrong", { $0.answer != nil && !$0.isRight }), ("unanswered", { $0.answer == nil }),
            ].flatMap { kind, isOfKind -> [ExpectedFigure] in
                let lengths = pools(difficulty).map { $0.filter(isOfKind).map { Double($0.traceTokens) } }
                    .filter { !$0.isEmpty }
                guard !lengths.isEmpty else { return [] }
                func median(_ values: [Double]) -> Double {
                    let sorted = values.sorted()
                    let middle = sorted.count / 2
                    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
                }
                let medians = lengths.map(median)
                let replicates = Resampling(problems: lengths.count).quantiles(0.5, of: medians)
                return [
                    ("mean", ExpectedInterval.amount(lengths.map(average))),
                    ("median", ExpectedCell.cell(.estimate(median(medians), replicates))),
                ].map {
                    ExpectedFigure(
                        group: "length", row: "\(difficulty): \(kind)", measure: $0, cell: $1, problems: lengths.count)
                }
            }
        }
    }

    @Test("the traces of picks, and traces against answers: every figure is what counting gives")
    func figures() async throws {
        let within = means("within-problems", ExpectedInterval.difference) { pool in
            let (legal, illegal) = (pool.filter { $0.isLegal == true }, pool.filter { $0.isLegal == false })
            guard !legal.isEmpty, !illegal.isEmpty else { return nil }
            return Double(legal.count(where: \.isRight)) / Double(legal.count)
                - Double(illegal.count(where: \.isRight)) / Double(illegal.count)
        }
        let lengthsWithin = means("length-within-problems", ExpectedInterval.amount) { pool in
            let (right, wrong) = (pool.filter(\.isRight), pool.filter { $0.answer != nil && !$0.isRight })
            guard !right.isEmpty, !wrong.isEmpty else { return nil }
            return average(right.map { Double($0.traceTokens) }) - average(wrong.map { Double($0.traceTokens) })
        }
        let study = try await TraceStudy(
            of: [run.stored], in: run.store,
            StrategyRequest(strategies: ["single", "majority", "best-logprob", "oracle"], budgets: [2, 6])
        ) { _ in }
        let all = selection() + association() + within + lengths() + lengthsWithin
        try expect(ReadReport(study.report).tables[0], says: all.map { $0.expected(subject) })
    }
}
