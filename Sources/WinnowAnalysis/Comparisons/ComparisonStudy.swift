import Foundation
public import WinnowCore
import WinnowDomains
public import WinnowReport
import WinnowRuns
public import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// A row is the paired comparison of two contenders on the problems that both have.
public struct ComparisonRow: Sendable {
    public let a: Contender
    public let b: Contender
    /// The rates are the means of a's and of b's probability of a right answer, on the common problems.
    public let rightA: Double
    public let rightB: Double
    /// Both spend this, where one was cut back to the other's spending.
    public let spending: EqualSpending?
    public let problems: Int
    /// Only one of them has so many problems.
    public let onlyA: Int
    public let onlyB: Int
    public let comparison: PairedComparison
    /// The McNemar test is exact, where both are realised 0/1 picks on every problem.
    public let mcNemar: McNemarTest?
    /// It says why there is nothing to test, where one is ahead by construction.
    public let byConstruction: String?
    /// The p-value is the sign-flip test's, adjusted by Holm over the table; nil where ``byConstruction`` says why.
    public internal(set) var adjustedP: Double?
}

/// The study compares pairs of strategies, within a run or between runs.
public struct ComparisonStudy: Study {
    /// There is one for each pair.
    public let rows: [ComparisonRow]

    /// The verifier of this name is read where it is not the domains' own.
    public let verifier: String?

    /// The references of the runs, by their numbers.
    private let references: [Int64: RunReference]

    /// The pairs that could not be compared, and why.
    let leftOut: [String]

    /// The loops among the runs, by their numbers.
    let arms: [Int64: LoopArm]

    /// How each contender ends.
    let standings: [Standing]

    /// Says over which clusters intervals and tests are; nil where they are over problems.
    let clusterText: String?

    /// Contenders are ranked by right − λ·wrong for these; empty for no ranking.
    public var penalties: [Double] = []

    init(_ rows: [ComparisonRow], verifier: String? = nil) {
        (self.rows, self.verifier, references, leftOut) = (rows, verifier, [:], [])
        (arms, standings, clusterText) = ([:], [], nil)
    }

    /// Compares pairs, in the order given.
    ///
    /// Values are per-problem expected probabilities of a right answer; pairs are matched by the problem's hash.
    ///
    /// - Parameters:
    ///   - axis: cut the side of a pair that spends more of it back to the other's expected spending. Of several pairs,
    ///     those in which it cannot be cut back so far are left out, and named.
    ///   - verifier: the name of a verifier that judged all of the runs; nil for the domains' own.
    ///   - isClustered: take intervals and tests over the clusters of problems.
    /// - Throws: ``ExperimentError`` for a run that does not exist, a budget beyond its pool, a strategy it has no data
    ///   for, problems without clusters, pairs without a common problem, or where no pair is left.
    public init(
        _ pairs: [(a: Contender, b: Contender)], atEqual axis: Axis? = nil, in store: Store, verifier: String? = nil,
        isClustered: Bool = false, observe: WorkProgress.Observer = { _ in }
    ) async throws {
        var contenders: [Contender] = []
        for contender in pairs.flatMap({ [$0.a, $0.b] }) where !contenders.contains(contender) {
            contenders.append(contender)
        }
        let runs = try LoadedRuns(contenders.map(\.source), in: store, verifier: verifier)
        if let axis { for contender in contenders { try runs.pools(of: contender.source).require(axis) } }
        var clusters: [Int64: ProblemClusters] = [:]
        if isClustered {
            for contender in contenders where clusters[contender.run] == nil {
                clusters[contender.run] = try ProblemClusters(of: runs.pools(of: contender.source), in: store)
            }
        }
        var clusterText: String?
        let steps = Double(contenders.count + pairs.count)
        var columns: [Contender: StrategyOutcomes] = [:]
        for (index, contender) in contenders.enumerated() {
            await observe(
                WorkProgress(task: "estimating", done: Double(index), total: steps, detail: contender.description))
            columns[contender] = try await runs.column(contender)
        }
        var rows: [ComparisonRow] = []
        var leftOut: [String] = []
        var reason: ExperimentError?
        for (index, pair) in pairs.enumerated() {
            await observe(
                WorkProgress(
                    task: "comparing", done: Double(contenders.count + index), total: steps,
                    detail: "\(pair.a) and \(pair.b)"))
            guard let columnA = columns[pair.a], let columnB = columns[pair.b] else { continue }
            do {
                let pair = try ContenderPair(pair.a, columnA, pair.b, columnB)
                let own = clusters[pair.a.run]
                let row = try await Self.compare(pair, atEqual: axis, of: runs, own?.clusters(of: pair.common))
                rows.append(row)
                clusterText = clusterText ?? own?.text(of: pair.common)
            } catch let error as ExperimentError {
                leftOut.append("\(pair.a) and \(pair.b): \(error.problem)")
                reason = reason ?? error
            }
        }
        if rows.isEmpty, let reason { throw reason }
        (self.rows, self.verifier, self.leftOut, self.clusterText) = (
            Self.adjusted(rows), verifier, leftOut, clusterText
        )
        standings = contenders.compactMap { contender in columns[contender].map { Standing(contender, $0) } }
        arms = Dictionary(
            contenders.compactMap { contender in
                LoopArm(runs.pools(of: contender.source)).map { (contender.run, $0) }
            }, uniquingKeysWith: { first, _ in first })
        references = Dictionary(
            contenders.map { ($0.run, RunReference(runs.pools(of: $0.source))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Compares every pair of the contenders, in the order given.
    ///
    /// - Throws: as the initialiser that takes pairs.
    public init(
        _ contenders: [Contender], atEqual axis: Axis? = nil, in store: Store, verifier: String? = nil,
        observe: WorkProgress.Observer = { _ in }
    ) async throws {
        let pairs = contenders.indices.flatMap { first in
            contenders[(first + 1)...].map { (a: contenders[first], b: $0) }
        }
        try await self.init(pairs, atEqual: axis, in: store, verifier: verifier, observe: observe)
    }

    /// Compares every pair of strategies of a run whose outcomes are known already.
    ///
    /// - Parameter budget: one of the summary's; strategies without outcomes at it are left out.
    init(_ strategies: [String], at budget: Int, of summary: RunSummary) throws(ExperimentError) {
        let known = strategies.compactMap { name -> (contender: Contender, column: StrategyOutcomes)? in
            let column = summary.columns.first {
                $0.strategy.name == name && $0.budget == budget && !$0.column.isEmpty
            }
            return column.map { (Contender(run: summary.pools.run.id.value, strategy: name, budget: budget), $0) }
        }
        var rows: [ComparisonRow] = []
        for first in known.indices {
            for second in known[(first + 1)...] {
                let pair = try ContenderPair(
                    known[first].contender, known[first].column, second.contender, second.column)
                let (rightA, rightB) = (pair.outcomesA.map(\.right), pair.outcomesB.map(\.right))
                rows.append(
                    Self.row(
                        pair, rightA, rightB, PairedComparison(rightA, rightB), verifier: summary.pools.verifier))
            }
        }
        self.init(Self.adjusted(rows))
    }

    /// Adjusts the p-values of all pairs that are tested.
    private static func adjusted(_ rows: [ComparisonRow]) -> [ComparisonRow] {
        var rows = rows
        let tested = rows.indices.filter { rows[$0].byConstruction == nil }
        for (index, p) in zip(tested, holmAdjusted(tested.map { rows[$0].comparison.pValue })) {
            rows[index].adjustedP = p
        }
        return rows
    }

    /// Finds the pairs to compare: all strategies of one run with each other, or each strategy between all runs.
    ///
    /// - Parameters:
    ///   - strategies: empty for one sample, a vote and, where there are verdicts, the first that is accepted.
    ///   - numbers: empty for the latest sampled run.
    ///   - budget: nil for the size of the smallest pool.
    /// - Throws: ``ExperimentError`` when there is no such run, or one that cannot be read.
    public static func pairs(
        _ strategies: [String], runs numbers: [Int64], budget: Int?, in store: Store
    ) throws -> [(a: Contender, b: Contender)] {
        let chosen = try RunChoice.runs(numbers, in: store, allowing: [.rounds])
        let runs = numbers.isEmpty ? Array(chosen.suffix(1)) : chosen
        let pools = try runs.map { try RunPools($0, in: store, guesses: false) }
        let usual: [any Strategy] =
            pools.allSatisfy { $0.loop != nil }
            ? (runs.count > 1 ? [] : [Single()]) + (pools.first?.loop.map { [$0.strategy] } ?? [])
            : [Single(), Majority(), FirstAccepted()]
        let names = strategies.isEmpty ? pools.first?.usable(usual).map(\.name) ?? [] : strategies
        let budget = budget ?? pools.map { $0.loop?.last ?? $0.poolSize }.min() ?? 0
        func contender(_ run: Stored<RunRecord>, _ strategy: String) -> Contender {
            Contender(run: run.id.value, strategy: strategy, budget: budget)
        }
        func pairs<Element>(_ list: [Element]) -> [(Element, Element)] {
            list.indices.flatMap { first in list[(first + 1)...].map { (list[first], $0) } }
        }
        return runs.count == 1
            ? pairs(names).map { (a: contender(runs[0], $0), b: contender(runs[0], $1)) }
            : names.flatMap { name in pairs(runs).map { (a: contender($0, name), b: contender($1, name)) } }
    }

    private static func compare(
        _ pair: ContenderPair, atEqual axis: Axis?, of runs: LoadedRuns, _ clusters: Clusters?
    ) async throws -> ComparisonRow {
        let verifier = runs.verifier(of: pair.a)
        guard let axis else {
            let (rightA, rightB) = (pair.outcomesA.map(\.right), pair.outcomesB.map(\.right))
            return row(
                pair, rightA, rightB, PairedComparison(rightA, rightB, clusters: clusters), verifier: verifier,
                isClustered: clusters != nil)
        }
        let matched = try await MatchedPair(pair, on: axis, of: runs)
        return row(
            pair, matched.rightA, matched.rightB,
            PairedComparison(matched.chargedRightA, matched.rightB, clusters: clusters), spending: matched.spending,
            verifier: verifier, isClustered: clusters != nil)
    }

    private static func row(
        _ pair: ContenderPair, _ rightA: [Double], _ rightB: [Double], _ comparison: PairedComparison,
        spending: EqualSpending? = nil, verifier: VerifierDeclaration, isClustered: Bool = false
    ) -> ComparisonRow {
        let isCut = spending?.isCut ?? false
        func isRight(_ value: Double) -> Bool { Rounding.areEqual(value, 1) }
        // McNemar's test is of independent problems.
        let realised =
            !isClustered && !isCut && (rightA + rightB).allSatisfy { isRight($0) || Rounding.areEqual($0, 0) }
        return ComparisonRow(
            a: pair.a, b: pair.b, rightA: mean(of: rightA), rightB: mean(of: rightB), spending: spending,
            problems: rightA.count, onlyA: pair.problems.onlyA, onlyB: pair.problems.onlyB, comparison: comparison,
            mcNemar: realised ? McNemarTest(rightA.map(isRight), rightB.map(isRight)) : nil,
            byConstruction: byConstruction(pair, spending, verifier), adjustedP: nil)
    }

    private static func byConstruction(
        _ pair: ContenderPair, _ spending: EqualSpending?, _ verifier: VerifierDeclaration
    ) -> String? {
        guard pair.a.run == pair.b.run else { return nil }
        // A budget between two whole ones is a coin between them: what holds for both holds for it.
        let budgetsA = spending?.budgetA.whole ?? [pair.a.budget]
        let budgetsB = spending?.budgetB.whole ?? [pair.b.budget]
        func always(_ holds: (_ budgetA: Int, _ budgetB: Int) -> Bool) -> Bool {
            budgetsA.allSatisfy { a in budgetsB.allSatisfy { b in holds(a, b) } }
        }
        let forward = always {
            Identities.dominates((pair.a.strategy, $0), (pair.b.strategy, $1), verifier: verifier)
        }
        let backward = always {
            Identities.dominates((pair.b.strategy, $1), (pair.a.strategy, $0), verifier: verifier)
        }
        if forward, backward { return "equal by construction" }
        if forward { return "a ≥ b by construction" }
        if backward { return "b ≥ a by construction" }
        return nil
    }
}

extension ComparisonStudy {
    public var report: Report {
        Report(
            answer: answer, [.table(table)] + (penalties.isEmpty ? [] : [.table(rankingTable(penalties))]),
            data: penalties.isEmpty ? dataTable : nil)
    }

    /// The sentences say of each of the first pairs which side is right more often, or that the problems do not tell.
    private var answer: [Note] {
        let shown = rows.count <= 3 ? rows : Array(rows.prefix(2))
        let sentences = shown.map { row in
            "\(row.a) is right in \(FigureText.percent(row.rightA)) and \(row.b) in \(FigureText.percent(row.rightB)) of "
                + FigureText.count(row.problems, "problem")
                + (row.spending.map { " at equal expected \($0.axis.unit)" } ?? "")
                + RunSummary.contrast(row.comparison, problems: row.problems)
                + (row.adjustedP.map { String(format: " (p = %.1g, Holm)", $0) } ?? "") + "."
        }
        return (sentences + shown.compactMap(loopSentence)).map { Note($0) }
    }

    /// The table for programs also has the temperatures, the rates of the greedy completions and the verifiers.
    private var dataTable: Table {
        let table = table
        let rate = Column.Kind.number(.percent(digits: 1))
        let columns = [
            Column("temperature_a", kind: .number(.decimal(digits: 2))), Column("greedy_a", kind: rate),
            Column("verifier_a"), Column("temperature_b", kind: .number(.decimal(digits: 2))),
            Column("greedy_b", kind: rate), Column("verifier_b"),
        ]
        return Table(
            title: table.title, columns: table.columns + columns,
            rows: zip(table.rows, rows).map { cells, row in
                cells
                    + [row.a, row.b].flatMap {
                        references[$0.run]?.cells($0.strategy) ?? [.missing, .missing, .missing]
                    }
            }, footnotes: table.footnotes)
    }

    /// The table has the comparisons; differences are in percentage points.
    private var table: Table {
        let axis = rows.lazy.compactMap(\.spending?.axis).first
        var table = Table(
            title: "Paired differences of right answers, a minus b, over "
                + (clusterText ?? "common problems")
                + (axis.map { " at equal expected \($0.unit)" } ?? "")
                + (verifier.map { ", verifier \($0)" } ?? ""),
            columns: [Column("a"), Column("b")] + (axis.map(Self.spendingColumns) ?? []) + [
                Column("right_a", header: "a", kind: .number(.percent(digits: 1))),
                Column("right_b", header: "b", kind: .number(.percent(digits: 1))),
                Column("difference", header: "a − b", kind: .estimate(.percent(digits: 1))),
                Column("p", kind: .number(.scientific(digits: 1))),
                Column("p_holm", header: "p (Holm)", kind: .number(.scientific(digits: 1))),
                Column("p_mcnemar", header: "p (McNemar)", kind: .number(.scientific(digits: 1))),
                Column("resolvable", header: "resolvable at 80 %", kind: .number(.percent(digits: 1))),
                Column("problems", kind: .integer), Column("note"),
            ] + (verifier == nil ? [] : [Column("verifier")]))
        for row in rows {
            let comparison = row.comparison
            let tested = row.byConstruction == nil
            var note = row.byConstruction ?? (comparison.isExact ? "exact sign-flip test" : "")
            if row.onlyA + row.onlyB > 0 {
                let overlap = "\(row.problems) common problems, \(row.onlyA) only in a, \(row.onlyB) only in b"
                note += (note.isEmpty ? "" : "; ") + overlap
            }
            let spending = row.spending.map { equal -> [Cell] in
                [
                    .text(equal.axis.unit), .number(equal.budgetA.value), .number(equal.budgetB.value),
                    .number(equal.spentA), .number(equal.spentB),
                ]
            }
            table.append(
                [.text(row.a.description), .text(row.b.description)] + (spending ?? []) + [
                    .number(row.rightA), .number(row.rightB),
                    .estimate(comparison.difference, low: comparison.interval.low, high: comparison.interval.high),
                    tested ? .number(comparison.pValue) : .missing, row.adjustedP.map(Cell.number) ?? .missing,
                    tested ? row.mcNemar.map { .number($0.pValue) } ?? .missing : .missing,
                    comparison.resolvable.map(Cell.number) ?? .missing, .integer(row.problems), .text(note),
                ] + (verifier.map { [.text($0)] } ?? []))
        }
        table.footnotes = [
            "Intervals: Gaffke's limits over problems, 95 %. p: paired sign-flip permutation test on per-problem expected "
                + "differences, two-sided; Holm over the rows of this table that are tested. McNemar's exact test where both "
                + "are realised 0/1 picks. Resolvable: the smallest true difference that this many problems would show at 80 % power."
        ]
        if let clusterText {
            table.footnotes.append(
                "Over \(clusterText)\(rows.count > 1 ? " (of the first row)" : ""): a cluster is drawn with all of its problems, "
                    + "signs are flipped of whole clusters, and resolvable rests on the cluster-robust standard error.")
        }
        if let axis { table.footnotes.append(Self.spendingNote(axis)) }
        table.footnotes += leftOut.map { "Left out: \($0)." }
        table.footnotes += references.sorted { $0.key < $1.key }.map(\.value.note)
        return table
    }

    private static func spendingColumns(_ axis: Axis) -> [Column] {
        let budget = Column.Kind.number(.decimal(digits: 2))
        return [
            Column("axis"), Column("budget_a", header: "k of a", kind: budget),
            Column("budget_b", header: "k of b", kind: budget),
            Column("spent_a", header: "spent by a", kind: .number(axis.style)),
            Column("spent_b", header: "spent by b", kind: .number(axis.style)),
        ]
    }

    private static func spendingNote(_ axis: Axis) -> String {
        "Of each pair, the side that spends more \(axis.unit) on the common problems is cut back to the other's mean: a "
            + "budget such as 5.25 is 5, or with probability 0.25 one more. Interval, p and resolvable count in that the "
            + "cut depends on the problems: each problem's surplus is charged at the cut side's gain per unit spent."
    }
}
