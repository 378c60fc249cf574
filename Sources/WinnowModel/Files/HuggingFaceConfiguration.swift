/// Winnow writes these fields of `config.json` for a Llama model, under the names that Hugging Face transformers has
/// read since its version 4.
struct HuggingFaceConfiguration: Encodable {
    let configuration: ModelConfiguration
    let precision: SafeTensors.Precision
    let special: SpecialTokens

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
        case ropeTheta = "rope_theta"
        case ropeScaling = "rope_scaling"
        case normEpsilon = "rms_norm_eps"
        case activation = "hidden_act"
        case tiesEmbeddings = "tie_word_embeddings"
        case attentionBias = "attention_bias"
        case feedForwardBias = "mlp_bias"
        case dataType = "torch_dtype"
        case endToken = "eos_token_id"
        case beginToken = "bos_token_id"
        case paddingToken = "pad_token_id"
        case valueHeads = "winnow_value_heads"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(["LlamaForCausalLM"], forKey: .architectures)
        try container.encode("llama", forKey: .modelType)
        try container.encode(configuration.vocabularySize, forKey: .vocabularySize)
        try container.encode(configuration.width, forKey: .width)
        try container.encode(configuration.layers, forKey: .layers)
        try container.encode(configuration.heads, forKey: .heads)
        try container.encode(configuration.keyValueHeads, forKey: .keyValueHeads)
        try container.encode(configuration.headWidth, forKey: .headWidth)
        try container.encode(configuration.feedForward, forKey: .feedForward)
        try container.encode(configuration.contextLength, forKey: .contextLength)
        try container.encode(configuration.ropeTheta, forKey: .ropeTheta)
        try container.encodeIfPresent(
            configuration.ropeScaling.map(HuggingFaceRopeScaling.init), forKey: .ropeScaling)
        try container.encode(configuration.normEpsilon, forKey: .normEpsilon)
        try container.encode("silu", forKey: .activation)
        try container.encode(configuration.tiesEmbeddings, forKey: .tiesEmbeddings)
        try container.encode(false, forKey: .attentionBias)
        try container.encode(false, forKey: .feedForwardBias)
        try container.encode(precision == .bfloat16 ? "bfloat16" : "float32", forKey: .dataType)
        if special.end.isEmpty {
            // Without the field, transformers takes token 2 for the end.
            try container.encodeNil(forKey: .endToken)
        } else {
            try container.encode(OneOrMany(special.end), forKey: .endToken)
        }
        try container.encodeIfPresent(special.begin, forKey: .beginToken)
        try container.encodeIfPresent(special.padding, forKey: .paddingToken)
        if configuration.valueHeads > 0 { try container.encode(configuration.valueHeads, forKey: .valueHeads) }
    }
}

/// The stretching of Llama 3 stands so in `config.json`.
struct HuggingFaceRopeScaling: Encodable {
    let scaling: RopeScaling

    private enum CodingKeys: String, CodingKey {
        case factor
        case type = "rope_type"
        case low = "low_freq_factor"
        case high = "high_freq_factor"
        case original = "original_max_position_embeddings"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("llama3", forKey: .type)
        try container.encode(scaling.factor, forKey: .factor)
        try container.encode(scaling.lowFrequencyFactor, forKey: .low)
        try container.encode(scaling.highFrequencyFactor, forKey: .high)
        try container.encode(scaling.originalContextLength, forKey: .original)
    }
}

/// The rotary settings of a `config.json` are `rope_scaling` of transformers 4 or `rope_parameters` of 5.
struct HuggingFaceRope: Decodable {
    var type: String?
    var olderType: String?
    var theta: Double?
    var partialRotation: Double?
    var factor: Double?
    var low: Double?
    var high: Double?
    var original: Int?

    private enum CodingKeys: String, CodingKey {
        case factor
        case type = "rope_type"
        case olderType = "type"
        case theta = "rope_theta"
        case partialRotation = "partial_rotary_factor"
        case low = "low_freq_factor"
        case high = "high_freq_factor"
        case original = "original_max_position_embeddings"
        case full = "full_attention"
        case sliding = "sliding_attention"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        olderType = try container.decodeIfPresent(String.self, forKey: .olderType)
        theta = try container.decodeIfPresent(Double.self, forKey: .theta)
        partialRotation = try container.decodeIfPresent(Double.self, forKey: .partialRotation)
        factor = try container.decodeIfPresent(Double.self, forKey: .factor)
        low = try container.decodeIfPresent(Double.self, forKey: .low)
        high = try container.decodeIfPresent(Double.self, forKey: .high)
        original = try container.decodeIfPresent(Int.self, forKey: .original)
        // Settings that differ from layer to layer lie one level deeper and would be overlooked.
        if container.contains(.full) || container.contains(.sliding) { type = "by layer" }
    }

    /// Gives the stretching of the frequencies, nil for none.
    ///
    /// - Parameter originalContextLength: the field beside these settings, where newer files write it.
    /// - Throws: ``ModelError`` naming the field that is not supported or missing.
    func scaling(originalContextLength: Int?) throws(ModelError) -> RopeScaling? {
        try HuggingFaceFields.require(
            partialRotation ?? 1 == 1, "partial_rotary_factor \(partialRotation ?? 1)")
        let type = type ?? olderType ?? "default"
        if type == "default" { return nil }
        try HuggingFaceFields.require(type == "llama3", "rope_type \(type)")
        guard let factor, let low, let high, let original = original ?? originalContextLength else {
            throw ModelError(
                "config.json asks for rope_type llama3 without saying how",
                hint: "factor, low_freq_factor, high_freq_factor and original_max_position_embeddings belong to it")
        }
        return RopeScaling(
            factor: factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalContextLength: original)
    }
}
