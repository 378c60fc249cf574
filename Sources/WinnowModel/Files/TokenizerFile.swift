/// Winnow understands this part of a `tokenizer.json`: a vocabulary of whole words split at white space, or that it is
/// something else.
struct TokenizerFile: Decodable {
    /// An added token has its identifier.
    private struct AddedToken: Decodable {
        var id: Int
        var content: String
    }

    private struct Kind: Decodable {
        var type: String?
    }

    /// A post-processor works on the tokens of a text; only one that adds none of its own is understood.
    private struct PostProcessor: Decodable {
        var type: String?
        var single: [Part]?

        /// A part is the text itself, or a token that is added to it.
        struct Part: Decodable {
            var text: HuggingFaceFields.AnyPresence?

            private enum CodingKeys: String, CodingKey {
                case text = "Sequence"
            }
        }

        var changesNothing: Bool { type == "TemplateProcessing" && single?.count == 1 && single?[0].text != nil }
    }

    /// The vocabulary has words with their identifiers; nil for a tokenizer of another kind.
    private let vocabulary: [String: Int]?

    /// This word stands for unknown ones.
    private let unknown: String?

    private let addedTokens: [AddedToken]

    private enum CodingKeys: String, CodingKey {
        case model, normalizer
        case addedTokens = "added_tokens"
        case preTokenizer = "pre_tokenizer"
        case postProcessor = "post_processor"
    }

    private enum ModelKeys: String, CodingKey {
        case type, vocab
        case unknownToken = "unk_token"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let model = try container.nestedContainer(keyedBy: ModelKeys.self, forKey: .model)
        let type = try model.decodeIfPresent(String.self, forKey: .type)
        let splitting = try container.decodeIfPresent(Kind.self, forKey: .preTokenizer)?.type
        let normalizer = try container.decodeIfPresent(Kind.self, forKey: .normalizer)
        let adding = try container.decodeIfPresent(PostProcessor.self, forKey: .postProcessor)
        if type == "WordLevel", splitting == "WhitespaceSplit", normalizer == nil, adding?.changesNothing != false {
            vocabulary = try model.decode([String: Int].self, forKey: .vocab)
            unknown = try model.decodeIfPresent(String.self, forKey: .unknownToken)
            addedTokens = try container.decodeIfPresent([AddedToken].self, forKey: .addedTokens) ?? []
        } else {
            (vocabulary, unknown, addedTokens) = (nil, nil, [])
        }
    }

    /// Gives the symbols by identifier, and which of them stands for unknown words; nil for a tokenizer of another
    /// kind.
    ///
    /// - Throws: ``ModelError`` when the identifiers are not exactly 0 ..< count.
    func symbols() throws(ModelError) -> (symbols: [String], unknown: Int?)? {
        guard var words = vocabulary else { return nil }
        for token in addedTokens where words.updateValue(token.id, forKey: token.content) ?? token.id != token.id {
            throw ModelError(
                "tokenizer.json gives \"\(token.content)\" two identifiers", hint: "copy or make the model again")
        }
        let ranked = words.sorted { $0.value < $1.value }
        guard ranked.map(\.value) == Array(ranked.indices) else {
            throw ModelError(
                "tokenizer.json does not number its words from 0 without gaps", hint: "copy or make the model again")
        }
        return (ranked.map(\.key), unknown.flatMap { words[$0] })
    }
}
