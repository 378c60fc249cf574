import WinnowReport
import WinnowSelection
import WinnowStatistics

/// The curve says how often all, or enough, of k samples are right, beside how often any is.
enum ReliabilityCurve {
    /// Computes the figures at the powers of two, exactly.
    static func figures(_ pools: [Pool], size: Int, resampling: Resampling) throws(SelectionError) -> FigureGroup {
        let share = Column.Kind.estimate(.percent(digits: 1))
        let measures: [(column: Column, value: (Reliability, Int) -> Double)] = [
            (Column("pass_hat_k", header: "pass^k", kind: share), { $0.allRight(of: $1) }),
            (Column("g_pass_half", header: "G-Pass@k, τ = ½", kind: share), { $0.atLeast(share: 0.5, of: $1) }),
            (Column("g_pass_three_quarters", header: "τ = ¾", kind: share), { $0.atLeast(share: 0.75, of: $1) }),
            (Column("mg_pass", header: "mG-Pass@k", kind: share), { $0.mean(of: $1) }),
        ]
        let reliabilities = pools.map(Reliability.init)
        var figures: [Figure] = []
        for budget in EstimationRequest.powersOfTwo(upTo: size) {
            var coverage: [Double] = []
            for pool in pools { coverage.append(try Oracle().outcomes(for: pool, budgets: [budget])[0].right) }
            let columns =
                [(Column("pass_at_k", header: "pass@k", kind: share), coverage)]
                + measures.map { measure in (measure.column, reliabilities.map { measure.value($0, budget) }) }
            figures += columns.map { column, values in
                Figure(
                    row: "pool", budget: budget, column: column, cell: .mean(of: values, resampling),
                    problems: pools.count)
            }
        }
        return FigureGroup(
            name: "reliability", title: "Any, enough and all of k samples right", rowHeader: "range", figures: figures,
            footnotes: [
                "Exact expectations over all k-subsets of the pool. pass@k: at least one of k samples is right; pass^k: all are "
                    + "(arXiv 2406.12045); G-Pass@k: at least τ·k are, and mG-Pass@k its mean over τ from ½ to 1 (arXiv 2412.13147)."
            ])
    }
}
