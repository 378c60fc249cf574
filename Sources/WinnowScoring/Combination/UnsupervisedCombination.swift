import Glibc

/// The accuracies of verifiers are told from how often they agree, without a label, and their votes weighed by them.
///
/// Where verifiers err independently given whether a candidate is right, the covariance of the votes of `i` and `j` is
/// `p (1 - p) d_i d_j`, with `p` the share of right candidates and `d` each one's true minus false positive rate; three
/// verifiers give each `d` alone. Verifiers that err together look more accurate than they are.
///
/// Source: the moments of Parisi et al., "Ranking and combining multiple predictors without labeled data", PNAS 111
/// (2014), as weak supervision uses them for verifiers in Saad-Falcon et al., "Weaver", arXiv 2506.18203, section 4; the
/// class balance is given, as there.
public struct UnsupervisedCombination: Hashable, Sendable {
    /// The told rates of each verifier.
    public let truePositives: [Double]
    public let falsePositives: [Double]
    private let balance: Double

    /// Tells the rates; nil with fewer than three verifiers that vary, or with a balance of 0 or 1.
    ///
    /// - Parameters:
    ///   - votes: `[candidate][verifier]`, at least one candidate.
    ///   - balance: the share of right candidates.
    /// - Complexity: O(candidates · verifiers² + verifiers³).
    public init?(votes: [[Bool]], balance: Double) {
        guard let verifiers = votes.first?.count, balance > 0, balance < 1 else { return nil }
        let count = Double(votes.count)
        let means = (0..<verifiers).map { j in Double(votes.count { $0[j] }) / count }
        guard means.count(where: { $0 > 0 && $0 < 1 }) >= 3 else { return nil }
        func covariance(_ i: Int, _ j: Int) -> Double {
            Double(votes.count { $0[i] && $0[j] }) / count - means[i] * means[j]
        }
        var covariances = [[Double]](repeating: [Double](repeating: 0, count: verifiers), count: verifiers)
        for i in 0..<verifiers {
            for j in 0..<i {
                covariances[i][j] = covariance(i, j)
                covariances[j][i] = covariances[i][j]
            }
        }
        let scale = balance * (1 - balance)
        var (truePositives, falsePositives) = ([Double](), [Double]())
        for i in 0..<verifiers {
            var squares: [Double] = []
            for j in 0..<verifiers where j != i {
                for k in 0..<j where k != i && abs(covariances[j][k]) > 1e-9 {
                    squares.append(covariances[i][j] * covariances[i][k] / (covariances[j][k] * scale))
                }
            }
            // Triples that contradict the model tell nothing; most verifiers are taken to be better than chance.
            let square = Self.median(squares.map { max(0, $0) })
            let difference = square.squareRoot()
            let bound = { (rate: Double) in min(max(rate, 1e-3), 1 - 1e-3) }
            truePositives.append(bound(means[i] + (1 - balance) * difference))
            falsePositives.append(bound(means[i] - balance * difference))
        }
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.balance = balance
    }

    /// Gives the probability that a candidate with these votes is right, as if the verifiers erred independently.
    public func probability(_ votes: [Bool]) -> Double {
        var odds = logOdds(balance)
        for (index, accepts) in votes.enumerated() {
            odds +=
                accepts
                ? log(truePositives[index] / falsePositives[index])
                : log((1 - truePositives[index]) / (1 - falsePositives[index]))
        }
        return 1 / (1 + exp(-odds))
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// Gives the logarithm of the odds of a probability in (0, 1).
func logOdds(_ probability: Double) -> Double { log(probability / (1 - probability)) }
