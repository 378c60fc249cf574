import Foundation

/// An axis is one side of a ``Panel``.
public struct PlotAxis: Hashable, Sendable {
    public var label: String
    public var scale: Scale
    public var unit: Unit

    /// The axis shows this range; nil for all of the data with a margin.
    public var range: ClosedRange<Double>?

    /// The axis has these named places instead of numbers.
    public var ticks: [Tick]?

    public enum Scale: Hashable, Sendable {
        case linear

        /// The scale is logarithmic with ticks at powers of two.
        case binary

        /// The scale is logarithmic with ticks at 1, 2 and 5 times powers of ten, or at powers of ten alone where the
        /// range is wide.
        case decimal
    }

    /// Numbers are written beside the ticks in this unit.
    public enum Unit: Hashable, Sendable {
        /// Numbers stand with k, M, G or T for thousands, millions and so on.
        case plain

        /// Rates in [0, 1] stand as percentages.
        case percent

        /// Differences of rates stand in percentage points, with a sign: half of the problems are 50 points more than
        /// none, and not 50 % more.
        case points
    }

    /// A tick is a place on an axis and the text beside it.
    public struct Tick: Hashable, Sendable {
        public var position: Double
        public var text: String

        public init(_ position: Double, _ text: String) {
            self.position = position
            self.text = text
        }
    }

    public init(
        _ label: String, scale: Scale = .linear, unit: Unit = .plain, range: ClosedRange<Double>? = nil,
        ticks: [Tick]? = nil
    ) {
        self.label = label
        self.scale = scale
        self.unit = unit
        self.range = range
        self.ticks = ticks
    }
}

extension PlotAxis {
    /// The caption is the label with what a reader has to know of the numbers: that they are points, or that equal steps
    /// are equal factors.
    public var caption: String {
        let remarks = (unit == .points ? ["points"] : []) + (scale == .linear ? [] : ["log scale"])
        return remarks.isEmpty ? label : "\(label) (\(remarks.joined(separator: ", ")))"
    }

    /// Tells whether a value has a place on the axis.
    func shows(_ value: Double) -> Bool { value.isFinite && (scale == .linear || value > 0) }

    /// Finds the range to draw: the stated one, or that of the values with a margin, so that no mark is cut.
    func range(of values: [Double]) -> ClosedRange<Double> {
        if let range { return range }
        let values = values.filter(shows)
        guard let least = values.min(), let greatest = values.max() else {
            return scale == .linear ? 0...1 : 1...10
        }
        guard scale == .linear else {
            let margin = least < greatest ? pow(greatest / least, 0.04) : 1.5
            return least / margin...greatest * margin
        }
        let margin = least < greatest ? 0.04 * (greatest - least) : max(0.05 * abs(least), 0.05)
        return least - margin...greatest + margin
    }
}
