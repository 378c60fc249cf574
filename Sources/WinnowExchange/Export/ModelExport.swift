public import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowModel

/// A format is how a model is written for another program.
public enum ModelFormat: String, Sendable, CaseIterable {
    /// A folder that Hugging Face transformers loads, in float32.
    case huggingface

    /// One file that llama.cpp loads, in float32.
    case gguf
}

/// A model that is written for other programs.
public struct ModelExport: Sendable {
    private let choice: ModelChoice

    /// - Parameters:
    ///   - name: a bundled model of the domain, or the path of a model folder.
    ///   - domain: the domain whose models have names; nil when only folders are meant.
    /// - Throws: ``ExperimentError`` when there is no such model, `ModelError` when it is damaged or not the domain's.
    public init(model name: String, domain: String?) throws {
        choice = try ModelChoice(name, domain: domain)
    }

    /// Writes the model; either all of it is there afterwards, or what was there before.
    ///
    /// - Parameters:
    ///   - output: a folder, or a file for GGUF.
    ///   - replacing: whether an earlier export may be replaced.
    /// - Returns: one line that says what was written.
    /// - Throws: ``ExperimentError`` when something is in the way, `ModelError` when the format cannot express the model,
    ///   a Foundation error when the disk refuses.
    public func write(_ format: ModelFormat, to output: URL, replacing: Bool) throws -> String {
        let (model, name) = (choice.model, choice.name)
        switch format {
        case .huggingface:
            let card = ExportCard.text(model, name: name, information: choice.information)
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
