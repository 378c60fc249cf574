import WinnowReport
import WinnowSelection
import WinnowStatistics

extension HalvedRun {
    /// The best strategy of each bin at each budget against the best strategy for all, and what choosing them on the
    /// scored problems would flatter.
    ///
    /// - Parameters:
    ///   - candidates: the indices of the strategies to choose among, at least one.
    ///   - keys: the problems' hashes.
    func computeOptimal(among candidates: [Int], keys: [UInt64], resampling: Resampling) -> FigureGroup {
        let folds = ComputeOptimalChoice.folds(keys)
        let chosen = items.map { item in
            Item(problem: item.problem, bin: item.bin, right: candidates.map { item.right[$0] })
        }
        let names = candidates.map { strategies[$0].name }
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let figures = budgets.indices.flatMap { index in
            let choice = ComputeOptimalChoice(chosen, budget: index, folds: folds)
            let bins = choice.choices.enumerated().map { bin, strategy in
                (
                    Column("choice_\(bin + 1)", header: "bin \(bin + 1)"),
                    strategy.map { Cell.text(names[$0]) } ?? .missing
                )
            }
            let gain = PairedComparison(choice.crossFitted, choice.bestSingle, resampling: resampling)
            let optimism = PairedComparison(choice.inSample, choice.crossFitted, resampling: resampling)
            let cells: [(Column, Cell)] =
                bins + [
                    (Column("single", header: "best for all"), .text(names[choice.single])),
                    (
                        Column("right", header: "right, by bin", kind: rate),
                        .mean(of: choice.crossFitted, resampling)
                    ),
                    (
                        Column("right_single", header: "right, one for all", kind: rate),
                        .mean(of: choice.bestSingle, resampling)
                    ),
                    (Column("gain", kind: rate), .difference(gain)),
                    (Column("optimism", kind: rate), .difference(optimism)),
                ]
            return cells.map {
                Figure(row: "best by bin", budget: budgets[index], column: $0, cell: $1, problems: problems)
            }
        }
        return FigureGroup(
            name: "compute-optimal", title: "The best strategy for each difficulty, without verdicts on answers",
            rowHeader: "choice", figures: figures,
            footnotes: [
                "Named strategies are the best on all problems, bin 1 the easiest. Right: the choice is made on one half of the "
                    + "problems and scored on the other, both ways (arXiv 2408.03314); gain: over the one strategy chosen in the "
                    + "same way for all bins. Optimism: what choosing and scoring on the same problems would add. "
                    + "Chosen among \(names.joined(separator: ", ")). Intervals: BCa bootstrap over problems with the choices held "
                    + "fixed, 95 %."
            ])
    }
}
