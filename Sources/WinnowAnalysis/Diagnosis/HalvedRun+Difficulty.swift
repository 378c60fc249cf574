import WinnowReport
import WinnowSelection
import WinnowStatistics

extension HalvedRun {
    /// How often each strategy is right in each bin, at the largest budget of a half.
    func difficulty(resampling: Resampling) -> FigureGroup {
        let last = budgets.count - 1
        let figures = strategies.indices.flatMap { strategy in
            (0..<Self.bins).map { bin in
                Figure(
                    row: strategies[strategy].name, budget: budgets[last],
                    column: Self.column(bin, problems: count(bin)),
                    cell: accuracy(in: bin, resampling: resampling) { $0.right[strategy][last] },
                    problems: count(bin))
            }
        }
        return FigureGroup(
            name: "difficulty",
            title: "Right answers by difficulty, measured on other samples than those that made the bins",
            rowHeader: "strategy", figures: figures,
            footnotes: [
                "Bins: quintiles of the success rate on one half of the candidates (by the parity of the sample index), scores "
                    + "from the other half, both directions averaged; problems of equal rate share the bin of their middle rank. "
                    + "n: problems that are in the bin in either direction. Strategies without a closed form: \(Diagnosis.options.monteCarloDraws) random subsets or "
                    + "\(Diagnosis.options.permutations) random orders of each pool, whose noise the intervals contain. Intervals: percentile bootstrap over problems, 95 %."
            ])
    }

    static func column(_ bin: Int, problems: Int) -> Column {
        let note = bin == 0 ? " easiest" : bin == bins - 1 ? " hardest" : ""
        return Column(
            "bin_\(bin + 1)", header: "\(bin + 1)\(note), n = \(problems)", kind: .estimate(.percent(digits: 1)))
    }

    /// The problems that are in a bin in either direction.
    private func count(_ bin: Int) -> Int {
        Set(items.filter { $0.bin == bin }.map(\.problem)).count
    }

    /// The mean over the items of a bin, which are up to two for each problem.
    private func accuracy(in bin: Int, resampling: Resampling, of value: (Item) -> Double) -> Cell {
        var sums = [Double](repeating: 0, count: problems)
        var counts = sums
        for item in items where item.bin == bin {
            sums[item.problem] += value(item)
            counts[item.problem] += 1
        }
        let total = counts.reduce(0, +)
        guard total > 0 else { return .missing }
        let interval = Interval.ratio(of: sums, over: counts, resampling: resampling)
        return .estimate(sums.reduce(0, +) / total, low: interval?.low, high: interval?.high)
    }
}
