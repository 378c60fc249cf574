public import Foundation

/// A model as a folder in the Hugging Face Llama layout: `config.json`, `model.safetensors`, `tokenizer.json`.
public struct ModelFolder: Sendable {
    /// The weights.
    public let parameters: Parameters

    /// The symbol of each token, by identifier.
    public let symbols: [String]

    /// A model with the symbols of its tokens, which must be distinct and as many as its vocabulary.
    public init(parameters: Parameters, symbols: [String]) {
        precondition(symbols.count == parameters.configuration.vocabularySize, "one symbol per token is needed")
        precondition(Set(symbols).count == symbols.count, "two tokens have the same symbol")
        self.parameters = parameters
        self.symbols = symbols
    }

    // MARK: Writing

    /// Writes the three files; an existing folder's files of these names are replaced.
    ///
    /// - Throws: a Foundation error when the folder cannot be written.
    public func write(to folder: URL, precision: SafeTensors.Precision, endToken: Int, paddingToken: Int) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tensors = SafeTensors(tensors: namedTensors(), metadata: ["format": "pt"])
        try tensors.data(precision).write(to: folder.appending(path: "model.safetensors"), options: .atomic)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let configuration = HuggingFaceConfiguration(
            parameters.configuration, precision: precision, endToken: endToken, paddingToken: paddingToken)
        try encoder.encode(configuration).write(to: folder.appending(path: "config.json"), options: .atomic)
        let tokenizer = WordLevelTokenizer(symbols: symbols)
        try encoder.encode(tokenizer).write(to: folder.appending(path: "tokenizer.json"), options: .atomic)
    }

    /// The tensors that the file holds, under their Hugging Face names.
    func namedTensors() -> [String: SafeTensors.Tensor] {
        var tensors: [String: SafeTensors.Tensor] = [:]
        for slot in Self.slots(parameters.configuration) {
            tensors[slot.name] = SafeTensors.Tensor(
                shape: slot.shape, values: Array(parameters.values[slot.start..<slot.start + slot.shape.reduce(1, *)]))
        }
        return tensors
    }

    /// A tensor of the file and where it lies among ``Parameters``.
    private struct Slot {
        var name: String
        var shape: [Int]
        var start: Int
    }

    /// All tensors of a model under their Hugging Face names.
    private static func slots(_ configuration: ModelConfiguration) -> [Slot] {
        let layout = ParameterLayout(configuration)
        let (width, hidden) = (configuration.width, configuration.feedForward)
        var slots = [
            Slot(
                name: "model.embed_tokens.weight", shape: [configuration.vocabularySize, width],
                start: layout.embedding),
            Slot(name: "model.norm.weight", shape: [width], start: layout.finalNorm),
        ]
        for (index, layer) in layout.layers.enumerated() {
            func add(_ name: String, _ shape: [Int], _ start: Int) {
                slots.append(Slot(name: "model.layers.\(index).\(name).weight", shape: shape, start: start))
            }
            add("input_layernorm", [width], layer.attentionNorm)
            add("self_attn.q_proj", [width, width], layer.queryKeyValue)
            add("self_attn.k_proj", [width, width], layer.queryKeyValue + width * width)
            add("self_attn.v_proj", [width, width], layer.queryKeyValue + 2 * width * width)
            add("self_attn.o_proj", [width, width], layer.attentionOutput)
            add("post_attention_layernorm", [width], layer.feedForwardNorm)
            add("mlp.gate_proj", [hidden, width], layer.gateUp)
            add("mlp.up_proj", [hidden, width], layer.gateUp + hidden * width)
            add("mlp.down_proj", [width, hidden], layer.down)
        }
        return slots
    }

    // MARK: Reading

    /// Reads a folder that ``write(to:precision:endToken:paddingToken:)`` wrote.
    ///
    /// - Throws: ``ModelError`` when a file is missing or damaged, or the architecture is not the one Winnow runs.
    public init(contentsOf folder: URL) throws(ModelError) {
        let configuration = try Self.decode(HuggingFaceConfiguration.self, folder, "config.json").configuration()
        symbols = try Self.decode(WordLevelTokenizer.self, folder, "tokenizer.json").symbols()
        guard symbols.count == configuration.vocabularySize else {
            throw ModelError(
                "\(folder.path) has \(symbols.count) symbols but a vocabulary of \(configuration.vocabularySize)",
                hint: "its config.json and tokenizer.json do not belong together")
        }
        let file = try SafeTensors(try Self.read(folder, "model.safetensors"))
        let slots = Self.slots(configuration)
        for slot in slots {
            guard let tensor = file.tensors[slot.name], tensor.shape == slot.shape else {
                throw ModelError(
                    "\(folder.path)/model.safetensors has no tensor \(slot.name) of shape \(slot.shape)",
                    hint: "the weights and config.json do not belong together")
            }
            guard tensor.values.allSatisfy(\.isFinite) else {
                throw ModelError(
                    "tensor \(slot.name) of \(folder.path) holds a number that is not finite",
                    hint: "the training diverged or the file is damaged")
            }
        }
        if let extra = Set(file.tensors.keys).subtracting(slots.map(\.name)).min() {
            throw ModelError(
                "\(folder.path)/model.safetensors has a tensor \(extra) that the architecture does not use",
                hint: "only Llama models with tied embeddings and without biases can be run")
        }
        // Only now, when the file holds every tensor, is room made for what config.json claims.
        var values = [Float](repeating: 0, count: ParameterLayout(configuration).count)
        for slot in slots {
            guard let tensor = file.tensors[slot.name] else { continue }
            values.replaceSubrange(slot.start..<slot.start + tensor.values.count, with: tensor.values)
        }
        parameters = Parameters(configuration, values: values)
    }

    private static func read(_ folder: URL, _ name: String) throws(ModelError) -> Data {
        let url = folder.appending(path: name)
        guard let data = try? Data(contentsOf: url) else {
            throw ModelError(
                "cannot read \(url.path)",
                hint: "a model folder holds config.json, model.safetensors and tokenizer.json")
        }
        return data
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ folder: URL, _ name: String
    ) throws(ModelError) -> Value {
        let data = try read(folder, name)
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw ModelError(
                "\(folder.appending(path: name).path) is not the expected JSON: \(Self.reason(error))",
                hint: "give a folder that `winnow train` wrote")
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "it has no \"\(key.stringValue)\""
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has another type"
        default: "it cannot be parsed"
        }
    }
}
