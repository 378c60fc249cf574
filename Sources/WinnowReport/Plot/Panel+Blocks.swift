import WinnowText

extension Panel {
    /// Draws the panel's joined series in block characters, for terminals: one kind of block for each series, its name at the
    /// right end, values beside the axis on the left and below.
    ///
    /// - Parameters:
    ///   - width: columns that a line has at most; at least 40 are used.
    ///   - height: lines of the drawing without its axis; at least 4.
    /// - Complexity: linear in the characters and the points.
    public func blockLines(width: Int, height: Int = 12) -> [String] {
        let drawn = series.filter { $0.points.contains(where: shows) }.prefix(Self.blocks.count)
        let shown = Plot(title: "", panels: [self]).shown[0]
        guard !drawn.isEmpty else { return [] }
        let names = drawn.map { VisibleText.line(String($0.name.prefix(Self.longestName))) }
        let label = (names.map(\.count).max() ?? 0) + 3
        let frame = BlockFrame(
            panel: self, x: shown.x, y: values(of: Array(drawn)),
            columns: max(10, max(40, width) - Self.margin - label), rows: max(4, height))
        var grid = [[Character]](
            repeating: [Character](repeating: " ", count: frame.columns), count: frame.rows)
        for (series, block) in zip(drawn, Self.blocks) {
            for (column, row) in frame.places(of: series.points.filter(shows)) { grid[row][column] = block }
        }
        let ends = frame.rowsOfNames(drawn.map { $0.points.last(where: shows) })
        return grid.enumerated().map { row, cells in
            let end = ends.firstIndex(of: row).map { " \(Self.blocks[$0]) \(names[$0])" } ?? ""
            let line = "\(frame.label(ofRow: row)) ┤\(String(cells))\(end)"
            return line.trimmed
        } + frame.axis.map(\.trimmed)
    }

    private static let blocks: [Character] = ["█", "▓", "▒", "░", "■", "▪", "□", "▫"]
    private static let longestName = 18

    /// Numbers stand left of the drawing in so many columns, the axis among them.
    fileprivate static let margin = 7

    private func shows(_ point: Series.Point) -> Bool { x.shows(point.x) && y.shows(point.y) }

    /// The values themselves fill the height: intervals are not drawn, and no rate is below 0 or above 1.
    private func values(of series: [Series]) -> ClosedRange<Double> {
        let range = y.range(of: series.flatMap(\.points).map(\.y))
        return y.unit == .percent ? max(0, range.lowerBound)...min(1, range.upperBound) : range
    }
}

/// The frame says at which character the values of a panel stand.
private struct BlockFrame {
    let panel: Panel
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    let columns: Int
    let rows: Int

    private func column(_ value: Double) -> Int { place(panel.x.share(value, of: x), of: columns) }
    private func row(_ value: Double) -> Int { place(1 - panel.y.share(value, of: y), of: rows) }

    private func place(_ share: Double, of count: Int) -> Int {
        min(count - 1, max(0, Int((share * Double(count - 1)).rounded())))
    }

    /// Finds the characters of a line through points, one for each column between the first and the last.
    func places(of points: [Series.Point]) -> [(column: Int, row: Int)] {
        guard var last = points.first else { return [] }
        var places = [(column: column(last.x), row: row(last.y))]
        for point in points.dropFirst() {
            let (from, to) = (column(last.x), column(point.x))
            if to > from {
                for column in from + 1...to {
                    let share = Double(column - from) / Double(to - from)
                    places.append((column, row(last.y + share * (point.y - last.y))))
                }
            } else {
                places.append((to, row(point.y)))
            }
            last = point
        }
        return places
    }

    /// Finds a line for each name near the end of its series, no two on one; names without room are left out.
    func rowsOfNames(_ ends: [Series.Point?]) -> [Int?] {
        var taken: Set<Int> = []
        return ends.map { end in
            guard let end else { return nil }
            let wanted = row(end.y)
            let free = (0..<rows).filter { !taken.contains($0) }.min { abs($0 - wanted) < abs($1 - wanted) }
            if let free { taken.insert(free) }
            return free
        }
    }

    /// The number beside a line, right-aligned; every third line has one.
    func label(ofRow row: Int) -> String {
        let width = Panel.margin - 2
        guard row % 3 == 0 || row == rows - 1 else { return String(repeating: " ", count: width) }
        let share = 1 - Double(row) / Double(rows - 1)
        let text = panel.y.text((y.lowerBound + share * (y.upperBound - y.lowerBound)).rounded(toThousandths: 1_000))
        return String(repeating: " ", count: max(0, width - text.count)) + text.prefix(width)
    }

    /// The axis below: a line, its numbers and its name.
    var axis: [String] {
        let indent = String(repeating: " ", count: Panel.margin - 1)
        var numbers = [Character](repeating: " ", count: columns + 6)
        var free = 0
        for tick in panel.x.ticks(in: x) {
            let start = max(0, column(tick.position) - tick.text.count / 2)
            guard start >= free, start + tick.text.count <= numbers.count else { continue }
            for (offset, character) in tick.text.enumerated() { numbers[start + offset] = character }
            free = start + tick.text.count + 1
        }
        let name = panel.x.caption
        return [
            indent + "└" + String(repeating: "─", count: columns), indent + " " + String(numbers), indent + " " + name,
        ]
    }
}

extension String {
    fileprivate var trimmed: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}

extension Double {
    fileprivate func rounded(toThousandths thousandths: Double) -> Double {
        (self * thousandths).rounded() / thousandths
    }
}
