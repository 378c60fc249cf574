import Foundation
import WinnowModel

/// Models' files.
enum ModelReading {
    static func safetensors(_ bytes: [UInt8]) {
        guard let file = try? SafeTensors(Data(bytes)) else { return }
        for tensor in file.tensors.values {
            require(tensor.shape.reduce(1, *) == tensor.values.count, "a tensor has as many values as its shape says")
        }
    }

    static func checkpoint(_ bytes: [UInt8]) {
        let path = Scratch.write(bytes, to: "state.safetensors")
        guard let state = try? Checkpoint(contentsOf: URL(filePath: path)) else { return }
        require(
            (try? state.parameters.configuration.validateForTraining()) != nil, "a checkpoint's model can be trained")
    }

    /// A folder of a tiny model in which one file is the input.
    static func folder(_ bytes: [UInt8], as name: String) {
        let folder = Scratch.folder.appending(path: "model")
        for (file, data) in TinyModel.files where file != name { write(data, to: folder.appending(path: file)) }
        if name == "model.safetensors.index.json" {
            try? FileManager.default.removeItem(at: folder.appending(path: "model.safetensors"))
            write(TinyModel.weights, to: folder.appending(path: "a.safetensors"))
        }
        write(Data(bytes), to: folder.appending(path: name))
        guard let model = try? ModelFolder(contentsOf: folder) else { return }
        let tokens = 0..<model.parameters.configuration.vocabularySize
        require(model.special.end.allSatisfy(tokens.contains), "an end token is of the vocabulary")
        require(model.symbols.map { $0.count == tokens.count } ?? true, "each token has a symbol")
        _ = try? model.gguf(name: "fuzz")
        _ = try? TokenScorer(PackedWeights(model.parameters)).logits(of: [0, 1, 2])
    }

    private static func write(_ data: Data, to url: URL) {
        guard FileManager.default.createFile(atPath: url.path, contents: data) else {
            fatalError("cannot write \(url.path)")
        }
    }
}
