public import Foundation

extension ModelFolder {
    /// Reads a folder that Winnow or Hugging Face transformers wrote: any Llama whose computation Winnow knows.
    ///
    /// Weights of float32, bfloat16 and float16 are widened to float32; they may lie in several files with an index.
    ///
    /// - Throws: ``ModelError`` when a file is missing or damaged, or the architecture is not the one Winnow runs.
    public init(contentsOf folder: URL) throws(ModelError) {
        let fields = try FileBytes.json(HuggingFaceFields.self, at: folder.appending(path: "config.json"))
        let configuration = try fields.configuration()
        var special = fields.special(vocabularySize: configuration.vocabularySize)
        let generation = folder.appending(path: "generation_config.json")
        if FileManager.default.fileExists(atPath: generation.path) {
            // As in transformers, this file has the last word on where a completion ends.
            let ends = try FileBytes.json(GenerationConfiguration.self, at: generation).endTokens?.values ?? []
            special.end = ends.filter((0..<configuration.vocabularySize).contains)
        }
        let words = try Self.words(in: folder, count: configuration.vocabularySize)
        special.unknown = words?.unknown
        let parameters = try Self.parameters(configuration, in: folder)
        self.init(parameters: parameters, symbols: words?.symbols, special: special)
    }

    /// The symbols of a word-level vocabulary, or nil when the folder has none.
    private static func words(in folder: URL, count: Int) throws(ModelError) -> (symbols: [String], unknown: Int?)? {
        let url = folder.appending(path: "tokenizer.json")
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let words = try FileBytes.json(TokenizerFile.self, at: url, limit: 100_000_000).symbols()
        guard let words else { return nil }
        guard words.symbols.count == count else {
            throw ModelError(
                "\(folder.path) has \(words.symbols.count) symbols but a vocabulary of \(count)",
                hint: "its config.json and tokenizer.json do not belong together")
        }
        return words
    }

    private static func parameters(
        _ configuration: ModelConfiguration, in folder: URL
    ) throws(ModelError) -> Parameters {
        let files = try WeightFiles(in: folder)
        let slots = TensorSlot.all(configuration)
        for slot in slots {
            guard files.shape(of: slot.name) == slot.shape else {
                let found = files.shape(of: slot.name).map { ", but one of \($0)" } ?? ""
                throw ModelError(
                    "\(folder.path) has no tensor \(slot.name) of shape \(slot.shape)\(found)",
                    hint: "the weights and config.json do not belong together")
            }
        }
        // Older files hold the tabulated rotary frequencies, which follow from config.json.
        let extras = files.names.subtracting(slots.map(\.name)).filter { !$0.hasSuffix(".rotary_emb.inv_freq") }
        if let extra = extras.filter({ $0 != TensorSlot.output }).min() {
            throw ModelError(
                "\(folder.path) has a tensor \(extra) that the architecture does not use",
                hint: "only Llama models without biases can be run")
        }
        // Only now, when the files hold every tensor, is room made for what config.json claims.
        let layout = ParameterLayout(configuration)
        var values = [Float](repeating: 0, count: layout.count)
        for slot in slots { try files.read(slot.name, into: &values, at: slot.start) }
        if extras.contains(TensorSlot.output) { try checkTie(files, slots[0], values, folder) }
        return Parameters(configuration, values: values)
    }

    /// A tied output matrix that is in the files all the same must be the embedding.
    private static func checkTie(
        _ files: WeightFiles, _ embedding: TensorSlot, _ values: [Float], _ folder: URL
    ) throws(ModelError) {
        var isSame = files.shape(of: TensorSlot.output) == embedding.shape
        if isSame {
            var output = [Float](repeating: 0, count: embedding.count)
            try files.read(TensorSlot.output, into: &output, at: 0)
            isSame = output.indices.allSatisfy { output[$0] == values[embedding.start + $0] }
        }
        guard isSame else {
            throw ModelError(
                "\(folder.path) has a tensor \(TensorSlot.output) that differs from the embedding",
                hint: "config.json says tie_word_embeddings; set it to false if the two differ")
        }
    }
}
