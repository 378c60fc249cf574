import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// The quality of scores is how well they tell right from wrong answers, and how far they can be read as probabilities.
enum ScorerQuality {
    private static let rate = Column.Kind.estimate(.percent(digits: 1))
    private static let error = Column.Kind.estimate(.decimal(digits: 3))

    /// So many resamples are drawn over problems: each is a pass over all candidates.
    static let resamples = 2_000

    static func ranking(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup {
        FigureGroup(
            name: "ranking", title: "How well scores tell right from wrong answers", rowHeader: "scorer",
            figures: scorers.flatMap { figures("\($0.source)", $0.predictions(of: pools)) },
            footnotes: [
                "AUROC: P(a right answer scores above a wrong one), ties half, over all pairs; within problems (WQD), the mean "
                    + "over the problems that have both, as many as the column says. Only the second can help a choice. ECE: "
                    + "mean |score − share of right answers| over 10 bins of equal mass, or of equal width; Brier: mean squared "
                    + "difference; both only of scores in [0, 1]. Answers without a parsable answer are left out. Intervals: 95 %, "
                    + "bootstrap over problems; those of ECE lean upward. Hanley and McNeil 1982; arXiv 2502.06233; arXiv "
                    + "1706.04599."
            ])
    }

    static func difficulties(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup {
        let levels = ["easy", "medium", "hard"].filter { level in
            pools.entries.contains { $0.problem.record.difficulty == level }
        }
        return FigureGroup(
            name: "difficulty", title: "The same by difficulty", rowHeader: "scorer",
            figures: scorers.flatMap { scorer in
                levels.flatMap { level in
                    figures("\(scorer.source), \(level)", scorer.predictions(of: pools, difficulty: level))
                }
            })
    }

    static func reliability(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup {
        let resampling = Resampling(problems: pools.entries.count, resamples: resamples)
        let figures = scorers.flatMap { scorer -> [Figure] in
            guard let calibration = Calibration(scorer.predictions(of: pools), resampling: resampling) else {
                return []
            }
            return calibration.bins.enumerated().flatMap { index, bin -> [Figure] in
                let row = "\(scorer.source), bin \(index + 1)"
                let number = Column("predicted", header: "mean score", kind: .number(.percent(digits: 1)))
                return [
                    (number, Cell.number(bin.predicted)),
                    (Column("observed", header: "right answers", kind: rate), .measured(bin.observed)),
                    (Column("candidates", kind: .integer), .integer(bin.count)),
                ].map { Figure(row: row, column: $0, cell: $1, problems: bin.observed.problems) }
            }
        }
        return FigureGroup(
            name: "reliability", title: "Reliability curves, bins of equal mass", rowHeader: "scorer",
            figures: figures,
            footnotes: [
                "A calibrated score equals its share of right answers. Steps are calibrated against what they were trained "
                    + "to say on the scorers' cards, not here: a process scorer's reduction need not be a probability of anything."
            ])
    }

    private static func figures(_ row: String, _ predictions: Predictions) -> [Figure] {
        guard predictions.count > 0 else { return [] }
        let resampling = Resampling(problems: predictions.problems, resamples: resamples)
        let area = AreaUnderCurve(predictions, resampling: resampling)
        let mass = Calibration(predictions, resampling: resampling)
        let width = Calibration(predictions, binning: .equalWidth, resampling: resampling)
        let right = (0..<predictions.problems).map { _ in 0.0 }
        let shares = predictions.owners.indices.reduce(into: (right: right, all: right)) { sums, index in
            let owner = Int(predictions.owners[index])
            sums.right[owner] += predictions.outcomes[index]
            sums.all[owner] += 1
        }
        return [
            (Column("auroc", header: "AUROC", kind: rate), Cell.measured(area.overall)),
            (Column("wqd", header: "within problems", kind: rate), .measured(area.withinProblem)),
            (
                Column("wqd_problems", header: "problems with both", kind: .integer),
                .integer(area.withinProblem?.problems ?? 0)
            ),
            (Column("ece_mass", header: "ECE, equal mass", kind: error), .measured(mass?.expectedError)),
            (Column("ece_width", header: "ECE, equal width", kind: error), .measured(width?.expectedError)),
            (Column("brier", header: "Brier", kind: error), .measured(mass?.brier)),
            (
                Column("right_share", header: "right", kind: rate),
                .measured(Measured(ratioOf: shares.right, over: shares.all, resampling: resampling))
            ),
            (Column("candidates", kind: .integer), .integer(predictions.count)),
        ].map { Figure(row: row, column: $0, cell: $1, problems: predictions.problems) }
    }
}

extension Cell {
    /// Makes a statistic with its interval; missing without one.
    static func measured(_ value: Measured?) -> Cell {
        value.map { .estimate($0.value, low: $0.interval.low, high: $0.interval.high) } ?? .missing
    }
}
