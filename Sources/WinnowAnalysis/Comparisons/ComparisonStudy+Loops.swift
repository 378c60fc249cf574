import Foundation
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// A standing has how a contender ends on all of its problems.
struct Standing: Hashable, Sendable {
    let contender: Contender
    let right: Double
    let wrong: Double
    let abstained: Double
    let problems: Int

    init(_ contender: Contender, _ column: StrategyOutcomes) {
        self.contender = contender
        right = mean(of: column.column.map(\.right))
        wrong = mean(of: column.column.map(\.wrong))
        abstained = mean(of: column.column.map(\.abstained))
        problems = column.column.count
    }
}

/// A loop's arm is what its run says of it besides its number.
struct LoopArm: Hashable, Sendable {
    let settings: BackpromptSettings
    let model: RowID<ModelRecord>
    let problemSet: RowID<ProblemSetRecord>
    let temperature: Double?
    let seed: UInt64

    init?(_ pools: RunPools) {
        guard let loop = pools.loop else { return nil }
        settings = loop.settings
        (model, problemSet) = (pools.run.record.model, pools.run.record.problemSet)
        (temperature, seed) = (pools.run.record.temperature, pools.run.record.seed)
    }

    /// The same prompt is asked again, and nothing is told.
    var isResampling: Bool { settings.critique == .none && settings.history == .none }

    /// Tells whether another loop differs in what its later prompts tell alone.
    func differsInPrompts(from other: LoopArm) -> Bool {
        (model, problemSet, temperature, seed) == (other.model, other.problemSet, other.temperature, other.seed)
            && settings.verifier == other.settings.verifier
            && settings.verifierSHA256 == other.settings.verifierSHA256
    }
}

extension ComparisonStudy {
    /// Says of a pair of which one asks the same prompt again what the other's critiques add.
    func loopSentence(_ row: ComparisonRow) -> String? {
        guard let a = arms[row.a.run], let b = arms[row.b.run], row.a.budget == row.b.budget || row.spending != nil,
            a.isResampling != b.isResampling, a.differsInPrompts(from: b),
            Strategies.named(row.a.strategy)?.needs.contains(.rounds) == true, row.a.strategy == row.b.strategy
        else { return nil }
        let comparison = row.comparison
        let (difference, interval) =
            b.isResampling
            ? (comparison.difference, comparison.interval)
            : (
                -comparison.difference,
                Interval(
                    low: -comparison.interval.high, high: -comparison.interval.low, method: comparison.interval.method)
            )
        let arm = b.isResampling ? a : b
        let cost = row.spending.map { "equal \($0.axis.unit)" } ?? "\(FigureText.count(row.a.budget, "round")) each"
        return "What critique \(arm.settings.critique.rawValue) with history \(arm.settings.history.rawValue)"
            + (arm.settings.reviser.map { " and the reviser \($0.name)" } ?? "")
            + " adds beyond re-asking, at \(cost): \(FigureText.points(difference, interval))."
    }

    /// The table ranks the contenders by right − λ·wrong, for each λ; who abstains loses nothing.
    func rankingTable(_ penalties: [Double]) -> Table {
        let rate = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            title: "Ranking by right − λ·wrong",
            columns: [
                Column("contender"), Column("right", kind: rate), Column("wrong", kind: rate),
                Column("abstained", kind: rate),
            ]
                + penalties.flatMap { penalty in
                    let name = String(format: "%g", penalty)
                    return [
                        Column("score_\(name)", header: "λ = \(name)", kind: rate),
                        Column("rank_\(name)", header: "rank", kind: .integer),
                    ]
                } + [Column("problems", kind: .integer)])
        func score(_ standing: Standing, _ penalty: Double) -> Double { standing.right - penalty * standing.wrong }
        for standing in standings {
            table.append(
                [
                    .text(standing.contender.description), .number(standing.right), .number(standing.wrong),
                    .number(standing.abstained),
                ]
                    + penalties.flatMap { penalty -> [Cell] in
                        let own = score(standing, penalty)
                        let better = standings.count { score($0, penalty) > own + 1e-12 }
                        return [.number(own), .integer(better + 1)]
                    } + [.integer(standing.problems)])
        }
        table.footnotes = [
            "Each contender on all of its own problems, at its own budget; equal scores share a rank. An answer that is "
                + "withheld costs nothing, a wrong one λ."
        ]
        return table
    }
}
