/// A calibration says whether predicted probabilities are what they say: reliability curve, expected calibration error
/// and Brier score.
///
/// Bins are made once from all predictions and kept in the resamples, which draw problems. A finite sample of perfectly
/// calibrated predictions has an error above 0, and resampling adds to that: intervals of the error lean upward.
///
/// Source: Guo et al., arXiv 1706.04599, equation 3, with bins of equal width; Nguyen and O'Connor,
/// arXiv 1508.05154, with bins of equal mass; Brier, Monthly Weather Review 78, 1950.
public struct Calibration: Sendable {
    /// Predictions are put into bins in one of these ways.
    public enum Binning: String, CaseIterable, Sendable {
        /// Each bin has as many predictions as the others; equal predictions stay together, so that there may be fewer
        /// bins.
        case equalMass = "equal-mass"
        /// The bins are equal parts of [0, 1]; empty ones are left out.
        case equalWidth = "equal-width"
    }

    /// A bin is a point of the reliability curve.
    public struct Bin: Sendable {
        /// The least and the greatest prediction of the bin are the ends of this range.
        public let range: ClosedRange<Double>
        public let count: Int
        /// The predictions of the bin have this mean.
        public let predicted: Double
        /// The outcomes have this mean, with an interval over the problems that have predictions in the bin.
        public let observed: Measured
    }

    public let binning: Binning

    /// The bins stand in ascending order.
    public let bins: [Bin]

    /// The expected error (ECE) is the mean over predictions of |mean prediction − mean outcome| of their bin, with a
    /// percentile bootstrap interval over problems.
    public let expectedError: Measured

    /// The Brier score is the mean over predictions of (prediction − outcome)².
    public let brier: Measured

    /// - Parameter resampling: draws over all problems of the predictions.
    /// - Returns: nil where there is no prediction, or one that is not in [0, 1].
    /// - Complexity: O(n log n + bins · problems · resamples) for n predictions.
    public init?(
        _ predictions: Predictions, bins number: Int = 10, binning: Binning = .equalMass, resampling: Resampling
    ) {
        precondition(number > 0, "\(number) bins")
        guard predictions.count > 0, predictions.areProbabilities else { return nil }
        let counts = predictions.sums { _ in 1 }
        let square = predictions.sums { index in
            let difference = predictions.values[index] - predictions.outcomes[index]
            return difference * difference
        }
        guard let brier = Measured(ratioOf: square, over: counts, resampling: resampling) else { return nil }
        let members = Self.members(predictions.values, number, binning)
        var places = [Int](repeating: 0, count: predictions.count)
        for (bin, indices) in members.enumerated() { for index in indices { places[index] = bin } }

        /// Sums a quantity per bin and problem.
        func sums(_ quantity: (Int) -> Double) -> [[Double]] {
            var sums = [[Double]](
                repeating: [Double](repeating: 0, count: predictions.problems), count: members.count)
            for index in places.indices { sums[places[index]][Int(predictions.owners[index])] += quantity(index) }
            return sums
        }
        let excess = sums { predictions.values[$0] - predictions.outcomes[$0] }
        let right = sums { predictions.outcomes[$0] }
        let inBin = sums { _ in 1 }

        self.binning = binning
        self.brier = brier
        bins = members.indices.compactMap { bin in
            let values = members[bin].map { predictions.values[$0] }
            guard let least = values.min(), let most = values.max(),
                let observed = Measured(ratioOf: right[bin], over: inBin[bin], resampling: resampling)
            else { return nil }
            return Bin(
                range: least...most, count: values.count, predicted: mean(of: values), observed: observed)
        }
        let errors = Self.errors(excess, counts, resampling)
        let error = excess.reduce(0) { $0 + abs($1.reduce(0, +)) } / Double(predictions.count)
        let interval = errors.interval() ?? Interval(low: error, high: error, method: .constant)
        expectedError = Measured(error, interval, problems: counts.count { $0 > 0 })
    }

    /// Computes the expected calibration error in each resample.
    private static func errors(
        _ excess: [[Double]], _ counts: [Double], _ resampling: Resampling
    ) -> BootstrapReplicates {
        var totals = [Double](repeating: 0, count: resampling.resamples)
        for bin in excess {
            for (resample, mean) in resampling.means(of: bin).enumerated() { totals[resample] += abs(mean) }
        }
        return BootstrapReplicates(zip(totals, resampling.means(of: counts)).map { $0 / $1 })
    }

    /// Finds the predictions of each bin that has any, by index, in ascending order of the bins.
    private static func members(_ values: [Double], _ number: Int, _ binning: Binning) -> [[Int]] {
        switch binning {
        case .equalWidth:
            var members = [[Int]](repeating: [], count: number)
            for (index, value) in values.enumerated() {
                members[min(Int(value * Double(number)), number - 1)].append(index)
            }
            return members.filter { !$0.isEmpty }
        case .equalMass:
            let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            var members: [[Int]] = []
            var start = 0
            for bin in 1...number {
                var end = max(start, bin * order.count / number)
                while end > start, end < order.count, values[order[end]] == values[order[end - 1]] { end += 1 }
                if end > start { members.append(Array(order[start..<end])) }
                start = end
            }
            return members
        }
    }
}
