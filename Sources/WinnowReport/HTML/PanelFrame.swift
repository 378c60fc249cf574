import Foundation

/// A frame says where the values of a panel stand in its SVG drawing.
struct PanelFrame {
    static let (width, height) = (520.0, 320.0)
    private static let (left, right, top, bottom) = (58.0, 14.0, 10.0, 46.0)

    let panel: Panel
    let ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)

    var minX: Double { Self.left }
    var maxX: Double { Self.width - Self.right }
    var minY: Double { Self.top }
    var maxY: Double { Self.height - Self.bottom }

    /// Gives the place of a value, kept inside the frame.
    func x(_ value: Double) -> Double { minX + share(value, of: ranges.x, panel.x.scale) * (maxX - minX) }
    func y(_ value: Double) -> Double { maxY - share(value, of: ranges.y, panel.y.scale) * (maxY - minY) }

    /// Tells whether a point has a place.
    func shows(_ point: Series.Point) -> Bool { panel.x.shows(point.x) && panel.y.shows(point.y) }

    private func share(_ value: Double, of range: ClosedRange<Double>, _ scale: PlotAxis.Scale) -> Double {
        let share =
            scale == .linear
            ? (value - range.lowerBound) / (range.upperBound - range.lowerBound)
            : log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
        return min(1, max(0, share.isNaN ? 0 : share))
    }

    /// Writes a place in a tenth of a pixel.
    static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
