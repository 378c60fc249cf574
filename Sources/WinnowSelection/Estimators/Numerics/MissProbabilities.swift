/// P(no marked candidate among k drawn) = C(n − c, k) / C(n, k), for k = 0 … `largest`.
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
