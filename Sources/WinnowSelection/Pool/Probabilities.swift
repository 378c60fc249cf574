/// Gives a probability function on consecutive integers, given by the ratios of neighbours.
///
/// The values are built from the mode outward and scaled to sum 1, so that no factorial is formed and the relative
/// error is a few rounding errors per step. Values below 1e-25 of the mode are left at 0.
///
/// - Parameters:
///   - support: the integers with positive probability.
///   - mode: where to start; any integer in the support near the maximum.
///   - ratio: P(j + 1) / P(j).
/// - Returns: P(0) … P(`support.upperBound`).
func unimodalProbabilities(
    support: ClosedRange<Int>, mode: Int, ratio: (Int) -> Double
) -> [Double] {
    var values = [Double](repeating: 0, count: support.upperBound + 1)
    values[mode] = 1
    var total = 1.0
    var value = 1.0
    for next in mode..<support.upperBound {
        value *= ratio(next)
        if value < 1e-25 { break }
        values[next + 1] = value
        total += value
    }
    value = 1
    for previous in stride(from: mode - 1, through: support.lowerBound, by: -1) {
        value /= ratio(previous)
        if value < 1e-25 { break }
        values[previous] = value
        total += value
    }
    let scale = 1 / total
    for index in values.indices { values[index] *= scale }
    return values
}

/// Gives P(X = j) for X ~ Bin(trials, p), j = 0 … trials, with 0 < p < 1.
func binomialProbabilities(trials: Int, p: Double) -> [Double] {
    let odds = p / (1 - p)
    return unimodalProbabilities(support: 0...trials, mode: min(trials, Int(Double(trials + 1) * p))) { j in
        odds * Double(trials - j) / Double(j + 1)
    }
}

/// Gives P(X = j) for the number X of marked candidates among `draws` taken from `population` without replacement.
///
/// - Returns: P(0) … P(the largest possible j).
func hypergeometricProbabilities(population: Int, marked: Int, draws: Int) -> [Double] {
    let support = max(0, draws + marked - population)...min(draws, marked)
    let mode = (draws + 1) * (marked + 1) / (population + 2)
    return unimodalProbabilities(support: support, mode: min(max(mode, support.lowerBound), support.upperBound)) { j in
        Double(marked - j) * Double(draws - j) / (Double(j + 1) * Double(population - marked - draws + j + 1))
    }
}

/// Gives P(no marked candidate among k drawn) = C(n − c, k) / C(n, k), for k = 0 … `largest`.
///
/// - Parameters:
///   - population: n, all candidates.
///   - marked: c, the candidates to be missed.
/// - Complexity: O(`largest`); no binomial coefficient is formed, C(1024, 512) being 4.5e306.
///
/// Source: the product form of pass@k, Chen et al., arXiv 2107.03374, section 2.1, written as a recurrence in k.
func missProbabilities(population: Int, marked: Int, upTo largest: Int) -> [Double] {
    var probabilities = [1.0]
    probabilities.reserveCapacity(largest + 1)
    var missed = 1.0
    for drawn in 0..<largest {
        missed *= Double(max(0, population - marked - drawn)) / Double(population - drawn)
        probabilities.append(missed)
    }
    return probabilities
}
