/// The curve says how often answers are wrong when only the most confident ones are given.
///
/// Answers of equal confidence are given in random order, in expectation. Everything is a function of how often each
/// problem counts, so that resamples need no new sorting.
///
/// Source: selective risk and coverage, Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks",
/// arXiv 1705.08500, section 2.
public struct RiskCoverage: Sendable {
    /// The problems with an answer stand in blocks of equal confidence, most confident first.
    private let blocks: [[Int]]
    private let wrong: [Double]

    /// - Parameters:
    ///   - confidences: one per problem; nil where no answer is given at any threshold.
    ///   - wrong: one per problem, the probability that its answer is wrong.
    public init(confidences: [Double?], wrong: [Double]) {
        precondition(confidences.count == wrong.count, "\(confidences.count) confidences of \(wrong.count) problems")
        let answered = confidences.enumerated().compactMap { index, value in value.map { (index: index, value: $0) } }
            .sorted { (-$0.value, $0.index) < (-$1.value, $1.index) }
        var blocks: [[Int]] = []
        var last: Double?
        for entry in answered {
            if entry.value == last {
                blocks[blocks.count - 1].append(entry.index)
            } else {
                blocks.append([entry.index])
            }
            last = entry.value
        }
        self.blocks = blocks
        self.wrong = wrong
    }

    /// Computes the selective risk at each coverage: the share of wrong answers among those given.
    ///
    /// - Parameters:
    ///   - coverages: shares of all problems that are answered; beyond what has an answer, all of it is given.
    ///   - weights: how often each problem counts; nil for once each.
    /// - Returns: nil where nothing is answered.
    /// - Complexity: O(problems + coverages · blocks).
    public func risks(at coverages: [Double], weights: [Double]? = nil) -> [Double?] {
        let (total, sums) = cumulative(weights)
        return coverages.map { coverage in
            guard let last = sums.last, last.answered > 0, coverage > 0 else { return nil }
            let given = min(coverage * total, last.answered)
            var before = (answered: 0.0, wrong: 0.0)
            for sum in sums where sum.answered > before.answered {
                if sum.answered >= given {
                    let share = (given - before.answered) / (sum.answered - before.answered)
                    return (before.wrong + share * (sum.wrong - before.wrong)) / given
                }
                before = sum
            }
            return last.wrong / last.answered
        }
    }

    /// Computes the area under the curve: the mean of the selective risk over 1, 2, … all answers given; nil without an
    /// answer.
    ///
    /// With confidences that say nothing it is the risk of giving all answers.
    ///
    /// Source: AURC, Geifman, Uziel and El-Yaniv, arXiv 1805.08206, section 3.
    ///
    /// - Parameter weights: whole numbers; nil for once each.
    /// - Complexity: O(problems).
    public func area(weights: [Double]? = nil) -> Double? {
        var before = (answered: 0.0, wrong: 0.0)
        var area = 0.0
        for sum in cumulative(weights).sums where sum.answered > before.answered {
            let count = sum.answered - before.answered
            let rate = (sum.wrong - before.wrong) / count
            for place in 1...Int(count) {
                area += (before.wrong + Double(place) * rate) / (before.answered + Double(place))
            }
            before = sum
        }
        return before.answered > 0 ? area / before.answered : nil
    }

    /// Gives the share of each problem's answer that is given at a coverage: 0 or 1, between for those of equal confidence.
    public func given(at coverage: Double) -> [Double] {
        var shares = [Double](repeating: 0, count: wrong.count)
        var left = max(0, coverage) * Double(wrong.count)
        for block in blocks where left > 0 {
            let share = min(1, left / Double(block.count))
            for index in block { shares[index] = share }
            left -= Double(block.count)
        }
        return shares
    }

    /// Each problem's answer counts so much in the area: it does in each coverage that it is given at.
    public var areaShares: [Double] {
        var shares = [Double](repeating: 0, count: wrong.count)
        // Σ 1/j over the numbers of answers j from this place on, averaged over the places of a block.
        var later = 0.0
        var place = blocks.reduce(0) { $0 + $1.count }
        for block in blocks.reversed() {
            var sum = 0.0
            for _ in block {
                later += 1 / Double(place)
                sum += later
                place -= 1
            }
            for index in block { shares[index] = sum / Double(block.count) }
        }
        return shares
    }

    /// Makes the interval of a mean of wrong answers with these shares: that of the bootstrap, which moves the threshold too,
    /// and at least that of the answers now given with one problem more, which is right or wrong.
    ///
    /// Source: the hull of Efron and Tibshirani 1993, chapter 13, and ``Interval/gaffke(of:confidence:)`` for ratios.
    ///
    /// - Parameters:
    ///   - shares: ``given(at:)`` or ``areaShares``.
    ///   - replicates: the value in each resample that has one.
    /// - Returns: nil where nothing is given.
    public func interval(shares: [Double], replicates: [Double], confidence: Double = 0.95) -> Interval? {
        let given = zip(shares, wrong).filter { $0.0 > 0 }.map { (share: $0, wrong: min(1, max(0, $1))) }
        guard !given.isEmpty else { return nil }
        let unseen: Interval =
            Rounding.areEqual(given.map(\.share))
            ? .gaffke(of: given.map(\.wrong), confidence: confidence)
            : .gaffke(of: given.map { $0.share * $0.wrong }, over: given.map(\.share), confidence: confidence)
        guard !replicates.isEmpty else { return unseen }
        let drawn = Interval.percentile(ofReplicates: replicates, confidence: confidence)
        return Interval(
            low: max(0, min(unseen.low, drawn.low)), high: min(1, max(unseen.high, drawn.high)), method: unseen.method)
    }

    /// Widens the bands of a curve, ascending in coverage, as far as the curve's own law asks: the wrong answers among all
    /// problems, coverage times risk, can only become more.
    public static func monotone(_ bands: [Interval], coverages: [Double]) -> [Interval] {
        precondition(bands.count == coverages.count, "\(bands.count) bands at \(coverages.count) coverages")
        var widened = bands
        for index in bands.indices.dropFirst() {
            let least = coverages[index - 1] * widened[index - 1].high / coverages[index]
            widened[index].high = min(1, max(widened[index].high, least))
        }
        for index in bands.indices.dropLast().reversed() {
            let most = coverages[index + 1] * widened[index + 1].low / coverages[index]
            widened[index].low = min(widened[index].low, most)
        }
        return widened
    }

    /// Adds up all problems, and the answers and wrong answers given when blocks are added one after the other.
    private func cumulative(_ weights: [Double]?) -> (total: Double, sums: [(answered: Double, wrong: Double)]) {
        var sum = (answered: 0.0, wrong: 0.0)
        let sums = blocks.map { block in
            for index in block {
                let weight = weights?[index] ?? 1
                sum.answered += weight
                sum.wrong += weight * wrong[index]
            }
            return sum
        }
        return (weights?.reduce(0, +) ?? Double(wrong.count), sums)
    }
}
