extension Plot {
    /// Finds the lines of equal value: gnuplot computes them as a surface's contours, here into tables.
    func contourTables(_ map: HeatMap, of panel: Panel, index: Int) -> [String] {
        guard !map.contours.isEmpty else { return [] }
        return ["set contour base", "unset surface"]
            + map.contours.enumerated().flatMap { number, contour in
                [
                    "set cntrparam levels discrete \(gnuplotNumber(contour.level))",
                    "set table $contour_\(index)_\(number)",
                    "splot data index \(index) using 1:2:3",
                    "unset table",
                ]
            } + ["unset contour", "set surface"]
    }

    /// The colours of a heat map and their scale, below the legend.
    func colourLines(_ map: HeatMap, _ layout: PlotLayout) -> [String] {
        let colours = map.centre == nil ? Palette.sequential : Palette.diverging
        let axis = PlotAxis(map.label, unit: map.unit)
        let range = map.range
        let place = layout.colours
        let stops = colours.enumerated().map { "\($0) '\($1)'" }.joined(separator: ", ")
        return [
            "set palette defined (\(stops))",
            "set cbrange [\(gnuplotNumber(range.lowerBound)):\(gnuplotNumber(range.upperBound))]",
            "set cblabel \(gnuplotQuoted(map.label)) font ',11'",
            "set cbtics (\(axis.tickList(in: range))) font ',10'",
            "set colorbox user origin \(layout.place(place.left, place.bottom)) "
                + "size screen \(layout.across(place.right - place.left)),\(layout.up(layout.height - place.bottom + place.top))",
        ]
    }
}

extension HeatMap {
    /// The values that the ends of the colours stand for, as far on one side of the centre as on the other.
    var range: ClosedRange<Double> {
        let finite = values.joined().filter(\.isFinite)
        guard let least = finite.min(), let greatest = finite.max() else { return 0...1 }
        guard let centre else { return least < greatest ? least...greatest : least - 0.5...least + 0.5 }
        let reach = max(abs(least - centre), abs(greatest - centre))
        return reach > 0 ? centre - reach...centre + reach : centre - 0.5...centre + 0.5
    }

    func contourLook(_ index: Int) -> String { "lc rgb '#000000' lw 2 dt \(index + 1)" }
}
