public import WinnowCore
public import WinnowSelection

/// What a user asks to estimate, by names.
public struct AnalysisRequest: Sendable {
    /// Names of strategies; empty for all that the pool has data for.
    public var strategies: [String]
    /// Empty for 1, 2, 4 … up to the pool's size.
    public var budgets: [Int]
    public var options: SelectionOptions
    public var byDifficulty: Bool
    public var allowsRagged: Bool
    /// The name of the verifier whose verdicts are read; nil for the domains' own.
    public var verifier: String?
    /// What the process scorer `prm` of strategies is trained to say.
    public var stepTarget: ProcessLabel

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

    /// Whether the most frequent training answers are needed.
    var includesGuess: Bool { strategies.isEmpty || Strategies.any(of: strategies, needs: .trainingAnswers) }

    /// - Throws: ``ExperimentError`` for an unknown strategy.
    func checkedStrategies() throws(ExperimentError) -> [any Strategy] {
        var chosen: [any Strategy] = []
        for name in strategies {
            guard let strategy = Strategies.named(name, target: stepTarget) else {
                let known = Strategies.all.map(\.name).joined(separator: ", ")
                throw ExperimentError("there is no strategy \"\(name)\"", hint: "the strategies are \(known)")
            }
            chosen.append(strategy)
        }
        return chosen.isEmpty ? Strategies.usual(options, target: stepTarget) : chosen
    }

    /// The strategies for a run: of a guided search, also the guide's own pick where none is named.
    func checkedStrategies(of pools: RunPools) throws(ExperimentError) -> [any Strategy] {
        let strategies = try checkedStrategies()
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
        let usual = pools.search?.budgets(upTo: size) ?? EstimationRequest.powersOfTwo(upTo: size)
        return EstimationRequest(
            strategies: try checkedStrategies(of: pools), budgets: budgets.isEmpty ? usual : budgets,
            options: options,
            allowsRagged: allowsRagged)
    }
}
