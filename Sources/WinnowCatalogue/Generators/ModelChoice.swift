import Foundation
import WinnowCore
import WinnowDomains
public import WinnowModel

/// A model that is run on token identifiers or exported, whatever domain it was made for.
public struct ModelChoice: Sendable {
    public let model: ModelFolder
    public let name: String
    public let information: ModelInformation?

    /// The model of a folder, or a domain's bundled model of that name.
    ///
    /// - Parameter domain: the domain whose models have names; nil when only folders are meant.
    /// - Throws: ``ExperimentError`` when there is no such model, `ModelError` when it is damaged or not the domain's.
    public init(_ name: String, domain: String?) throws {
        if let domain {
            let domain = try DomainChoice.generated(domain)
            let loaded = try ModelCatalogue.load(name, for: domain)
            model = ModelFolder(
                parameters: loaded.parameters, symbols: loaded.symbols,
                special: SpecialTokens(
                    end: [Vocabulary.end], padding: Vocabulary.padding, unknown: Vocabulary.padding))
            self.name = "\(domain.name) \(loaded.name)"
            information = loaded.information
            return
        }
        let folder = URL(filePath: name)
        guard (try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true else {
            throw ExperimentError(
                "there is no model folder '\(name)'",
                hint: "a bundled model needs its --domain; see `winnow list models`")
        }
        do throws(ModelError) {
            model = try ModelFolder(contentsOf: folder)
        } catch {
            throw ModelError("the model in \(folder.path) cannot be loaded: \(error.problem)", hint: error.hint)
        }
        self.name = folder.lastPathComponent
        information = try ModelCatalogue.information(in: folder)
    }
}
