import WinnowSelection
import WinnowStatistics

/// A testable claim states beforehand what an effect will be.
protocol TestableClaim: Sendable {
    /// Users type this name, such as `coverage-outgrows-votes`.
    var name: String { get }

    /// The statement is one sentence that is true or false.
    var statement: String { get }

    /// The source is the paper, as an arXiv number with its section where it helps.
    var source: String { get }

    /// The claim predicts this of the measured effect.
    var prediction: Claim.Prediction { get }

    /// Effects below this smallest effect of interest decide nothing, where the prediction says only on which side of 0
    /// the effect is. Other predictions state it by their bound.
    var smallest: Double { get }
}

/// A published claim is a test that any run can be put to: what is measured, and the effect stated before looking.
///
/// To add one, write a value and list it in ``all``.
struct Claim: TestableClaim {
    let name: String
    let statement: String
    let source: String
    let prediction: Prediction
    var smallest = 0.0

    /// The claim is measured at these budgets.
    var scope = Scope.everyBudget

    /// The estimates of these strategies are what ``measure`` reads.
    var strategies: [String] = []

    /// ``measure`` reads this of the candidates themselves, besides answers and grades.
    var needs: Set<Need> = []

    /// The function measures the effect on a run, problem by problem.
    let measure: @Sendable (Evidence) -> Effect

    /// A prediction is a statement about an effect, against which its interval is held.
    enum Prediction: Hashable, Sendable {
        case above(Double)
        case below(Double)
        /// The effect is practically nothing: between minus and plus this margin.
        case within(Double)
    }

    /// A scope says at which budgets a claim is measured.
    enum Scope: Hashable, Sendable {
        case everyBudget
        /// It is about all candidates, or has a cap of its own.
        case wholePool
    }

    /// An effect is measured before its interval is made.
    enum Effect: Sendable {
        /// The effect is the mean of a rate of each problem.
        case mean([Double])
        /// The effect is the mean difference of two rates of each problem.
        case difference([Double])
        /// The effect is the mean of an amount of each problem.
        case amount([Double])
        /// The effect is Spearman's rank correlation between two values per problem.
        case rankCorrelation([Double], [Double])
    }
}

extension Claim.Prediction: CustomStringConvertible {
    var description: String {
        switch self {
        case .above(let bound): "> \(bound)"
        case .below(let bound): "< \(bound)"
        case .within(let margin): "within ±\(margin)"
        }
    }
}

extension Claim {
    /// A verdict is the answer of a run to a claim.
    enum Verdict: String, CaseIterable, Sendable {
        /// The whole interval is where the claim says.
        case supported
        /// The whole interval is elsewhere.
        case contradicted
        /// The whole interval is nearer to 0 than the smallest effect of interest.
        case negligible
        /// The interval reaches both sides, or the effect is too small to decide by: more problems are needed.
        case undecided
        /// The run has no data for it.
        case inapplicable
    }

    /// A finding is a claim put to a run.
    struct Finding: Sendable {
        let claim: any TestableClaim
        /// Strategies may draw so many samples, K.
        let budget: Int
        let verdict: Verdict
        /// The effect comes with its 95 % interval over problems; nil when inapplicable.
        let effect: (value: Double, low: Double, high: Double)?
        /// The effect was measured on so many problems.
        let problems: Int
        /// So many problems would show this smallest true distance from the prediction's bound at 80 % power.
        let detectable: Double?
        /// The note says why the claim is inapplicable, or is a caveat.
        let note: String

        /// Users type this name.
        var name: String { claim.name }

        /// Makes the finding of a claim that cannot be put to the run.
        init(_ claim: any TestableClaim, at budget: Int, inapplicable reason: String) {
            self.claim = claim
            self.budget = budget
            verdict = .inapplicable
            effect = nil
            problems = 0
            detectable = nil
            note = reason
        }

        init(_ claim: any TestableClaim, at budget: Int, effect: Claim.Effect, note: String = "") {
            self.claim = claim
            self.budget = budget
            problems = effect.problems
            guard effect.problems > 1 else {
                verdict = .inapplicable
                self.effect = nil
                detectable = nil
                self.note = "\(effect.problems) problems to measure it on"
                return
            }
            let estimate = effect.estimate
            verdict = claim.prediction.verdict(
                estimate.value, low: estimate.low, high: estimate.high, smallest: claim.smallest)
            self.effect = estimate
            // Where all problems agree there is no spread to compute a power from.
            detectable = effect.detectable > 0 ? effect.detectable : nil
            self.note = note
        }
    }
}

extension Claim.Prediction {
    /// Tells what an effect and its interval say of the prediction.
    ///
    /// - Parameter smallest: the smallest effect of interest, in distance from the bound.
    func verdict(_ value: Double, low: Double, high: Double, smallest: Double = 0) -> Claim.Verdict {
        switch self {
        case .above(let bound):
            if low > bound, value - bound >= smallest { return .supported }
            if high < bound, bound - value >= smallest { return .contradicted }
            return low > bound - smallest && high < bound + smallest ? .negligible : .undecided
        case .below(let bound):
            return Self.above(-bound).verdict(-value, low: -high, high: -low, smallest: smallest)
        case .within(let margin):
            if low > -margin, high < margin { return .supported }
            return high < -margin || low > margin ? .contradicted : .undecided
        }
    }
}

extension Claim.Prediction {
    /// The side of 0 on which an effect is for sure: 1, -1, or 0 where its interval reaches 0 or it is too small to be of
    /// interest.
    static func side(_ effect: (value: Double, low: Double, high: Double)?, smallest: Double) -> Int {
        guard let effect, abs(effect.value) >= smallest else { return 0 }
        return effect.low > 0 ? 1 : effect.high < 0 ? -1 : 0
    }
}

extension Claim.Effect {
    var problems: Int {
        switch self {
        case .mean(let values), .difference(let values), .amount(let values), .rankCorrelation(let values, _):
            values.count
        }
    }

    /// The estimate is the effect with its 95 % interval.
    var estimate: (value: Double, low: Double, high: Double) {
        switch self {
        case .mean(let values):
            return Self.estimate(values) { Interval.interval(of: $0) }
        case .difference(let values):
            return Self.estimate(values) { .difference($0) }
        case .amount(let values):
            return Self.estimate(values) { .amount(of: $0) }
        case .rankCorrelation(let first, let second):
            let correlation = RankCorrelation(first, second)
            return (correlation.coefficient, correlation.interval.low, correlation.interval.high)
        }
    }

    private static func estimate(
        _ values: [Double], _ interval: ([Double]) -> Interval?
    ) -> (value: Double, low: Double, high: Double) {
        let center = WinnowStatistics.mean(of: values)
        let interval = values.isEmpty ? nil : interval(values)
        return (center, interval?.low ?? center, interval?.high ?? center)
    }

    /// It is computed by the normal approximation at 80 % power; of a correlation through Fisher's transformation.
    var detectable: Double {
        switch self {
        case .mean(let values), .difference(let values), .amount(let values):
            resolvableDifference(pairs: values.count, standardDeviation: standardDeviation(of: values))
        case .rankCorrelation(let values, _):
            RankCorrelation.detectable(pairs: values.count)
        }
    }
}

extension Claim {
    /// The evidence has the figures that claims are measured on: a run's pools and the strategies' estimates on them.
    struct Evidence: Sendable {
        let pools: RunPools

        /// The budget K is the largest one; estimates exist at it, at a quarter of it and at ``cap``.
        let budget: Int

        private let columns: [String: StrategyOutcomes]

        var quarter: Int { Swift.max(1, budget / 4) }

        /// Rules of early stopping are capped here: at the literature's 40, or at the pool where it is smaller.
        var cap: Int { Swift.min(40, budget) }

        /// Evaluates the strategies that these claims read, as far as the run has data for them.
        ///
        /// - Throws: ``ExperimentError`` for a budget beyond the pool.
        init(_ claims: [Claim], pools: RunPools, budget: Int) async throws {
            self.pools = pools
            self.budget = budget
            let names = Set(claims.flatMap(\.strategies))
            let scored = names.filter { name in !Strategies.all.contains { $0.name == name } }.sorted()
            let strategies = pools.usable(
                Strategies.all.filter { names.contains($0.name) } + scored.compactMap { Strategies.named($0) })
            guard !strategies.isEmpty else {
                columns = [:]
                return
            }
            let budgets = Set([budget, max(1, budget / 4), min(40, budget)])
            let request = EstimationRequest(strategies: strategies, budgets: Array(budgets))
            let estimated = try await pools.columns(request)
            columns = Dictionary(uniqueKeysWithValues: estimated.map { ("\($0.strategy.name)@\($0.budget)", $0) })
        }

        /// Tells whether the run has what a strategy reads.
        func has(_ strategy: String) -> Bool { columns["\(strategy)@\(budget)"] != nil }

        /// Finds the outcomes of each problem, in the order of the pools.
        func outcomes(_ strategy: String, _ budget: Int) -> OutcomeColumn {
            guard let column = columns["\(strategy)@\(budget)"] else {
                preconditionFailure("\(strategy) at \(budget) is read but not declared by a claim")
            }
            return column.column
        }

        /// Finds the probability of a right answer of each problem.
        func right(_ strategy: String, _ budget: Int) -> [Double] { outcomes(strategy, budget).map(\.right) }

        /// Says how much more often the first strategy is right than the second, problem by problem.
        func difference(_ first: String, _ second: String, at budget: Int) -> [Double] {
            Rounding.differences(right(first, budget), right(second, budget))
        }
    }
}
