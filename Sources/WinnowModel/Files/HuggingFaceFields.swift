/// These are the fields of a `config.json` that somebody else wrote; what is missing has the value that Hugging Face
/// transformers gives it.
///
/// Source: `LlamaConfig` of transformers 4 and 5.
struct HuggingFaceFields: Decodable {
    var architectures: [String]?
    var modelType: String?
    var vocabularySize: Int?
    var width: Int?
    var layers: Int?
    var heads: Int?
    var keyValueHeads: Int?
    var headWidth: Int?
    var feedForward: Int?
    var contextLength: Int?
    var normEpsilon: Double?
    var activation: String?
    var tiesEmbeddings: Bool?
    var attentionBias: Bool?
    var feedForwardBias: Bool?
    var shards: Int?
    var slidingWindow: Int?
    var isEncoderDecoder: Bool?
    var layerTypes: [String]?
    var quantization: AnyPresence?
    var ownCode: AnyPresence?
    var endTokens: OneOrMany?
    var beginToken: Int?
    var paddingToken: Int?
    var ropeTheta: Double?
    var partialRotation: Double?
    var originalContextLength: Int?
    /// The field is Winnow's own, of scorers.
    var valueHeads: Int?
    /// The field has the name of transformers 4.
    var ropeScaling: HuggingFaceRope?
    /// The field has the name of transformers 5.
    var ropeParameters: HuggingFaceRope?

    private enum CodingKeys: String, CodingKey {
        case architectures
        case modelType = "model_type"
        case vocabularySize = "vocab_size"
        case width = "hidden_size"
        case layers = "num_hidden_layers"
        case heads = "num_attention_heads"
        case keyValueHeads = "num_key_value_heads"
        case headWidth = "head_dim"
        case feedForward = "intermediate_size"
        case contextLength = "max_position_embeddings"
        case normEpsilon = "rms_norm_eps"
        case activation = "hidden_act"
        case tiesEmbeddings = "tie_word_embeddings"
        case attentionBias = "attention_bias"
        case feedForwardBias = "mlp_bias"
        case shards = "pretraining_tp"
        case slidingWindow = "sliding_window"
        case isEncoderDecoder = "is_encoder_decoder"
        case layerTypes = "layer_types"
        case quantization = "quantization_config"
        case ownCode = "auto_map"
        case endTokens = "eos_token_id"
        case beginToken = "bos_token_id"
        case paddingToken = "pad_token_id"
        case ropeTheta = "rope_theta"
        case partialRotation = "partial_rotary_factor"
        case originalContextLength = "original_max_position_embeddings"
        case ropeScaling = "rope_scaling"
        case ropeParameters = "rope_parameters"
        case valueHeads = "winnow_value_heads"
    }

    /// The presence says that something other than null is there, whatever it is.
    struct AnyPresence: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// Gives the shape that these fields describe.
    ///
    /// - Throws: ``ModelError`` naming the first field that changes the computation in a way that Winnow cannot run.
    func configuration() throws(ModelError) -> ModelConfiguration {
        try checkComputation()
        let heads = heads ?? 32
        let width = width ?? 4096
        try HuggingFaceFields.require(heads > 0, "num_attention_heads \(heads)")
        let rope = ropeParameters ?? ropeScaling
        let configuration = ModelConfiguration(
            vocabularySize: vocabularySize ?? 32_000, width: width, layers: layers ?? 32, heads: heads,
            keyValueHeads: keyValueHeads, headWidth: headWidth, feedForward: feedForward ?? 11_008,
            contextLength: contextLength ?? 2048, ropeTheta: rope?.theta ?? ropeTheta ?? 10_000,
            ropeScaling: try rope?.scaling(originalContextLength: originalContextLength),
            normEpsilon: normEpsilon ?? 1e-6, tiesEmbeddings: tiesEmbeddings ?? false,
            valueHeads: valueHeads ?? 0)
        do throws(ModelError) {
            try configuration.validate()
        } catch {
            throw ModelError("config.json: \(error.problem)", hint: "only models of moderate size can be run")
        }
        return configuration
    }

    /// Gives the special tokens, without those outside the vocabulary.
    func special(vocabularySize: Int) -> SpecialTokens {
        let tokens = 0..<vocabularySize
        func known(_ token: Int?) -> Int? { token.flatMap { tokens.contains($0) ? $0 : nil } }
        return SpecialTokens(
            end: (endTokens?.values ?? []).filter(tokens.contains), padding: known(paddingToken),
            begin: known(beginToken))
    }

    private func checkComputation() throws(ModelError) {
        func require(_ condition: Bool, _ field: String) throws(ModelError) {
            try HuggingFaceFields.require(condition, field)
        }
        let (type, names) = (modelType ?? "(none)", architectures ?? [])
        try require(type == "llama", "model_type \(type)")
        try require(
            names.isEmpty || names.contains("LlamaForCausalLM"), "architectures \(names.joined(separator: ", "))")
        try require(["silu", "swish", nil].contains(activation), "hidden_act \(activation ?? "")")
        try require(attentionBias != true, "attention_bias true")
        try require(feedForwardBias != true, "mlp_bias true")
        try require(shards ?? 1 == 1, "pretraining_tp \(shards ?? 1)")
        try require(slidingWindow == nil, "sliding_window \(slidingWindow ?? 0)")
        try require(isEncoderDecoder != true, "is_encoder_decoder true")
        let other = (layerTypes ?? []).first { $0 != "full_attention" }
        try require(other == nil, "layer_types \(other ?? "")")
        try require(quantization == nil, "quantization_config")
        try require(ownCode == nil, "auto_map")
        try require(partialRotation ?? 1 == 1, "partial_rotary_factor \(partialRotation ?? 1)")
    }

    static func require(_ condition: Bool, _ field: String) throws(ModelError) {
        if !condition {
            throw ModelError(
                "config.json asks for \(field), which is not supported",
                hint: "only Llama models without biases, windows, quantisation or code of their own can be run")
        }
    }
}

/// A field is a number, or a list of numbers, or null, as Hugging Face files write the end tokens.
struct OneOrMany: Codable {
    var values: [Int]

    init(_ values: [Int]) { self.values = values }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            values = []
        } else if let one = try? container.decode(Int.self) {
            values = [one]
        } else {
            values = try container.decode([Int].self)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if values.count == 1 { try container.encode(values[0]) } else { try container.encode(values) }
    }
}

/// These fields of `generation_config.json` say where a completion ends.
struct GenerationConfiguration: Codable {
    /// Decoding is greedy unless asked for otherwise.
    var samples = false
    var endTokens: OneOrMany?
    var beginToken: Int?
    var paddingToken: Int?

    private enum CodingKeys: String, CodingKey {
        case samples = "do_sample"
        case endTokens = "eos_token_id"
        case beginToken = "bos_token_id"
        case paddingToken = "pad_token_id"
    }

    init(_ special: SpecialTokens) {
        endTokens = special.end.isEmpty ? nil : OneOrMany(special.end)
        beginToken = special.begin
        paddingToken = special.padding
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        endTokens = try container.decodeIfPresent(OneOrMany.self, forKey: .endTokens)
    }
}

/// These are the fields of `tokenizer_config.json` for a vocabulary of whole words.
struct TokenizerConfiguration: Encodable {
    var kind = "PreTrainedTokenizerFast"
    var cleansSpaces = false
    var contextLength: Int
    var endToken: String?
    var beginToken: String?
    var paddingToken: String?
    var unknownToken: String?

    private enum CodingKeys: String, CodingKey {
        case kind = "tokenizer_class"
        case cleansSpaces = "clean_up_tokenization_spaces"
        case contextLength = "model_max_length"
        case endToken = "eos_token"
        case beginToken = "bos_token"
        case paddingToken = "pad_token"
        case unknownToken = "unk_token"
    }

    init(symbols: [String], special: SpecialTokens, contextLength: Int) {
        self.contextLength = contextLength
        endToken = special.end.first.map { symbols[$0] }
        beginToken = special.begin.map { symbols[$0] }
        paddingToken = special.padding.map { symbols[$0] }
        unknownToken = symbols[special.unknown ?? special.padding ?? 0]
    }
}
