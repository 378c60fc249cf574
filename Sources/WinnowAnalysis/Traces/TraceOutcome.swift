import WinnowCore
import WinnowSelection

/// The outcome says where a strategy's answer comes from on one problem at one budget: right or wrong, by which kind of
/// trace.
///
/// For a strategy that picks a candidate it is that candidate's trace, for a vote that of a random one of the drawn
/// candidates that voted for the winner.
struct TraceOutcome: Hashable, Sendable {
    /// A right answer comes by a trace of this level with this probability, in the order of ``TraceLevel/allCases``.
    private(set) var right = [Double](repeating: 0, count: TraceLevel.allCases.count)

    /// A wrong answer comes by a trace of this level with this probability.
    private(set) var wrong = [Double](repeating: 0, count: TraceLevel.allCases.count)

    /// There is no answer with this probability.
    var abstained: Double { max(0, 1 - right.reduce(0, +) - wrong.reduce(0, +)) }

    /// Sums the probabilities of picks by what their candidates are.
    init(_ picks: Picks, from pool: Pool) {
        for (candidate, probability) in zip(pool.candidates, picks.candidates) { add(candidate, probability) }
        if let greedy = pool.greedy { add(greedy, picks.greedy) }
    }

    private mutating func add(_ candidate: Candidate, _ probability: Double) {
        let level = TraceLevel.allCases.firstIndex(of: TraceLevel(candidate)) ?? 0
        if candidate.isRight { right[level] += probability } else { wrong[level] += probability }
    }
}

/// A column has a strategy's trace outcomes at one budget, problem by problem.
struct TraceColumn: Sendable {
    let strategy: String
    let budget: Int
    let outcomes: [TraceOutcome]

    /// Computes the columns of strategies at budgets, on all cores.
    ///
    /// - Parameters:
    ///   - budgets: within every pool.
    ///   - options: the draws of strategies that are estimated by random subsets.
    ///   - observe: takes the share that is done.
    /// - Throws: `SelectionError` for a budget beyond a pool; `CancellationError` when cancelled.
    static func columns(
        _ strategies: [any CandidatePicking], budgets: [Int], of pools: [Pool], options: SelectionOptions,
        observe: (Double) async -> Void
    ) async throws -> [TraceColumn] {
        let outcomes = try await concurrentMap(pools, observe: observe) { pool in
            try strategies.map { strategy in
                try strategy.picks(from: pool, budgets: budgets, options: options).map { TraceOutcome($0, from: pool) }
            }
        }
        return strategies.indices.flatMap { strategy in
            budgets.indices.map { budget in
                TraceColumn(
                    strategy: strategies[strategy].name, budget: budgets[budget],
                    outcomes: outcomes.map { $0[strategy][budget] })
            }
        }
    }
}

/// The level is what the validator says of a candidate's trace.
enum TraceLevel: String, CaseIterable, Sendable {
    /// Every step follows the rules, and every claim in it is true.
    case legal
    /// Some step does not.
    case illegal
    /// The trace is truncated, or without an answer marker: there is nothing to judge.
    case unreadable

    init(_ candidate: Candidate) {
        self =
            switch candidate.traceIsLegal {
            case true?: .legal
            case false?: .illegal
            case nil: .unreadable
            }
    }
}
