/// A way to pick an answer from the first k candidates of a pool.
///
/// To add one, write one file with a type that conforms and add one line to ``Strategies/all``.
public protocol Strategy: Sendable {
    /// The name that users type, such as `majority`.
    var name: String { get }

    /// One sentence for `winnow list strategies`.
    var summary: String { get }

    /// What the strategy reads besides answers.
    var needs: Set<Need> { get }

    /// Whether ``expectations(over:budgets:options:)`` may be estimated by random subsets.
    var usesMonteCarlo: Bool { get }

    /// What is promised about an answer, given whether the domain's verifier is sound.
    func guarantee(verifierIsSound: Bool) -> Guarantee

    /// The expectations over all subsets of the pool of the sizes `budgets`, in the same order.
    ///
    /// Called by ``outcomes(for:budgets:options:)`` with budgets between 1 and the number of candidates.
    func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome]

    /// The outcome of the strategy on all candidates of the pool in stored order.
    func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome
}

extension Strategy {
    public var needs: Set<Need> { [] }

    public var usesMonteCarlo: Bool { false }

    /// The name of the estimator that the options lead to: `exact`, `monte-carlo` or `prefix`.
    public func estimatorName(_ options: SelectionOptions = SelectionOptions()) -> String {
        options.estimator == .exact && usesMonteCarlo ? "monte-carlo" : options.estimator.rawValue
    }

    /// The outcome at each budget, in the order of the budgets.
    ///
    /// - Throws: ``SelectionError/budgetExceedsPool(budget:candidates:)`` when a budget is larger than the pool,
    ///   ``SelectionError/invalidBudget(_:)`` when one is below 1, ``SelectionError/missingGreedyCandidate``.
    public func outcomes(
        for pool: Pool, budgets: [Int], options: SelectionOptions = SelectionOptions()
    ) throws(SelectionError) -> [Outcome] {
        for budget in budgets { try pool.check(budget: budget) }
        switch options.estimator {
        case .exact:
            return try expectations(over: pool, budgets: budgets, options: options)
        case .prefix:
            var outcomes: [Outcome] = []
            for budget in budgets {
                outcomes.append(try outcomeInStoredOrder(of: pool.prefix(budget), options: options))
            }
            return outcomes
        }
    }

    /// For strategies that look at all candidates at once: the expectation over the only subset there is.
    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        try expectations(over: pool, budgets: [pool.candidates.count], options: options)[0]
    }
}
