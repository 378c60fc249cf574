import TestSupport
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowStore

@testable import WinnowCollection

extension TinyModel {
    /// A plan with short completions.
    static func plan(
        _ domain: any GeneratedDomain = ChainDomain(), problems: Int = 4, samples: Int = 8, seed: UInt64 = 7,
        temperature: Double = 0.9, maxTokens: Int = 12
    ) throws -> SamplingPlan {
        SamplingPlan(
            domain: domain, model: try load(domain), split: .test, seed: seed,
            options: SamplingOptions(temperature: temperature, maxTokens: maxTokens), problems: problems,
            samples: samples)
    }
}

/// Samples a plan and returns the run.
@discardableResult
func sample(
    _ plan: SamplingPlan, into store: Store, threads: Int = 1, observe: @escaping WorkProgress.Observer = { _ in }
) async throws -> RowID<RunRecord> {
    try await BuiltInSource(plan, threads: threads).collect(into: Collector(into: store, observe: observe))
}
