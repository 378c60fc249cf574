/// The options are the named choices in which the literature's estimates differ.
public struct SelectionOptions: Hashable, Sendable {
    /// An estimator says which samples an estimate at budget k is about.
    public enum Estimator: String, CaseIterable, Sendable {
        /// The estimate is the expectation over all k-subsets of the pool.
        case exact
        /// The estimate is of the first k candidates in stored order, as most published code evaluates.
        case prefix
    }

    public var estimator: Estimator

    public var ties: TieRule

    public var blanks: BlankPolicy

    /// So many random subsets per problem are drawn where no exact algorithm exists.
    public var monteCarloDraws: Int

    /// Strategies that stop early are replayed in so many random orders per problem.
    public var permutations: Int

    /// The softmax that weighs votes by confidence has this temperature.
    public var confidenceTemperature: Double

    /// The seed decides those subsets and orders.
    public var seed: UInt64

    public init(
        estimator: Estimator = .exact, ties: TieRule = .uniform, blanks: BlankPolicy = .drop,
        monteCarloDraws: Int = 2_000, permutations: Int = 200, confidenceTemperature: Double = 1, seed: UInt64 = 0
    ) {
        precondition(monteCarloDraws > 1, "\(monteCarloDraws) Monte Carlo draws")
        precondition(permutations > 1, "\(permutations) permutations")
        self.estimator = estimator
        self.ties = ties
        self.blanks = blanks
        self.monteCarloDraws = monteCarloDraws
        precondition(confidenceTemperature > 0, "confidence temperature \(confidenceTemperature)")
        self.permutations = permutations
        self.confidenceTemperature = confidenceTemperature
        self.seed = seed
    }
}

/// A tie rule says what becomes of several answers that share the first place.
public enum TieRule: String, CaseIterable, Sendable {
    /// Every tied answer is picked with equal probability. Winnow's default.
    case uniform
    /// The tied answer seen first in stored order is picked, as `Counter.most_common` and its imitations do.
    case first
    /// A tie abstains: only a unique first place is an answer.
    case strict
    /// Only an answer with more than half of the votes wins. For scores, where there are no votes, the same as
    /// `strict`.
    case absolute
    /// A tie counts as right when any tied answer is right: an upper bound, not a strategy one could run.
    case lenient
}

/// A policy says how votes treat a candidate without a parsable answer (a blank). Scores and verdicts never choose one.
public enum BlankPolicy: String, CaseIterable, Sendable {
    /// Blanks are left out of the vote. Winnow's default.
    case drop
    /// Blanks vote together for one answer that is wrong and can win.
    case vote
    /// Blanks do not vote, but `absolute` asks for more than half of all candidates, blanks included.
    case count
}
