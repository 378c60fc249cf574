public import Foundation
import WinnowDomains
import WinnowModel

/// A model that is written for other programs.
public struct ModelExport: Sendable {
    private let model: ModelFolder
    private let name: String
    private let information: ModelInformation?

    /// - Parameters:
    ///   - name: a bundled model of the domain, or the path of a model folder.
    ///   - domain: the domain whose models have names; nil when only folders are meant.
    /// - Throws: ``ExperimentError`` when there is no such model, `ModelError` when it is damaged or not the domain's.
    public init(model name: String, domain: String?) throws {
        if let domain {
            let domain = try DomainChoice.named(domain)
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

    /// Writes the model; either all of it is there afterwards, or what was there before.
    ///
    /// - Parameters:
    ///   - output: a folder, or a file for GGUF.
    ///   - replacing: whether an earlier export may be replaced.
    /// - Returns: one line that says what was written.
    /// - Throws: ``ExperimentError`` when something is in the way, `ModelError` when the format cannot express the model,
    ///   a Foundation error when the disk refuses.
    public func write(_ format: ExportFormat, to output: URL, replacing: Bool) throws -> String {
        switch format {
        case .huggingface:
            let card = ExportCard.text(model, name: name, information: information)
            try ExportPlace(output).writeFolder(replacing: replacing) { folder in
                try model.writeForTransformers(to: folder)
                try Data(card.utf8).write(to: folder.appending(path: "README.md"), options: .atomic)
            }
        case .gguf:
            try ExportPlace(output).writeFile(try model.gguf(name: name), replacing: replacing)
        }
        return "\(name): \(model.parameters.configuration.parameterCount) weights as float32 in \(output.path)\n"
    }
}
