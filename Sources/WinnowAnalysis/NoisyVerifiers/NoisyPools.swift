import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// The pools of a run come with the rates at which a verifier judges each of them.
struct NoisyPools: Sendable {
    let pools: [Pool]
    private let rates: [VerifierRates]
    private let noise: VerdictNoise

    /// - Parameter measured: the rates of a verifier that is no dial; its errors are taken as noise per candidate.
    init(_ pools: RunPools, _ kind: ImperfectVerifier, measured: VerifierRates) {
        self.pools = pools.entries.map(\.pool)
        switch kind {
        case .noisy(let dial):
            noise = dial.per == .answer ? .answer : .candidate
            let draw = NoisyVerdicts(
                dial, run: pools.run.record.identity,
                answers: pools.entries.lazy.flatMap { entry in
                    entry.pool.candidates.lazy.filter { $0.answer != nil }
                        .map { (difficulty: entry.problem.record.difficulty, isRight: $0.isRight) }
                })
            rates = pools.entries.map { draw.rates($0.problem.record.difficulty) }
        case .partial:
            noise = .candidate
            rates = pools.entries.map { _ in measured }
        }
    }

    /// Computes first accepted at each budget, in expectation over the noise.
    ///
    /// - Throws: `CancellationError` when cancelled.
    func expectation(_ budgets: [Int]) async throws -> VerifierSeries {
        let noise = noise
        let kernels = NoisyAcceptance.prepare(pools, budgets: budgets)
        let outcomes = try await concurrentMap(Array(zip(kernels, rates))) { kernel, rates in
            kernel.outcomes(rates, noise: noise)
        }
        return VerifierSeries(
            source: .noise, strategy: FirstAccepted().name,
            outcomes: Dictionary(
                uniqueKeysWithValues: budgets.enumerated().map { index, budget in
                    (budget, outcomes.map { $0[index] })
                }))
    }

    /// Computes first accepted at each budget, for independent samples.
    func theory(_ budgets: [Int]) -> VerifierSeries {
        VerifierSeries(
            source: .theory, strategy: FirstAccepted().name,
            outcomes: Dictionary(uniqueKeysWithValues: budgets.map { ($0, theory(budget: $0)) }))
    }

    /// Draws independent samples of every problem; without a budget, until one is accepted.
    func theory(budget: Int?) -> [Outcome] {
        zip(pools, rates).map { pool, rates in
            let expected = AcceptanceTheory([(pool: pool, rates: rates)]).expectation(budget: budget)
            return Outcome(
                right: expected.right, wrong: expected.wrong, abstained: expected.abstained,
                spent: Spending(
                    samples: expected.samples, tokens: .nan, flops: .nan, verifierCalls: expected.verifierCalls))
        }
    }

    /// The theory is over all problems.
    var theory: AcceptanceTheory {
        AcceptanceTheory(Array(zip(pools, rates)).map { (pool: $0, rates: $1) })
    }

    /// Computes means over the problems of right and wrong at every budget up to `largest`: on the stored verdicts and
    /// over the noise.
    ///
    /// - Throws: `SelectionError` for a budget beyond a pool; `CancellationError` when cancelled.
    func curves(upTo largest: Int) async throws -> [VerifierSeries.Source: [(
        budget: Int, right: Double, wrong: Double
    )]] {
        let noise = noise
        let budgets = Array(1...largest)
        let kernels = NoisyAcceptance.prepare(pools, budgets: budgets)
        let values = try await concurrentMap(Array(zip(pools, kernels).enumerated())) { index, entry in
            [
                try FirstAccepted().outcomes(for: entry.0, budgets: budgets),
                entry.1.outcomes(rates[index], noise: noise),
            ].map { outcomes in outcomes.map { (right: $0.right, wrong: $0.wrong) } }
        }
        func mean(_ source: Int) -> [(budget: Int, right: Double, wrong: Double)] {
            budgets.map { budget in
                let right = values.reduce(0) { $0 + $1[source][budget - 1].right }
                let wrong = values.reduce(0) { $0 + $1[source][budget - 1].wrong }
                return (budget, right / Double(values.count), wrong / Double(values.count))
            }
        }
        return [.stored: mean(0), .noise: mean(1)]
    }
}

/// A series says what one strategy does under a verifier at several budgets, from one kind of evidence.
struct VerifierSeries {
    /// The figures come from this.
    enum Source: String {
        /// The figures come from the verdicts that are stored.
        case stored
        /// The figures are the expectation over verdicts at the same rates, in closed form.
        case noise
        /// The figures are of independent samples, with each pool's shares as probabilities.
        case theory

        var title: String {
            switch self {
            case .stored: "stored verdicts"
            case .noise: "mean over the noise"
            case .theory: "independent samples"
            }
        }
    }

    let source: Source
    let strategy: String

    /// There is one outcome per problem, by budget.
    let outcomes: [Int: [Outcome]]

    /// Computes the mean of a probability over the problems, with its interval.
    func estimate(
        _ value: (Outcome) -> Double, budget: Int, resampling: Resampling
    ) -> (mean: Double, interval: Interval?)? {
        outcomes[budget].map { Self.estimate(of: $0.map(value), resampling: resampling) }
    }

    /// Computes the mean of probabilities of problems, with its interval.
    static func estimate(
        of probabilities: [Double], resampling: Resampling
    ) -> (mean: Double, interval: Interval?) {
        // Sums of probabilities leave rounding noise at certainty, which would pass for a spread.
        let values = probabilities.map { value in
            value < 1e-12 ? 0 : value > 1 - 1e-12 ? 1 : value
        }
        return (WinnowStatistics.mean(of: values), Interval.interval(of: values, resampling: resampling))
    }

    /// Computes the mean of a figure over the problems.
    func average(_ value: (Outcome) -> Double, budget: Int) -> Double {
        mean(of: (outcomes[budget] ?? []).map(value))
    }
}

/// The utility is at the best budget of a strategy at one cost of a wrong answer.
struct VerifierUtility {
    let penalty: Double
    let source: VerifierSeries.Source
    let strategy: String
    let best: BestBudget
    let right: Double
    let wrong: Double
    /// It is of the utility at this budget, over problems; the choice of the budget on the same problems is not in it.
    let interval: Interval?
}

/// The rates say how often a verifier accepted, among a run's right and among its wrong answers, and how often that was
/// wrong.
///
/// Three different things: the false-positive and the false-negative rate are of the verifier, the false discovery rate
/// is of verifier and generator together.
struct MeasuredRates {
    /// A rate is a share of candidates.
    struct Rate {
        let value: Double
        /// The interval is over problems, by the bootstrap.
        let interval: Interval?
        /// The rate is a share of so many candidates.
        let candidates: Int
    }

    /// The false-positive rate is P(accepted | wrong).
    let falsePositive: Rate?
    /// The false-negative rate is P(rejected | right); a verdict that failed counts as a rejection.
    let falseNegative: Rate?
    /// The false-discovery rate is P(wrong | accepted).
    let falseDiscovery: Rate?

    /// Counts the candidates with an answer; a rate of no candidates is nil.
    init(_ pools: [Pool], resampling: Resampling) {
        func counts(_ isCounted: (Candidate) -> Bool) -> [Double] {
            pools.map { pool in Double(pool.candidates.count { $0.answer != nil && isCounted($0) }) }
        }
        func rate(_ part: [Double], of whole: [Double]) -> Rate? {
            let (sum, total) = (part.reduce(0, +), whole.reduce(0, +))
            guard total > 0 else { return nil }
            return Rate(
                value: sum / total, interval: .ratio(of: part, over: whole, resampling: resampling),
                candidates: Int(total))
        }
        let acceptedWrong = counts { !$0.isRight && $0.isAccepted == true }
        falsePositive = rate(acceptedWrong, of: counts { !$0.isRight })
        falseNegative = rate(counts { $0.isRight && $0.isAccepted != true }, of: counts { $0.isRight })
        falseDiscovery = rate(acceptedWrong, of: counts { $0.isAccepted == true })
    }

    /// The rates stand as a dial would be set to them; where there is nothing to measure, they are those of a perfect
    /// verifier.
    var rates: VerifierRates {
        VerifierRates(
            truePositive: 1 - (falseNegative?.value ?? 0), falsePositive: falsePositive?.value ?? 0)
    }
}
