import WinnowReport
import WinnowSelection
import WinnowStatistics

extension SelectivePredictionStudy {
    /// How often given answers are wrong against how many are given, as strategies withhold those they are unsure of. One
    /// panel per run.
    var plot: Plot {
        Plot(
            title: "Wrong answers among those given, against the share of problems answered",
            panels: runs.map(Self.panel),
            footnotes: [
                "Panels are runs; n problems, the first k candidates of each in stored order. A strategy answers the problems it "
                    + "is surest of; the point is the domain's verifier, which answers where it accepts. Bands and bars: 95 % "
                    + "intervals over problems."
            ])
    }

    private static func panel(_ study: SelectivePrediction) -> Panel {
        let curves = study.rows.enumerated().map { ink, row in
            let points = zip(SelectivePrediction.coverages, row.curve).compactMap { coverage, risk in
                risk.map {
                    Series.Point(x: coverage, y: $0.value, low: $0.interval?.low, high: $0.interval?.high)
                }
            }
            return Series(row.strategy.name, points: points, style: .line, ink: ink)
        }
        let verifier = study.verifier.flatMap { verifier in
            verifier.risk.map { risk in
                Series(
                    "verifier",
                    points: [
                        Series.Point(
                            x: verifier.coverage.value, y: risk.value, low: risk.interval?.low,
                            high: risk.interval?.high,
                            left: verifier.coverage.interval?.low, right: verifier.coverage.interval?.high)
                    ], style: .points, ink: study.rows.count)
            }
        }
        return Panel(
            title: "\(study.pools.title), n\u{A0}=\u{A0}\(study.pools.entries.count), k\u{A0}=\u{A0}\(study.budget)",
            x: PlotAxis("problems answered", unit: .percent), y: PlotAxis("wrong among the answers", unit: .percent),
            series: curves + (verifier.map { [$0] } ?? []))
    }
}
