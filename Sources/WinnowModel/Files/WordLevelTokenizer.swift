/// These are the fields of `tokenizer.json` for a vocabulary of whole words split at white space.
struct WordLevelTokenizer: Encodable {
    struct Model: Encodable {
        var type = "WordLevel"
        var vocab: [String: Int]
        var unknownToken: String

        private enum CodingKeys: String, CodingKey {
            case type, vocab
            case unknownToken = "unk_token"
        }
    }

    struct PreTokenizer: Encodable {
        var type = "WhitespaceSplit"
    }

    struct AddedToken: Encodable {
        var id: Int
        var content: String
        var singleWord = false
        var stripsLeft = false
        var stripsRight = false
        var normalized = false
        var special = true

        private enum CodingKeys: String, CodingKey {
            case id, content, normalized, special
            case singleWord = "single_word"
            case stripsLeft = "lstrip"
            case stripsRight = "rstrip"
        }
    }

    var version = "1.0"
    var addedTokens: [AddedToken]
    var preTokenizer: PreTokenizer
    var model: Model

    private enum CodingKeys: String, CodingKey {
        case version, model
        case addedTokens = "added_tokens"
        case preTokenizer = "pre_tokenizer"
    }

    /// Special tokens are found within words too; unknown words become the unknown token, or padding without one.
    init(symbols: [String], special: SpecialTokens) {
        addedTokens = special.marks.map { AddedToken(id: $0, content: symbols[$0]) }
        preTokenizer = PreTokenizer()
        model = Model(
            vocab: Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) }),
            unknownToken: symbols[special.unknown ?? special.padding ?? 0])
    }
}
