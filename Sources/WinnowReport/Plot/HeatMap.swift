/// A heat map has values on a grid, drawn as colours, with lines where they cross a level.
public struct HeatMap: Hashable, Sendable {
    /// The grid has these places on the x and y axis, evenly spaced and ascending.
    public let xs: [Double]
    public let ys: [Double]

    /// The values are [y][x]; NaN is left white.
    public let values: [[Double]]

    /// The label says what the colours mean.
    public var label: String
    public var unit: PlotAxis.Unit

    /// The value in the middle of the colours is white; nil for colours that go from dark to light.
    public var centre: Double?
    public let contours: [Contour]

    /// A contour is the line where values on the map's grid, which may be others than the map's, cross a level.
    public struct Contour: Hashable, Sendable {
        public let name: String
        public let level: Double

        /// The values are [y][x].
        public let values: [[Double]]
        public let style: Style

        public enum Style: Hashable, Sendable {
            case solid
            case dashed
        }

        public init(_ name: String, level: Double, values: [[Double]], style: Style = .solid) {
            self.name = name
            self.level = level
            self.values = values
            self.style = style
        }
    }

    /// A grid whose size is not that of its places is a bug of the caller and traps.
    public init(
        xs: [Double], ys: [Double], values: [[Double]], label: String, unit: PlotAxis.Unit = .plain,
        centre: Double? = nil, contours: [Contour] = []
    ) {
        for values in [values] + contours.map(\.values) {
            precondition(
                values.count == ys.count && values.allSatisfy { $0.count == xs.count },
                "\(values.map(\.count)) values for a grid of \(ys.count) rows of \(xs.count)")
        }
        self.xs = xs
        self.ys = ys
        self.values = values
        self.label = label
        self.unit = unit
        self.centre = centre
        self.contours = contours
    }
}
