import WinnowReport
import WinnowSelection
import WinnowStatistics

/// These figures say whether legal traces and right answers go together, over all candidates and within problems.
///
/// Unreadable traces are a level of their own and in none of the tables. Difficulty alone makes the two correlate, so
/// that the pooled coefficient stands beside the ones that compare candidates of one problem.
enum TraceAssociation {
    /// Makes the table of one problem: legal first, right second.
    static func table(_ pool: Pool) -> FourfoldTable {
        pool.candidates.reduce(into: FourfoldTable()) { table, candidate in
            let isRight = candidate.answer != nil && candidate.isRight
            switch (candidate.traceIsLegal, isRight) {
            case (true?, true): table.both += 1
            case (true?, false): table.onlyFirst += 1
            case (false?, true): table.onlySecond += 1
            case (false?, false): table.neither += 1
            case (nil, _): break
            }
        }
    }

    /// - Parameter pools: by difficulty, `all` first.
    static func figures(
        _ pools: [(difficulty: String, pools: [Pool])], resamplings: ResamplingsBySize
    ) -> FigureGroup {
        let coefficient = Column.Kind.estimate(.decimal(digits: 2))
        let figures = pools.flatMap { difficulty, pools in
            let association = StratifiedAssociation(pools.map(table))
            let resampling = resamplings[pools.count]
            let cells: [(Column, Cell)] = [
                (
                    Column("phi", header: "pooled φ", kind: coefficient),
                    .estimate(association.pooled.phi, association.phiInterval(resampling))
                ),
                (
                    Column("odds_ratio", header: "odds ratio within problems", kind: coefficient),
                    .estimate(association.oddsRatio, association.oddsRatioInterval())
                ),
                (
                    Column("informative_problems", header: "informative problems", kind: .integer),
                    .integer(association.informativeProblems)
                ),
            ]
            return cells.map { Figure(row: difficulty, column: $0, cell: $1, problems: pools.count) }
        }
        return FigureGroup(
            name: "association", title: "Legal traces and right answers: over all candidates, and within problems",
            rowHeader: "difficulty", figures: figures,
            footnotes: [
                "Legal against illegal traces, unreadable ones left out; their shares are those of winnow table --traces. Pooled φ also "
                    + "measures that easy problems have more of both. Odds ratio: Mantel–Haenszel, stratified by problem; "
                    + "1 means that within problems legality says nothing. Nothing is added to empty cells: ∞ where no problem "
                    + "has a pair of candidates that speaks against the association. Informative: problems with any such pair, for or "
                    + "against. Intervals, 95 %, with problems as clusters: bootstrap with one problem more, which speaks against "
                    + "the association for the lower limit and for it for the upper."
            ])
    }

    /// Makes P(right | legal) − P(right | illegal) within problems.
    static func differences(
        _ pools: [(difficulty: String, pools: [Pool])]
    ) -> FigureGroup {
        let difference = Column(
            "difference", header: "P(right | legal) − P(right | illegal)", kind: .estimate(.percent(digits: 1)))
        return FigureGroup(
            name: "within-problems", title: "How much more often legal traces end right, within problems",
            rowHeader: "difficulty",
            figures: pools.compactMap { difficulty, pools in
                let values = StratifiedAssociation(pools.map(table)).differences
                guard !values.isEmpty else { return nil }
                return Figure(
                    row: difficulty, column: difference, cell: .difference(of: values), problems: values.count)
            },
            footnotes: [
                "Means over the problems that have both legal and illegal traces, each problem counting once. Intervals: Gaffke's "
                    + "limits over these problems, 95 %."
            ])
    }
}
