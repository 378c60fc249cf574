import WinnowCore
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// The pools of a run with the rates at which a verifier judges each of them.
struct NoisyPools: Sendable {
    let pools: [Pool]
    private let rates: [VerifierRates]
    private let noise: VerdictNoise

    /// - Parameter measured: the rates of a verifier that is no dial; its errors are taken as noise per candidate.
    init(_ pools: RunPools, _ kind: ImperfectVerifier, measured: VerifierRates) {
        self.pools = pools.entries.map(\.pool)
        switch kind {
        case .dial(let dial):
            noise = dial.per == .answer ? .answer : .candidate
            let draw = DialDraw(
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

    /// First accepted at each budget, in expectation over the noise.
    func expectation(_ budgets: [Int]) async throws -> DialSeries {
        let noise = noise
        let kernels = NoisyAcceptance.prepare(pools, budgets: budgets)
        let outcomes = try await concurrentMap(Array(zip(kernels, rates))) { kernel, rates in
            kernel.outcomes(rates, noise: noise)
        }
        return DialSeries(
            source: .noise, strategy: FirstAccepted().name,
            outcomes: Dictionary(
                uniqueKeysWithValues: budgets.enumerated().map { index, budget in
                    (budget, outcomes.map { $0[index] })
                }))
    }

    /// First accepted at each budget, for independent samples.
    func theory(_ budgets: [Int]) -> DialSeries {
        DialSeries(
            source: .theory, strategy: FirstAccepted().name,
            outcomes: Dictionary(uniqueKeysWithValues: budgets.map { ($0, theory(budget: $0)) }))
    }

    /// Independent samples of every problem; without a budget, until one is accepted.
    func theory(budget: Int?) -> [Outcome] {
        zip(pools, rates).map { pool, rates in
            let expected = AcceptanceTheory([(pool: pool, rates: rates)]).expectation(budget: budget)
            return Outcome(
                right: expected.right, wrong: expected.wrong, abstained: expected.abstained,
                spent: Spending(
                    samples: expected.samples, tokens: .nan, flops: .nan, verifierCalls: expected.verifierCalls))
        }
    }

    /// The theory over all problems.
    var theory: AcceptanceTheory {
        AcceptanceTheory(Array(zip(pools, rates)).map { (pool: $0, rates: $1) })
    }

    /// Means over the problems of right and wrong at every budget up to `largest`: on the stored verdicts and over the
    /// noise.
    func curves(upTo largest: Int) async throws -> [DialSeries.Source: [(budget: Int, right: Double, wrong: Double)]] {
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
