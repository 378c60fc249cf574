/// The fields of `tokenizer.json` for a vocabulary of whole words split at white space.
struct WordLevelTokenizer: Codable {
    struct Model: Codable {
        var type = "WordLevel"
        var vocab: [String: Int]
        var unknownToken: String

        private enum CodingKeys: String, CodingKey {
            case type, vocab
            case unknownToken = "unk_token"
        }
    }

    struct PreTokenizer: Codable {
        var type = "WhitespaceSplit"
    }

    struct AddedToken: Codable {
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

    /// The first two symbols are the padding and the end token.
    init(symbols: [String]) {
        addedTokens = symbols.prefix(2).enumerated().map { AddedToken(id: $0, content: $1) }
        preTokenizer = PreTokenizer()
        model = Model(
            vocab: Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) }), unknownToken: symbols[0])
    }

    /// The symbols by identifier.
    ///
    /// - Throws: ``ModelError`` when the identifiers are not exactly 0 ..< count.
    func symbols() throws(ModelError) -> [String] {
        let ranked = model.vocab.sorted { $0.value < $1.value }
        guard model.type == "WordLevel", ranked.map(\.value) == Array(ranked.indices) else {
            throw ModelError(
                "tokenizer.json is not a word-level vocabulary with identifiers from 0",
                hint: "give a folder that `winnow train` wrote")
        }
        return ranked.map(\.key)
    }
}
