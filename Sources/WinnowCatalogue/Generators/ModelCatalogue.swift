public import Foundation
import WinnowCore
public import WinnowDomains
public import WinnowModel

/// A model ready to sample from, with all that identifies it.
public struct LoadedModel: Sendable {
    /// The name is that of tables: the bundled one, or the folder's.
    public let name: String
    public let folder: URL
    public let parameters: Parameters
    public let symbols: [String]

    /// SHA-256 of `model.safetensors` followed by `config.json`: `cat model.safetensors config.json | sha256sum`.
    public let sha256: String

    /// The card is nil for a folder without `winnow.json`; its completions are then taken to be traced.
    public let information: ModelInformation?

    public var style: CompletionStyle { information?.style ?? .traced }
}

/// The bundled models, and any folder that holds one.
public enum ModelCatalogue {
    /// The folder of the bundled models: `<domain>/<name>/`.
    public static var bundle: URL {
        Bundle.module.bundleURL.appending(path: "Models")
    }

    /// The domains that have bundled models.
    public static var domains: [any GeneratedDomain] { Domains.generated.filter { !bundled($0).isEmpty } }

    /// The bundled models of a domain, weak to strong, others after them by name.
    public static func bundled(_ domain: some GeneratedDomain) -> [String] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: bundle.appending(path: domain.name).path)) ?? []
        let order = GeneratorLevel.allCases.map(\.rawValue)
        let folders = names.filter { name in
            let file = bundle.appending(path: "\(domain.name)/\(name)/config.json")
            return FileManager.default.fileExists(atPath: file.path)
        }
        return folders.sorted { one, other in
            (order.firstIndex(of: one) ?? order.count, one) < (order.firstIndex(of: other) ?? order.count, other)
        }
    }

    /// Loads a bundled model by its name, or a model folder by its path.
    ///
    /// - Throws: ``ExperimentError`` when there is neither, `ModelError` for a damaged folder or card, or one whose
    ///   symbols are not the domain's.
    public static func load(_ name: String, for domain: some GeneratedDomain) throws -> LoadedModel {
        let bundled = bundle.appending(path: "\(domain.name)/\(name)")
        let isBundled = !name.contains("/") && FileManager.default.fileExists(atPath: bundled.path)
        let folder = isBundled ? bundled : URL(filePath: name)
        let isFolder = (try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
        guard isFolder else {
            let names = self.bundled(domain)
            let known = names.joined(separator: ", ")
            throw ExperimentError(
                "\(domain.name) has no model \"\(name)\", and there is no such folder",
                hint: ExperimentError.suggestion(for: name, among: names)
                    ?? (known.isEmpty ? "give a model folder" : "use one of \(known), or a model folder"))
        }
        let model: ModelFolder
        do throws(ModelError) {
            model = try ModelFolder(contentsOf: folder)
        } catch {
            throw ModelError("the model in \(folder.path) cannot be loaded: \(error.problem)", hint: error.hint)
        }
        guard let symbols = model.symbols, symbols == domain.vocabulary.symbols else {
            throw ModelError(
                "the model in \(folder.path) was not made for \(domain.name): its vocabulary differs",
                hint: "name a model of this domain; see `winnow list models`")
        }
        var digest = Digest()
        for file in ["model.safetensors", "config.json"] {
            digest.combine(try Data(contentsOf: folder.appending(path: file)))
        }
        return LoadedModel(
            name: isBundled ? name : folder.lastPathComponent, folder: folder, parameters: model.parameters,
            symbols: symbols, sha256: digest.hexadecimal, information: try information(in: folder))
    }

    /// The card of a folder, or nil when there is none.
    static func information(in folder: URL) throws(ModelError) -> ModelInformation? {
        let file = folder.appending(path: ModelInformation.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return try JSONDecoder().decode(ModelInformation.self, from: Data(contentsOf: file))
        } catch {
            // Going on without it would take an answer-only model for a traced one.
            throw ModelError("\(file.path) is damaged", hint: "restore it, or remove it if the model writes traces")
        }
    }
}
