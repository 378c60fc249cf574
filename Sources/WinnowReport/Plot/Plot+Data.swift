extension Plot {
    /// What gnuplot reads as one index of the data file.
    enum Block {
        case heatMap(HeatMap)
        case series(Series)
    }

    /// The blocks of each panel with their indices; series without points have none, since gnuplot would not count them.
    var blocks: [[(index: Int, block: Block)]] {
        var next = 0
        return panels.map { panel in
            let blocks =
                (panel.heatMap.map { [Block.heatMap($0)] } ?? [])
                + panel.series.filter { !$0.points.isEmpty }.map(Block.series)
            return blocks.map { block in
                defer { next += 1 }
                return (next, block)
            }
        }
    }

    /// The numbers of the picture as gnuplot reads them: blocks of lines `x y low high`, with `left right` where `x`
    /// has intervals, or `x y value` of a heat map, with two empty lines between them and comments that name them. All digits; NaN where there is no number.
    public var data: String {
        zip(panels, blocks).flatMap { panel, blocks in
            blocks.map { _, block in
                switch block {
                case .heatMap(let map):
                    heading(panel.title, map.label, "x y value")
                        + zip(map.ys, map.values).map { y, row in
                            zip(map.xs, row).map { line([$0, y, $1]) }.joined()
                        }.joined(separator: "\n")
                case .series(let series):
                    heading(panel.title, series.name, "x y low high" + (series.hasSideIntervals ? " left right" : ""))
                        + series.points.map { point in
                            let sides = series.hasSideIntervals ? [point.left ?? .nan, point.right ?? .nan] : []
                            return line([point.x, point.y, point.low ?? .nan, point.high ?? .nan] + sides)
                        }.joined()
                }
            }
        }.joined(separator: "\n\n")
    }

    private func heading(_ panel: String, _ name: String, _ columns: String) -> String {
        let title = [panel, name].filter { !$0.isEmpty }.joined(separator: ": ").map { $0.isNewline ? " " : $0 }
        return "# \(String(title))\n# \(columns)\n"
    }

    private func line(_ numbers: [Double]) -> String {
        numbers.map { $0.isFinite ? "\($0)" : "NaN" }.joined(separator: " ") + "\n"
    }
}
