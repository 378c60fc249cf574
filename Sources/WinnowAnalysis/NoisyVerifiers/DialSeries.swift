import WinnowSelection
import WinnowStatistics

/// What one strategy does under a verifier at several budgets, from one kind of evidence.
struct DialSeries {
    /// Where the figures come from.
    enum Source: String {
        /// The verdicts that are stored.
        case stored
        /// The expectation over verdicts at the same rates, in closed form.
        case noise
        /// Independent samples, with each pool's shares as probabilities.
        case theory

        var title: String {
            switch self {
            case .stored: "stored verdicts"
            case .noise: "mean over the noise"
            case .theory: "independent samples"
            }
        }
    }

    let source: Source
    let strategy: String

    /// One outcome per problem, by budget.
    let outcomes: [Int: [Outcome]]

    /// The mean of a probability over the problems, with its interval.
    func estimate(
        _ value: (Outcome) -> Double, budget: Int, resampling: Resampling
    ) -> (mean: Double, interval: Interval?)? {
        outcomes[budget].map { Self.estimate(of: $0.map(value), resampling: resampling) }
    }

    /// The mean of probabilities of problems, with its interval.
    static func estimate(
        of probabilities: [Double], resampling: Resampling
    ) -> (mean: Double, interval: Interval?) {
        // Sums of probabilities leave rounding noise at certainty, which would pass for a spread.
        let values = probabilities.map { value in
            value < 1e-12 ? 0 : value > 1 - 1e-12 ? 1 : value
        }
        return (WinnowStatistics.mean(of: values), Interval.interval(of: values, resampling: resampling))
    }

    /// The mean of a figure over the problems.
    func average(_ value: (Outcome) -> Double, budget: Int) -> Double {
        mean(of: (outcomes[budget] ?? []).map(value))
    }
}

/// The best budget of a strategy at one cost of a wrong answer.
struct DialUtility {
    let penalty: Double
    let source: DialSeries.Source
    let strategy: String
    let best: BestBudget
    let right: Double
    let wrong: Double
    /// Of the utility at this budget, over problems; the choice of the budget on the same problems is not in it.
    let interval: Interval?
}
