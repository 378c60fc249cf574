public import Foundation
import WinnowCore
public import WinnowDomains
public import WinnowModel

/// A reviser ready to be asked, with all that identifies it.
public struct LoadedReviser: Sendable {
    /// The name is that of tables: `medium`, `medium-shuffled`, or the folder's.
    public let name: String
    public let folder: URL
    public let parameters: Parameters
    public let information: ReviserInformation

    /// SHA-256 of `model.safetensors` followed by `config.json`.
    public let sha256: String

    /// The model is what is asked, under the name `reviser-<name>`.
    public let model: LoadedModel
}

/// The bundled revisers, and any folder that holds one.
public enum ReviserCatalogue {
    /// The folder of a domain's bundled revisers: `<generator>/` and `<generator>-shuffled/`.
    static func bundle(_ domain: some GeneratedDomain) -> URL {
        ModelCatalogue.bundle.appending(path: "\(domain.name)/revisers")
    }

    /// The names of a domain's bundled revisers, sorted.
    public static func bundled(_ domain: some GeneratedDomain) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: bundle(domain).path)) ?? []
        return names.filter {
            FileManager.default.fileExists(
                atPath: bundle(domain).appending(path: "\($0)/\(ReviserInformation.fileName)").path)
        }.sorted()
    }

    /// Loads a bundled reviser by its name, or the folder of one by its path.
    ///
    /// - Throws: ``ExperimentError`` where there is neither, or one of another domain; `ModelError` for damaged files.
    public static func load<D: GeneratedDomain>(_ name: String, for domain: D) throws -> LoadedReviser {
        let inside = bundle(domain).appending(path: name)
        let isBundled = !name.contains("/") && FileManager.default.fileExists(atPath: inside.path)
        let folder = isBundled ? inside : URL(filePath: name)
        let file = folder.appending(path: ReviserInformation.fileName)
        guard let data = try? Data(contentsOf: file) else {
            let names = bundled(domain)
            throw ExperimentError(
                "\(domain.name) has no reviser \"\(name)\", and there is no folder of one",
                hint: ExperimentError.suggestion(for: name, among: names)
                    ?? (names.isEmpty
                        ? "train one with `winnow train reviser`"
                        : "use one of \(names.joined(separator: ", ")), or a folder that `winnow train reviser` wrote"))
        }
        guard let information = try? JSONDecoder().decode(ReviserInformation.self, from: data) else {
            throw ModelError(
                "'\(file.path)' is damaged: it is no card of a reviser",
                hint: "train the reviser again, or copy it whole")
        }
        guard information.domain == domain.name, information.arm != .continued else {
            throw ExperimentError(
                "the model in \(folder.path) is "
                    + (information.arm == .continued ? "a generator" : "a reviser of \(information.domain)"),
                hint: "name a reviser of \(domain.name)")
        }
        let model = try ModelFolder(contentsOf: folder)
        guard model.symbols == domain.vocabulary.symbols + RevisionPrompt(domain).symbols else {
            throw ModelError(
                "the reviser in \(folder.path) was made for other critiques: its vocabulary differs",
                hint: "train it again")
        }
        var digest = Digest()
        for name in ["model.safetensors", "config.json"] {
            digest.combine(try Data(contentsOf: folder.appending(path: name)))
        }
        let name = isBundled ? name : folder.lastPathComponent
        let sha256 = digest.hexadecimal
        return LoadedReviser(
            name: name, folder: folder, parameters: model.parameters, information: information, sha256: sha256,
            model: LoadedModel(
                name: "reviser-\(name)", folder: folder, parameters: model.parameters, symbols: model.symbols ?? [],
                sha256: sha256, information: nil))
    }

    /// Finds the bundled reviser that goes with a model: the one that learned from its wrong answers, or beside it.
    ///
    /// - Parameter model: a generator's name; `continued` is the control that learned beside a reviser.
    /// - Returns: nil where there is none.
    public static func name(for model: String, of domain: some GeneratedDomain) -> String? {
        let names = bundled(domain).filter { !$0.hasSuffix("-\(ReviserArm.shuffled.rawValue)") }
        if names.contains(model) { return model }
        return model == ReviserArm.continued.rawValue && names.count == 1 ? names[0] : nil
    }
}
