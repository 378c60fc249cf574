import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStore

extension RunPools {
    /// Finds the name of the estimator that a strategy's figures come from; `groups` for those of a guided search.
    func estimatorName(of strategy: any Strategy, _ options: SelectionOptions) -> String {
        if stoppedBy != nil { return SelectionOptions.Estimator.prefix.rawValue }
        if strategy.needs.contains(.rounds) { return "episodes" }
        return search == nil ? strategy.estimatorName(options) : "groups"
    }

    /// Evaluates strategies on whole groups of a search's candidates.
    ///
    /// A budget of k candidates is k of one search, or of as many trees as make k: the mean over the disjoint runs of
    /// trees that the pool holds. All of a search is paid, whatever is done with its candidates.
    ///
    /// - Throws: ``ExperimentError`` for a budget that is no whole number of groups, or when no strategy is left.
    func searchColumns(
        _ request: EstimationRequest, _ search: SearchLedger, observe: (Double) async -> Void
    ) async throws -> [StrategyOutcomes] {
        let budgets = try checkedBudgets(request)
        let group = search.settings.group
        if let odd = budgets.first(where: { $0 % group != 0 }) {
            throw ExperimentError(
                "budget \(odd) is no whole number of the groups of \(group) that search \(run.id) answers with",
                hint: search.settings.beams == nil
                    ? "use multiples of \(group)"
                    : "use k = \(group): a beam search is made for one budget; compare it with larger ones of other runs"
            )
        }
        let strategies = usable(request.strategies).filter(\.appliesToSearches)
        guard !strategies.isEmpty else {
            throw ExperimentError(
                "search \(run.id) has no data for \(request.strategies.map(\.name).joined(separator: ", "))",
                hint: "name strategies that look at all candidates, such as majority or \(SearchCost.guideTool)-max")
        }
        let places = Array(entries.indices)
        let outcomes = try await concurrentMap(places, observe: observe) { place in
            try strategies.map { strategy in
                let pool = self.entries[place].pool
                return try budgets.map { budget in
                    try budget > pool.candidates.count
                        ? nil : self.mean(of: strategy, place, budget, request.options, search)
                }
            }
        }
        return strategies.indices.flatMap { index in
            budgets.indices.map { budget in
                let present = places.filter { outcomes[$0][index][budget] != nil }
                return StrategyOutcomes(
                    strategy: strategies[index], budget: budgets[budget],
                    problems: present.map { entries[$0].problem },
                    column: OutcomeColumn(present.compactMap { outcomes[$0][index][budget] }),
                    poolSize: present.map { entries[$0].pool.candidates.count }.min() ?? 0)
            }
        }
    }

    /// Computes the mean outcome over the disjoint blocks of a problem's candidates.
    ///
    /// - Throws: `SelectionError` for a strategy without its data.
    private func mean(
        of strategy: any Strategy, _ place: Int, _ budget: Int, _ options: SelectionOptions, _ search: SearchLedger
    ) throws(SelectionError) -> Outcome {
        let pool = entries[place].pool
        let blocks = pool.candidates.count / budget
        var sum = Outcome(right: 0, wrong: 0, abstained: 0, spent: Spending())
        var variance = 0.0
        let share = 1 / Double(blocks)
        for block in 0..<blocks {
            let range = block * budget..<(block + 1) * budget
            let outcome = try strategy.outcomes(for: pool.part(Array(range)), budgets: [budget], options: options)[0]
            let cost = search.cost(of: place, range)
            sum.right += share * outcome.right
            sum.wrong += share * outcome.wrong
            sum.abstained += share * outcome.abstained
            if let error = outcome.standardError { variance += share * share * error * error }
            let scoring = outcome.spent.scoring
            sum.spent.scoring.calls += share * scoring.calls
            sum.spent.scoring.tokens += share * scoring.tokens
            sum.spent.scoring.flops += share * (scoring.flops + cost.guideFlops)
            sum.spent.tokens += share * (Double(cost.tokens) + scoring.tokens)
            sum.spent.flops += share * (pool.promptFlops + cost.flops + cost.guideFlops + scoring.flops)
            sum.spent.verifierCalls += share * outcome.verifierCalls
            sum.spent.distinctVerifierCalls += share * outcome.distinctVerifierCalls
        }
        sum.spent.samples = Double(budget)
        sum.spent.promptTokens = Double(budget * pool.promptTokens)
        if strategy.usesMonteCarlo, variance > 0 { sum.standardError = variance.squareRoot() }
        return sum
    }
}

/// The ledger of a guided search says what its candidates cost, group by group.
///
/// A search also pays for the branches that it drops, and shared beginnings are written once, so its cost is not that
/// of its candidates' tokens.
struct SearchLedger: Sendable {
    let settings: SearchSettings

    /// The costs are [problem][group].
    private let costs: [[SearchCost]]

    /// - Returns: nil for a run that is no search.
    /// - Throws: ``ExperimentError`` for a candidate whose cost is missing; `StoreError` for a search that does not say how
    ///   it was made.
    init?(of run: Stored<RunRecord>, _ entries: [RunPools.Entry], in store: Store) throws {
        guard run.record.kind == .search else { return nil }
        guard let settings = SearchSettings(run.record) else {
            throw StoreError.damaged(
                store.path, table: "run", row: run.id.value, column: "config_json", expected: "the settings of a search"
            )
        }
        self.settings = settings
        var costs: [RowID<ProblemRecord>: [Int: SearchCost]] = [:]
        for call in try store.calls(of: run.id) {
            var cost = costs[call.problem]?[call.sampleIndex] ?? SearchCost()
            switch call.purpose {
            case .generate: cost += SearchCost(calls: call.calls, tokens: call.tokensOut, flops: call.flops)
            case .guide: cost += SearchCost(guideFlops: call.flops)
            }
            costs[call.problem, default: [:]][call.sampleIndex] = cost
        }
        let group = settings.group
        self.costs = try entries.map { entry in
            try stride(from: 0, to: entry.sampleIndices.count, by: group).map { place in
                let index = entry.sampleIndices[place]
                guard let cost = costs[entry.problem.id]?[index] else {
                    throw ExperimentError(
                        "candidate \(index) of problem \(entry.problem.record.position) of search \(run.id) has no cost",
                        hint: "the search was interrupted; run it again to complete it")
                }
                return cost
            }
        }
    }

    /// Sums what some of a problem's candidates cost together, which are whole groups.
    func cost(of problem: Int, _ candidates: Range<Int>) -> SearchCost {
        let groups = candidates.lowerBound / settings.group..<candidates.upperBound / settings.group
        return costs[problem][groups].reduce(into: SearchCost()) { $0 += $1 }
    }

    /// Finds the strategies of tables for which none is named: the usual ones, and the guide's own pick.
    static func strategies(among usual: [any Strategy]) -> [any Strategy] {
        let own = [ScoreRule.max, .vote].map { ScoredStrategy(ScoreSource(SearchCost.guideTool), $0) as any Strategy }
        return usual.filter(\.appliesToSearches) + own
    }

    /// Lists whole groups: g, 2g, 4g … and all that every problem has.
    func budgets(upTo size: Int) -> [Int] {
        EstimationRequest.powersOfTwo(upTo: size / settings.group).map { $0 * settings.group }
    }
}
