import Foundation
import Testing

@testable import WinnowModel

struct GGUFTests {
    /// Reads the parts of a GGUF file that Winnow writes, as the format's text says.
    struct Reader {
        let bytes: [UInt8]
        var at = 0

        mutating func number(_ count: Int) -> UInt64 {
            defer { at += count }
            return (0..<count).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
        }

        mutating func text() -> String {
            let count = Int(number(8))
            defer { at += count }
            return String(decoding: bytes[at..<at + count], as: UTF8.self)
        }

        /// A value as a text, lists in brackets.
        mutating func value(_ type: UInt64) -> String {
            switch type {
            case 4: return "\(number(4))"
            case 5: return "\(Int32(truncatingIfNeeded: number(4)))"
            case 6: return "\(Float(bitPattern: UInt32(number(4))))"
            case 7: return number(1) == 1 ? "true" : "false"
            case 8: return text()
            case 9:
                let (element, count) = (number(4), number(8))
                return "[" + (0..<count).map { _ in value(element) }.joined(separator: " ") + "]"
            default: return "type \(type)"
            }
        }
    }

    struct File {
        var metadata: [String: String] = [:]
        var tensors: [String: (shape: [Int], values: [Float])] = [:]

        init(_ data: Data) throws {
            var reader = Reader(bytes: [UInt8](data))
            #expect(reader.number(4) == 0x4655_4747)
            #expect(reader.number(4) == 3)
            let (tensorCount, valueCount) = (reader.number(8), reader.number(8))
            for _ in 0..<valueCount {
                let name = reader.text()
                let type = reader.number(4)
                #expect(metadata.updateValue(reader.value(type), forKey: name) == nil)
            }
            var places: [(name: String, shape: [Int], offset: Int)] = []
            for _ in 0..<tensorCount {
                let name = reader.text()
                let shape = (0..<reader.number(4)).map { _ in Int(reader.number(8)) }
                #expect(reader.number(4) == 0)
                places.append((name, shape, Int(reader.number(8))))
            }
            let start = (reader.at + 31) / 32 * 32
            var end = 0
            for place in places {
                #expect(place.offset == (end + 31) / 32 * 32)
                let count = place.shape.reduce(1, *)
                end = place.offset + 4 * count
                reader.at = start + place.offset
                let values = (0..<count).map { _ in Float(bitPattern: UInt32(reader.number(4))) }
                #expect(tensors.updateValue((place.shape, values), forKey: place.name) == nil)
            }
            #expect(data.count == start + (end + 31) / 32 * 32)
        }
    }

    @Test("the header has the shape, and the words with a space before each but the special ones")
    func metadata() throws {
        let model = ModelFolder(
            parameters: try Tiny.parameters(), symbols: Tiny.symbols, special: SpecialTokens(end: [1], padding: 0))
        let file = try File(try model.gguf(name: "tiny one"))
        let expected = [
            "general.architecture": "llama", "general.name": "tiny one", "general.alignment": "32",
            "general.file_type": "0", "llama.vocab_size": "20", "llama.context_length": "64",
            "llama.embedding_length": "16", "llama.block_count": "2", "llama.feed_forward_length": "32",
            "llama.attention.head_count": "2", "llama.attention.head_count_kv": "2", "llama.attention.key_length": "8",
            "llama.attention.value_length": "8", "llama.attention.layer_norm_rms_epsilon": "1e-05",
            "llama.rope.dimension_count": "8", "llama.rope.freq_base": "10000.0", "tokenizer.ggml.model": "t5",
            "tokenizer.ggml.pre": "default", "tokenizer.ggml.add_space_prefix": "true",
            "tokenizer.ggml.remove_extra_whitespaces": "true", "tokenizer.ggml.add_bos_token": "false",
            "tokenizer.ggml.add_eos_token": "false", "tokenizer.ggml.unknown_token_id": "0",
            "tokenizer.ggml.padding_token_id": "0", "tokenizer.ggml.eos_token_id": "1",
            "tokenizer.ggml.tokens": "[<pad> <e> " + (2..<20).map { "▁t\($0)" }.joined(separator: " ") + "]",
            "tokenizer.ggml.token_type": "[3 3" + String(repeating: " 1", count: 18) + "]",
            "tokenizer.ggml.scores": "[0.0" + String(repeating: " 0.0", count: 19) + "]",
        ]
        #expect(file.metadata == expected)
    }

    @Test("the tensors have llama.cpp's names and sizes, innermost first, and a head's rows in pairs")
    func tensors() throws {
        let parameters = try Tiny.parameters()
        let named = ModelFolder(parameters: parameters, symbols: nil).namedTensors()
        let file = try File(try ModelFolder(parameters: parameters, symbols: nil).gguf(name: "x"))
        #expect(file.metadata["tokenizer.ggml.model"] == "none")
        var expected = ["token_embd.weight": [16, 20], "output_norm.weight": [16]]
        for layer in 0..<2 {
            for (name, shape) in [
                ("attn_norm", [16]), ("ffn_norm", [16]), ("attn_q", [16, 16]), ("attn_k", [16, 16]),
                ("attn_v", [16, 16]), ("attn_output", [16, 16]), ("ffn_gate", [16, 32]), ("ffn_up", [16, 32]),
                ("ffn_down", [32, 16]),
            ] {
                expected["blk.\(layer).\(name).weight"] = shape
            }
        }
        #expect(file.tensors.mapValues(\.shape) == expected)
        #expect(file.tensors["blk.1.attn_v.weight"]?.values == named["model.layers.1.self_attn.v_proj.weight"]?.values)
        let keys = try #require(named["model.layers.1.self_attn.k_proj.weight"]).values
        // Of the second head's eight rows: the first, the fifth, the second, the sixth and so on.
        let rows = [8, 12, 9, 13, 10, 14, 11, 15].flatMap { keys[$0 * 16..<$0 * 16 + 16] }
        #expect(file.tensors["blk.1.attn_k.weight"].map { Array($0.values[128...]) } == rows)
    }

    @Test("grouped heads, an output matrix and stretched rotations are written as llama.cpp expects them")
    func otherShapes() throws {
        let model = try ModelFolder(contentsOf: TransformersFolderTests.folder("grouped-5"))
        let file = try File(try model.gguf(name: "grouped"))
        #expect(file.tensors["output.weight"]?.shape == [24, 33])
        #expect(file.tensors["blk.0.attn_q.weight"]?.shape == [24, 60])
        #expect(file.tensors["blk.0.attn_k.weight"]?.shape == [24, 20])
        #expect(file.tensors["blk.0.attn_output.weight"]?.shape == [60, 24])
        #expect(file.metadata["llama.attention.head_count_kv"] == "2")
        let factors = try #require(file.tensors["rope_freqs.weight"]).values
        // Over 32 positions the first of the five frequencies is fast enough to be kept; all but the second are slow.
        #expect(factors.count == 5 && factors[0] == 1 && factors[2...] == [8, 8, 8])
    }

    @Test("symbols that contain spaces, and three end tokens, are refused")
    func refusals() throws {
        let parameters = try Tiny.parameters()
        for symbol in ["a b", "", "a▁", "\t"] {
            var symbols = Tiny.symbols
            symbols[5] = symbol
            #expect(throws: ModelError.self) {
                try ModelFolder(parameters: parameters, symbols: symbols).gguf(name: "x")
            }
        }
        let special = SpecialTokens(end: [1, 2, 3])
        #expect(throws: ModelError.self) {
            try ModelFolder(parameters: parameters, symbols: Tiny.symbols, special: special).gguf(name: "x")
        }
    }
}
