import Foundation

/// A text as gnuplot reads it back unchanged, without enhanced text: a quote is doubled, a line break is a space.
func gnuplotQuoted(_ text: String) -> String {
    "'" + text.map { $0.isNewline ? " " : $0 == "'" ? "''" : String($0) }.joined() + "'"
}

/// A number of the script, in few digits: places in the picture need no more.
func gnuplotNumber(_ number: Double) -> String { String(format: "%.6g", number) }

extension PlotAxis {
    /// The scale, range and ticks of the axis with this letter.
    func settings(_ letter: String, _ range: ClosedRange<Double>) -> [String] {
        [
            "\(scale == .linear ? "unset" : "set") logscale \(letter)",
            "set \(letter)range [\(gnuplotNumber(range.lowerBound)):\(gnuplotNumber(range.upperBound))]",
            "set \(letter)tics nomirror (\(tickList(in: range)))\(letter == "x" ? " offset 0,0.3" : "")",
        ]
    }

    /// Texts and places of the ticks; the texts are formats, in which a percent sign is doubled.
    func tickList(in range: ClosedRange<Double>) -> String {
        ticks(in: range).map {
            "\(gnuplotQuoted($0.text.replacing("%", with: "%%"))) \(gnuplotNumber($0.position))"
        }.joined(separator: ", ")
    }
}

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

extension Series {
    /// How the series looks in the legend.
    var look: String {
        let colour = "lc rgb '\(Palette.colour(ink))'"
        let line = "\(colour) lw 2 dt \(Palette.dash(ink))"
        let mark = "pt \(Palette.mark(ink)) ps \(style == .points ? 1 : 0.7)"
        return switch style {
        case .line: "with linespoints \(line) \(mark)"
        case .curve, .steps: "with lines \(line)"
        case .reference: "with lines \(colour) lw 1.5 dt \(Palette.referenceDash)"
        case .points: "with points \(colour) \(mark)"
        case .bars: "with boxes \(colour) fs solid 0.7 noborder"
        }
    }

    /// Intervals behind what is joined, and the bars.
    func background(_ index: Int) -> [String] {
        let band = "with filledcurves lc rgb '\(Palette.colour(ink))' fs transparent solid 0.15 noborder"
        return switch style {
        case .line, .curve, .reference, .steps:
            !hasIntervals ? [] : ["data index \(index) using 1:3:4 \(band)"]
        case .bars(let width): ["data index \(index) using 1:2:(\(gnuplotNumber(width))) \(look)"]
        case .points: []
        }
    }

    /// The lines and marks, and the intervals of what is not joined.
    func foreground(_ index: Int) -> [String] {
        let colour = if case .bars = style { "#222222" } else { Palette.colour(ink) }
        // Error bars leave a gap around the point; arrows with flat heads do not.
        let heads = "with vectors heads size graph 0.008,90 nofilled lc rgb '\(colour)' lw 1.2"
        let bars = hasIntervals ? ["data index \(index) using 1:3:(0):($4-$3) \(heads)"] : []
        let sides = hasSideIntervals ? ["data index \(index) using 5:2:($6-$5):(0) \(heads)"] : []
        return switch style {
        case .line, .curve, .reference: ["data index \(index) using 1:2 \(look)"]
        case .steps: ["data index \(index) using 1:2 \(look.replacing("with lines", with: "with steps"))"]
        case .points: bars + sides + ["data index \(index) using 1:2 \(look)"]
        case .bars: bars
        }
    }
}
