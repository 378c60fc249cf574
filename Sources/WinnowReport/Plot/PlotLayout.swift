/// A layout says where the parts of a ``Plot`` go, in pixels from the top left corner: title, panels in rows, legend on
/// the right of all, footnotes.
struct PlotLayout {
    let width: Int
    let height: Int

    /// Each panel's axes have one of these rectangles.
    let frames: [Frame]

    /// The titles of the panels and the footnotes are broken to fit the width.
    let titles: [[String]]
    let notes: [String]

    /// The titles of the panels and the names of their axes have this size, in points.
    let labelSize: Int

    /// True where there is anything to tell apart.
    let hasLegend: Bool

    /// The legend has its top left corner here.
    let legend: (x: Int, y: Int)

    /// The scale of colours stands here, below the legend.
    let colours: Frame

    let columns: Int

    static let margin = 16
    static let lineHeight = 15
    private static let titleHeight = 34
    private static let legendWidth = 214

    /// The axes of a panel have this space around them, for ticks, labels and the panel's title.
    private static let inset = (left: 78, right: 12, top: 36, bottom: 54)

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
        let entries = plot.legend.count
        hasLegend = entries > 1 || plot.panels.contains { $0.heatMap != nil }
        let legendWidth = hasLegend ? Self.legendWidth : Self.margin / 2
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
        // A letter is about 0.74 points wide on average, in a font that is wide.
        func letters(_ pixels: Int, _ points: Int) -> Int { pixels * 100 / (74 * points) }
        let labelSize = columns < 3 ? 12 : 10
        titles = plot.panels.map { Self.lines($0.title, of: letters(cell.width, labelSize)) }
        self.labelSize = labelSize
        let noteLetters = letters(width - 2 * Self.margin, 10)
        notes = plot.footnotes.flatMap { Self.lines($0, of: noteLetters) }
        let rows = (count + columns - 1) / columns
        height = Self.titleHeight + rows * cell.height + Self.lineHeight * notes.count + Self.margin
        legend = (width - legendWidth + Self.margin / 2, Self.titleHeight + Self.inset.top)
        let top = legend.y + 22 * entries + Self.margin
        colours = Frame(left: legend.x + 8, right: legend.x + 24, top: top, bottom: top + 160)
    }

    /// Writes a place by gnuplot's measure: a share of the width and, from below, of the height.
    func place(_ x: Int, _ y: Int) -> String { "screen \(across(x)),\(up(y))" }
    func across(_ x: Int) -> String { gnuplotNumber(Double(x) / Double(width)) }
    func up(_ y: Int) -> String { gnuplotNumber(Double(height - y) / Double(height)) }

    /// Breaks the text into lines of at most so many letters, where its words allow; no-break spaces hold words
    /// together.
    static func lines(_ text: String, of length: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: { $0 == " " || $0.isNewline }) {
            if let last = lines.last, last.count + 1 + word.count <= length {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
