extension Pool {
    /// The discrimination is P(a right sample's confidence exceeds a wrong one's) within this problem, ties half; nil
    /// unless it has both.
    ///
    /// Confidence is the log-probability per token. Samples without an answer do not vote and are left out.
    ///
    /// Source: within-question discrimination (WQD), Taubenfeld et al., arXiv 2502.06233, section 5.
    ///
    /// - Complexity: O(n log n) for n candidates.
    public var confidenceDiscrimination: Double? { discrimination(of: candidates.map(\.confidence)) }

    /// Gives P(a right sample's value exceeds a wrong one's) within this problem, ties half; nil unless it has both.
    ///
    /// Samples without an answer are left out; NaN ranks below every number.
    ///
    /// - Parameter values: one per candidate.
    /// - Complexity: O(n log n) for n candidates.
    public func discrimination(of values: [Double]) -> Double? {
        let ranked = zip(candidates, values).filter { $0.0.answer != nil }
            .map { (isRight: $0.isRight, value: $1.isNaN ? -.infinity : $1) }.sorted { $0.value < $1.value }
        let right = ranked.count { $0.isRight }
        let wrong = ranked.count - right
        guard right > 0, wrong > 0 else { return nil }
        var pairs = 0.0
        var wrongBelow = 0
        var block = ranked.startIndex
        while block < ranked.endIndex {
            let end = ranked[block...].firstIndex { $0.value > ranked[block].value } ?? ranked.endIndex
            let rightHere = ranked[block..<end].count { $0.isRight }
            let wrongHere = end - block - rightHere
            pairs += Double(rightHere) * (Double(wrongBelow) + Double(wrongHere) / 2)
            wrongBelow += wrongHere
            block = end
        }
        return pairs / (Double(right) * Double(wrong))
    }
}
