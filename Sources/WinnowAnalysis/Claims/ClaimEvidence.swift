import WinnowSelection

/// What claims are measured on: a run's pools and the strategies' estimates on them.
struct ClaimEvidence: Sendable {
    let pools: RunPools

    /// K, the largest budget; estimates exist at it, at a quarter of it and at ``cap``.
    let budget: Int

    private let columns: [String: StrategyColumn]

    var quarter: Int { Swift.max(1, budget / 4) }

    /// Where rules of early stopping are capped: the literature's 40, or the pool where it is smaller.
    var cap: Int { Swift.min(40, budget) }

    /// Evaluates the strategies that these claims read, as far as the run has data for them.
    init(_ claims: [Claim], pools: RunPools, budget: Int) async throws {
        self.pools = pools
        self.budget = budget
        let names = Set(claims.flatMap(\.strategies))
        let strategies = pools.usable(Strategies.all.filter { names.contains($0.name) })
        guard !strategies.isEmpty else {
            columns = [:]
            return
        }
        let budgets = Set([budget, max(1, budget / 4), min(40, budget)])
        let request = EstimationRequest(strategies: strategies, budgets: Array(budgets))
        let estimated = try await pools.columns(request)
        columns = Dictionary(uniqueKeysWithValues: estimated.map { ("\($0.strategy.name)@\($0.budget)", $0) })
    }

    /// Whether the run has what a strategy reads.
    func has(_ strategy: String) -> Bool { columns["\(strategy)@\(budget)"] != nil }

    /// The outcomes of each problem, in the order of the pools.
    func outcomes(_ strategy: String, _ budget: Int) -> [Outcome] {
        guard let column = columns["\(strategy)@\(budget)"] else {
            preconditionFailure("\(strategy) at \(budget) is read but not declared by a claim")
        }
        return column.outcomes
    }

    /// The probability of a right answer of each problem.
    func right(_ strategy: String, _ budget: Int) -> [Double] { outcomes(strategy, budget).map(\.right) }

    /// How much more often the first strategy is right than the second, problem by problem.
    func difference(_ first: String, _ second: String, at budget: Int) -> [Double] {
        zip(right(first, budget), right(second, budget)).map { $0 - $1 }
    }
}
