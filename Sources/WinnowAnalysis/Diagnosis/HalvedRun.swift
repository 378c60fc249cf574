import WinnowCore
import WinnowReport
import WinnowSelection
import WinnowStatistics

/// A run's candidates stand in two halves by the parity of the sample index: the difficulty of a problem is read from
/// one half and its strategies are scored on the other, in both directions.
///
/// Bins made of the samples that are scored would call a problem easy for the luck of those samples.
///
/// Source: the bins of Snell et al., arXiv 2408.03314, section 3.2, which are made of other samples too.
struct HalvedRun: Sendable {
    /// An item is one problem, its difficulty read from one half and its strategies scored on the other.
    struct Item: Hashable, Sendable {
        /// The problem has this index.
        var problem: Int
        /// The bin 0 is the easiest.
        var bin: Int
        /// The rates are P(right) by strategy and budget.
        var right: [[Double]]
    }

    static let bins = 5

    let strategies: [any Strategy]
    let budgets: [Int]
    let problems: Int

    /// There are two items for each problem, one in each direction.
    let items: [Item]

    /// - Parameters:
    ///   - size: the number of candidates that every problem has, at least 2; budgets go up to half of it.
    ///   - observe: takes the share that is done.
    /// - Throws: `SelectionError` for a strategy without its data; `CancellationError` when cancelled.
    init(
        _ pools: [Pool], size: Int, strategies: [any Strategy], options: SelectionOptions = SelectionOptions(),
        observe: (Double) async -> Void
    ) async throws {
        let budgets = EstimationRequest.powersOfTwo(upTo: size / 2)
        let halves = try await concurrentMap(pools, observe: observe) { pool in
            try [0, 1].map { parity in
                let half = pool.part(pool.candidates.indices.filter { $0 % 2 == parity })
                let candidates = half.candidates
                let rate = Double(candidates.count { $0.answer != nil && $0.isRight }) / Double(candidates.count)
                return (
                    rate: rate,
                    right: try strategies.map {
                        try $0.outcomes(for: half, budgets: budgets, options: options).map(\.right)
                    }
                )
            }
        }
        (self.strategies, self.budgets, problems) = (strategies, budgets, pools.count)
        items = [0, 1].flatMap { half in
            let bins = Self.bins(of: halves.map { $0[half].rate })
            return halves.indices.map { Item(problem: $0, bin: bins[$0], right: halves[$0][1 - half].right) }
        }
    }

    /// Finds the quintiles of success rates, the highest rates first.
    ///
    /// Problems of equal rate share the bin of their middle rank, so that bins may differ in size and some may be
    /// empty.
    static func bins(of rates: [Double]) -> [Int] {
        rates.map { rate in
            // Twice the middle rank, which lies between 0 and twice the number of problems.
            let rank = rates.reduce(0) { $0 + ($1 > rate ? 2 : $1 == rate ? 1 : 0) }
            return min(bins - 1, bins * rank / (2 * rates.count))
        }
    }
}

extension HalvedRun {
    /// Says how often each strategy is right in each bin, at the largest budget of a half.
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
                    + "\(Diagnosis.options.permutations) random orders of each pool, whose noise the intervals contain. Intervals: Gaffke's limits over problems, 95 %."
            ])
    }

    static func column(_ bin: Int, problems: Int) -> Column {
        let note = bin == 0 ? " easiest" : bin == bins - 1 ? " hardest" : ""
        return Column(
            "bin_\(bin + 1)", header: "\(bin + 1)\(note), n = \(problems)", kind: .estimate(.percent(digits: 1)))
    }

    /// Counts the problems that are in a bin in either direction.
    private func count(_ bin: Int) -> Int {
        Set(items.filter { $0.bin == bin }.map(\.problem)).count
    }

    /// Computes the mean over the items of a bin, which are up to two for each problem.
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

extension HalvedRun {
    /// Computes the best strategy of each bin at each budget against the best strategy for all, and what choosing them
    /// on the scored problems would flatter.
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
                    + "Chosen among \(names.joined(separator: ", ")). Intervals: Gaffke's limits over problems with the choices held "
                    + "fixed, 95 %."
            ])
    }
}
