import WinnowCore
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// By how much first accepted is ahead of the majority under verifiers of all rates, one panel per run.
enum DialPlot {
    /// The rates of the surface, evenly spaced as pictures need them. At larger false-positive rates hardly any verifier
    /// is ahead, and one that accepts nothing is behind all others.
    static let truePositives = (1...20).map { Double($0) / 20 }
    static let falsePositives = (0...25).map { Double($0) / 50 }

    static func plot(_ surfaces: [DialSurface]) async throws -> Plot {
        var panels: [Panel] = []
        for surface in surfaces { panels.append(try await panel(surface)) }
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

    private static func panel(_ surface: DialSurface) async throws -> Panel {
        let majority = surface.majority.map(\.right)
        let resampling = surface.resampling
        let rows = try await concurrentMap(surface.outcomes) { row in
            row.map { outcomes in
                let differences = zip(outcomes, majority).map { $0.right - $1 }
                let interval = Interval.bootstrapPercentile(of: differences, resampling: resampling)
                return (mean: mean(of: differences), low: interval.low, high: interval.high)
            }
        }
        let values = rows.map { $0.map(\.mean) }
        let map = HeatMap(
            xs: surface.falsePositives, ys: surface.truePositives, values: values, label: "verifying − majority",
            unit: .percent, centre: 0,
            contours: [
                HeatMap.Contour("verifying = majority", level: 0, values: values),
                HeatMap.Contour("95 % interval", level: 0, values: rows.map { $0.map(\.low) }, style: .dashed),
                HeatMap.Contour("95 % interval", level: 0, values: rows.map { $0.map(\.high) }, style: .dashed),
            ])
        return Panel(
            title: "\(surface.pools.title), n\u{A0}=\u{A0}\(majority.count), k\u{A0}=\u{A0}\(surface.budget)",
            x: PlotAxis("P(accept | wrong), FPR", unit: .percent),
            y: PlotAxis("P(accept | right), TPR", unit: .percent), heatMap: map)
    }
}
