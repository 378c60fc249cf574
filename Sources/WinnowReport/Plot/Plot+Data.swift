import WinnowText

extension Plot {
    /// gnuplot reads a block as one index of the data file.
    enum Block {
        case heatMap(HeatMap)
        case contour(HeatMap.Contour, of: HeatMap)
        case series(Series)
    }

    /// The blocks are those of each panel with their indices; series without points have none, since gnuplot would not
    /// count them.
    var blocks: [[(index: Int, block: Block)]] {
        var next = 0
        return panels.map { panel in
            var blocks: [Block] = []
            if let map = panel.heatMap {
                blocks = [.heatMap(map)] + map.contours.map { .contour($0, of: map) }
            }
            blocks += panel.series.filter { !$0.points.isEmpty }.map(Block.series)
            return blocks.map { block in
                defer { next += 1 }
                return (next, block)
            }
        }
    }

    /// The data are the numbers of the picture as gnuplot reads them: blocks of lines `x y low high`, with `left right`
    /// where `x` has intervals, or `x y value` of a grid, with two empty lines between them and comments that name
    /// them. All digits; NaN where there is no number.
    public var data: String {
        zip(panels, blocks).flatMap { panel, blocks in
            blocks.map { _, block in
                switch block {
                case .heatMap(let map): heading(panel.title, map.label, "x y value") + grid(map.values, of: map)
                case .contour(let contour, let map):
                    heading(panel.title, contour.name, "x y value") + grid(contour.values, of: map)
                case .series(let series):
                    heading(panel.title, series.name, "x y low high" + (series.hasSideIntervals ? " left right" : ""))
                        + points(series)
                }
            }
        }.joined(separator: "\n\n")
    }

    /// Writes rows of equal y, with an empty line between them.
    private func grid(_ values: [[Double]], of map: HeatMap) -> String {
        zip(map.ys, values).map { y, row in zip(map.xs, row).map { line([$0, y, $1]) }.joined() }
            .joined(separator: "\n")
    }

    private func points(_ series: Series) -> String {
        series.points.map { point in
            let sides = series.hasSideIntervals ? [point.left ?? .nan, point.right ?? .nan] : []
            return line([point.x, point.y, point.low ?? .nan, point.high ?? .nan] + sides)
        }.joined()
    }

    private func heading(_ panel: String, _ name: String, _ columns: String) -> String {
        let title = [panel, name].filter { !$0.isEmpty }.joined(separator: ": ")
        return "\(GnuplotText.comment(title))\n# \(columns)\n"
    }

    private func line(_ numbers: [Double]) -> String {
        numbers.map { $0.isFinite ? "\($0)" : "NaN" }.joined(separator: " ") + "\n"
    }
}
