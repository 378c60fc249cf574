import Foundation
import WinnowModel

/// The files of a model of eight words, in a folder of their own.
enum TinyModel {
    static let configuration = ModelConfiguration(
        vocabularySize: 8, width: 16, layers: 1, heads: 2, feedForward: 16, contextLength: 16)

    /// All files that may be replaced, by name.
    static let files: [String: Data] = {
        let folder = Scratch.folder.appending(path: "model")
        do {
            let model = ModelFolder(
                parameters: try Parameters(configuration, seed: 1),
                symbols: ["<pad>", "<e>", "|", "a", "b", "c", "d", "e"], special: SpecialTokens(end: [1], padding: 0))
            try model.write(to: folder, precision: .bfloat16)
            let names = ["config.json", "model.safetensors", "tokenizer.json"]
            return Dictionary(
                uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: folder.appending(path: $0))) })
        } catch {
            fatalError("the tiny model cannot be written: \(error)")
        }
    }()

    static var weights: Data { files["model.safetensors"] ?? Data() }
}
