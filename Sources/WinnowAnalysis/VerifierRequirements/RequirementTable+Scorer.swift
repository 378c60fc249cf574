import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics

extension Requirement {
    /// What a scorer's verifier does at a budget of the other strategy.
    struct ScorerPlace {
        let budget: Int
        /// What is required of a verifier with the scorer's false-positive rate.
        let needed: RequirementRow
        /// First accepted at that budget.
        let right: Cell
        /// The same minus the other strategy.
        let gain: Cell
    }

    /// - Throws: `SelectionError` for a budget beyond the pools.
    func places(of scorer: ScorerAsVerifier) throws -> [ScorerPlace] {
        let resampling = Resampling(problems: pools.entries.count, resamples: request.resamples)
        return try zip(opponents, opponentsRight).compactMap { opponent, opponentRight in
            let needed = rows.first {
                $0.budget == opponent.budget && $0.terms == .sameBudget
                    && $0.falsePositiveRate == scorer.rates.falsePositive
            }
            guard let needed else { return nil }
            let right = try scorer.right(opponent.budget)
            return ScorerPlace(
                budget: opponent.budget, needed: needed, right: .mean(of: right, resampling),
                gain: .difference(PairedComparison(right, opponentRight, resampling: resampling)))
        }
    }

    /// Where a scorer's verifier stands: its rates, what its false-positive rate asks for, and what it does in truth.
    func scorerTable(_ scorer: ScorerAsVerifier) throws -> Table {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let (truePositive, falsePositive) = (scorer.truePositive, scorer.falsePositive)
        var table = Table(
            title: String(
                format: "Is %@ from %.4f on good enough? TPR %.1f %% [%.1f, %.1f], FPR %.1f %% [%.1f, %.1f]. ",
                "\(scorer.source)", scorer.threshold, 100 * truePositive.value, 100 * truePositive.interval.low,
                100 * truePositive.interval.high, 100 * falsePositive.value, 100 * falsePositive.interval.low,
                100 * falsePositive.interval.high)
                + title,
            columns: [
                Column("budget", header: "\(request.opponent) of k", kind: .integer),
                Column("needed", header: "TPR needed at this FPR", alignment: .right), Column("enough"),
                Column("right", header: "first accepted is right", kind: rate),
                Column("gain", header: "− \(request.opponent)", kind: rate), Column("problems", kind: .integer),
            ])
        for place in try places(of: scorer) {
            let isEnough = place.needed.truePositiveRate <= truePositive.value
            table.append([
                .integer(place.budget),
                .text(Self.text(place.needed.truePositiveRate, place.needed.interval, Self.rate)),
                .text(isEnough ? "yes" : "no"), place.right, place.gain, .integer(pools.entries.count),
            ])
        }
        table.footnotes = [
            "The threshold makes the first accepted of \(scorer.budget) samples most often right on run "
                + "\(scorer.tuneRun), of the split tune. Needed: the least TPR of a verifier of this FPR whose errors are "
                + "independent. First accepted: by the scores themselves, whose errors are not independent; no answer where "
                + "none passes, which is not right. Intervals: 95 %, over problems."
        ]
        return table
    }
}
