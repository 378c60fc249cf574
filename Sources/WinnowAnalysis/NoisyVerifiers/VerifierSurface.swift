import Foundation
public import WinnowCore
public import WinnowReport
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The surface has first accepted at one budget over a grid of verifier rates, in expectation over the noise; nothing
/// is stored.
public struct VerifierSurface: Sendable {
    /// A grid has the rates of a surface.
    public struct Grid: Sendable {
        let truePositives: [Double]
        let falsePositives: [Double]

        /// It says whether the surface is compared with the majority, as a picture shows it.
        var isCompared = false

        /// Tables have these rates.
        public static let table = Grid(
            truePositives: [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25],
            falsePositives: [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 1])

        /// Pictures have these rates, evenly spaced. At larger false-positive rates hardly any verifier is ahead, and
        /// one that accepts nothing is behind all others.
        public static let picture = Grid(
            truePositives: (1...20).map { Double($0) / 20 }, falsePositives: (0...25).map { Double($0) / 50 },
            isCompared: true)
    }

    /// The advantage is the difference to the majority with the percentile bootstrap interval, paired by problem.
    struct Advantage: Sendable {
        let mean: Double
        let low: Double
        let high: Double
    }

    let grid: Grid

    let pools: RunPools
    let noise: VerdictNoise
    let budget: Int

    /// There is one outcome per problem, [true-positive rate][false-positive rate].
    let outcomes: [[[Outcome]]]

    /// The majority of as many samples gives this, problem by problem.
    let majority: [Outcome]

    /// The advantages are first accepted minus majority, [true-positive rate][false-positive rate]; nil where the grid
    /// is not compared.
    let advantages: [[Advantage]]?

    let resampling: Resampling

    /// - Parameter budget: nil for the pool's size.
    /// - Throws: ``ExperimentError`` for a run or a budget that cannot be used.
    init(_ pools: RunPools, noise: VerdictNoise, budget: Int?, grid: Grid = .table) async throws {
        let (truePositives, falsePositives) = (grid.truePositives, grid.falsePositives)
        let budget = budget ?? pools.poolSize
        majority = try await pools.columns(
            EstimationRequest(strategies: [Majority()], budgets: [budget]))[0].outcomes
        let kernels = NoisyAcceptance.prepare(pools.entries.map(\.pool), budgets: [budget])
        let cells = try await concurrentMap(kernels) { acceptance in
            truePositives.map { truePositive in
                falsePositives.map { falsePositive in
                    let rates = VerifierRates(truePositive: truePositive, falsePositive: falsePositive)
                    return acceptance.outcomes(rates, noise: noise)[0]
                }
            }
        }
        outcomes = truePositives.indices.map { row in
            falsePositives.indices.map { column in cells.map { $0[row][column] } }
        }
        self.grid = grid
        self.pools = pools
        self.noise = noise
        self.budget = budget
        let resampling = Resampling(problems: pools.entries.count)
        let majorityRight = majority.map(\.right)
        advantages =
            grid.isCompared
            ? try await concurrentMap(outcomes) { row in
                row.map { outcomes in
                    let differences = zip(outcomes, majorityRight).map { $0.right - $1 }
                    let interval = Interval.bootstrapPercentile(of: differences, resampling: resampling)
                    return Advantage(mean: mean(of: differences), low: interval.low, high: interval.high)
                }
            } : nil
        self.resampling = resampling
    }
}

/// The study shows first accepted over a grid of verifier rates.
public struct VerifierSurfaceStudy: Study {
    /// There is one for each run.
    let surfaces: [VerifierSurface]

    init(_ surfaces: [VerifierSurface]) {
        self.surfaces = surfaces
    }

    /// Computes the surfaces of runs, one after the other.
    ///
    /// - Parameter budget: nil for each pool's size.
    /// - Throws: ``ExperimentError`` for a run or a budget that cannot be used.
    public init(
        of runs: [Stored<RunRecord>], noise: VerdictNoise, budget: Int?, grid: VerifierSurface.Grid = .table,
        in store: Store, observe: WorkProgress.Observer
    ) async throws {
        surfaces = try await RunPools.ofEach(runs, in: store, task: "computing", observe: observe) { pools in
            try await VerifierSurface(pools, noise: noise, budget: budget, grid: grid)
        }
    }

    /// People read a table of right and one of wrong answers of each run, and see the picture where the grid is that of
    /// one; for programs one long table.
    public var report: Report {
        let tables = surfaces.flatMap { [$0.table("right", \.right), $0.table("wrong", \.wrong)] }
        return Report(
            tables.map { .table($0) } + (plot.map { [.plot($0)] } ?? []), data: VerifierSurface.longTable(surfaces))
    }
}

extension VerifierSurface {
    /// Makes a table with true-positive rates down and false-positive rates across.
    fileprivate func table(_ what: String, _ value: (Outcome) -> Double) -> Table {
        var table = Table(
            title: "Run \(pools.title), \(pools.problemSet.name): \(what) answers in % [95 % interval] of the first "
                + "accepted of \(budget), \(pools.entries.count) problems × \(pools.poolSize) candidates",
            columns: [Column("tpr", header: "TPR \\ FPR", kind: .number(.decimal(digits: 2)))]
                + grid.falsePositives.map { rate in
                    Column("fpr_\(rate)", header: String(format: "%g", rate), kind: .estimate(.percent(digits: 1)))
                })
        for (rate, row) in zip(grid.truePositives, outcomes) {
            table.append([.number(rate)] + row.map { estimate($0, value) })
        }
        let (vote, interval) = VerifierSeries.estimate(of: majority.map(value), resampling: resampling)
        table.footnotes = [
            "Exact expectations over all \(budget)-subsets of the pool and over the verifier's noise, per "
                + "\(noise.rawValue). Intervals are over problems. Plain majority of \(budget): "
                + String(
                    format: "%.1f %% %@ [%.1f, %.1f].", 100 * vote, what, 100 * (interval?.low ?? .nan),
                    100 * (interval?.high ?? .nan))
        ]
        return table
    }

    private func estimate(_ outcomes: [Outcome], _ value: (Outcome) -> Double) -> Cell {
        let (mean, interval) = VerifierSeries.estimate(of: outcomes.map(value), resampling: resampling)
        return .estimate(mean, low: interval?.low, high: interval?.high)
    }

    /// Makes a table with one row per run and pair of rates.
    static func longTable(_ surfaces: [VerifierSurface]) -> Table {
        let rate = Column.Kind.number(.decimal(digits: 4))
        let amount = Column.Kind.number(.decimal(digits: 1))
        let estimate = Column.Kind.estimate(.decimal(digits: 4))
        var table = Table(columns: [
            Column("run", kind: .integer), Column("domain"), Column("model"), Column("noise"),
            Column("budget", kind: .integer), Column("tpr", kind: rate), Column("fpr", kind: rate),
            Column("right", kind: estimate), Column("wrong", kind: estimate), Column("abstained", kind: rate),
            Column("samples_spent", kind: amount), Column("tokens_spent", kind: amount),
            Column("flops_spent", kind: .number(.scientific(digits: 3))), Column("verifier_calls", kind: amount),
            Column("problems", kind: .integer), Column("pool_size", kind: .integer),
        ])
        for surface in surfaces {
            for (tpr, row) in zip(surface.grid.truePositives, surface.outcomes) {
                for (fpr, outcomes) in zip(surface.grid.falsePositives, row) {
                    table.append(surface.longRow(tpr, fpr, outcomes))
                }
            }
        }
        return table
    }

    private func longRow(_ tpr: Double, _ fpr: Double, _ outcomes: [Outcome]) -> [Cell] {
        func amount(_ value: (Outcome) -> Double) -> Cell { .number(mean(of: outcomes.map(value))) }
        return [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .text(noise.rawValue), .integer(budget), .number(tpr), .number(fpr), estimate(outcomes, \.right),
            estimate(outcomes, \.wrong), amount(\.abstained), amount(\.samples), amount(\.tokens), amount(\.flops),
            amount(\.verifierCalls), .integer(outcomes.count), .integer(pools.poolSize),
        ]
    }
}

extension VerifierSurfaceStudy {
    /// The picture shows by how much first accepted is ahead of the majority under verifiers of all rates, a panel per
    /// run; nil where the surfaces are not compared.
    var plot: Plot? {
        let panels = surfaces.compactMap { surface in surface.advantages.map { Self.panel(surface, $0) } }
        guard panels.count == surfaces.count else { return nil }
        let noise = surfaces.first?.noise ?? .candidate
        return Plot(
            title: "First accepted minus majority, by the verifier's rates",
            panels: panels,
            footnotes: [
                "Panels are runs; n problems, budget k. Colours: right answers of the first accepted, none where nothing is "
                    + "accepted, minus right answers of the majority. Exact expectations over all k-subsets of the pool and "
                    + "over the verifier's noise, per \(noise.rawValue). Between the dashed lines the 95 % bootstrap interval "
                    + "of the difference, paired by problem, holds 0."
            ])
    }

    private static func panel(_ surface: VerifierSurface, _ rows: [[VerifierSurface.Advantage]]) -> Panel {
        let values = rows.map { $0.map(\.mean) }
        let map = HeatMap(
            xs: surface.grid.falsePositives, ys: surface.grid.truePositives, values: values,
            label: "verifying − majority",
            unit: .points, centre: 0,
            contours: [
                HeatMap.Contour("verifying = majority", level: 0, values: values),
                HeatMap.Contour("95 % interval", level: 0, values: rows.map { $0.map(\.low) }, style: .dashed),
                HeatMap.Contour("95 % interval", level: 0, values: rows.map { $0.map(\.high) }, style: .dashed),
            ])
        return Panel(
            titles: [
                surface.pools.title, "n\u{A0}=\u{A0}\(surface.majority.count)", "k\u{A0}=\u{A0}\(surface.budget)",
            ],
            x: PlotAxis("P(accept | wrong), FPR", unit: .percent),
            y: PlotAxis("P(accept | right), TPR", unit: .percent), heatMap: map)
    }
}
