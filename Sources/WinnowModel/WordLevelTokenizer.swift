/// The fields of `tokenizer.json` for a vocabulary of whole words split at white space.
struct WordLevelTokenizer: Codable {
    struct Model: Codable {
        var type = "WordLevel"
        var vocab: [String: Int]
        var unk_token: String
    }

    struct PreTokenizer: Codable {
        var type = "WhitespaceSplit"
    }

    struct AddedToken: Codable {
        var id: Int
        var content: String
        var single_word = false
        var lstrip = false
        var rstrip = false
        var normalized = false
        var special = true
    }

    var version = "1.0"
    var added_tokens: [AddedToken]
    var pre_tokenizer: PreTokenizer
    var model: Model

    /// The first two symbols are the padding and the end token.
    init(symbols: [String]) {
        added_tokens = symbols.prefix(2).enumerated().map { AddedToken(id: $0, content: $1) }
        pre_tokenizer = PreTokenizer()
        model = Model(
            vocab: Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) }), unk_token: symbols[0])
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
