/// A fourfold table counts two yes/no properties together, such as a legal trace and a right answer.
public struct FourfoldTable: Hashable, Sendable {
    public var both: Double
    public var onlyFirst: Double
    public var onlySecond: Double
    public var neither: Double

    public init(both: Double = 0, onlyFirst: Double = 0, onlySecond: Double = 0, neither: Double = 0) {
        self.both = both
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.neither = neither
    }

    public var total: Double { both + onlyFirst + onlySecond + neither }

    /// The difference is P(second | first) − P(second | not first); nil unless the table has both kinds.
    public var difference: Double? {
        let (first, others) = (both + onlyFirst, onlySecond + neither)
        return first > 0 && others > 0 ? both / first - onlySecond / others : nil
    }

    /// The phi coefficient is the correlation of the two properties; NaN where one of them does not vary.
    ///
    /// Source: Yule, Journal of the Royal Statistical Society 75, 1912.
    public var phi: Double {
        let margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither)
        return (both * neither - onlyFirst * onlySecond) / margins.squareRoot()
    }
}
