extension Series {
    /// The series looks like this in the legend.
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

    /// Draws the intervals behind what is joined, and the bars.
    func background(_ index: Int) -> [String] {
        let band = "with filledcurves lc rgb '\(Palette.colour(ink))' fs transparent solid 0.15 noborder"
        return switch style {
        case .line, .curve, .reference, .steps:
            !hasIntervals ? [] : ["data index \(index) using 1:3:4 \(band)"]
        case .bars(let width): ["data index \(index) using 1:2:(\(gnuplotNumber(width))) \(look)"]
        case .points: []
        }
    }

    /// Draws the lines and marks, and the intervals of what is not joined.
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
