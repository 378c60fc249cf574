/// The named choices in which the literature's estimates differ.
public struct SelectionOptions: Hashable, Sendable {
    /// Which samples an estimate at budget k is about.
    public enum Estimator: String, CaseIterable, Sendable {
        /// The expectation over all k-subsets of the pool.
        case exact
        /// The first k candidates in stored order, as most published code evaluates.
        case prefix
    }

    public var estimator: Estimator

    public var ties: TieRule

    public var blanks: BlankPolicy

    /// Random subsets per problem where no exact algorithm exists.
    public var monteCarloDraws: Int

    /// Random orders per problem in which strategies that stop early are replayed.
    public var permutations: Int

    /// The temperature of the softmax that weighs votes by confidence.
    public var confidenceTemperature: Double

    /// The seed of those subsets and orders.
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
