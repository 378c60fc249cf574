/// Pearson's statistic of counts against expected counts.
func chiSquare(_ counts: [Int], expected: [Double]) -> Double {
    zip(counts, expected).reduce(0) { sum, pair in
        let difference = Double(pair.0) - pair.1
        return sum + difference * difference / pair.1
    }
}

/// A bound that chance exceeds about once in a million, by the cube-root approximation of Wilson and Hilferty.
func chiSquareLimit(degrees: Int) -> Double {
    let k = Double(degrees)
    let root = 1 - 2 / (9 * k) + 4.75 * (2 / (9 * k)).squareRoot()
    return k * root * root * root
}
