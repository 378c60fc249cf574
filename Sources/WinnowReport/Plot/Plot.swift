/// A plot is a picture as a value: it holds what it shows, apart from the program that draws it.
///
/// ```swift
/// let majority = Series("majority", points: [.init(x: 1, y: 0.4, low: 0.3, high: 0.5)], ink: 0)
/// let panel = Panel(x: PlotAxis("samples", scale: .binary), y: PlotAxis("right", unit: .percent), series: [majority])
/// let plot = Plot(title: "chain, medium", panels: [panel])
/// print(plot.script(name: "accuracy", formats: [.svg]), plot.data)
/// ```
public struct Plot: Hashable, Sendable {
    public var title: String

    /// The panels stand side by side in rows, with one legend for all.
    public var panels: [Panel]

    /// The footnotes are sentences below the panels: sizes, what the bands mean.
    public var footnotes: [String]

    public init(title: String, panels: [Panel], footnotes: [String] = []) {
        self.title = title
        self.panels = panels
        self.footnotes = footnotes
    }
}

/// A panel is one pair of axes and what is drawn in it.
public struct Panel: Hashable, Sendable {
    /// The titles say what is drawn, such as a run and its number of problems; what is the same in all panels of a
    /// picture stands once, below the picture's title.
    public var titles: [String]
    public var x: PlotAxis
    public var y: PlotAxis

    /// The heat map lies below all series; all maps of a plot share one scale of colours.
    public var heatMap: HeatMap?

    /// The series come in the order in which they are drawn and listed; a name has one look in all panels.
    public var series: [Series]

    public init(title: String = "", x: PlotAxis, y: PlotAxis, heatMap: HeatMap? = nil, series: [Series] = []) {
        self.init(titles: title.isEmpty ? [] : [title], x: x, y: y, heatMap: heatMap, series: series)
    }

    public init(titles: [String], x: PlotAxis, y: PlotAxis, heatMap: HeatMap? = nil, series: [Series] = []) {
        self.titles = titles
        self.x = x
        self.y = y
        self.heatMap = heatMap
        self.series = series
    }

    /// The title has all titles.
    public var title: String { titles.joined(separator: ", ") }
}

extension Plot {
    /// The titles that all of several panels have, and those that each has besides, of which there is one at least.
    var commonTitles: (common: [String], own: [[String]]) {
        let all = panels.map(\.titles)
        guard panels.count > 1, let first = all.first else { return ([], all) }
        let common = first.filter { title in all.allSatisfy { $0.contains(title) } }
        let own = all.map { titles in titles.filter { !common.contains($0) } }
        return own.contains(where: \.isEmpty) ? ([], all) : (common, own)
    }
}
