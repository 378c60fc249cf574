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
    public var title: String
    public var x: PlotAxis
    public var y: PlotAxis

    /// The heat map lies below all series; all maps of a plot share one scale of colours.
    public var heatMap: HeatMap?

    /// The series come in the order in which they are drawn and listed; a name has one look in all panels.
    public var series: [Series]

    public init(title: String = "", x: PlotAxis, y: PlotAxis, heatMap: HeatMap? = nil, series: [Series] = []) {
        self.title = title
        self.x = x
        self.y = y
        self.heatMap = heatMap
        self.series = series
    }
}
