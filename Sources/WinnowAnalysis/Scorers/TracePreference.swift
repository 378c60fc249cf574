import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// Whether a scorer prefers illegal traces among answers that are equally right or wrong.
enum TracePreference {
    /// - Returns: nil for a run without traces.
    static func figures(_ scorers: [ScoredCandidates], of pools: RunPools) -> FigureGroup? {
        guard pools.rates.traceLegal != nil else { return nil }
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let figures = scorers.flatMap { scorer in
            [true, false].flatMap { isRight -> [Figure] in
                let shares = AreaUnderCurve.withinProblems(predictions(scorer, pools, isRight)).compactMap { $0 }
                let name = isRight ? "right" : "wrong"
                return [
                    (
                        Column("illegal_among_\(name)", header: "illegal above legal, \(name) answers", kind: rate),
                        Cell.measured(Measured(meanOf: shares))
                    ),
                    (Column("\(name)_problems", header: "problems, \(name)", kind: .integer), .integer(shares.count)),
                ].map {
                    Figure(row: "\(scorer.source)", column: $0, cell: $1, problems: pools.entries.count)
                }
            }
        }
        return FigureGroup(
            name: "traces", title: "Whether scores prefer illegal traces", rowHeader: "scorer", figures: figures,
            footnotes: [
                "P(an answer by an illegal trace scores above one by a legal trace to the same problem, both right or both "
                    + "wrong), ties half; over the problems that have both. Above 50 % with its interval: the scorer prefers illegal "
                    + "traces. Truncated and unreadable traces are left out."
            ])
    }

    private static func predictions(
        _ scorer: ScoredCandidates, _ pools: RunPools, _ isRight: Bool
    ) -> Predictions {
        var predictions = Predictions(problems: pools.entries.count)
        for (problem, entry) in pools.entries.enumerated() {
            for (candidate, value) in zip(entry.pool.candidates, scorer.values[problem])
            where candidate.answer != nil && candidate.isRight == isRight {
                guard let isLegal = candidate.traceIsLegal else { continue }
                predictions.append(value, outcome: isLegal ? 0 : 1, problem: problem)
            }
        }
        return predictions
    }
}
