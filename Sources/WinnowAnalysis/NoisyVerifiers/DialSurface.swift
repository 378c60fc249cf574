public import WinnowCore
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// First accepted at one budget over a grid of verifier rates, in expectation over the noise; nothing is stored.
public struct DialSurface: Sendable {
    /// The rates of tables.
    static let usualTruePositives = [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25]
    static let usualFalsePositives = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 1]

    let truePositives: [Double]
    let falsePositives: [Double]

    let pools: RunPools
    let noise: VerdictNoise
    let budget: Int

    /// One outcome per problem, [true-positive rate][false-positive rate].
    let outcomes: [[[Outcome]]]

    /// What the majority of as many samples gives, per problem.
    let majority: [Outcome]

    let resampling: Resampling

    /// - Throws: ``ExperimentError`` for a run or a budget that cannot be used.
    /// - Parameter budget: nil for the pool's size.
    init(
        _ pools: RunPools, noise: VerdictNoise, budget: Int?, truePositives: [Double] = Self.usualTruePositives,
        falsePositives: [Double] = Self.usualFalsePositives
    ) async throws {
        let budget = budget ?? pools.poolSize
        majority = try await pools.columns(
            EstimationRequest(strategies: [Majority()], budgets: [budget]))[0].outcomes
        let kernels = NoisyAcceptance.prepare(pools.entries.map(\.pool), budgets: [budget])
        let cells = try await concurrentMap(kernels) { acceptance in
            truePositives.map { truePositive in
                falsePositives.map { falsePositive in
                    let rates = VerifierRates(truePositive: truePositive, falsePositive: falsePositive)
                    return acceptance.outcomes(rates, noise: noise)[0]
                }
            }
        }
        outcomes = truePositives.indices.map { row in
            falsePositives.indices.map { column in cells.map { $0[row][column] } }
        }
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.pools = pools
        self.noise = noise
        self.budget = budget
        resampling = Resampling(problems: pools.entries.count)
    }
}

extension Dialling {
    /// The surfaces of runs at their largest budget.
    ///
    /// - Parameter budget: nil for each pool's size.
    public static func surfaces(
        of runs: [Stored<RunRecord>], noise: VerdictNoise, budget: Int?, in store: Store, observe: WorkProgress.Observer
    ) async throws -> [DialSurface] {
        var surfaces: [DialSurface] = []
        for (index, run) in runs.enumerated() {
            let pools = try RunPools(run, in: store, guesses: false)
            await observe(
                WorkProgress(task: "computing", done: Double(index), total: Double(runs.count), detail: pools.title))
            surfaces.append(try await DialSurface(pools, noise: noise, budget: budget))
        }
        return surfaces
    }
}
