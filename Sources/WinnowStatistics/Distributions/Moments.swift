/// Computes the arithmetic mean; NaN when there is no value.
public func mean(of values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
}

/// Computes the sample standard deviation (n − 1 in the denominator); NaN for fewer than two values.
public func standardDeviation(of values: [Double]) -> Double {
    let centre = mean(of: values)
    let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    return values.count < 2 ? .nan : (squares / Double(values.count - 1)).squareRoot()
}
