extension Panel {
    /// The ranges that are drawn.
    var shown: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        if let heatMap { return (x.range ?? heatMap.extent(heatMap.xs), y.range ?? heatMap.extent(heatMap.ys)) }
        let points = series.flatMap(\.points)
        var xs = points.flatMap { [$0.x, $0.left ?? $0.x, $0.right ?? $0.x] }
        var ys = points.flatMap { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] }
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

extension HeatMap {
    /// All of the cells around the places of the grid.
    fileprivate func extent(_ places: [Double]) -> ClosedRange<Double> {
        guard let first = places.first, let last = places.last, first < last else { return 0...1 }
        let half = (last - first) / Double(places.count - 1) / 2
        return first - half...last + half
    }
}
