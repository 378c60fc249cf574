/// A layout says where the parts of a ``Plot`` go, in pixels from the top left corner: title, panels in rows, legend on
/// the right of all, footnotes.
struct PlotLayout {
    let width: Int
    let height: Int

    /// Each panel's axes have one of these rectangles.
    let frames: [Frame]

    /// The picture's title, and below it what the titles of all panels have in common.
    let title: [(text: String, size: Int)]

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
    static let titleLineHeight = 20
    private static let firstTitleHeight = 34
    private static let legendWidths = 214...480

    /// The legend's lines and a letter of its names are so wide.
    private static let (sampleWidth, legendLetter) = (64, 8)

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
        let legend = plot.legend
        let entries = legend.count
        hasLegend = entries > 1 || plot.panels.contains { $0.heatMap != nil }
        // Long names make the picture wider, not its panels smaller.
        let longest = legend.map(\.name.count).max() ?? 0
        let named = Self.sampleWidth + longest * Self.legendLetter
        let legendWidth =
            hasLegend ? min(max(named, Self.legendWidths.lowerBound), Self.legendWidths.upperBound) : Self.margin / 2
        let usual = columns == 1 ? 800 : 1_000
        width = usual + max(0, legendWidth - Self.legendWidths.lowerBound)
        let cell = (width: (width - legendWidth) / columns, height: [430, 310, 250][columns - 1])
        let columns = columns
        // A letter is about 0.74 points wide on average, in a font that is wide.
        func letters(_ pixels: Int, _ points: Int) -> Int { pixels * 100 / (74 * points) }
        let inner = width - 2 * Self.margin
        let (common, own) = plot.commonTitles
        title =
            Self.lines(plot.title, of: letters(inner, 14)).map { ($0, 14) }
            + Self.lines(common.joined(separator: ", "), of: letters(inner, 12)).map { ($0, 12) }
        let titleHeight = Self.firstTitleHeight + max(0, title.count - 1) * Self.titleLineHeight
        frames = plot.panels.indices.map { index in
            let (left, top) = (
                index % columns * cell.width, titleHeight + index / columns * cell.height
            )
            return Frame(
                left: left + Self.inset.left, right: left + cell.width - Self.inset.right, top: top + Self.inset.top,
                bottom: top + cell.height - Self.inset.bottom)
        }
        let labelSize = columns < 3 ? 12 : 10
        titles = own.map { Self.lines($0.joined(separator: ", "), of: letters(cell.width, labelSize)) }
        self.labelSize = labelSize
        let noteLetters = letters(inner, 10)
        notes = (plot.footnotes + plot.hiddenNotes).flatMap { Self.lines($0, of: noteLetters) }
        let rows = (count + columns - 1) / columns
        height = titleHeight + rows * cell.height + Self.lineHeight * notes.count + Self.margin
        self.legend = (width - legendWidth + Self.margin / 2, titleHeight + Self.inset.top)
        let top = self.legend.y + 22 * entries + Self.margin
        colours = Frame(left: self.legend.x + 8, right: self.legend.x + 24, top: top, bottom: top + 210)
    }

    /// Writes a place by gnuplot's measure: a share of the width and, from below, of the height.
    func place(_ x: Int, _ y: Int) -> String { "screen \(across(x)),\(up(y))" }
    func across(_ x: Int) -> String { gnuplotNumber(Double(x) / Double(width)) }
    func up(_ y: Int) -> String { gnuplotNumber(Double(height - y) / Double(height)) }

    /// Writes a length in inches, of which one is 96 pixels.
    func inches(_ pixels: Int) -> String { gnuplotNumber(Double(pixels) / 96) }

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
