/// A series is of points that belong together, by one name in the legend.
public struct Series: Hashable, Sendable {
    public var name: String

    /// The points come in the order in which they are joined.
    public var points: [Point]
    public var style: Style

    /// The ink is a colour, mark and dash pattern of the ``Palette``.
    public var ink: Int

    /// A point has `low` and `high` as the ends of the interval of `y`, and `left` and `right` as those of `x`.
    public struct Point: Hashable, Sendable {
        public var x: Double
        public var y: Double
        public var low: Double?
        public var high: Double?
        public var left: Double?
        public var right: Double?

        public init(
            x: Double, y: Double, low: Double? = nil, high: Double? = nil, left: Double? = nil, right: Double? = nil
        ) {
            self.x = x
            self.y = y
            self.low = low
            self.high = high
            self.left = left
            self.right = right
        }
    }

    /// A style says how points are drawn; intervals are bands behind what is joined, and bars on what is not. Intervals
    /// of `x` are bars on points alone.
    public enum Style: Hashable, Sendable {
        /// The points are joined and have marks.
        case line

        /// The points are joined and have no marks, as there are many of them.
        case curve

        /// The points are joined by dashes without marks: others are to be compared with them.
        case reference

        case points

        /// A value holds until the next point.
        case steps

        /// The bars stand on 0, as wide as this on the x axis.
        case bars(width: Double)
    }

    public init(_ name: String, points: [Point], style: Style = .line, ink: Int) {
        self.name = name
        self.points = points
        self.style = style
        self.ink = ink
    }

    /// True where any point has an interval.
    var hasIntervals: Bool { points.contains { $0.low != nil && $0.high != nil } }
    var hasSideIntervals: Bool { points.contains { $0.left != nil && $0.right != nil } }
}
