import WinnowCore
import WinnowSelection
public import WinnowStatistics

/// A request says what to replay of the rules that stop sampling early.
public struct StoppingRequest: Sendable {
    /// The rules are strategies of these names, such as `adaptive-beta`; empty for all rules.
    public var rules: [String]
    /// A problem has at most so many samples; nil for 40, the papers' cap, or the pool where it is smaller.
    public var cap: Int?
    /// Each pool is drawn in so many random orders, the same for all rules.
    public var permutations: Int

    public init(rules: [String] = [], cap: Int? = nil, permutations: Int = 200) {
        self.rules = rules
        self.cap = cap
        self.permutations = permutations
    }

    /// - Throws: ``ExperimentError`` for a name that is no rule.
    func checkedRules() throws(ExperimentError) -> [AdaptiveVote] {
        var chosen: [AdaptiveVote] = []
        for name in rules {
            guard let rule = AdaptiveVote.named(name) else {
                throw ExperimentError.unknown(
                    "stopping rule", name, among: AdaptiveVote.all.map(\.name),
                    hint: "the rules are \(AdaptiveVote.all.map(\.name).joined(separator: ", "))")
            }
            chosen.append(rule)
        }
        return chosen.isEmpty ? AdaptiveVote.all : chosen
    }
}

/// A row says what one rule spends and gets on a run.
public struct StoppingRow: Sendable {
    public let rule: String
    public let right: Double
    public let interval: Interval
    /// The Monte Carlo standard error is that of ``right``, over orders; 0 where all were counted out.
    public let standardError: Double
    /// A problem takes so many samples.
    public let samples: Double
    public let samplesInterval: Interval
    /// A tenth, half and nine tenths of all replays need at most so many samples.
    public let quantiles: [Int]
    /// This share of the replays draws the cap.
    public let atCap: Double
    /// The rule has said to stop in this share of the replays; of the rest the cap decided.
    public let stopped: Double
    /// Of the answers of replays that were stopped, so many are the most frequent one of the pool, and so many right; nil
    /// where none was stopped.
    public let stoppedOnMode: Double?
    public let stoppedRight: Double?
    /// True where a stop certifies that the answer is the generator's most frequent one.
    public let isCertificate: Bool
    public let tokens: Double
    /// The gain is ``right`` minus that of the majority of the cap's samples.
    public let gain: PairedComparison
    /// The majority of the same expected number of samples, all problems alike, is right so often.
    public let majorityAtEqualCost: Double
    /// The gain is ``right`` minus ``majorityAtEqualCost``.
    public let gainAtEqualCost: PairedComparison
}

/// Rules that stop early are replayed on one run, against the majority.
public struct EarlyStopping: Sendable {
    public let pools: RunPools
    public let cap: Int
    public let permutations: Int
    public let rows: [StoppingRow]
    /// The majority at the cap has these right answers and tokens.
    public let right: Double
    public let interval: Interval
    public let tokens: Double

    /// - Throws: ``ExperimentError`` for an unknown rule, a cap beyond the pool, or a run that is not sampled to its end.
    public init(_ pools: RunPools, _ request: StoppingRequest) async throws {
        let rules = try request.checkedRules()
        let cap = request.cap ?? min(40, pools.poolSize)
        try pools.require(cap, candidatesFor: "--cap")
        let options = SelectionOptions(permutations: request.permutations)
        let replays = try await concurrentMap(pools.entries) { entry in
            try AdaptiveVote.replay(rules, on: entry.pool, cap: cap, options: options)
        }
        let means = rules.indices.map { rule in mean(of: replays.map { $0[rule].outcome.samples }) }
        let neighbours = means.flatMap { [Int($0.rounded(.down)), Int($0.rounded(.up))] }
        let columns = try await pools.columns(
            EstimationRequest(strategies: [Majority()], budgets: neighbours + [cap], options: options))
        let majority = Dictionary(uniqueKeysWithValues: columns.map { ($0.budget, $0) })
        guard let atCap = majority[cap] else { preconditionFailure("no majority at \(cap)") }
        let resampling = Resampling(problems: pools.entries.count)
        rows = rules.indices.map { rule in
            StoppingRow(
                rules[rule], replays.map { $0[rule] }, samples: means[rule], majority: majority, cap: cap,
                resampling: resampling)
        }
        right = mean(of: atCap.right)
        interval = .mean(of: atCap.right, resampling)
        tokens = mean(of: atCap.outcomes.map(\.tokens))
        (self.pools, self.cap, permutations) = (pools, cap, request.permutations)
    }
}

extension StoppingRow {
    /// - Parameter replays: one per problem.
    fileprivate init(
        _ rule: AdaptiveVote, _ replays: [StoppedSampling], samples: Double, majority: [Int: StrategyOutcomes],
        cap: Int,
        resampling: Resampling
    ) {
        let outcomes = replays.map(\.outcome)
        let values = outcomes.map(\.right)
        let stopped = mean(of: replays.map(\.stopped))
        let count = Double(replays.count)
        let drawn = (0...cap).map { number in mean(of: replays.map { $0.samplesDrawn[number] }) }
        // Between two budgets, the share of problems with one sample more.
        let share = samples - samples.rounded(.down)
        let fewer = majority[Int(samples.rounded(.down))]?.right ?? []
        let more = majority[Int(samples.rounded(.up))]?.right ?? []
        let equalCost = zip(fewer, more).map { $0 * (1 - share) + $1 * share }
        self.init(
            rule: rule.name, right: mean(of: values), interval: .mean(of: values, resampling),
            standardError: outcomes.reduce(0) { $0 + ($1.standardError ?? 0) * ($1.standardError ?? 0) }.squareRoot()
                / count,
            samples: samples, samplesInterval: .amount(of: outcomes.map(\.samples), resampling: resampling),
            quantiles: [0.1, 0.5, 0.9].map { Self.quantile($0, of: drawn) }, atCap: drawn[cap],
            stopped: stopped,
            stoppedOnMode: stopped > 0 ? mean(of: replays.map(\.stoppedOnMode)) / stopped : nil,
            stoppedRight: stopped > 0 ? mean(of: replays.map(\.stoppedRight)) / stopped : nil,
            isCertificate: rule.isCertificate,
            tokens: mean(of: outcomes.map(\.tokens)),
            gain: PairedComparison(values, majority[cap]?.right ?? [], resampling: resampling),
            majorityAtEqualCost: mean(of: equalCost),
            gainAtEqualCost: PairedComparison(values, equalCost, resampling: resampling))
    }

    /// Finds the least number that at least this share does not exceed.
    private static func quantile(_ probability: Double, of distribution: [Double]) -> Int {
        var sum = 0.0
        for (number, share) in distribution.enumerated() {
            sum += share
            if sum >= probability - 1e-12 { return number }
        }
        return distribution.count - 1
    }
}
