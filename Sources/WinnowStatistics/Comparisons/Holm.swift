/// P-values adjusted for the number of tests by Holm's step-down rule, in the order given.
///
/// Rejecting where the adjusted value is at most α keeps the chance of any false rejection at α under any dependence.
///
/// Source: Holm, Scandinavian Journal of Statistics 6, 1979.
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in order.enumerated() {
        largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
        adjusted[index] = largest
    }
    return adjusted
}
