import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics

extension Requirement {
    /// Where a scorer's verifier stands: its rates, what its false-positive rate asks for, and what it does in truth.
    func scorerTable(_ scorer: ScorerAsVerifier) -> Table {
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
        for place in places {
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
