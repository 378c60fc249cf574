public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study says how many problems have which share of right candidates, none and all apart: whether more samples, or
/// a better choice, can help at all.
public struct SuccessHistogram: Study {
    /// The shares are those of right candidates of a run's problems.
    struct Shares: Sendable {
        let title: String
        let shares: [Double]

        /// The problems have these numbers of candidates.
        let sizes: Set<Int>

        init(_ pools: RunPools) {
            title = pools.title
            shares = pools.entries.map { entry in
                let candidates = entry.pool.candidates
                return Double(candidates.count { $0.answer != nil && $0.isRight }) / Double(candidates.count)
            }
            sizes = Set(pools.entries.map(\.pool.candidates.count))
        }
    }

    /// There is one for each run.
    private let runs: [Shares]

    init(_ runs: [Shares]) {
        self.runs = runs
    }

    /// Reads runs one after the other.
    ///
    /// - Throws: ``ExperimentError`` for a run that cannot be read.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, observe: WorkProgress.Observer
    ) async throws {
        self.init(try await RunPools.ofEach(runs, in: store, task: "computing", observe: observe) { Shares($0) })
    }

    public var report: Report { Report([.plot(plot)]) }

    private static let bins = 10

    /// The bars of none and all stand here, beside the rates from 0 to 1.
    private static let (none, all) = (-0.1, 1.1)

    /// The picture has one panel per run.
    private var plot: Plot {
        let sizes = runs.reduce(into: Set<Int>()) { $0.formUnion($1.sizes) }.sorted()
        let size = sizes.count == 1 ? "\(sizes[0])" : "\(sizes.first ?? 0) to \(sizes.last ?? 0)"
        return Plot(
            title: "Problems by their share of right candidates",
            panels: runs.map { Self.panel($0.title, shares: $0.shares) },
            footnotes: [
                "Panels are runs; n problems × \(size) candidates. none: no candidate is right, where no choice among them helps; all: "
                    + "every candidate is. Between them, bars of \(100 / Self.bins) percentage points, the lower end included. "
                    + "Lines: 95 % Wilson intervals."
            ])
    }

    static func panel(_ title: String, shares: [Double]) -> Panel {
        var counts = [Int](repeating: 0, count: bins + 2)
        for share in shares {
            let bin = share <= 0 ? 0 : share >= 1 ? bins + 1 : min(bins - 1, Int(share * Double(bins))) + 1
            counts[bin] += 1
        }
        let n = shares.count
        let points = counts.enumerated().map { bin, count in
            let interval = Interval.wilson(successes: count, trials: n)
            let x = bin == 0 ? none : bin > bins ? all : (Double(bin) - 0.5) / Double(bins)
            return Series.Point(x: x, y: Double(count) / Double(n), low: interval.low, high: interval.high)
        }
        let ticks = [
            PlotAxis.Tick(none, "none"), PlotAxis.Tick(0.25, "25%"), PlotAxis.Tick(0.5, "50%"),
            PlotAxis.Tick(0.75, "75%"),
            PlotAxis.Tick(all, "all"),
        ]
        return Panel(
            titles: (title.isEmpty ? [] : [title]) + ["n\u{A0}=\u{A0}\(n)"],
            x: PlotAxis("right candidates of a problem", ticks: ticks),
            y: PlotAxis("problems", unit: .percent),
            series: [Series("problems", points: points, style: .bars(width: 0.09), ink: 0)])
    }
}
