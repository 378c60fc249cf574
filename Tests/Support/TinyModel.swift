public import Foundation
public import WinnowCatalogue
public import WinnowDomains
public import WinnowModel

/// Models small enough to sample thousands of candidates in a test, with random weights.
public enum TinyModel {
    /// The smallest shape that makes sense for a domain.
    public static func shape(_ domain: some GeneratedDomain) -> ModelConfiguration {
        ModelConfiguration(
            vocabularySize: domain.vocabulary.count, width: 16, layers: 1, heads: 2, feedForward: 32)
    }

    /// Writes a model folder.
    public static func write(_ domain: some GeneratedDomain, seed: UInt64 = 1, to folder: URL) throws {
        let parameters = try Parameters(shape(domain), seed: seed)
        try ModelFolder(parameters: parameters, symbols: domain.vocabulary.symbols).write(
            to: folder, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
    }

    /// A model of a domain, loaded from a folder that is deleted at once.
    public static func load(_ domain: some GeneratedDomain, seed: UInt64 = 1) throws -> LoadedModel {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "tiny-\(seed)")
        try write(domain, seed: seed, to: place)
        return try ModelCatalogue.load(place.path, for: domain)
    }
}
