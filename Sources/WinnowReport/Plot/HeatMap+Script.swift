import WinnowText

extension HeatMap.Contour {
    /// Finds the line: gnuplot computes it as a contour of a surface, here into a table.
    func table(_ index: Int) -> [String] {
        [
            "set contour base", "unset surface", "set cntrparam levels discrete \(gnuplotNumber(level))",
            "set table $contour_\(index)", "splot data index \(index) using 1:2:3", "unset table", "unset contour",
            "set surface",
        ]
    }

    func layer(_ index: Int) -> String { "$contour_\(index) using 1:2 \(look)" }

    var look: String { "with lines lc rgb '#000000' lw 2 dt \(style == .solid ? "solid" : "'-'")" }
}

extension HeatMap {
    /// Sets the colours and their scale, which are the same for all maps of a picture.
    static func colours(of maps: [HeatMap], _ layout: PlotLayout) -> [String] {
        guard let first = maps.first else { return [] }
        let colours = first.centre == nil ? Palette.sequential : Palette.diverging
        let range = range(of: maps, centre: first.centre)
        let (place, height) = (layout.colours, Double(layout.height))
        let size = Double(place.bottom - place.top) / height
        return [
            "set palette defined (\(colours.enumerated().map { "\($0) '\($1)'" }.joined(separator: ", ")))",
            "set cbrange [\(gnuplotNumber(range.lowerBound)):\(gnuplotNumber(range.upperBound))]",
            "set cblabel \(GnuplotText.string(PlotAxis(first.label, unit: first.unit).caption)) font ',11' offset 1,0",
            "set cbtics (\(PlotAxis("", unit: first.unit).tickList(in: range))) font ',10'",
            "set colorbox user origin \(layout.place(place.left, place.bottom)) "
                + "size screen \(layout.across(place.right - place.left)),\(gnuplotNumber(size))",
        ]
    }

    /// Finds the values that the ends of the colours stand for, as far on one side of the centre as on the other.
    private static func range(of maps: [HeatMap], centre: Double?) -> ClosedRange<Double> {
        let finite = maps.flatMap { $0.values.joined() }.filter(\.isFinite)
        guard let least = finite.min(), let greatest = finite.max() else { return 0...1 }
        guard let centre else { return least < greatest ? least...greatest : least - 0.5...least + 0.5 }
        let reach = max(abs(least - centre), abs(greatest - centre))
        return reach > 0 ? centre - reach...centre + reach : centre - 0.5...centre + 0.5
    }
}
