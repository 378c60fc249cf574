import Foundation
public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study is of rules that stop sampling early.
public struct StoppingStudy: Study {
    /// They are ordered by run, then by cap.
    public let replays: [EarlyStopping]

    init(_ replays: [EarlyStopping]) {
        self.replays = replays
    }

    /// Replays the rules on runs, one after the other.
    ///
    /// - Parameter caps: the most samples of a problem, each a replay of its own; empty for that of the request.
    /// - Throws: ``ExperimentError`` for an unknown rule, a cap beyond a pool, or a run that is not sampled to its end.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: StoppingRequest, caps: [Int] = [],
        observe: WorkProgress.Observer
    ) async throws {
        replays = try await RunPools.ofEach(runs, in: store, task: "replaying", observe: observe) { pools in
            var replays: [EarlyStopping] = []
            let asked: [Int?] = caps.isEmpty ? [request.cap] : Set(caps).sorted()
            for cap in asked {
                var request = request
                request.cap = cap
                replays.append(try await EarlyStopping(pools, request))
            }
            return replays
        }.flatMap { $0 }
    }

    /// People read a table per run, and see the picture; programs read one table of all.
    public var report: Report {
        var data = Table(columns: EarlyStopping.longColumns + EarlyStopping.columns)
        for replay in replays {
            for row in replay.cells { data.append(replay.longCells + row) }
        }
        return Report(
            answer: replays.compactMap(\.answer), replays.map { .table($0.table) } + [.plot(plot)], data: data)
    }
}

extension EarlyStopping {
    /// Says what the rule that saves most, among those that lose nothing that shows, saves.
    fileprivate var answer: Note? {
        let harmless = rows.filter { !($0.gain.interval.excludesZero && $0.gain.difference < 0) }
        guard let best = (harmless.isEmpty ? rows : harmless).min(by: { $0.samples < $1.samples }) else { return nil }
        let saved = FigureText.percent(1 - best.samples / Double(cap))
        let loss = FigureText.points(best.gain.difference, best.gain.interval)
        return Note(
            "Run \(pools.title): \(best.rule) draws " + String(format: "%.1f", best.samples)
                + " samples of a problem on average instead of \(cap), \(saved) fewer, and is right in "
                + "\(FigureText.percent(best.right, best.interval)), against \(FigureText.percent(right, interval)): a difference of \(loss)."
        )
    }

    fileprivate static let columns: [Column] = [
        Column("rule"), Column("right", kind: .estimate(.percent(digits: 1))),
        Column("standard_error", header: "Monte Carlo s.e.", kind: .number(.percent(digits: 2))),
        Column("samples", kind: .estimate(.decimal(digits: 2))),
        Column("samples_p10", header: "p10", kind: .integer), Column("samples_p50", header: "p50", kind: .integer),
        Column("samples_p90", header: "p90", kind: .integer),
        Column("at_cap", header: "at the cap", kind: .number(.percent(digits: 1))),
        Column("tokens", kind: .number(.decimal(digits: 0))),
        Column("saved", kind: .number(.percent(digits: 1))),
        Column("gain", header: "− majority at the cap", kind: .estimate(.percent(digits: 1))),
        Column("majority_equal_cost", header: "majority at equal cost", kind: .number(.percent(digits: 1))),
        Column("gain_equal_cost", header: "− majority at equal cost", kind: .estimate(.percent(digits: 1))),
        Column("guarantee"), Column("stopped", kind: .number(.percent(digits: 1))),
        Column("stopped_on_mode", header: "on the mode", kind: .number(.percent(digits: 1))),
        Column("stopped_right", header: "right when stopped", kind: .number(.percent(digits: 1))),
    ]

    fileprivate static let longColumns: [Column] = [
        Column("run", kind: .integer), Column("domain"), Column("model"), Column("problems", kind: .integer),
        Column("pool_size", kind: .integer), Column("cap", kind: .integer), Column("permutations", kind: .integer),
    ]

    fileprivate var longCells: [Cell] {
        [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .integer(pools.entries.count), .integer(pools.poolSize), .integer(cap), .integer(permutations),
        ]
    }

    fileprivate var cells: [[Cell]] {
        let majority: [Cell] = [
            .text("majority"), .estimate(right, low: interval.low, high: interval.high), .missing,
            .estimate(Double(cap), low: nil, high: nil), .integer(cap), .integer(cap), .integer(cap), .number(1),
            pools.tokensCell(tokens), .number(0), .missing, .missing, .missing, .missing, .missing, .missing, .missing,
        ]
        return [majority] + rows.map { row in row.cells(cap: cap, tokens: pools.tokensCell(row.tokens)) }
    }

    fileprivate var table: Table {
        Table(
            title: "Run \(pools.title), \(pools.problemSet.name): sampling that stops early, at most \(cap) samples, "
                + "\(pools.entries.count) problems × \(pools.poolSize) candidates",
            columns: Self.columns, rows: cells, footnotes: footnotes)
    }

    private var footnotes: [String] {
        let unparsable = String(format: "%.1f %%", 100 * pools.rates.unparsable)
        return [
            "Each rule is replayed on \(permutations) random orders of each pool, the same for all rules, or on all "
                + "orders where there are no more. p10, p50, p90: quantiles of the samples over problems and orders; at "
                + "the cap: replays that draw all \(cap). Intervals: 95 %, over problems; the Monte Carlo error is apart.",
            "Majority at equal cost: the exact majority of as many samples as the rule draws on average, the same for "
                + "every problem and mixed between two neighbouring budgets. Its budget is held fixed in the interval of "
                + "the difference, which is paired by problem.",
            "Stopped: replays in which the rule said to stop before the cap decided; of these the share whose answer is the "
                + "pool's most frequent one, and the share that is right. The guarantee mode is given to stopped answers only: "
                + "that the answer is the generator's most frequent one, with the stated error, where samples are fresh and "
                + "independent; orders of one pool are not. It is none about being right.",
            "\(unparsable) of the candidates have no answer: they cost a sample and do not vote. Ties: shared.",
        ]
    }
}

extension StoppingRow {
    fileprivate func cells(cap: Int, tokens: Cell) -> [Cell] {
        func paired(_ comparison: PairedComparison) -> Cell {
            .estimate(comparison.difference, low: comparison.interval.low, high: comparison.interval.high)
        }
        return [
            .text(rule), .estimate(right, low: interval.low, high: interval.high), .number(standardError),
            .estimate(samples, low: samplesInterval.low, high: samplesInterval.high),
            .integer(quantiles[0]), .integer(quantiles[1]), .integer(quantiles[2]), .number(atCap), tokens,
            .number(1 - samples / Double(cap)), paired(gain), .number(majorityAtEqualCost), paired(gainAtEqualCost),
            .text(isCertificate ? Guarantee.mode.rawValue : Guarantee.none.rawValue), .number(stopped),
            stoppedOnMode.map { .number($0) } ?? .missing, stoppedRight.map { .number($0) } ?? .missing,
        ]
    }
}

extension StoppingStudy {
    /// The picture shows the share of samples that each rule saves against what that costs in right answers, one panel
    /// per run and cap.
    var plot: Plot {
        Plot(
            title: "Samples saved by stopping early, and what becomes of the right answers",
            panels: replays.map(Self.panel),
            footnotes: [
                "Panels are runs; n problems, \(replays.first?.permutations ?? 0) random orders of each pool. Above the dashed "
                    + "line a rule has more right answers than the majority of all samples up to the cap. Bars: 95 % intervals "
                    + "over problems, those of the change paired by problem."
            ])
    }

    private static func panel(_ result: EarlyStopping) -> Panel {
        let cap = Double(result.cap)
        let series = result.rows.map { row in
            let point = Series.Point(
                x: 1 - row.samples / cap, y: row.gain.difference, low: row.gain.interval.low,
                high: row.gain.interval.high, left: 1 - row.samplesInterval.high / cap,
                right: 1 - row.samplesInterval.low / cap)
            return Series(
                row.rule, points: [point], style: .points,
                ink: AdaptiveVote.all.firstIndex { $0.name == row.rule } ?? 0)
        }
        let most = series.flatMap(\.points).compactMap(\.right).max() ?? 1
        let majority = Series(
            "majority at the cap", points: [Series.Point(x: 0, y: 0), Series.Point(x: most, y: 0)], style: .reference,
            ink: Palette.reference)
        return Panel(
            titles: [
                result.pools.title, "n\u{A0}=\u{A0}\(result.pools.entries.count)", "cap\u{A0}\(result.cap)",
            ],
            x: PlotAxis("samples saved", unit: .percent), y: PlotAxis("change of right answers", unit: .points),
            series: series + [majority])
    }
}
