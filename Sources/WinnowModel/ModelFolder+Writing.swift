public import Foundation

extension ModelFolder {
    /// Writes the three files; an existing folder's files of these names are replaced.
    ///
    /// - Throws: a Foundation error when the folder cannot be written.
    public func write(to folder: URL, precision: SafeTensors.Precision, endToken: Int, paddingToken: Int) throws {
        let special = SpecialTokens(end: [endToken], padding: paddingToken)
        try ModelFolder(parameters: parameters, symbols: symbols, special: special)
            .write(to: folder, precision: precision)
    }

    /// Writes `config.json`, `model.safetensors` and, for a model with symbols, `tokenizer.json`.
    ///
    /// - Throws: a Foundation error when the folder cannot be written.
    public func write(to folder: URL, precision: SafeTensors.Precision) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tensors = SafeTensors(tensors: namedTensors(), metadata: ["format": "pt"])
        try tensors.data(precision).write(to: folder.appending(path: "model.safetensors"), options: .atomic)
        let configuration = HuggingFaceConfiguration(
            configuration: parameters.configuration, precision: precision, special: special)
        try Self.writeJSON(configuration, to: folder.appending(path: "config.json"))
        if let symbols {
            try Self.writeJSON(
                WordLevelTokenizer(symbols: symbols, special: special), to: folder.appending(path: "tokenizer.json"))
        }
    }

    /// Writes all that Hugging Face transformers loads without further code, in float32: also `generation_config.json`
    /// and, for a model with symbols, `tokenizer_config.json`.
    ///
    /// - Throws: a Foundation error when the folder cannot be written.
    public func writeForTransformers(to folder: URL) throws {
        try write(to: folder, precision: .float32)
        try Self.writeJSON(
            GenerationConfiguration(special), to: folder.appending(path: "generation_config.json"))
        if let symbols {
            let configuration = TokenizerConfiguration(
                symbols: symbols, special: special, contextLength: parameters.configuration.contextLength)
            try Self.writeJSON(configuration, to: folder.appending(path: "tokenizer_config.json"))
        }
    }

    /// The tensors that the file holds, under their Hugging Face names.
    func namedTensors() -> [String: SafeTensors.Tensor] {
        var tensors: [String: SafeTensors.Tensor] = [:]
        for slot in TensorSlot.all(parameters.configuration) {
            tensors[slot.name] = SafeTensors.Tensor(shape: slot.shape, values: Array(parameters.values[slot.range]))
        }
        return tensors
    }

    private static func writeJSON(_ value: some Encodable, to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(value).write(to: url, options: .atomic)
    }
}
