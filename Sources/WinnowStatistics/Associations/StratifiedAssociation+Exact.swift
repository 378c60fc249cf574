import Glibc

extension StratifiedAssociation {
    /// The limits of the common odds ratio where no pair of candidates speaks against the association, or none for it: the
    /// estimate is infinite or 0, and the other limit is exact given the margins of each table. Nil elsewhere.
    ///
    /// With fixed margins the count `both` of a table has the noncentral hypergeometric distribution. Where each table has
    /// the largest `both` that its margins allow, the lower limit is the odds ratio at which that has the probability
    /// (1 − confidence) / 2; it is a product over tables, so that nothing has to be convolved.
    ///
    /// Source: Gart, Biometrika 57, 1970, and Mehta, Patel and Gray, JASA 80, 1985, for the exact conditional interval.
    ///
    /// - Complexity: O(candidates) for each of some 100 odds ratios.
    public func exactLimits(confidence: Double = 0.95) -> (low: Double, high: Double)? {
        let informative = tables.filter { $0.both * $0.neither + $0.onlyFirst * $0.onlySecond > 0 }
        guard !informative.isEmpty else { return nil }
        let tail = log((1 - confidence) / 2)
        if informative.allSatisfy({ $0.onlyFirst * $0.onlySecond == 0 }) {
            return (Self.odds { ratio in informative.reduce(0) { $0 + $1.logShareOfMost(ratio) } - tail }, .infinity)
        }
        if informative.allSatisfy({ $0.both * $0.neither == 0 }) {
            // Of the mirrored tables, whose odds ratio is the inverse.
            return (
                0, 1 / Self.odds { ratio in informative.reduce(0) { $0 + $1.mirrored.logShareOfMost(ratio) } - tail }
            )
        }
        return nil
    }

    /// The odds ratio at which a rising function is 0, by halving on a logarithmic scale.
    private static func odds(_ function: (Double) -> Double) -> Double {
        var (low, high) = (-700.0, 700.0)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if function(exp(middle)) < 0 { low = middle } else { high = middle }
        }
        return exp((low + high) / 2)
    }
}

extension FourfoldTable {
    /// The same table with the second property reversed.
    fileprivate var mirrored: FourfoldTable {
        FourfoldTable(both: onlyFirst, onlyFirst: both, onlySecond: neither, neither: onlySecond)
    }

    /// The logarithm of the probability of the largest `both` that the margins allow, at an odds ratio.
    fileprivate func logShareOfMost(_ ratio: Double) -> Double {
        let (first, others, second) = (both + onlyFirst, onlySecond + neither, both + onlySecond)
        let (least, most) = (max(0, second - others), min(first, second))
        var terms: [Double] = []
        for count in stride(from: least, through: most, by: 1) {
            terms.append(
                Self.logChoose(first, count) + Self.logChoose(others, second - count) + count * log(ratio))
        }
        let largest = terms.max() ?? 0
        return (terms.last ?? 0) - largest - log(terms.reduce(0) { $0 + exp($1 - largest) })
    }

    private static func logChoose(_ total: Double, _ chosen: Double) -> Double {
        lgamma(total + 1) - lgamma(chosen + 1) - lgamma(total - chosen + 1)
    }
}
