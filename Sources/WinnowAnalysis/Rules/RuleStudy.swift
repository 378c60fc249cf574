public import WinnowCore
public import WinnowReport
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// All rules to pick an answer are held against the best of a greedy completion and a majority, the latter at the
/// temperature that suits it best, on one run: at equal samples, at equal tokens and at equal price.
///
/// What a paper leaves open, and the rule that is recommended, are chosen on a run of the same model on the tune split.
public struct RuleStudy: Study {
    /// There is one for each run.
    let results: [RuleResult]

    /// A request says how rules are compared.
    public struct Request: Sendable {
        /// Rules draw so many samples of a problem, or at most; nil for 16, or the pool where it is smaller.
        public var budget: Int?

        /// What tokens, calls and operations cost; nil to price a floating-point operation alone, or a token where
        /// operations are not known.
        public var price: Price?

        /// Intervals and tests are over clusters of problems, as they were imported, instead of over problems.
        public var isClustered: Bool

        public init(budget: Int? = nil, price: Price? = nil, isClustered: Bool = false) {
            self.budget = budget
            self.price = price
            self.isClustered = isClustered
        }

        /// So many random subsets and orders are drawn of each problem where no closed form is known.
        static let options = SelectionOptions(monteCarloDraws: 400, permutations: 100)
    }

    /// Compares rules on runs, one after the other.
    ///
    /// - Throws: ``ExperimentError`` for a budget beyond a pool, a run that is not sampled to its end, or problems without
    ///   clusters where these are asked for.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: Request, observe: WorkProgress.Observer
    ) async throws {
        var results: [RuleResult] = []
        for (index, run) in runs.enumerated() {
            try Task.checkCancellation()
            let pools = try RunPools(run, in: store, guesses: false)
            await observe(
                WorkProgress(
                    task: "comparing rules", done: Double(index), total: Double(runs.count), detail: pools.title))
            results.append(try await Self.result(pools, request, in: store))
        }
        self.results = results
    }

    private static func result(
        _ pools: RunPools, _ request: Request, in store: Store
    ) async throws -> RuleResult {
        let budget = request.budget ?? min(16, pools.poolSize)
        try pools.require(budget, candidatesFor: "--budget")
        let clusters = try request.isClustered ? ProblemClusters(of: pools, in: store) : nil
        let families = RuleFamilies.all.flatMap(\.members).compactMap { Strategies.named($0) }
        // What judges said is of one run.
        func judged(_ pools: RunPools) -> [any Strategy] {
            pools.programs(at: [budget]).filter { $0 is TournamentStrategy }
        }
        let named = RuleResult.rules
        let everything = named + families.filter { family in !named.contains { $0.name == family.name } }
        let tune = try TuneRun.find(for: pools, in: store)
        let tuned = try tune.map { try RunPools($0, in: store, guesses: false) }
        var standings: [String: RuleStanding] = [:]
        var vote: TunedVote?
        if let tuned, tuned.poolSize >= budget {
            standings = try await Self.standings(
                of: everything + judged(tuned), on: tuned.scored(for: everything, in: store, requiring: false), budget,
                request)
            vote = try await TunedVote.find(for: pools, tune: tuned, budget: budget, in: store)
        }
        let chosen = RuleFamilies.chosen(by: standings.mapValues(\.meanRight))
        let rules =
            named
            + chosen.filter { name in !named.contains { $0.name == name } }
            .compactMap { Strategies.named($0) } + judged(pools)
        let scored = try pools.scored(for: rules, in: store, requiring: false)
        let own = try await Self.standings(of: rules, on: scored, budget, request, vote: vote)
        return RuleResult(
            scored, budget: budget, rules: rules, own, vote: vote,
            tune: standings.isEmpty ? nil : (run: tuned?.run.id.value, standings: standings),
            axis: axis(of: scored, request), pace: try store.pace(of: pools.run.id), clusters: clusters)
    }

    private static func axis(of pools: RunPools, _ request: Request) -> Axis {
        request.price.map { .price($0) } ?? (pools.knowsFlops ? .flops : .tokens)
    }

    /// Evaluates rules that the run has data for, and the majority at every budget.
    ///
    /// - Parameter vote: the majority of another temperature to be held against; nil for the run's own.
    private static func standings(
        of rules: [any Strategy], on pools: RunPools, _ budget: Int, _ request: Request, vote: TunedVote? = nil
    ) async throws -> [String: RuleStanding] {
        let columns = try await pools.columns(
            EstimationRequest(strategies: rules, budgets: [budget], options: Request.options))
        let majority: [StrategyOutcomes]
        if let vote { majority = vote.columns } else { majority = try await TunedVote.columns(pools) }
        let hasTokens = pools.rates.hasTokens
        let priced = axis(of: pools, request)
        var standings: [String: RuleStanding] = [:]
        for column in columns {
            let outcomes = column.outcomes
            standings[column.strategy.name] = RuleStanding(
                outcomes: outcomes,
                atEqualTokens: hasTokens ? RuleStanding.matched(outcomes, on: .tokens, by: majority) : nil,
                atEqualPrice: hasTokens || priced != .tokens
                    ? RuleStanding.matched(outcomes, on: priced, by: majority) : nil)
        }
        return standings
    }

    public var report: Report {
        var data = Table(columns: RuleResult.longColumns + RuleResult.columns)
        for result in results {
            for row in result.cells { data.append(result.longCells + row) }
        }
        return Report(answer: results.flatMap(\.answer), results.map { .table($0.table) }, data: data)
    }
}

/// The tune run is of the same model and temperature on problems of the tune split.
enum TuneRun {
    /// Finds the newest; nil where there is none.
    ///
    /// - Throws: `StoreError`.
    static func find(for pools: RunPools, in store: Store) throws -> Stored<RunRecord>? {
        try store.runs().last { run in
            guard run.id != pools.run.id, run.record.kind == pools.run.record.kind,
                run.record.model == pools.run.record.model, run.record.temperature == pools.run.record.temperature
            else { return false }
            let set = try store.problemSet(run.record.problemSet)
            return set.domain == pools.problemSet.domain && set.name.contains("tune")
        }
    }
}

/// A standing has what one rule does on each problem, and what the majority does that spends as much.
struct RuleStanding: Sendable {
    let outcomes: [Outcome]

    /// The majority's right answers at the same expected tokens, and at the same price; nil where these are not known.
    let atEqualTokens: [Double]?
    let atEqualPrice: [Double]?

    var right: [Double] { outcomes.map(\.right) }

    var meanRight: Double { mean(of: right) }

    /// Gives the right answers of the majority that spends as much in expectation, mixed between two neighbouring budgets:
    /// of the least or the largest budget where it cannot.
    static func matched(_ outcomes: [Outcome], on axis: Axis, by majority: [StrategyOutcomes]) -> [Double] {
        let target = mean(of: outcomes.map { axis.amount(of: $0.spent) })
        let columns = majority.sorted { $0.budget < $1.budget }
        let spent = columns.map { column in mean(of: column.outcomes.map { axis.amount(of: $0.spent) }) }
        guard let above = spent.firstIndex(where: { $0 >= target * (1 - 1e-9) }) else {
            return columns[columns.count - 1].right
        }
        guard above > 0, spent[above] > target * (1 + 1e-9) else { return columns[above].right }
        let share = (target - spent[above - 1]) / (spent[above] - spent[above - 1])
        return zip(columns[above - 1].right, columns[above].right).map { $0 + share * ($1 - $0) }
    }
}
