/// A strategy whose answer can be traced back to a candidate, so that one can ask what kind of trace led to it.
///
/// Picks are stated for the default options: the expectation over all subsets of the pool, ties shared equally,
/// candidates without an answer left out of votes.
public protocol CandidatePicking: Strategy {
    /// The picks at each budget, in the same order.
    ///
    /// Called by ``picks(from:budgets:options:)`` with budgets between 1 and the number of candidates.
    ///
    /// - Parameter options: the draws and the seed of strategies that are estimated by random subsets.
    func picks(over pool: Pool, budgets: [Int], options: SelectionOptions) throws(SelectionError) -> [Picks]
}

extension CandidatePicking {
    /// The picks at each budget, in the order of the budgets. Their probabilities of right and of wrong answers sum to
    /// those of ``Strategy/outcomes(for:budgets:options:)``.
    ///
    /// - Throws: as ``Strategy/outcomes(for:budgets:options:)`` does.
    public func picks(
        from pool: Pool, budgets: [Int], options: SelectionOptions = SelectionOptions()
    ) throws(SelectionError) -> [Picks] {
        for budget in budgets { try pool.check(budget: budget) }
        return try picks(over: pool, budgets: budgets, options: options)
    }
}
