/// Values on a grid, drawn as colours, with lines where they cross a level.
public struct HeatMap: Hashable, Sendable {
    /// The grid's places on the x and y axis, evenly spaced and ascending.
    public let xs: [Double]
    public let ys: [Double]

    /// [y][x]; NaN is left white.
    public let values: [[Double]]

    /// What the colours mean.
    public var label: String
    public var unit: PlotAxis.Unit

    /// The value in the middle of the colours, white; nil for colours that go from dark to light.
    public var centre: Double?
    public var contours: [Contour]

    /// The line where the values cross a level.
    public struct Contour: Hashable, Sendable {
        public var level: Double
        public var name: String

        public init(level: Double, name: String) {
            self.level = level
            self.name = name
        }
    }

    /// A grid whose size is not that of its places is a bug of the caller and traps.
    public init(
        xs: [Double], ys: [Double], values: [[Double]], label: String, unit: PlotAxis.Unit = .plain,
        centre: Double? = nil,
        contours: [Contour] = []
    ) {
        precondition(
            values.count == ys.count && values.allSatisfy { $0.count == xs.count },
            "\(values.map(\.count)) values for a grid of \(ys.count) rows of \(xs.count)")
        self.xs = xs
        self.ys = ys
        self.values = values
        self.label = label
        self.unit = unit
        self.centre = centre
        self.contours = contours
    }
}
