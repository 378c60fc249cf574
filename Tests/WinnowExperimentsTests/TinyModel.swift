import Foundation
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection

/// Models small enough to sample thousands of candidates in a test, with random weights.
enum TinyModel {
    /// The smallest shape that makes sense for a domain.
    static func shape(_ domain: some GeneratedDomain) -> ModelConfiguration {
        ModelConfiguration(
            vocabularySize: domain.vocabulary.count, width: 16, layers: 1, heads: 2, feedForward: 32)
    }

    /// Writes a model folder.
    static func write(_ domain: some GeneratedDomain, seed: UInt64 = 1, to folder: URL) throws {
        let parameters = try Parameters(shape(domain), seed: seed)
        try ModelFolder(parameters: parameters, symbols: domain.vocabulary.symbols).write(
            to: folder, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
    }

    /// A model of a domain, loaded from a folder that is deleted at once.
    static func load(_ domain: some GeneratedDomain, seed: UInt64 = 1) throws -> LoadedModel {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "tiny-\(seed)")
        try write(domain, seed: seed, to: place)
        return try ModelCatalogue.load(place.path, for: domain)
    }

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
