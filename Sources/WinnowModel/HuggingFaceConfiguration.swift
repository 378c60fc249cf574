/// The fields of `config.json` of a Hugging Face Llama model, under their published names.
struct HuggingFaceConfiguration: Codable {
    var architectures: [String]
    var modelType: String
    var vocabularySize: Int
    var width: Int
    var layers: Int
    var heads: Int
    var keyValueHeads: Int
    var headWidth: Int
    var feedForward: Int
    var contextLength: Int
    var ropeTheta: Double
    var normEpsilon: Double
    var activation: String
    var tiesEmbeddings: Bool
    var attentionBias: Bool
    var feedForwardBias: Bool
    var dataType: String
    var endToken: Int
    var beginToken: Int?
    var paddingToken: Int

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
        case normEpsilon = "rms_norm_eps"
        case activation = "hidden_act"
        case tiesEmbeddings = "tie_word_embeddings"
        case attentionBias = "attention_bias"
        case feedForwardBias = "mlp_bias"
        case dataType = "torch_dtype"
        case endToken = "eos_token_id"
        case beginToken = "bos_token_id"
        case paddingToken = "pad_token_id"
    }

    /// The fields of a model that Winnow writes.
    init(_ configuration: ModelConfiguration, precision: SafeTensors.Precision, endToken: Int, paddingToken: Int) {
        architectures = ["LlamaForCausalLM"]
        modelType = "llama"
        vocabularySize = configuration.vocabularySize
        width = configuration.width
        layers = configuration.layers
        heads = configuration.heads
        keyValueHeads = configuration.heads
        headWidth = configuration.headWidth
        feedForward = configuration.feedForward
        contextLength = configuration.contextLength
        ropeTheta = configuration.ropeTheta
        normEpsilon = configuration.normEpsilon
        activation = "silu"
        tiesEmbeddings = true
        attentionBias = false
        feedForwardBias = false
        dataType = precision == .bfloat16 ? "bfloat16" : "float32"
        self.endToken = endToken
        self.paddingToken = paddingToken
    }

    /// The shape that these fields describe.
    ///
    /// - Throws: ``ModelError`` naming the first field that Winnow cannot run.
    func configuration() throws(ModelError) -> ModelConfiguration {
        func require(_ condition: Bool, _ field: String) throws(ModelError) {
            if !condition {
                throw ModelError(
                    "config.json asks for a \(field) that is not supported",
                    hint: "only Llama models with tied embeddings, equal head counts and no biases can be run")
            }
        }
        try require(modelType == "llama", "model_type \(modelType)")
        try require(keyValueHeads == heads, "num_key_value_heads \(keyValueHeads)")
        try require(heads > 0 && headWidth == width / heads, "head_dim \(headWidth)")
        try require(activation == "silu", "hidden_act \(activation)")
        try require(tiesEmbeddings, "tie_word_embeddings \(tiesEmbeddings)")
        try require(!attentionBias && !feedForwardBias, "bias")
        let configuration = ModelConfiguration(
            vocabularySize: vocabularySize, width: width, layers: layers, heads: heads, feedForward: feedForward,
            contextLength: contextLength, ropeTheta: ropeTheta, normEpsilon: normEpsilon)
        try configuration.validate()
        return configuration
    }
}
