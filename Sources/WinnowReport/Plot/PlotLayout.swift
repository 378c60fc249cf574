/// Where the parts of a ``Plot`` go, in pixels from the top left corner: title, panels in rows, legend on the right of
/// all, footnotes.
struct PlotLayout {
    let width: Int
    let height: Int

    /// The axes' rectangle of each panel.
    let frames: [Frame]

    /// Footnotes, broken to fit the width.
    let notes: [String]

    /// The top left corner of the legend.
    let legend: (x: Int, y: Int)

    let columns: Int

    static let margin = 16
    static let noteHeight = 15
    private static let titleHeight = 38
    private static let legendWidth = 214

    /// Space around the axes of a panel, for ticks, labels and the panel's title.
    private static let inset = (left: 72, right: 12, top: 28, bottom: 54)

    struct Frame: Hashable {
        var left: Int
        var right: Int
        var top: Int
        var bottom: Int
    }

    init(_ plot: Plot) {
        let count = plot.panels.count
        columns = count < 2 ? 1 : count <= 4 ? 2 : 3
        width = columns == 1 ? 800 : 1_000
        let legendWidth = plot.hasLegend ? Self.legendWidth : Self.margin / 2
        let cell = (width: (width - legendWidth) / columns, height: [430, 310, 250][columns - 1])
        let columns = columns
        frames = plot.panels.indices.map { index in
            let (left, top) = (
                index % columns * cell.width, Self.titleHeight + index / columns * cell.height
            )
            return Frame(
                left: left + Self.inset.left, right: left + cell.width - Self.inset.right, top: top + Self.inset.top,
                bottom: top + cell.height - Self.inset.bottom)
        }
        // A letter of the footnotes' size is less than seven pixels wide on average.
        let perLine = (width - 2 * Self.margin) * 10 / 67
        notes = plot.footnotes.flatMap { Self.lines($0, of: perLine) }
        let rows = (count + columns - 1) / columns
        height = Self.titleHeight + rows * cell.height + Self.noteHeight * notes.count + Self.margin
        legend = (width - legendWidth + Self.margin / 2, Self.titleHeight + Self.inset.top)
    }

    /// A place by gnuplot's measure: a share of the width and, from below, of the height.
    func place(_ x: Int, _ y: Int) -> String { "screen \(across(x)),\(up(y))" }
    func across(_ x: Int) -> String { gnuplotNumber(Double(x) / Double(width)) }
    func up(_ y: Int) -> String { gnuplotNumber(Double(height - y) / Double(height)) }

    /// The text in lines of at most so many letters, where its words allow.
    static func lines(_ text: String, of length: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = lines.last, last.count + 1 + word.count <= length {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

extension Plot {
    /// Whether there is anything to tell apart.
    fileprivate var hasLegend: Bool {
        panels.contains { $0.heatMap != nil } || Set(panels.flatMap(\.series).map(\.name)).count > 1
    }
}
