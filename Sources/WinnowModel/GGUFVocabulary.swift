/// A vocabulary of whole words as llama.cpp's unigram tokenizer understands it.
///
/// llama.cpp has no word-level tokenizer. Its unigram one puts a space before the text, merges runs of spaces, writes
/// each space as "▁" and takes the sequence of pieces with the best sum of scores, where a character outside all pieces
/// costs 10. Here every piece is "▁" and a whole word, and "▁" is nowhere else; so a text of known words has one
/// sequence without such a character, the words themselves, and no other comes near its score. Without the first space,
/// which is taken away again, the pieces are the text.
struct GGUFVocabulary {
    let metadata: [(name: String, value: GGUF.Value)]

    private enum Kind {
        static let normal: Int32 = 1
        static let control: Int32 = 3
    }

    /// - Throws: ``ModelError`` for a symbol with a space in it, or more end tokens than the format has names for.
    init(symbols: [String], special: SpecialTokens) throws(ModelError) {
        if let symbol = symbols.first(where: { $0.isEmpty || $0.contains { $0.isWhitespace || $0 == "▁" } }) {
            throw ModelError(
                "the symbol \"\(symbol)\" cannot be told from the spaces between symbols in a GGUF file",
                hint: "export as huggingface")
        }
        guard special.end.count <= 2 else {
            throw ModelError(
                "a GGUF file cannot name \(special.end.count) end tokens", hint: "export as huggingface")
        }
        let marks = Set(special.marks)
        func token(_ name: String, _ token: Int?) -> [(name: String, value: GGUF.Value)] {
            token.map { [(name: "tokenizer.ggml.\(name)", value: .unsigned(UInt32($0)))] } ?? []
        }
        let unknown = special.unknown ?? special.padding ?? special.end.first ?? 0
        metadata =
            [
                ("tokenizer.ggml.model", .string("t5")), ("tokenizer.ggml.pre", .string("default")),
                (
                    "tokenizer.ggml.tokens",
                    .strings(symbols.enumerated().map { marks.contains($0) ? $1 : "▁" + $1 })
                ),
                ("tokenizer.ggml.scores", .floats([Float](repeating: 0, count: symbols.count))),
                (
                    "tokenizer.ggml.token_type",
                    .integers(symbols.indices.map { marks.contains($0) ? Kind.control : Kind.normal })
                ),
                ("tokenizer.ggml.add_space_prefix", .bool(true)),
                ("tokenizer.ggml.remove_extra_whitespaces", .bool(true)),
                ("tokenizer.ggml.add_bos_token", .bool(false)), ("tokenizer.ggml.add_eos_token", .bool(false)),
            ] + token("unknown_token_id", unknown) + token("padding_token_id", special.padding)
            + token("bos_token_id", special.begin) + token("eos_token_id", special.end.first)
            + token("eot_token_id", special.end.dropFirst().first)
    }
}
