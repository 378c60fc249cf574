/// The area is that under the receiver operating characteristic: P(a right candidate scores above a wrong one), ties
/// half.
///
/// Over all pairs it also rewards a scorer for knowing which problems are easy, which helps no choice within a problem;
/// so it is given within problems too. An outcome between 0 and 1 counts as both right and wrong, in its shares.
///
/// Source: Hanley and McNeil, Radiology 143, 1982; within problems, the within-question discrimination (WQD) of
/// Taubenfeld et al., arXiv 2502.06233, section 5.
public struct AreaUnderCurve: Sendable {
    /// The area is over all pairs, also of different problems; nil unless there are right and wrong ones. Its interval
    /// is the percentile bootstrap over problems.
    public let overall: Measured?

    /// The area is the mean over the problems that have right and wrong candidates; nil when there is none.
    public let withinProblem: Measured?

    /// The share of all pairs of one problem that are in order: problems with more pairs count more.
    public let withinPairs: Measured?

    /// - Parameter resampling: draws over all problems of the predictions.
    /// - Complexity: O(n log n + n · resamples) for n predictions.
    public init(_ predictions: Predictions, resampling: Resampling) {
        precondition(
            resampling.problems == predictions.problems,
            "a resampling of \(resampling.problems) problems for \(predictions.problems)")
        let ranking = Ranking(predictions)
        let ones = [Double](repeating: 1, count: predictions.problems)
        overall = ranking.area(weights: ones).flatMap { area in
            let replicates = BootstrapReplicates(
                (0..<resampling.resamples).map { ranking.area(weights: resampling.weights(of: $0)) ?? .nan })
            return replicates.interval().map { Measured(area, $0, problems: predictions.problems) }
        }
        let within = Self.withinProblems(predictions)
        withinProblem = Measured(meanOf: within.compactMap { $0 })
        var (right, wrong) = (ones.map { _ in 0.0 }, ones.map { _ in 0.0 })
        for (owner, outcome) in zip(predictions.owners, predictions.outcomes) {
            right[Int(owner)] += outcome
            wrong[Int(owner)] += 1 - outcome
        }
        let pairs = zip(right, wrong).map { $0 * $1 }
        withinPairs = Measured(
            ratioOf: zip(within, pairs).map { ($0 ?? 0) * $1 }, over: pairs, resampling: resampling)
    }

    /// Computes, per problem, the area among its own candidates; nil unless it has right and wrong ones.
    ///
    /// - Complexity: O(n log n).
    public static func withinProblems(_ predictions: Predictions) -> [Double?] {
        var members = [[Int]](repeating: [], count: predictions.problems)
        for (index, owner) in predictions.owners.enumerated() { members[Int(owner)].append(index) }
        let ones = [Double](repeating: 1, count: predictions.problems)
        return members.map { Ranking(predictions, only: $0).area(weights: ones) }
    }
}

/// A ranking has predictions in ascending order of their values.
private struct Ranking {
    private struct Entry {
        var owner: Int32
        /// True where the next value is larger.
        var endsTie: Bool
        var right: Double
    }

    private let entries: [Entry]

    init(_ predictions: Predictions, only indices: [Int]? = nil) {
        let values = predictions.values
        let order = (indices ?? Array(values.indices)).sorted { (values[$0], $0) < (values[$1], $1) }
        entries = order.enumerated().map { place, index in
            let isLast = place + 1 == order.count
            return Entry(
                owner: predictions.owners[index], endsTie: isLast || values[order[place + 1]] > values[index],
                right: predictions.outcomes[index])
        }
    }

    /// Computes the share of pairs in order when each problem counts `weights` times; nil without pairs.
    func area(weights: [Double]) -> Double? {
        var (right, wrong, pairs) = (0.0, 0.0, 0.0)
        var (rightHere, wrongHere) = (0.0, 0.0)
        for entry in entries {
            let weight = weights[Int(entry.owner)]
            rightHere += weight * entry.right
            wrongHere += weight * (1 - entry.right)
            guard entry.endsTie else { continue }
            pairs += rightHere * (wrong + wrongHere / 2)
            right += rightHere
            wrong += wrongHere
            (rightHere, wrongHere) = (0, 0)
        }
        return right > 0 && wrong > 0 ? pairs / (right * wrong) : nil
    }
}
