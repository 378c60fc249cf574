public import WinnowCore
import WinnowJSON
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// A request says what to estimate of a run.
public struct EstimationRequest: Sendable {
    public var strategies: [any Strategy]
    public var budgets: [Int]
    public var options: SelectionOptions
    /// True to drop the problems that have fewer candidates than a budget, instead of the budget.
    public var allowsRagged: Bool

    public init(
        strategies: [any Strategy] = Strategies.usual(), budgets: [Int], options: SelectionOptions = SelectionOptions(),
        allowsRagged: Bool = false
    ) {
        self.strategies = strategies
        self.budgets = budgets
        self.options = options
        self.allowsRagged = allowsRagged
    }

    /// The text is the tie rule, with the policy for candidates without an answer where it is not the default.
    var ties: String {
        options.ties.rawValue + (options.blanks == .drop ? "" : ";blanks=\(options.blanks.rawValue)")
    }

    /// Writes the choices that a strategy's estimate depends on besides, as a JSON object.
    func optionsJSON(of strategy: any Strategy) -> String {
        let temperature = options.confidenceTemperature
        var choices = [(key: "blanks", value: JSONValue.string(options.blanks.rawValue))]
        if strategy.usesConfidenceTemperature, temperature != 1 {
            choices.append(("temperature", .number(temperature)))
        }
        return JSONValue.object(choices).json(.compact)
    }

    /// Lists 1, 2, 4 … up to the size, and the size itself.
    public static func powersOfTwo(upTo size: Int) -> [Int] {
        var budgets: [Int] = []
        var budget = 1
        while budget < size {
            budgets.append(budget)
            budget *= 2
        }
        return budgets + (size > 0 ? [size] : [])
    }
}

/// The outcomes are a strategy's at one budget, problem by problem.
public struct StrategyOutcomes: Sendable {
    public let strategy: any Strategy
    public let budget: Int
    /// The problems stand by position; those with too few candidates are absent.
    public let problems: [Stored<ProblemRecord>]
    /// There is one per problem, in the same order.
    let column: OutcomeColumn
    /// Each of these problems has at least so many candidates.
    public let poolSize: Int

    /// There is one per problem, in the same order; an array is made at each call.
    public var outcomes: [Outcome] { Array(column) }

    /// Each problem has a right answer with this probability.
    public var right: [Double] { column.map(\.right) }
}

extension RunPools {
    /// Finds the budgets that every problem's pool reaches, or all when ragged pools are allowed.
    ///
    /// - Throws: ``ExperimentError`` naming the first budget that is too large.
    func checkedBudgets(_ request: EstimationRequest) throws(ExperimentError) -> [Int] {
        let budgets = Array(Set(request.budgets)).sorted()
        guard let largest = budgets.last, let least = budgets.first, least > 0 else {
            throw ExperimentError("no budget was given, or one below 1", hint: "give budgets such as 1,2,4,8")
        }
        guard missing == 0 || request.allowsRagged else {
            throw ExperimentError(
                "\(missing) of the first \(missing + entries.count) problems of run \(run.id) have no candidates yet",
                hint: "run the sweep again to sample them, or leave them out with --allow-ragged")
        }
        let limit = request.allowsRagged ? entries.map(\.pool.candidates.count).max() ?? 0 : poolSize
        guard largest <= limit else {
            let short = entries.count { $0.pool.candidates.count < largest }
            throw ExperimentError(
                "budget \(largest) exceeds the pool: \(short) of \(entries.count) problems of run \(run.id) have fewer candidates, the fewest \(poolSize)",
                hint: request.allowsRagged
                    ? "lower --budgets" : "lower --budgets, sample more, or drop those problems with --allow-ragged")
        }
        return budgets
    }

    /// Finds the strategies of a request that this run has what they need for.
    func usable(_ strategies: [any Strategy]) -> [any Strategy] {
        let hasGreedy = entries.allSatisfy { $0.pool.greedy != nil }
        return strategies.filter { strategy in
            // What a rule has cut serves that rule alone; the greedy completion is no part of the pool.
            if let stoppedBy, strategy.name != stoppedBy.name, !(strategy is Greedy) { return false }
            return strategy.needs.allSatisfy { need in
                switch need {
                case .greedy: hasGreedy
                case .trace, .traceCheck: rates.traceLegal != nil
                case .logProbability: rates.hasLogProbabilities
                case .verdict: rates.isVerified
                case .trainingAnswers: run.record.kind != .imported && domain != nil
                case .grade: true
                case .score(let source): entries.allSatisfy { $0.pool.scores[source] != nil }
                case .rounds: loop != nil
                case .tokens: entries.allSatisfy { !$0.pool.tokens.isEmpty }
                case .comparisons: (strategy as? TournamentStrategy)?.covers([], of: self) ?? false
                }
            }
        }
    }

    /// Says what stands in the way of strategies that the run has data for: several verifiers, of which one has to be named,
    /// or candidates that a stopping rule has chosen; nil where nothing does.
    func rivalry(for strategies: [any Strategy]) -> ExperimentError? {
        if let stoppedBy, let other = strategies.first(where: { usable([$0]).isEmpty }) {
            return ExperimentError(
                "run \(run.id) was sampled until \(stoppedBy.name) stopped, and cannot say what \(other.name) would have done: how "
                    + "many samples a problem has depends on their answers",
                hint: "name \(stoppedBy.name), or sample a run without --stopping")
        }
        guard !rivalVerifiers.isEmpty, strategies.contains(where: { $0.needs.contains(.verdict) }) else { return nil }
        return ExperimentError(
            "\(rivalVerifiers.joined(separator: " and ")) have judged run \(run.id), and none of them is the domain's own",
            hint: "say whose verdicts to read, such as --verifier \(rivalVerifiers[0])")
    }

    /// Evaluates strategies at budgets on every problem, on all cores.
    ///
    /// Strategies that the run has no data for are left out.
    ///
    /// - Parameter observe: takes the share that is done, as it grows.
    /// - Throws: ``ExperimentError`` for a budget beyond the pool, or when no strategy is left.
    public func columns(
        _ request: EstimationRequest, observe: (Double) async -> Void = { _ in }
    ) async throws -> [StrategyOutcomes] {
        if let search { return try await searchColumns(request, search, observe: observe) }
        if let loop { return try roundColumns(request, loop) }
        if let stoppedBy { return try stoppedColumns(request, stoppedBy) }
        let budgets = try checkedBudgets(request)
        let strategies = usable(request.strategies)
        guard !strategies.isEmpty else {
            if let rivals = rivalry(for: request.strategies) { throw rivals }
            let names = request.strategies.map(\.name).joined(separator: ", ")
            throw ExperimentError(
                "run \(run.id) has no data for \(names)", hint: "name other strategies; see `winnow list strategies`")
        }
        // The problems of each budget, which all strategies share.
        let all = entries.map(\.problem)
        let problems = budgets.map { budget in
            budget <= poolSize ? all : entries.filter { $0.pool.candidates.count >= budget }.map(\.problem)
        }
        let sizes = budgets.map { budget in
            entries.lazy.map(\.pool.candidates.count).filter { $0 >= budget }.min() ?? 0
        }
        let parts = stride(from: 0, to: entries.count, by: Self.part).map { $0..<min($0 + Self.part, entries.count) }
        var columns = strategies.map { _ in budgets.map { _ in OutcomeColumn() } }
        var known = strategies.map { _ in budgets.map { _ in [Outcome: UInt32]() } }
        for part in parts {
            let (begun, share) = (Double(part.lowerBound), Double(part.count))
            func observePart(_ done: Double) async { await observe((begun + share * done) / Double(entries.count)) }
            let outcomes = try await concurrentMap(Array(entries[part]), observe: observePart) { entry in
                // outcomes[strategy], as many as there are budgets that the pool reaches
                try strategies.map { strategy in
                    let reachable = budgets.filter { $0 <= entry.pool.candidates.count }
                    return try strategy.outcomes(for: entry.pool, budgets: reachable, options: request.options)
                }
            }
            for own in outcomes {
                for (strategy, values) in own.enumerated() {
                    for (budget, value) in values.enumerated() {
                        columns[strategy][budget].append(value, &known[strategy][budget])
                    }
                }
            }
        }
        return strategies.indices.flatMap { index in
            budgets.indices.map { budget in
                StrategyOutcomes(
                    strategy: strategies[index], budget: budgets[budget], problems: problems[budget],
                    column: columns[index][budget], poolSize: sizes[budget])
            }
        }
    }

    /// Problems that are estimated before their outcomes are put away.
    private static let part = 65_536
}

/// A request says by names what a user asks to estimate.
public struct StrategyRequest: Sendable {
    /// The strategies have these names; empty for all that the pool has data for.
    public var strategies: [String]
    /// True to estimate no more than what people see first, where no strategy is named.
    public var isHeadline = false
    /// It is empty for 1, 2, 4 … up to the pool's size.
    public var budgets: [Int]
    public var options: SelectionOptions
    public var byDifficulty: Bool
    public var allowsRagged: Bool
    /// The verdicts of the verifier of this name are read; nil for the domains' own.
    public var verifier: String?
    /// The process scorer `prm` of strategies is trained to say this.
    public var stepTarget: ProcessLabel
    /// True for intervals over clusters of problems, as they were imported, instead of over problems.
    public var isClustered = false

    public init(
        strategies: [String] = [], budgets: [Int] = [], estimator: SelectionOptions.Estimator = .exact,
        ties: TieRule = .uniform,
        blanks: BlankPolicy = .drop, byDifficulty: Bool = false, allowsRagged: Bool = false,
        verifier: String? = nil, stepTarget: ProcessLabel = .policyValue, voteTemperature: Double = 1
    ) {
        self.strategies = strategies
        self.budgets = budgets
        options = SelectionOptions(
            estimator: estimator, ties: ties, blanks: blanks, confidenceTemperature: voteTemperature)
        self.byDifficulty = byDifficulty
        self.allowsRagged = allowsRagged
        self.verifier = verifier
        self.stepTarget = stepTarget
    }

    /// It says whether the most frequent training answers are needed.
    var includesGuess: Bool { strategies.isEmpty || Strategies.any(of: strategies, needs: .trainingAnswers) }

    /// - Throws: ``ExperimentError`` for an unknown strategy.
    func checkedStrategies() throws(ExperimentError) -> [any Strategy] {
        var chosen: [any Strategy] = []
        for name in strategies {
            guard let strategy = Strategies.named(name, target: stepTarget) else {
                let known = (Strategies.all + Strategies.byRounds).map(\.name)
                throw ExperimentError.unknown(
                    "strategy", name, among: known, hint: "the strategies are \(known.joined(separator: ", "))")
            }
            chosen.append(strategy)
        }
        return chosen.isEmpty ? Strategies.usual(options, target: stepTarget) : chosen
    }

    /// Finds the strategies for a run: of a guided search, also the guide's own pick where none is named.
    ///
    /// - Throws: ``ExperimentError`` for an unknown strategy.
    func checkedStrategies(of pools: RunPools) throws(ExperimentError) -> [any Strategy] {
        try pools.requireComparisons(for: self.strategies)
        let chosen = pools.choosers.filter { self.strategies.contains($0.name) }.map { $0 as any Strategy }
        guard chosen.isEmpty else {
            var others = self
            others.strategies.removeAll { name in chosen.contains { $0.name == name } }
            return (others.strategies.isEmpty ? [] : try others.checkedStrategies(of: pools)) + chosen
        }
        let strategies = try checkedStrategies()
        if pools.loop != nil, self.strategies.isEmpty { return RunPools.roundStrategies }
        return pools.search != nil && self.strategies.isEmpty ? SearchLedger.strategies(among: strategies) : strategies
    }

    /// - Throws: ``ExperimentError`` when a budget exceeds the samples that will be drawn.
    public func check(samples: Int) throws(ExperimentError) {
        _ = try checkedStrategies()
        for budget in budgets where budget > samples || budget < 1 {
            throw ExperimentError(
                "budget \(budget) is not in 1...\(samples), the number of samples",
                hint: "raise --samples or change --budgets")
        }
    }

    func estimationRequest(_ pools: RunPools) throws(ExperimentError) -> EstimationRequest {
        let size = allowsRagged ? pools.largestPool : pools.poolSize
        let usual =
            pools.stoppedBy != nil
            ? [pools.largestPool]
            : pools.search?.budgets(upTo: size) ?? EstimationRequest.powersOfTwo(upTo: pools.loop?.last ?? size)
        let budgets = self.budgets.isEmpty ? usual : self.budgets
        // Unasked, programs are shown that chose at all of these budgets.
        let programs = strategies.isEmpty ? pools.programs(at: budgets) : []
        return EstimationRequest(
            strategies: try checkedStrategies(of: pools) + programs, budgets: budgets, options: options,
            allowsRagged: allowsRagged)
    }
}
