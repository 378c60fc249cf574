import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension StoppingStudy {
    /// The share of samples that each rule saves against what that costs in right answers, one panel per run and cap.
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
            title: "\(result.pools.title), n\u{A0}=\u{A0}\(result.pools.entries.count), cap\u{A0}\(result.cap)",
            x: PlotAxis("samples saved", unit: .percent), y: PlotAxis("change of right answers", unit: .percent),
            series: series + [majority])
    }
}
