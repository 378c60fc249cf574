import WinnowText

extension Plot {
    /// Draws the plot as HTML: one SVG drawing for each panel, one legend for all, and the footnotes.
    ///
    /// Colours are classes of the page's style sheet, so that they suit light and dark.
    public var html: String {
        let drawings = zip(panels, shown).map { panel, ranges in
            let name = HTMLText.escaped((panel.titles.isEmpty ? [title] : panel.titles).joined(separator: ", "))
            return """
                <figure class="panel"><figcaption>\(name)</figcaption>\(PanelFrame(panel: panel, ranges: ranges).svg(name))\
                </figure>
                """
        }
        let notes = (footnotes + hiddenNotes).map { "<p>\(HTMLText.escaped($0))</p>" }.joined()
        return """
            <div class="figure"><p class="plot-title">\(HTMLText.escaped(title))</p>\(legendHTML)\
            <div class="panels">\(drawings.joined())</div>\
            <details class="notes"><summary>How this was drawn</summary>\(notes)</details></div>

            """
    }

    private var legendHTML: String {
        var names: [String] = []
        var items: [String] = []
        for series in panels.flatMap(\.series) where !series.points.isEmpty && !names.contains(series.name) {
            names.append(series.name)
            items.append(
                "<li><svg class=\"key\" viewBox=\"0 0 26 10\" aria-hidden=\"true\"><path class=\"line \(series.inkClass)\" "
                    + "d=\"M1 5H25\"/></svg>\(HTMLText.escaped(series.name))</li>")
        }
        for contour in panels.compactMap(\.heatMap).flatMap(\.contours) where !names.contains(contour.name) {
            names.append(contour.name)
        }
        return items.count < 2 ? "" : "<ul class=\"legend\">\(items.joined())</ul>"
    }
}

extension Series {
    /// The classes of the series: its colour, and its dashes where another series has the same colour.
    var inkClass: String { "ink\(ink % Palette.colourCount) dash\(ink / Palette.colourCount % Palette.dashCount)" }
}

extension PanelFrame {
    private typealias Point = Series.Point

    /// Draws the panel.
    func svg(_ name: String) -> String {
        """
        <svg class="plot" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(name)">\
        \(cells)\(grid)\(panel.series.map(background).joined())\(panel.series.map(foreground).joined())</svg>
        """
    }

    private var grid: String {
        var marks = ""
        for tick in panel.x.ticks(in: ranges.x) {
            let x = Self.number(x(tick.position))
            marks += "<path class=\"grid\" d=\"M\(x) \(Self.number(minY))V\(Self.number(maxY))\"/>"
            marks +=
                "<text class=\"tick\" x=\"\(x)\" y=\"\(Self.number(maxY + 15))\" text-anchor=\"middle\">"
                + "\(HTMLText.escaped(tick.text))</text>"
        }
        for tick in panel.y.ticks(in: ranges.y) {
            let y = y(tick.position)
            marks += "<path class=\"grid\" d=\"M\(Self.number(minX)) \(Self.number(y))H\(Self.number(maxX))\"/>"
            marks +=
                "<text class=\"tick\" x=\"\(Self.number(minX - 6))\" y=\"\(Self.number(y + 4))\" text-anchor=\"end\">"
                + "\(HTMLText.escaped(tick.text))</text>"
        }
        let (middleX, middleY) = (Self.number((minX + maxX) / 2), Self.number((minY + maxY) / 2))
        return marks
            + "<path class=\"frame\" d=\"M\(Self.number(minX)) \(Self.number(minY))V\(Self.number(maxY))H\(Self.number(maxX))\"/>"
            + "<text class=\"axis\" x=\"\(middleX)\" y=\"\(Self.number(Self.height - 8))\" text-anchor=\"middle\">"
            + "\(HTMLText.escaped(panel.x.caption))</text>"
            + "<text class=\"axis\" transform=\"translate(13 \(middleY)) rotate(-90)\" text-anchor=\"middle\">"
            + "\(HTMLText.escaped(panel.y.caption))</text>"
    }

    /// Draws the values of a heat map as cells of grey.
    private var cells: String {
        guard let map = panel.heatMap, map.xs.count > 1, map.ys.count > 1 else { return "" }
        let finite = map.values.joined().filter(\.isFinite)
        guard let least = finite.min(), let greatest = finite.max() else { return "" }
        let (halfX, halfY) = ((map.xs[1] - map.xs[0]) / 2, (map.ys[1] - map.ys[0]) / 2)
        var drawn = ""
        for (row, y) in zip(map.values, map.ys) {
            for (value, x) in zip(row, map.xs) where value.isFinite {
                let share = greatest > least ? (value - least) / (greatest - least) : 0.5
                let (left, right) = (self.x(x - halfX), self.x(x + halfX))
                let (top, bottom) = (self.y(y + halfY), self.y(y - halfY))
                drawn +=
                    "<rect class=\"cell\" fill-opacity=\"\(Self.number(share))\" x=\"\(Self.number(left))\" y=\"\(Self.number(top))\" "
                    + "width=\"\(Self.number(right - left))\" height=\"\(Self.number(bottom - top))\"/>"
            }
        }
        return drawn
    }

    private func background(_ series: Series) -> String {
        let points = series.points.filter(shows)
        switch series.style {
        case .line, .curve, .steps:
            let ends = points.filter { $0.low != nil && $0.high != nil }
            guard ends.count > 1 else { return "" }
            let upper = ends.map { "\(Self.number(x($0.x))) \(Self.number(y($0.high ?? $0.y)))" }
            let lower = ends.reversed().map { "\(Self.number(x($0.x))) \(Self.number(y($0.low ?? $0.y)))" }
            return "<path class=\"band \(series.inkClass)\" d=\"M\((upper + lower).joined(separator: "L"))Z\"/>"
        case .bars(let width):
            return points.map { point in
                let (left, right) = (x(point.x - width / 2), x(point.x + width / 2))
                let (top, bottom) = (y(max(0, point.y)), y(min(0, point.y)))
                return "<rect class=\"bar \(series.inkClass)\" x=\"\(Self.number(left))\" y=\"\(Self.number(top))\" "
                    + "width=\"\(Self.number(max(0.5, right - left - 1)))\" height=\"\(Self.number(bottom - top))\"/>"
            }.joined()
        case .points, .reference: return ""
        }
    }

    private func foreground(_ series: Series) -> String {
        let points = series.points.filter(shows)
        guard !points.isEmpty else { return "" }
        let places = points.map { "\(Self.number(x($0.x))) \(Self.number(y($0.y)))" }
        switch series.style {
        case .bars: return ""
        case .points: return points.map { bars(of: $0, series) + mark($0, series) }.joined()
        case .reference: return "<path class=\"line reference\" d=\"M\(places.joined(separator: "L"))\"/>"
        case .curve: return line(places, series)
        case .line: return line(places, series) + points.map { mark($0, series) }.joined()
        case .steps:
            var path = "M\(places[0])"
            for point in points.dropFirst() { path += "H\(Self.number(x(point.x)))V\(Self.number(y(point.y)))" }
            return "<path class=\"line \(series.inkClass)\" d=\"\(path)\"/>"
        }
    }

    private func line(_ places: [String], _ series: Series) -> String {
        "<path class=\"line \(series.inkClass)\" d=\"M\(places.joined(separator: "L"))\"/>"
    }

    /// Draws a mark that says its values where it is pointed at.
    private func mark(_ point: Point, _ series: Series) -> String {
        let (x, y) = (Self.number(x(point.x)), Self.number(y(point.y)))
        let said = "\(series.name): \(panel.x.text(point.x)), \(panel.y.text(point.y))"
        let limits =
            point.low.flatMap { low in point.high.map { " [\(panel.y.text(low)), \(panel.y.text($0))]" } } ?? ""
        return "<circle class=\"mark \(series.inkClass)\" cx=\"\(x)\" cy=\"\(y)\" r=\"3\"><title>"
            + "\(HTMLText.escaped(said + limits))</title></circle>"
    }

    private func bars(of point: Point, _ series: Series) -> String {
        var bars = ""
        if let low = point.low, let high = point.high {
            bars += "M\(Self.number(x(point.x))) \(Self.number(y(low)))V\(Self.number(y(high)))"
        }
        if let left = point.left, let right = point.right {
            bars += "M\(Self.number(x(left))) \(Self.number(y(point.y)))H\(Self.number(x(right)))"
        }
        return bars.isEmpty ? "" : "<path class=\"line \(series.inkClass)\" d=\"\(bars)\"/>"
    }
}
