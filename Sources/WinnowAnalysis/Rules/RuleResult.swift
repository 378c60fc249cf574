import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// A result is the comparison of all rules on one run.
struct RuleResult: Sendable {
    let pools: RunPools
    let budget: Int
    /// The greedy completion or the majority, which is right more often on the tune run, or here where there is none.
    let reference: String
    let tuneRun: Int64?
    /// The majority is the better one at another temperature; nil where it is not, or where there is no other.
    let vote: TunedVote?
    let rows: [Row]
    /// The rule that is recommended is the one that gains most over the majority at equal tokens on the tune run.
    let recommended: String?
    /// These rules have no data, by what is missing.
    let leftOut: [(missing: String, rules: [String])]
    let axis: Axis
    /// These take the place of problems in intervals and tests; nil where problems are independent draws.
    let clusters: Clusters?

    /// A row is one rule.
    struct Row: Sendable {
        let rule: any Strategy
        let right: [Double]
        let tokens: Double
        let seconds: Double?
        /// The difference to the reference at equal samples, with its p-value adjusted by Holm over all rules; nil for the
        /// reference itself.
        let atEqualSamples: PairedComparison?
        var adjustedP: Double?
        /// The difference to the majority that spends as much, or to the greedy completion where that is the reference.
        let atEqualTokens: PairedComparison?
        let atEqualPrice: PairedComparison?
    }

    /// The rules pick by what a generator says, and by scores where there are some; those that ask a verifier or know a
    /// reference are another question.
    static var rules: [any Strategy] {
        let other: Set<Need> = [.verdict, .grade, .trainingAnswers, .rounds, .traceCheck]
        return Strategies.all.filter { $0.needs.isDisjoint(with: other) && !($0 is Single) }
    }

    init(
        _ pools: RunPools, budget: Int, rules: [any Strategy], _ standings: [String: RuleStanding],
        vote: TunedVote? = nil, tune: (run: Int64?, standings: [String: RuleStanding])?, axis: Axis,
        pace: CandidateBatch.Pace?, clusters: ProblemClusters? = nil
    ) {
        self.pools = pools
        let clusters = clusters?.clusters(of: pools.entries.map(\.problem))
        self.clusters = clusters
        self.budget = budget
        self.axis = axis
        tuneRun = tune?.run
        let basis = tune?.standings ?? standings
        let greedy = basis[Greedy().name]?.meanRight ?? -1
        let voted = vote?.rightOnTune ?? basis[Majority().name]?.meanRight ?? 0
        let isGreedy = greedy > voted && standings[Greedy().name] != nil
        let reference = isGreedy ? Greedy().name : vote?.name ?? Majority().name
        (self.reference, self.vote) = (reference, vote)
        let resampling = Resampling(problems: pools.entries.count)
        let other = isGreedy ? nil : vote?.columns.first { $0.budget == budget }?.right
        let fixed = other ?? standings[reference]?.right ?? []
        let known = rules.filter { standings[$0.name] != nil }
        let tokensOfSample = mean(of: (standings[Majority().name]?.outcomes ?? []).map(\.tokens)) / Double(budget)
        var rows: [Row] = []
        for rule in known {
            guard let own = standings[rule.name] else { continue }
            func against(_ other: [Double]?) -> PairedComparison? {
                guard let other, rule.name != reference else { return nil }
                return PairedComparison(
                    own.right, isGreedy ? fixed : other, resampling: resampling, clusters: clusters)
            }
            let tokens = mean(of: own.outcomes.map(\.tokens))
            let pace = pace.flatMap { $0.candidates > 0 ? $0.seconds / Double($0.candidates) : nil }
            rows.append(
                Row(
                    rule: rule, right: own.right, tokens: tokens,
                    seconds: tokensOfSample > 0 ? pace.map { $0 * tokens / tokensOfSample } : nil,
                    atEqualSamples: against(fixed), atEqualTokens: against(own.atEqualTokens),
                    atEqualPrice: against(own.atEqualPrice)))
        }
        let tested = rows.indices.filter { rows[$0].atEqualSamples != nil }
        let adjusted = holmAdjusted(tested.map { rows[$0].atEqualSamples?.pValue ?? 1 })
        for (row, p) in zip(tested, adjusted) { rows[row].adjustedP = p }
        self.rows = rows
        recommended = tune.flatMap { tune in Self.recommended(known.map(\.name), tune.standings, reference) }
        var missing: [String: [String]] = [:]
        for rule in rules where standings[rule.name] == nil {
            let needs = rule.needs.map(\.description).sorted().joined(separator: ", ")
            missing[needs, default: []].append(rule.name)
        }
        leftOut = missing.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func recommended(
        _ names: [String], _ standings: [String: RuleStanding], _ reference: String
    ) -> String? {
        let gains = names.compactMap { name -> (name: String, gain: Double)? in
            guard ![Greedy().name, Majority().name].contains(name), let own = standings[name] else { return nil }
            let other = reference == Greedy().name ? standings[reference]?.right : own.atEqualTokens
            return other.map { (name, own.meanRight - mean(of: $0)) }
        }
        return gains.max { $0.gain < $1.gain }?.name
    }
}

extension RuleResult {
    static let columns: [Column] = [
        Column("rule"), Column("right", kind: .estimate(.percent(digits: 1))),
        Column("gain_equal_samples", header: "− reference, equal samples", kind: .estimate(.points(digits: 1))),
        Column("p_holm", header: "p (Holm)", kind: .number(.decimal(digits: 4))),
        Column("gain_equal_tokens", header: "equal tokens", kind: .estimate(.points(digits: 1))),
        Column("gain_equal_price", header: "equal price", kind: .estimate(.points(digits: 1))),
        Column("tokens", kind: .number(.decimal(digits: 0))),
        Column("seconds", kind: .number(.decimal(digits: 3))), Column("figure"),
    ]

    static let longColumns: [Column] = [
        Column("run", kind: .integer), Column("domain"), Column("model"), Column("problems", kind: .integer),
        Column("budget", kind: .integer), Column("reference"), Column("recommended"),
    ]

    var longCells: [Cell] {
        [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .integer(pools.entries.count), .integer(budget), .text(reference),
            recommended.map { .text($0) } ?? .missing,
        ]
    }

    var cells: [[Cell]] {
        let resampling = Resampling(problems: pools.entries.count)
        func difference(_ comparison: PairedComparison?) -> Cell { comparison.map { .difference($0) } ?? .missing }
        func rate(_ right: [Double]) -> Cell {
            clusters.map { .estimate(mean(of: right), $0.interval(of: right)) } ?? .mean(of: right, resampling)
        }
        return rows.map { row in
            let p: Cell = row.adjustedP.map { .number($0) } ?? .missing
            let seconds: Cell = row.seconds.map { .number($0) } ?? .missing
            return [
                .text(row.rule.name), rate(row.right), difference(row.atEqualSamples), p,
                difference(row.atEqualTokens), difference(row.atEqualPrice), pools.tokensCell(row.tokens), seconds,
                .text(row.rule.estimatorName()),
            ]
        }
    }

    var table: Table {
        Table(
            title: "Run \(pools.title), \(pools.problemSet.name): all rules at \(FigureText.count(budget, "sample")), "
                + "\(pools.entries.count) problems\(clusterText) × \(pools.poolSize) candidates",
            columns: Self.columns, rows: cells, footnotes: footnotes)
    }

    private var clusterText: String { clusters.map { " in " + FigureText.count($0.count, "cluster") } ?? "" }

    /// Says how the majority's temperature was chosen.
    private var tuning: String {
        vote.map { "; the majority is that of the best of \($0.temperatures) temperatures there" } ?? ""
    }

    private var footnotes: [String] {
        let place = tuneRun.map { "run \($0), on the tune split" } ?? "this run, as there is none on the tune split"
        var notes = [
            "Reference: \(reference), the better of greedy and majority by \(place)\(tuning). Intervals: 95 %, paired by problem\(clusters == nil ? "" : ", over clusters"); "
                + "p: sign-flip test, adjusted by Holm over all rules of the table.",
            "Equal tokens, equal price: against the majority that spends as much in expectation, mixed between two "
                + "neighbouring budgets, or the largest of the pool; a greedy reference is as it is. Price: \(axis.unit).",
            "Numbers that a paper leaves open stand in a rule's name where the tune run has chosen another than the usual "
                + "one. Seconds: of a problem, at the speed and the parallelism of the run's own sampling; verdicts and "
                + "scores are not in it.",
        ]
        notes += leftOut.map { "Left out, for want of \($0.missing): \($0.rules.joined(separator: ", "))." }
        return notes
    }

    /// Says which rule the tune run recommends, and whether it is worth its price here.
    var answer: [Note] {
        guard let name = recommended, let row = rows.first(where: { $0.rule.name == name }) else {
            return [
                Note(
                    "Run \(pools.title): no run on the tune split to choose a rule by; none of the differences here is a choice."
                )
            ]
        }
        func text(_ comparison: PairedComparison?) -> String {
            comparison.map { FigureText.points($0.difference, $0.interval) } ?? "not known"
        }
        let atPrice = row.atEqualPrice ?? row.atEqualTokens
        let isWorth = atPrice.map { $0.interval.excludesZero && $0.difference > 0 } ?? false
        let verdict = isWorth ? "is worth its price" : "is not shown to be worth its price"
        let best = rows.filter { $0.adjustedP ?? 1 < 0.05 && ($0.atEqualSamples?.difference ?? 0) > 0 }.map(\.rule.name)
        let others =
            best.isEmpty
            ? "No rule is ahead of \(reference) at equal samples after Holm's adjustment."
            : "Ahead of \(reference) at equal samples after Holm's adjustment: \(best.joined(separator: ", "))."
        return [
            Note(
                "Run \(pools.title): of \(rows.count) rules the tune run recommends \(name), which \(verdict): against \(reference), "
                    + "\(text(row.atEqualSamples)) at equal samples, \(text(row.atEqualTokens)) at equal tokens, "
                    + "\(text(row.atEqualPrice)) at equal price. \(others)")
        ]
    }
}
