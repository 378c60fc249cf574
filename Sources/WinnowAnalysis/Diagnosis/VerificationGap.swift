import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics

/// How far each strategy stays below coverage at one budget: what a better choice among the same samples could gain.
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
                Figure(row: name, budget: column.budget, column: $0, cell: $1, problems: column.outcomes.count)
            }
        }
        return FigureGroup(
            name: "gap", title: "Generation–verification gap: coverage minus what a strategy gets right",
            rowHeader: "strategy", figures: figures,
            footnotes: [
                "Coverage is the first row, pass@k. Strategies without a closed form: \(Diagnosis.options.monteCarloDraws) random subsets or "
                    + "\(Diagnosis.options.permutations) random orders of each pool, whose noise the intervals contain. Gaps are paired by problem; intervals: 95 %, BCa bootstrap over problems. A "
                    + "strategy that picks outside the k samples, such as greedy, may have a gap below 0."
            ] + (reasons.isEmpty ? [] : ["† By construction: " + reasons.joined(separator: "; ") + "."]))
    }
}
