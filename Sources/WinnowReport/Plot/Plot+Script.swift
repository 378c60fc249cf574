import Foundation
import WinnowText

/// A picture is a file of one of these formats, by the names that users type.
public enum PictureFormat: String, CaseIterable, Hashable, Sendable {
    case svg
    case png
    case pdf
}

extension Plot {
    /// Writes a gnuplot script that draws the picture: `gnuplot NAME.gp`, in the folder with `NAME.dat`, writes
    /// `NAME.svg` and so on. Needs gnuplot 5.2 or later with the terminals svg, pngcairo and pdfcairo.
    ///
    /// - Parameters:
    ///   - name: of the files, without an ending.
    ///   - formats: one file each; PNG has two pixels for one of SVG, of which PDF has 96 to the inch.
    public func script(name: String, formats: [PictureFormat]) -> String {
        let layout = PlotLayout(self)
        var lines = [
            "# Draws \(formats.map { "\(name).\($0.rawValue)" }.joined(separator: ", ")); needs \(name).dat beside it.",
            "set encoding utf8",
            "data = \(GnuplotText.string(name + ".dat"))",
        ]
        for case (let index, .contour(let contour, _)) in blocks.joined() { lines += contour.table(index) }
        lines += [
            "do for [format in \(GnuplotText.string(formats.map(\.rawValue).joined(separator: " ")))] {",
            "if (format eq 'svg') {",
            "set terminal svg noenhanced size \(layout.width),\(layout.height) font 'sans-serif,12' background 'white'",
            "}",
            "if (format eq 'png') {",
            "set terminal pngcairo noenhanced size \(2 * layout.width),\(2 * layout.height) font 'sans-serif,12' "
                + "fontscale 2 linewidth 2 pointscale 2 background 'white'",
            "}",
            // A point of the other terminals is a 96th of an inch, and of this one a 72nd.
            "if (format eq 'pdf') {",
            "set terminal pdfcairo noenhanced size \(layout.inches(layout.width))in,\(layout.inches(layout.height))in "
                + "font 'sans-serif,12' fontscale 0.75 background 'white'",
            "}",
            "set output \(GnuplotText.string(name + ".")).format",
            "set multiplot",
            "set border 3 lc rgb '#444444'",
            "set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'",
            "set grid lc rgb '#DDDDDD' lt 1 lw 0.5",
            "unset key",
        ]
        lines += HeatMap.colours(of: panels.compactMap(\.heatMap), layout)
        let shown = shown
        for (index, blocks) in blocks.enumerated() { lines += panelLines(index, blocks, shown[index], layout) }
        lines += legendLines(layout) + ["unset multiplot", "set output", "}"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func panelLines(
        _ index: Int, _ blocks: [(index: Int, block: Block)], _ shown: (x: ClosedRange<Double>, y: ClosedRange<Double>),
        _ layout: PlotLayout
    ) -> [String] {
        let panel = panels[index]
        let frame = layout.frames[index]
        var lines = [
            "set lmargin at screen \(layout.across(frame.left))", "set rmargin at screen \(layout.across(frame.right))",
            "set tmargin at screen \(layout.up(frame.top))", "set bmargin at screen \(layout.up(frame.bottom))",
        ]
        lines += panel.x.settings("x", shown.x) + panel.y.settings("y", shown.y) + labels(index, layout)
        var layers: [String] = []
        for case (let index, .heatMap) in blocks { layers.append("data index \(index) using 1:2:3 with image") }
        for case (let index, .contour(let contour, _)) in blocks { layers.append(contour.layer(index)) }
        for case (let index, .series(let series)) in blocks { layers += series.background(index) }
        for case (let index, .series(let series)) in blocks { layers += series.foreground(index) }
        if layers.isEmpty { layers = ["NaN"] }
        // One scale of colours is enough.
        if panels[..<index].contains(where: { $0.heatMap != nil }) { lines.append("unset colorbox") }
        return lines + ["plot \(layers.joined(separator: ", \\\n  "))"]
    }

    /// Writes the panel's title and the names of its axes, but those that the panel on the left or below repeats.
    private func labels(_ index: Int, _ layout: PlotLayout) -> [String] {
        let (panel, frame) = (panels[index], layout.frames[index])
        let left = index % layout.columns > 0 ? panels[index - 1].y.caption : nil
        let below = index + layout.columns < panels.count ? panels[index + layout.columns].x.caption : nil
        let (x, y) = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        var texts: [(text: String, place: String)] = []
        if left != panel.y.caption {
            texts.append(
                (panel.y.caption, "\(layout.place(frame.left - 62, y)) center rotate by 90 font ',\(layout.labelSize)'")
            )
        }
        if below != panel.x.caption {
            texts.append((panel.x.caption, "\(layout.place(x, frame.bottom + 38)) center font ',\(layout.labelSize)'"))
        }
        for (line, title) in layout.titles[index].reversed().enumerated() {
            let place = layout.place(x, frame.top - 12 - line * PlotLayout.lineHeight)
            texts.append((title, "\(place) center font ',\(layout.labelSize)'"))
        }
        return ["unset label"]
            + texts.enumerated().map { "set label \($0 + 1) \(GnuplotText.string($1.text)) at \($1.place)" }
    }

    /// Writes title, legend and footnotes, on axes of the picture's size that are not drawn.
    private func legendLines(_ layout: PlotLayout) -> [String] {
        let margin = PlotLayout.margin
        var lines = ["l", "r", "t", "b"].map { "set \($0)margin at screen \("rt".contains($0) ? 1 : 0)" }
        lines += [
            "unset border", "unset tics", "unset grid", "unset logscale", "unset colorbox",
            "unset label",
        ]
        for (index, line) in layout.title.enumerated() {
            lines.append(
                "set label \(index + 1) \(GnuplotText.string(line.text)) at "
                    + "\(layout.place(margin, margin + 4 + index * PlotLayout.titleLineHeight)) left font ',\(line.size)'"
            )
        }
        let top = layout.height - layout.notes.count * PlotLayout.lineHeight - margin / 2
        for (index, note) in layout.notes.enumerated() {
            lines.append(
                "set label \(index + layout.title.count + 1) \(GnuplotText.string(note)) at "
                    + "\(layout.place(margin, top + index * PlotLayout.lineHeight)) left font ',10' textcolor rgb '#444444'"
            )
        }
        lines.append(
            "set key at \(layout.place(layout.legend.x, layout.legend.y)) left top Left reverse samplen 2.5 spacing 1.15 "
                + "width 0 font ',11'")
        let legend = layout.hasLegend ? legend : []
        let entries =
            legend.isEmpty ? ["NaN notitle"] : legend.map { "NaN \($0.look) title \(GnuplotText.string($0.name))" }
        lines += ["plot [0:1] [0:1] \(entries.joined(separator: ", \\\n  "))", "unset label", "unset key"]
        return lines
    }
}

extension Plot {
    /// The legend has the names to be told apart and how each looks: lines in heat maps, then series in the order in which
    /// they stand above each other at the right ends of the panels, on the average.
    var legend: [(name: String, look: String)] {
        var listed: Set<ExactText> = []
        let contours = panels.compactMap(\.heatMap).flatMap(\.contours).filter {
            listed.insert(ExactText($0.name)).inserted
        }
        let series = panels.flatMap(\.series).filter {
            !$0.points.isEmpty && listed.insert(ExactText($0.name)).inserted
        }
        return contours.map { (name: $0.name, look: $0.look) }
            + series.map { ($0, height(of: $0.name)) }
            .sorted { ($1.1, $0.0.ink) < ($0.1, $1.0.ink) }.map { (name: $0.0.name, look: $0.0.look) }
    }

    /// Gives the mean of the last points of all series of a name.
    private func height(of name: String) -> Double {
        let ends = panels.flatMap(\.series).filter { ExactText($0.name) == ExactText(name) }.compactMap(
            \.points.last?.y
        )
        .filter(\.isFinite)
        return ends.isEmpty ? -.infinity : ends.reduce(0, +) / Double(ends.count)
    }
}

/// Writes a number of the script, in few digits: places in the picture need no more.
func gnuplotNumber(_ number: Double) -> String { String(format: "%.6g", number) }
