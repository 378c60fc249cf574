import Foundation
import WinnowBounds
import WinnowText

extension PlotAxis {
    /// Makes the ticks to draw within a range: about five on a linear axis, and few enough not to overlap on the
    /// others.
    func ticks(in range: ClosedRange<Double>) -> [Tick] {
        if let ticks { return ticks }
        return positions(in: range).map { Tick($0, text($0)) }
    }

    private func positions(in range: ClosedRange<Double>) -> [Double] {
        switch scale {
        case .linear: linearPositions(in: range)
        case .binary: powers(of: 2, in: range, most: 9)
        case .decimal:
            switch range.upperBound / range.lowerBound {
            case ..<8: linearPositions(in: range)
            case ..<2_000:
                powers(of: 10, in: range.lowerBound / 10...range.upperBound, most: .max)
                    .flatMap { [$0, 2 * $0, 5 * $0] }.filter(range.contains)
            default: powers(of: 10, in: range, most: 7)
            }
        }
    }

    /// Finds multiples of 1, 2 or 5 times a power of ten, at most seven.
    private func linearPositions(in range: ClosedRange<Double>) -> [Double] {
        let rough = (range.upperBound - range.lowerBound) / 6
        let power = pow(10, log10(rough).rounded(.down))
        let step = power * ([1, 2, 5].first { $0 * power >= rough } ?? 10)
        let first = Int(clamping: (range.lowerBound / step).rounded(.up))
        let last = Int(clamping: (range.upperBound / step).rounded(.down))
        // A whole number times a step is the number that people would write; a sum of steps is not.
        return first > last
            ? [] : (first...last).map { step >= 1 ? Double($0) * step : Double($0) / (1 / step).rounded() }
    }

    /// Finds the powers in a range, every second or third of them where there are too many.
    private func powers(of base: Double, in range: ClosedRange<Double>, most: Int) -> [Double] {
        let first = Int(clamping: (log(range.lowerBound) / log(base) - 1e-9).rounded(.up))
        let last = Int(clamping: (log(range.upperBound) / log(base) + 1e-9).rounded(.down))
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: (last - first) / most + 1).map { pow(base, Double($0)) }
    }

    /// Writes a number as it stands beside a tick.
    func text(_ number: Double) -> String {
        switch unit {
        case .percent: return Self.short(100 * number) + "%"
        case .points: return (number > 0 ? "+" : "") + Self.short(100 * number)
        case .plain: break
        }
        let units = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
        guard let (size, letter) = units.first(where: { abs(number) >= $0.0 }), abs(number) < 1e15 else {
            return Self.short(number)
        }
        return Self.short(number / size) + letter
    }

    private static func short(_ number: Double) -> String { String(format: "%.4g", number) }
}

extension PlotAxis {
    /// Sets the scale, range and ticks of the axis with this letter.
    func settings(_ letter: String, _ range: ClosedRange<Double>) -> [String] {
        [
            "\(scale == .linear ? "unset" : "set") logscale \(letter)",
            "set \(letter)range [\(gnuplotNumber(range.lowerBound)):\(gnuplotNumber(range.upperBound))]",
            "set \(letter)tics nomirror (\(tickList(in: range)))\(letter == "x" ? " offset 0,0.3" : "")",
        ]
    }

    /// Lists texts and places of the ticks; the texts are formats, in which a percent sign is doubled.
    func tickList(in range: ClosedRange<Double>) -> String {
        ticks(in: range).map {
            "\(GnuplotText.format($0.text)) \(gnuplotNumber($0.position))"
        }.joined(separator: ", ")
    }
}

extension Plot {
    /// The panels show these ranges: one axis, as far as it is the same, has one range in all of them, so that heights
    /// can be compared across panels.
    var shown: [(x: ClosedRange<Double>, y: ClosedRange<Double>)] {
        let extents = panels.map(\.extent)
        return panels.map { panel in
            if let map = panel.heatMap {
                return (panel.x.range ?? map.extent(map.xs), panel.y.range ?? map.extent(map.ys))
            }
            let likeX = panels.indices.filter { panels[$0].heatMap == nil && panels[$0].x == panel.x }
            let likeY = panels.indices.filter { panels[$0].heatMap == nil && panels[$0].y == panel.y }
            let y = panel.y.range(of: likeY.flatMap { extents[$0].ys })
            // Bars stand on the axis.
            let standsOnAxis = likeY.contains { panels[$0].hasBars } && y.upperBound > 0
            return (
                panel.x.range(of: likeX.flatMap { extents[$0].xs }),
                standsOnAxis ? max(0, y.lowerBound)...y.upperBound : y
            )
        }
    }
}

extension Panel {
    /// The panel draws something at the ends of these values.
    fileprivate var extent: (xs: [Double], ys: [Double]) {
        let points = series.flatMap(\.points)
        var xs = points.flatMap { [$0.x, $0.left ?? $0.x, $0.right ?? $0.x] }
        var ys = points.flatMap { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] }
        for case .bars(let width) in series.map(\.style) {
            xs += points.flatMap { [$0.x - width / 2, $0.x + width / 2] }
            ys.append(0)
        }
        return (xs, ys)
    }

    fileprivate var hasBars: Bool {
        series.contains { if case .bars = $0.style { true } else { false } }
    }
}

extension HeatMap {
    /// Finds the range of all the cells around the places of the grid.
    fileprivate func extent(_ places: [Double]) -> ClosedRange<Double> {
        guard let first = places.first, let last = places.last, first < last else { return 0...1 }
        let half = (last - first) / Double(places.count - 1) / 2
        return first - half...last + half
    }
}
