import Testing
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowRuns

/// A loop of the weak generator of chain on eight problems, beside plain samples with the same seed.
enum ChainLoop {
    static func stored(
        _ store: Store, _ verifier: LoopVerifier = .sound, _ critique: CritiqueArm = .none,
        history: PromptHistory = .none, rounds: Int = 4, episodes: Int = 2, atEnd: LoopEnd = .abstain
    ) async throws -> Stored<RunRecord> {
        let domain = ChainDomain()
        let plan = SamplingPlan(
            domain: domain, model: try ModelCatalogue.load("weak", for: domain), split: .test, seed: 7,
            options: SamplingOptions(temperature: 0.8, maxTokens: domain.completionLimit), problems: 8, samples: 2)
        let plain = BuiltInSource(plan, threads: 1)
        _ = try await plain.collect(into: Collector(into: store, observe: { _ in }))
        let source = BackpromptSource(
            plan,
            LoopPlan(
                verifier: verifier, critique: critique, history: history, rounds: rounds, episodes: episodes,
                atEnd: atEnd), threads: 1)
        let outcome = try await source.collect(into: Collector(into: store, observe: { _ in }))
        let stored = try store.run(number: outcome.run.value)
        return try #require(stored)
    }
}
