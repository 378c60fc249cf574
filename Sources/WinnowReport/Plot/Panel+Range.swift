extension Panel {
    /// The ranges that are drawn.
    var shown: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let points = series.flatMap(\.points)
        var xs = points.flatMap { [$0.x, $0.left ?? $0.x, $0.right ?? $0.x] } + (heatMap?.xs ?? [])
        var ys = points.flatMap { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] } + (heatMap?.ys ?? [])
        let widths = series.compactMap { if case .bars(let width) = $0.style { width } else { nil } }
        for width in widths {
            xs += points.flatMap { [$0.x - width / 2, $0.x + width / 2] }
            ys.append(0)
        }
        let y = y.range(of: ys)
        // Bars stand on the axis.
        return (x.range(of: xs), ys.contains(0) && !widths.isEmpty ? max(0, y.lowerBound)...y.upperBound : y)
    }
}
