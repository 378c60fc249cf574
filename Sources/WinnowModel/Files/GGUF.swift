import Foundation

/// A file has named values and tensors in the GGUF format, version 3, which llama.cpp reads.
///
/// Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
struct GGUF: Sendable {
    /// A value is one of the header.
    enum Value: Sendable {
        case unsigned(UInt32)
        case float(Float)
        case bool(Bool)
        case string(String)
        case strings([String])
        case floats([Float])
        case integers([Int32])
    }

    /// A tensor has float32 numbers, row-major.
    struct Tensor: Sendable {
        var name: String
        /// The dimensions have these sizes, outermost first; the file holds them innermost first.
        var shape: [Int]
        var values: ArraySlice<Float>
    }

    /// Every tensor begins at a multiple of this many bytes.
    static let alignment = 32

    var metadata: [(name: String, value: Value)] = []
    var tensors: [Tensor] = []

    /// Gives the file's bytes.
    func data() -> Data {
        let numbers = tensors.reduce(0) { $0 + $1.values.count }
        var file = LittleEndianBytes(reserving: 4 * numbers + 64 * (tensors.count + metadata.count) + 65_536)
        file.append(contentsOf: "GGUF".utf8)
        file.append(UInt32(3))
        file.append(UInt64(tensors.count))
        file.append(UInt64(metadata.count))
        for entry in metadata {
            Self.append(entry.name, to: &file)
            Self.append(entry.value, to: &file)
        }
        var offset = 0
        for tensor in tensors {
            Self.append(tensor.name, to: &file)
            file.append(UInt32(tensor.shape.count))
            for size in tensor.shape.reversed() { file.append(UInt64(size)) }
            file.append(Self.float32)
            file.append(UInt64(offset))
            offset = Self.aligned(offset + 4 * tensor.values.count)
        }
        for tensor in tensors {
            file.align(to: Self.alignment)
            file.append(tensor.values)
        }
        file.align(to: Self.alignment)
        return Data(file.bytes)
    }

    /// The tensor type is float32.
    private static let float32: UInt32 = 0

    private static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }

    private static func append(_ text: String, to file: inout LittleEndianBytes) {
        file.append(UInt64(text.utf8.count))
        file.append(contentsOf: text.utf8)
    }

    /// Gives the number of the value's type, then the value.
    private static func append(_ value: Value, to file: inout LittleEndianBytes) {
        func array(_ type: UInt32, _ count: Int) {
            file.append(UInt32(9))
            file.append(type)
            file.append(UInt64(count))
        }
        switch value {
        case .unsigned(let number):
            file.append(UInt32(4))
            file.append(number)
        case .float(let number):
            file.append(UInt32(6))
            file.append(number.bitPattern)
        case .bool(let flag):
            file.append(UInt32(7))
            file.append(UInt8(flag ? 1 : 0))
        case .string(let text):
            file.append(UInt32(8))
            append(text, to: &file)
        case .strings(let texts):
            array(8, texts.count)
            for text in texts { append(text, to: &file) }
        case .floats(let numbers):
            array(6, numbers.count)
            for number in numbers { file.append(number.bitPattern) }
        case .integers(let numbers):
            array(5, numbers.count)
            for number in numbers { file.append(number) }
        }
    }
}

/// A vocabulary of whole words is written as llama.cpp's unigram tokenizer understands it.
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
