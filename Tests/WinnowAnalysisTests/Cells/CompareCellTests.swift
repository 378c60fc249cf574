import Foundation
import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of comparisons")
struct CompareCellTests {
    private let store: Store
    private let first: LopsidedRun
    /// It has some of the same problems at other positions, with other candidates, and one more.
    private let second: LopsidedRun

    init() throws {
        store = try Store.inMemory()
        first = try LopsidedRun(in: store)
        _ = try LopsidedRun(in: store, temperature: 0, isGreedy: true)
        second = try LopsidedRun(
            in: store, set: "shuffled", temperature: 0.7, problems: [(5, 0), (3, 1), (6, 2), (1, 3), (0, 4)])
    }

    /// A strategy of a run by problem of the pool.
    private func results(_ run: LopsidedRun, _ strategy: String, _ budget: Int) -> [Int: CountedOut.Result] {
        Dictionary(
            uniqueKeysWithValues: zip(run.problems.map(\.problem), run.reference.results(strategy, budget)))
    }

    private struct Side {
        let run: LopsidedRun
        let strategy: String
        let budget: Int
        var name: String { run.name(strategy, budget) }
    }

    /// What the figures of both sides are of: only the first run has greedy completions beside it.
    private func references(_ a: Side, _ b: Side) -> ExpectedRow {
        [(a, "a"), (b, "b")].flatMap { side, letter -> ExpectedRow in
            let isFirst = side.run.run == first.run
            return [
                ("temperature_\(letter)", isFirst ? 0.8 : 0.7),
                ("greedy_\(letter)", isFirst ? .number(average(LopsidedPool.greedy.map { $0.isRight ? 1 : 0 })) : nil),
                ("verifier_\(letter)", .text(side.strategy == "verifier" ? LopsidedRun.soundVerifier : "")),
            ]
        }
    }

    /// The problems that both have, in the first one's order.
    private func common(_ a: Side, _ b: Side) -> [Int] {
        a.run.problems.map(\.problem).filter { problem in b.run.problems.contains { $0.problem == problem } }
    }

    private func right(_ side: Side, on problems: [Int]) -> [Double] {
        let results = results(side.run, side.strategy, side.budget)
        return problems.map { results[$0]?.right ?? .nan }
    }

    /// P(|sum| at least as large) over all signs of the differences.
    private func signFlip(_ differences: [Double]) -> Double {
        let observed = abs(differences.reduce(0, +))
        let patterns = 1 << differences.count
        let extreme = (0..<patterns).count { pattern in
            let sum = differences.indices.reduce(0) { $0 + (pattern >> $1 & 1 == 1 ? -1 : 1) * differences[$1] }
            return abs(sum) >= observed - 1e-9
        }
        return Double(extreme) / Double(patterns)
    }

    /// The smallest p of its rank or a smaller one, times the number of tests that are left.
    private func holm(_ values: [Double]) -> [Double] {
        values.map { value in
            values.filter { $0 <= value }.map { smaller in
                Swift.min(1, smaller * Double(values.count { $0 >= smaller }))
            }.max() ?? 1
        }
    }

    /// Twice the binomial tail of the discordant pairs.
    private func mcNemar(_ a: [Double], _ b: [Double]) -> Double? {
        guard (a + b).allSatisfy({ $0 == 0 || $0 == 1 }) else { return nil }
        let (onlyA, onlyB) = (zip(a, b).count { $0 > $1 }, zip(a, b).count { $0 < $1 })
        func choose(_ k: Int) -> Double {
            (0..<k).reduce(1) { $0 * Double(onlyA + onlyB - $1) / Double($1 + 1) }
        }
        let tail = (0...Swift.min(onlyA, onlyB)).reduce(0) { $0 + choose($1) }
        return Swift.min(1, 2 * tail / pow(2, Double(onlyA + onlyB)))
    }

    private func resolvable(_ differences: [Double]) -> Double {
        let mean = average(differences)
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(differences.count - 1)
        return (1.959963984540054 + 0.8416212335729143) * (variance / Double(differences.count)).squareRoot()
    }

    @Test("all pairs of a table are what the values of their common problems give")
    func pairsOfAll() async throws {
        let sides = [
            Side(run: first, strategy: "majority", budget: 3), Side(run: first, strategy: "single", budget: 1),
            Side(run: first, strategy: "verifier", budget: 4), Side(run: first, strategy: "greedy", budget: 1),
            Side(run: first, strategy: "best-logprob", budget: 6), Side(run: second, strategy: "majority", budget: 5),
            Side(run: second, strategy: "oracle", budget: 2),
        ]
        let notes = ["0 2": "b ≥ a by construction", "1 2": "b ≥ a by construction"]
        let pairsOfSides = sides.indices.flatMap { a in
            sides.indices.dropFirst(a + 1).map { (a, $0) }
        }.map { (a: sides[$0.0], b: sides[$0.1], note: notes["\($0.0) \($0.1)"]) }
        let values = pairsOfSides.map { pair in
            let problems = common(pair.a, pair.b)
            return (a: right(pair.a, on: problems), b: right(pair.b, on: problems))
        }
        // The oracle of the second run is ahead of its majority only at the same budget.
        let tested = pairsOfSides.indices.filter { pairsOfSides[$0].note == nil }
        let p = values.map { values in signFlip(zip(values.a, values.b).map { $0 - $1 }) }
        let adjusted = Dictionary(uniqueKeysWithValues: zip(tested, holm(tested.map { p[$0] })))
        let rows = pairsOfSides.indices.map { index -> ExpectedRow in
            let (pair, values) = (pairsOfSides[index], values[index])
            let isTested = pair.note == nil
            var note = pair.note ?? "exact sign-flip test"
            if pair.a.run.run != pair.b.run.run { note += "; 4 common problems, 2 only in a, 1 only in b" }
            return [
                ("a", .text(pair.a.name)), ("b", .text(pair.b.name)), ("right_a", .number(average(values.a))),
                ("right_b", .number(average(values.b))),
                ("difference", ExpectedInterval.difference(values.a, values.b)),
                ("p", isTested ? .number(p[index]) : .missing),
                ("p_holm", adjusted[index].map { .number($0) } ?? .missing),
                ("p_mcnemar", isTested ? mcNemar(values.a, values.b).map { .number($0) } ?? .missing : .missing),
                ("resolvable", .number(resolvable(zip(values.a, values.b).map { $0 - $1 }))),
                ("problems", .integer(values.a.count)), ("note", .text(note)),
            ] + references(pair.a, pair.b)
        }
        let study = try await ComparisonStudy(sides.map { try Contender(parsing: $0.name) }, in: store)
        try expect(ReadReport(study.report).tables[0], says: rows)
        // Raw and adjusted differ, or this would not tell them apart.
        #expect(tested.contains { p[$0] != adjusted[$0] })
        #expect(values.contains { mcNemar($0.a, $0.b) != nil })
    }

    @Test("sides that are cut back to equal spending are mixed, charged and named as they are", arguments: [0, 1, 2])
    func equalSpending(kind: Int) async throws {
        let axes: [(Axis, (CountedOut.Result) -> Double)] = [
            (.tokens, \.tokens), (.flops, \.flops),
            (.price(Price(token: 2, call: 9, flop: 0.01)), { 2 * $0.tokens + 9 * $0.calls + 0.01 * $0.flops }),
        ]
        let (axis, amount) = axes[kind]
        let sides = [
            Side(run: first, strategy: "verifier", budget: 6), Side(run: first, strategy: "majority", budget: 5),
            Side(run: second, strategy: "best-logprob", budget: 2),
        ]
        /// One value per problem at a budget that may lie between two whole ones.
        struct Column {
            var budget: Double
            var right: [Double]
            var spent: [Double]
            var slope = 0.0
        }
        func column(_ side: Side, _ budget: Int, _ problems: [Int]) -> Column {
            let results = results(side.run, side.strategy, budget)
            let own = problems.compactMap { results[$0] }
            return Column(budget: Double(budget), right: own.map(\.right), spent: own.map(amount))
        }
        func cut(_ side: Side, to target: Double, _ problems: [Int]) -> Column {
            var low = column(side, 1, problems)
            for budget in 2...side.budget {
                let high = column(side, budget, problems)
                let (cheap, dear) = (average(low.spent), average(high.spent))
                if dear > target {
                    let share = (target - cheap) / (dear - cheap)
                    func mix(_ part: KeyPath<Column, [Double]>) -> [Double] {
                        problems.indices.map {
                            (1 - share) * low[keyPath: part][$0] + share * high[keyPath: part][$0]
                        }
                    }
                    return Column(
                        budget: low.budget + share, right: mix(\.right), spent: mix(\.spent),
                        slope: (average(high.right) - average(low.right)) / (dear - cheap))
                }
                low = high
            }
            return low
        }
        var rows: [(pair: (Side, Side), a: Column, b: Column)] = []
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let problems = common(sides[a], sides[b])
            var (left, right) = (
                column(sides[a], sides[a].budget, problems), column(sides[b], sides[b].budget, problems)
            )
            let (spentA, spentB) = (average(left.spent), average(right.spent))
            if spentA > spentB {
                left = cut(sides[a], to: spentB, problems)
            } else {
                right = cut(sides[b], to: spentA, problems)
            }
            rows.append(((sides[a], sides[b]), left, right))
        }
        let charged = rows.map { row in
            row.a.right.indices.map { problem in
                row.a.right[problem] - (row.a.slope + row.b.slope) * (row.a.spent[problem] - row.b.spent[problem])
            }
        }
        let differences = rows.indices.map { row in
            charged[row].indices.map { charged[row][$0] - rows[row].b.right[$0] }
        }
        let p = differences.map(signFlip)
        // The first pair is of one pool, where a sound and complete verifier is ahead by construction.
        let adjusted = [nil] + holm(Array(p.dropFirst())).map { Optional($0) }
        let study = try await ComparisonStudy(
            sides.map { try Contender(parsing: $0.name) }, atEqual: axis, in: store)
        try expect(
            ReadReport(study.report).tables[0],
            says: rows.indices.map { index -> ExpectedRow in
                let (pair, a, b) = rows[index]
                let overlap =
                    pair.0.run.run == pair.1.run.run ? "" : "; 4 common problems, 2 only in a, 1 only in b"
                return [
                    ("a", .text(pair.0.name)), ("b", .text(pair.1.name)), ("axis", .text(axis.unit)),
                    ("budget_a", .number(a.budget)), ("budget_b", .number(b.budget)),
                    ("spent_a", .number(average(a.spent))), ("spent_b", .number(average(b.spent))),
                    ("right_a", .number(average(a.right))), ("right_b", .number(average(b.right))),
                    ("difference", ExpectedInterval.difference(charged[index], b.right)),
                    ("p", index == 0 ? .missing : .number(p[index])),
                    ("p_holm", adjusted[index].map { .number($0) } ?? .missing), ("p_mcnemar", nil),
                    ("resolvable", .number(resolvable(differences[index]))), ("problems", .integer(a.right.count)),
                    ("note", .text((index == 0 ? "a ≥ b by construction" : "exact sign-flip test") + overlap)),
                ] + references(pair.0, pair.1)
            })
    }

    @Test("problems needed and differences resolved are those of the measured spread")
    func power() async throws {
        let (a, b) = (
            Side(run: first, strategy: "majority", budget: 3), Side(run: second, strategy: "oracle", budget: 2)
        )
        let problems = common(a, b)
        let differences = zip(right(a, on: problems), right(b, on: problems)).map { $0 - $1 }
        let mean = average(differences)
        let deviation =
            (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(differences.count - 1)).squareRoot()
        let question = PowerQuestion(differences: [0.1, 0.3], problems: [50, 7], power: 0.9, significance: 0.1)
        // The quantiles of the normal distribution at 0.95 and 0.9.
        let (zTail, zPower) = (1.6448536269514722, 1.2815515655446004)
        func resolved(_ count: Int) -> Double { (zTail + zPower) * deviation / Double(count).squareRoot() }
        func row(_ difference: Double, _ count: Double, _ asked: String, _ power: Double) -> ExpectedRow {
            [
                ("difference", .number(difference)), ("problems", .number(count)), ("asked", .text(asked)),
                ("sd", .number(deviation)), ("power", .number(power)), ("significance", 0.1),
            ]
        }
        func needed(_ difference: Double) -> Double { pow((zTail + zPower) * deviation / difference, 2).rounded(.up) }
        func reached(_ difference: Double) -> Double {
            0.5 * erfc(-(difference * 2 / deviation - zTail) / 2.0.squareRoot())
        }
        let study = try await PowerStudy(
            question, PowerQuestion.Spread(Contender(parsing: a.name), Contender(parsing: b.name), in: store))
        try expect(
            ReadReport(study.report).tables[0],
            says: [
                row(0.1, needed(0.1), "problems needed", 0.9), row(0.3, needed(0.3), "problems needed", 0.9),
                row(resolved(50), 50, "resolvable difference", 0.9), row(resolved(7), 7, "resolvable difference", 0.9),
                row(resolved(4), 4, "resolvable with these problems", 0.9),
                row(0.1, 4, "power with these problems", reached(0.1)),
                row(0.3, 4, "power with these problems", reached(0.3)),
            ])
    }
}
