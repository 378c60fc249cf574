public import Foundation

/// A model is a folder in the Hugging Face Llama layout: `config.json`, `model.safetensors`, `tokenizer.json`.
public struct ModelFolder: Sendable {
    /// The parameters are the model's weights.
    public let parameters: Parameters

    /// Each token has a symbol, by identifier; nil for a model whose tokens have names that Winnow does not know.
    public let symbols: [String]?

    /// The special tokens end a completion or have another meaning.
    public let special: SpecialTokens

    /// Each of these tokens ends a completion.
    public var endTokens: [Int] { special.end }

    /// Takes a model with the symbols of its tokens, which must be distinct and as many as its vocabulary.
    public init(parameters: Parameters, symbols: [String]?, special: SpecialTokens = SpecialTokens()) {
        if let symbols {
            precondition(symbols.count == parameters.configuration.vocabularySize, "one symbol per token is needed")
            precondition(Set(symbols).count == symbols.count, "two tokens have the same symbol")
        }
        self.parameters = parameters
        self.symbols = symbols
        self.special = special
    }
}

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

    /// Gives the symbols of a word-level vocabulary, or nil when the folder has none.
    ///
    /// - Throws: ``ModelError`` for a tokenizer that does not fit the weights.
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

    /// Checks that a tied output matrix that is in the files all the same is the embedding.
    ///
    /// - Throws: ``ModelError`` when the files contradict each other.
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

    /// Gives the tensors that the file holds, under their Hugging Face names.
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

/// The special tokens of a model mean something to the program that samples from it.
public struct SpecialTokens: Hashable, Sendable {
    /// Each of them ends a completion; empty when nothing but the length does.
    public var end: [Int]

    /// The padding token fills batches up.
    public var padding: Int?

    /// The beginning token begins texts.
    public var begin: Int?

    /// The unknown token stands for words that the vocabulary lacks.
    public var unknown: Int?

    /// Takes the tokens that are given, and none of the others.
    public init(end: [Int] = [], padding: Int? = nil, begin: Int? = nil, unknown: Int? = nil) {
        self.end = end
        self.padding = padding
        self.begin = begin
        self.unknown = unknown
    }

    /// The marks are all of them that have a meaning of their own, in ascending order.
    var marks: [Int] { Set(end + [padding, begin].compactMap(\.self)).sorted() }
}
