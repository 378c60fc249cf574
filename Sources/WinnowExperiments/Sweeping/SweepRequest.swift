public import WinnowDomains
import WinnowModel
public import WinnowSelection

/// What a user asks to sample: lists are a grid, one pool for each combination.
public struct SamplingRequest: Sendable {
    /// Names of domains, or `all`.
    public var domains: [String]
    /// Names of bundled models, paths of model folders, or `all`.
    public var models: [String]
    public var temperatures: [Double]
    public var topK: Int
    public var topP: Double
    /// The largest completion; nil for the domain's own limit.
    public var maxTokens: Int?
    public var split: Split
    public var problems: Int
    public var samples: Int
    public var seed: UInt64
    public var threads: Int
    /// Whether to sample beside a run of other kernels; see ``SamplingPlan/allowsOtherKernels``.
    public var allowsOtherKernels: Bool

    public init(
        domains: [String], models: [String], temperatures: [Double] = [0.8], topK: Int = 0, topP: Double = 1,
        maxTokens: Int? = nil, split: Split = .test, problems: Int, samples: Int, seed: UInt64, threads: Int,
        allowsOtherKernels: Bool = false
    ) {
        self.domains = domains
        self.models = models
        self.temperatures = temperatures
        self.topK = topK
        self.topP = topP
        self.maxTokens = maxTokens
        self.split = split
        self.problems = problems
        self.samples = samples
        self.seed = seed
        self.threads = threads
        self.allowsOtherKernels = allowsOtherKernels
    }

    /// The most candidates of a problem.
    private static let largestPool = 1_000_000

    /// The pools of the grid, in the order domain, model, temperature.
    ///
    /// - Throws: ``ExperimentError`` for unknown names or impossible numbers, `ModelError` for a damaged model.
    public func plans() throws -> [SamplingPlan] {
        guard problems > 0, (1...Self.largestPool).contains(samples) else {
            throw ExperimentError(
                "\(problems) problems × \(samples) samples cannot be drawn",
                hint: "give positive numbers, and at most \(Self.largestPool) samples")
        }
        let chosen = domains.contains("all") ? Domains.generated : try domains.map(DomainChoice.generated)
        return try chosen.uniqued(by: \.name).flatMap { domain in
            try FrozenSet.check(problems, split, of: domain)
            let names = models.contains("all") ? ModelCatalogue.bundled(domain) : models.uniqued(by: \.self)
            guard !names.isEmpty else {
                throw ExperimentError("\(domain.name) has no bundled models", hint: "give a model folder")
            }
            return try names.flatMap { name in
                let model = try ModelCatalogue.load(name, for: domain)
                return try temperatures.uniqued(by: \.self).map { temperature in
                    guard temperature != 0 else {
                        throw ExperimentError(
                            "temperature \(temperature) has one candidate per problem only",
                            hint: "give a positive temperature; a greedy run is added to every pool by itself")
                    }
                    let options = SamplingOptions(
                        temperature: temperature, topK: topK, topP: topP,
                        maxTokens: maxTokens ?? domain.completionLimit)
                    try options.validate()
                    return SamplingPlan(
                        domain: domain, model: model, split: split, seed: seed, options: options, problems: problems,
                        samples: samples, allowsOtherKernels: allowsOtherKernels)
                }
            }
        }
    }
}

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

extension Array {
    /// The first of the elements with each key, so that a name given twice is one pool.
    fileprivate func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert(key($0)).inserted }
    }
}
