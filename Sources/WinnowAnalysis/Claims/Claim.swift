import WinnowSelection
import WinnowStatistics

/// A published claim as a test that any run can be put to: what is measured, and the effect stated before looking.
///
/// To add one, write a value and list it in ``all``.
struct Claim: Sendable {
    /// Users type this name, such as `coverage-outgrows-votes`.
    let name: String

    /// One sentence that is true or false.
    let statement: String

    /// The paper, as an arXiv number with its section where it helps.
    let source: String

    /// The claim predicts this of the measured effect.
    let prediction: Prediction

    /// The strategies whose estimates ``measure`` reads.
    var strategies: [String] = []

    /// ``measure`` reads this of the candidates themselves, besides answers and grades.
    var needs: Set<Need> = []

    /// The effect on a run, problem by problem.
    let measure: @Sendable (Evidence) -> Effect

    /// A statement about an effect, against which its interval is held.
    enum Prediction: Hashable, Sendable {
        case above(Double)
        case below(Double)
        /// Practically nothing: between minus and plus this margin.
        case within(Double)
    }

    /// A measured effect before its interval is made.
    enum Effect: Sendable {
        /// The mean of a rate of each problem.
        case mean([Double])
        /// The mean difference of two rates of each problem.
        case difference([Double])
        /// The mean of an amount of each problem.
        case amount([Double])
        /// Spearman's rank correlation between two values per problem.
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
    /// The answer of a run to a claim.
    enum Verdict: String, CaseIterable, Sendable {
        /// The whole interval is where the claim says.
        case supported
        /// The whole interval is elsewhere.
        case contradicted
        /// The interval reaches both sides: more problems are needed.
        case undecided
        /// The run has no data for it.
        case inapplicable
    }

    /// A claim put to a run.
    struct Finding: Sendable {
        let claim: Claim
        let verdict: Verdict
        /// The effect and its 95 % interval over problems; nil when inapplicable.
        let effect: (value: Double, low: Double, high: Double)?
        /// The problems that the effect was measured on.
        let problems: Int
        /// The smallest true distance from the prediction's bound that this many problems would show at 80 % power.
        let detectable: Double?
        /// The note says why the claim is inapplicable, or is a caveat.
        let note: String

        /// Users type this name.
        var name: String { claim.name }

        /// A claim that cannot be put to the run.
        init(_ claim: Claim, inapplicable reason: String) {
            self.claim = claim
            verdict = .inapplicable
            effect = nil
            problems = 0
            detectable = nil
            note = reason
        }

        init(_ claim: Claim, effect: Claim.Effect, note: String = "") {
            self.claim = claim
            problems = effect.problems
            guard effect.problems > 1 else {
                verdict = .inapplicable
                self.effect = nil
                detectable = nil
                self.note = "\(effect.problems) problems to measure it on"
                return
            }
            let estimate = effect.estimate
            verdict = claim.prediction.verdict(low: estimate.low, high: estimate.high)
            self.effect = estimate
            // Where all problems agree there is no spread to compute a power from.
            detectable = effect.detectable > 0 ? effect.detectable : nil
            self.note = note
        }
    }
}

extension Claim.Prediction {
    /// Tells what an interval says of the prediction.
    func verdict(low: Double, high: Double) -> Claim.Verdict {
        switch self {
        case .above(let bound):
            if low > bound { return .supported }
            return high < bound ? .contradicted : .undecided
        case .below(let bound):
            if high < bound { return .supported }
            return low > bound ? .contradicted : .undecided
        case .within(let margin):
            if low > -margin, high < margin { return .supported }
            return high < -margin || low > margin ? .contradicted : .undecided
        }
    }
}

extension Claim.Effect {
    var problems: Int {
        switch self {
        case .mean(let values), .difference(let values), .amount(let values), .rankCorrelation(let values, _):
            values.count
        }
    }

    /// The effect with its 95 % interval.
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
    /// The figures that claims are measured on: a run's pools and the strategies' estimates on them.
    struct Evidence: Sendable {
        let pools: RunPools

        /// K, the largest budget; estimates exist at it, at a quarter of it and at ``cap``.
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

        /// Tells whether the run has what a strategy reads.
        func has(_ strategy: String) -> Bool { columns["\(strategy)@\(budget)"] != nil }

        /// The outcomes of each problem, in the order of the pools.
        func outcomes(_ strategy: String, _ budget: Int) -> OutcomeColumn {
            guard let column = columns["\(strategy)@\(budget)"] else {
                preconditionFailure("\(strategy) at \(budget) is read but not declared by a claim")
            }
            return column.column
        }

        /// The probability of a right answer of each problem.
        func right(_ strategy: String, _ budget: Int) -> [Double] { outcomes(strategy, budget).map(\.right) }

        /// Says how much more often the first strategy is right than the second, problem by problem.
        func difference(_ first: String, _ second: String, at budget: Int) -> [Double] {
            Rounding.differences(right(first, budget), right(second, budget))
        }
    }
}
