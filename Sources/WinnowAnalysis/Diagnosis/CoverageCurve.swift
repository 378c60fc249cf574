import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics

/// The curve has coverage as measured, as the beta-binomial of success rates implies it, and as the law exp(a·k^b).
struct CoverageCurve {
    let model: SuccessModel
    let size: Int

    /// Each budget that is fitted has the coverage of each problem.
    private let coverages: [Int: [Double]]

    /// The law is that of all problems; nil where coverage has no law, such as 1 at every budget.
    let law: CoverageLaw?

    /// The refits are the laws of the resamples that have one.
    let refits: [CoverageLaw]
    private let resamples: Int

    private let fitted: [Int]

    /// - Parameters:
    ///   - size: the number of candidates that every problem has.
    ///   - resampling: as many laws are fitted as it has resamples.
    /// - Throws: `SelectionError` for a budget beyond a pool.
    init(_ pools: [Pool], size: Int, model: SuccessModel, resampling: Resampling) throws {
        self.model = model
        self.size = size
        let fitted = Self.logSpaced(upTo: size)
        let budgets = Set(fitted + EstimationRequest.powersOfTwo(upTo: size)).sorted()
        let outcomes = try pools.map { try Oracle().outcomes(for: $0, budgets: budgets).map(\.right) }
        var coverages: [Int: [Double]] = [:]
        for (index, budget) in budgets.enumerated() { coverages[budget] = outcomes.map { $0[index] } }
        let columns = fitted.map { coverages[$0] ?? [] }
        let replicates = columns.map { resampling.means(of: $0) }
        law = CoverageLaw(budgets: fitted, coverages: columns.map { mean(of: $0) })
        refits = (0..<resampling.resamples).compactMap { resample in
            CoverageLaw(budgets: fitted, coverages: replicates.map { $0[resample] })
        }
        resamples = resampling.resamples
        (self.coverages, self.fitted) = (coverages, fitted)
    }

    /// Lists about forty whole numbers at equal steps of their logarithm, as Brown et al. fit them.
    static func logSpaced(upTo size: Int) -> [Int] {
        Set((0..<40).map { Int(pow(Double(size), Double($0) / 39).rounded()) }).sorted()
    }

    /// The figures are the law's parameters and how well it fits.
    var parameters: FigureGroup {
        var group = FigureGroup(
            name: "coverage-law", title: "Coverage law exp(a·k^b), least squares in log coverage", rowHeader: "budgets",
            footnotes: [
                "Fitted to \(fitted.count) budgets at equal steps of log k, and again in each of \(resamples) bootstrap resamples of "
                    + "the problems (percentile intervals, 95 %): the points share their problems, so that least-squares intervals "
                    + "would be far too narrow. Error: root mean square in log coverage. Source: arXiv 2407.21787."
            ])
        guard let law else {
            group.footnotes.insert(
                "Coverage has no law here: it is 0 or 1 at every budget, or there are fewer than three.", at: 0)
            return group
        }
        let number = Column.Kind.estimate(.decimal(digits: 3))
        let measured = fitted.map { mean(of: coverages[$0] ?? []) }
        let cells: [(Column, Cell)] = [
            (Column("a", kind: number), .estimate(law.a, BootstrapReplicates(refits.map(\.a)))),
            (Column("b", kind: number), .estimate(law.b, BootstrapReplicates(refits.map(\.b)))),
            (
                Column("error", kind: .number(.decimal(digits: 4))),
                .number(law.error(budgets: fitted, coverages: measured))
            ),
        ]
        group.figures = cells.map {
            Figure(row: "1…\(size)", column: $0, cell: $1, problems: model.rates.problems)
        }
        if refits.count < resamples {
            group.footnotes.append(
                "\(resamples - refits.count) of \(resamples) resamples have no law and are left out.")
        }
        return group
    }

    /// Computes the coverages at the powers of two, and beyond the pool.
    func curve(resampling: Resampling) -> FigureGroup {
        let share = Column.Kind.estimate(.percent(digits: 1))
        let inside = EstimationRequest.powersOfTwo(upTo: size)
        let figures = (inside + [4 * size, 16 * size]).flatMap { budget in
            let row = budget <= size ? "pool" : "extrapolated"
            var cells: [(Column, Cell)] = [
                (
                    Column("beta_binomial", header: "beta-binomial", kind: share),
                    model.cell { $0.coverage(at: budget) }
                )
            ]
            if let law {
                let replicates = BootstrapReplicates(refits.map { $0.coverage(at: budget) })
                cells.append((Column("law", kind: share), .estimate(law.coverage(at: budget), replicates)))
            }
            let values = coverages[budget]
            cells.insert(
                (Column("measured", kind: share), values.map { .mean(of: $0, resampling) } ?? .missing), at: 0)
            return cells.map {
                Figure(row: row, budget: budget, column: $0, cell: $1, problems: model.rates.problems)
            }
        }
        return FigureGroup(
            name: "coverage", title: "Coverage: measured, and by two models", rowHeader: "range", figures: figures,
            footnotes: [
                "Beyond \(size) candidates both models extrapolate, and their bands only say how well the parameters are known, not "
                    + "whether the model still holds there. A law tends to 1; the beta-binomial to 1 minus its mass at zero."
            ])
    }
}
