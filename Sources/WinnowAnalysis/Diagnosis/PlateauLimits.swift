import Foundation
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics

/// The limits say where the curves of a run end: what votes and what sound verifiers can reach on its pools.
struct PlateauLimits {
    /// Each problem has P(the most frequent answer of all its candidates is right), ties shared.
    let modeIsRight: [Double]

    /// Each problem says whether the lead of its most frequent answer is more than chance.
    let isSettled: [Bool]

    /// Each problem says whether any candidate is right.
    let isCovered: [Bool]

    /// There is one for each problem with two candidates or more that have an answer.
    let effectiveVotes: [Double]

    init(_ pools: [Pool]) throws {
        modeIsRight = try pools.map { try Majority().outcomes(for: $0, budgets: [$0.candidates.count])[0].right }
        isSettled = pools.map(\.isLeadSettled)
        isCovered = pools.map { $0.candidates.contains { $0.answer != nil && $0.isRight } }
        effectiveVotes = pools.compactMap(\.effectiveVotes)
    }

    /// Computes the shares of problems; `size` is the number of candidates of a pool.
    func shares(size: Int, resampling: Resampling) -> FigureGroup {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        func figure(_ column: Column, _ values: [Double]) -> Figure {
            Figure(row: "\(size)", column: column, cell: .mean(of: values, resampling), problems: values.count)
        }
        return FigureGroup(
            name: "limits", title: "Limits of selection on these pools, shares of problems", rowHeader: "candidates",
            figures: [
                figure(Column("mode_right", header: "modal answer right (limit of votes)", kind: rate), modeIsRight),
                figure(
                    Column("covered", header: "any candidate right (limit of a sound verifier)", kind: rate),
                    isCovered.map { $0 ? 1 : 0 }),
                figure(
                    Column("mode_settled", header: "lead of the modal answer beyond chance", kind: rate),
                    isSettled.map { $0 ? 1 : 0 }),
            ],
            footnotes: [
                "Limits of these pools, not of the model: \(size) candidates miss an answer of probability \(Self.missed(size)) "
                    + "once in twenty times, and the modal answer of a pool is that of the model only where its lead is beyond "
                    + "chance (probability .95 of being ahead of the next answer, arXiv 2305.11860). Ties are shared; a problem "
                    + "without any answer has no modal answer. Intervals: 95 %, over problems."
            ])
    }

    /// Writes the probability that all of `size` samples miss once in twenty times, 1 − .05^(1/size), for reading.
    private static func missed(_ size: Int) -> String {
        String(format: "%.2g %%", 100 * (1 - pow(0.05, 1 / Double(size))))
    }

    /// Computes the effective votes over problems.
    func votes(size: Int, resamplings: ResamplingsBySize) -> FigureGroup {
        let number = Column.Kind.estimate(.decimal(digits: 2))
        let columns: [(Column, Double)] = [
            (Column("lower_quartile", header: "lower quartile", kind: number), 0.25),
            (Column("median", kind: number), 0.5),
            (Column("upper_quartile", header: "upper quartile", kind: number), 0.75),
        ]
        return FigureGroup(
            name: "effective-votes", title: "Effective votes over problems", rowHeader: "candidates",
            figures: effectiveVotes.isEmpty
                ? []
                : columns.map { column, probability in
                    Figure(
                        row: "\(size)", column: column,
                        cell: .estimate(
                            quantile(probability, of: effectiveVotes),
                            resamplings[effectiveVotes.count].quantiles(probability, of: effectiveVotes)),
                        problems: effectiveVotes.count)
                },
            footnotes: [
                "Effective votes: 1/Σ n_a(n_a − 1)/(n(n − 1)) over the answers a of a problem, the number of equally frequent "
                    + "answers that would agree as rarely; 1 where all candidates agree. Problems with two candidates or more "
                    + "that have an answer. Intervals: percentile bootstrap over problems, 95 %."
            ])
    }
}

/// The gap says how far each strategy stays below coverage at one budget: what a better choice among the same samples
/// could gain.
///
/// Source: the generation–verification gap, Saad-Falcon et al. (Weaver), arXiv 2506.18203.
enum VerificationGap {
    /// - Parameters:
    ///   - columns: of the strategies that pick an answer, at one budget, on the same problems as `coverage`.
    ///   - verifier: what the domain's verifier promises.
    static func figures(
        _ columns: [StrategyOutcomes], coverage: StrategyOutcomes, verifier: VerifierDeclaration, resampling: Resampling
    ) -> FigureGroup {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        var reasons: [String] = []
        let figures = ([coverage] + columns).flatMap { column in
            let name = column.strategy.name
            let note = Identities.note(name, budget: column.budget, verifier: verifier)
            if let note { reasons.append("\(name) \(note)") }
            let gap = PairedComparison(coverage.right, column.right, resampling: resampling)
            let cells: [(Column, Cell)] = [
                (Column("right", kind: rate), .mean(of: column.right, resampling)),
                (
                    Column("gap", header: "gap to coverage", kind: rate),
                    name == coverage.strategy.name
                        ? .missing : Cell(Cell.difference(gap).value, mark: note == nil ? nil : .byConstruction)
                ),
            ]
            return cells.map {
                Figure(row: name, budget: column.budget, column: $0, cell: $1, problems: column.column.count)
            }
        }
        return FigureGroup(
            name: "gap", title: "Generation–verification gap: coverage minus what a strategy gets right",
            rowHeader: "strategy", figures: figures,
            footnotes: [
                "Coverage is the first row, pass@k. Strategies without a closed form: \(Diagnosis.options.monteCarloDraws) random subsets or "
                    + "\(Diagnosis.options.permutations) random orders of each pool, whose noise the intervals contain. Gaps are paired by problem; intervals: 95 %, Gaffke's limits over problems. A "
                    + "strategy that picks outside the k samples, such as greedy, may have a gap below 0."
            ] + (reasons.isEmpty ? [] : ["† By construction: " + reasons.joined(separator: "; ") + "."]))
    }
}
