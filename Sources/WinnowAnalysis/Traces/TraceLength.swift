import WinnowReport
import WinnowSelection
import WinnowStatistics

/// These figures say how long traces are by the problem's difficulty, those of right and of wrong answers apart.
///
/// Source: the question whether length tracks difficulty, arXiv 2505.13775 and 2509.07339.
enum TraceLength {
    private enum Kind: String, CaseIterable {
        case right
        case wrong
        case unanswered

        init(_ candidate: Candidate) {
            self = candidate.answer == nil ? .unanswered : candidate.isRight ? .right : .wrong
        }
    }

    /// Finds the trace tokens of a problem's candidates of a kind.
    private static func lengths(_ pool: Pool, _ kind: Kind) -> [Double] {
        pool.candidates.filter { Kind($0) == kind }.map { Double($0.traceTokens) }
    }

    /// Makes mean and median tokens.
    static func figures(
        _ pools: [(difficulty: String, pools: [Pool])], resamplings: ResamplingsBySize
    ) -> FigureGroup {
        let tokens = Column.Kind.estimate(.decimal(digits: 1))
        let figures = pools.flatMap { difficulty, pools in
            Kind.allCases.flatMap { kind -> [Figure] in
                let lengths = pools.map { Self.lengths($0, kind) }.filter { !$0.isEmpty }
                guard !lengths.isEmpty else { return [] }
                let resampling = resamplings[lengths.count]
                let medians = lengths.map { quantile(0.5, of: $0) }
                let cells: [(Column, Cell)] = [
                    (
                        Column("mean", header: "mean tokens", kind: tokens),
                        .amount(of: lengths.map { mean(of: $0) }, resampling)
                    ),
                    (
                        Column("median", header: "median tokens", kind: tokens),
                        .estimate(quantile(0.5, of: medians), resampling.quantiles(0.5, of: medians))
                    ),
                ]
                return cells.map {
                    Figure(row: "\(difficulty): \(kind.rawValue)", column: $0, cell: $1, problems: lengths.count)
                }
            }
        }
        return FigureGroup(
            name: "length", title: "Trace tokens by difficulty, and by what the answer is",
            rowHeader: "difficulty: answer", figures: figures,
            footnotes: [
                "Mean over problems of a problem's mean, and median over problems of its median; the problems that have such a "
                    + "candidate. Unanswered: without a parsable answer, most of them cut off at the token limit. Intervals: 95 %, "
                    + "BCa bootstrap over problems for means, percentile for medians. Right and wrong answers are not spread alike over problems: "
                    + "compare them by the differences within problems."
            ])
    }

    /// Makes mean tokens of right minus those of wrong answers, within problems.
    static func differences(
        _ pools: [(difficulty: String, pools: [Pool])], resamplings: ResamplingsBySize
    ) -> FigureGroup {
        let column = Column(
            "difference", header: "right − wrong, tokens", kind: .estimate(.decimal(digits: 1)))
        return FigureGroup(
            name: "length-within-problems", title: "Trace tokens of right minus wrong answers, within problems",
            rowHeader: "difficulty",
            figures: pools.compactMap { difficulty, pools in
                let values = pools.compactMap { pool -> Double? in
                    let (right, wrong) = (lengths(pool, .right), lengths(pool, .wrong))
                    return right.isEmpty || wrong.isEmpty ? nil : mean(of: right) - mean(of: wrong)
                }
                guard !values.isEmpty else { return nil }
                return Figure(
                    row: difficulty, column: column, cell: .amount(of: values, resamplings[values.count]),
                    problems: values.count)
            },
            footnotes: [
                "Means over the problems that have both right and wrong answers. Intervals: BCa bootstrap over these problems, 95 %."
            ])
    }
}
