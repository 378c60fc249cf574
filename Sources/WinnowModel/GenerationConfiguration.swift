/// The fields of `generation_config.json` that say where a completion ends.
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

/// The fields of `tokenizer_config.json` for a vocabulary of whole words.
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
