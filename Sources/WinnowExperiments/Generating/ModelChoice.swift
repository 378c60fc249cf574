import Foundation
import WinnowModel

/// Finding a model that is run on token identifiers, whatever domain it was made for.
enum ModelChoice {
    /// The model of a folder, or a domain's bundled model of that name.
    ///
    /// - Parameter domain: the domain whose models have names; nil when only folders are meant.
    /// - Throws: ``ExperimentError`` when there is no such model, `ModelError` when it is damaged.
    static func load(_ name: String, domain: String?) throws -> Parameters {
        if let domain {
            return try ModelCatalogue.load(name, for: DomainChoice.named(domain)).parameters
        }
        let folder = URL(filePath: name)
        guard (try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true else {
            throw ExperimentError(
                "there is no model folder '\(name)'",
                hint: "a bundled model needs its --domain; see `winnow list models`")
        }
        do throws(ModelError) {
            return try ModelFolder(contentsOf: folder).parameters
        } catch {
            throw ModelError("the model in \(folder.path) cannot be loaded: \(error.problem)", hint: error.hint)
        }
    }
}
