import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// What a process scorer's steps say of the final answer, by how far into the trace they stand.
enum StepPositions {
    /// Parts of a trace, from its first step to its last.
    private static let parts = ["first step", "1st quarter", "2nd quarter", "3rd quarter", "4th quarter", "last step"]

    static func figures(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let resampling = Resampling(problems: pools.entries.count, resamples: ScorerQuality.resamples)
        let figures = scorers.filter { !$0.steps.isEmpty }.flatMap { scorer in
            parts.indices.flatMap { part -> [Figure] in
                let predictions = predictions(scorer, pools, part)
                guard predictions.count > 0 else { return [] }
                let area = AreaUnderCurve(predictions, resampling: resampling)
                return [
                    (Column("auroc", header: "AUROC", kind: rate), Cell.measured(area.overall)),
                    (Column("wqd", header: "within problems", kind: rate), .measured(area.withinProblem)),
                    (
                        Column("wqd_problems", header: "problems with both", kind: .integer),
                        .integer(area.withinProblem?.problems ?? 0)
                    ), (Column("steps", kind: .integer), .integer(predictions.count)),
                ].map {
                    Figure(
                        row: "\(scorer.source.scorer), \(parts[part])", column: $0, cell: $1,
                        problems: predictions.problems)
                }
            }
        }
        return FigureGroup(
            name: "steps", title: "What steps say of the final answer, by their position", rowHeader: "scorer",
            figures: figures,
            footnotes: [
                "P(a step on the way to a right answer scores above one on the way to a wrong one), ties half, over candidates "
                    + "with an answer. Quarters are of the steps of each trace. This is what the three targets have in common; "
                    + "how well each is met is on the scorers' cards."
            ])
    }

    private static func predictions(_ scorer: ScoredCandidates, _ pools: RunPools, _ part: Int) -> Predictions {
        var predictions = Predictions(problems: pools.entries.count)
        for (problem, entry) in pools.entries.enumerated() {
            for (candidate, steps) in zip(entry.pool.candidates, scorer.steps[problem])
            where candidate.answer != nil && !steps.isEmpty {
                for step in positions(part, of: steps.count) {
                    predictions.append(steps[step], outcome: candidate.isRight ? 1 : 0, problem: problem)
                }
            }
        }
        return predictions
    }

    private static func positions(_ part: Int, of count: Int) -> Range<Int> {
        switch part {
        case 0: 0..<1
        case 5: count - 1..<count
        default: (part - 1) * count / 4..<part * count / 4
        }
    }
}
