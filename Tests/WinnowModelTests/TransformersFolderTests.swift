import Foundation
import TestGuards
import Testing

@testable import WinnowModel

/// Small random folders that Hugging Face transformers wrote; `Fixtures/transformers_folders.py` makes them.
struct TransformersFolderTests {
    /// What each folder holds, each written by transformers 4 and 5.
    static let configurations: [String: ModelConfiguration] = [
        "grouped": ModelConfiguration(
            vocabularySize: 33, width: 24, layers: 2, heads: 6, keyValueHeads: 2, headWidth: 10, feedForward: 20,
            contextLength: 64, ropeTheta: 500_000,
            ropeScaling: RopeScaling(
                factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContextLength: 32),
            tiesEmbeddings: false),
        "sharded": ModelConfiguration(
            vocabularySize: 40, width: 16, layers: 2, heads: 4, keyValueHeads: 1, feedForward: 24, contextLength: 64,
            ropeTheta: 1_000_000, tiesEmbeddings: false),
        "half": ModelConfiguration(
            vocabularySize: 25, width: 24, layers: 1, heads: 3, feedForward: 20, contextLength: 64),
        "tied": ModelConfiguration(
            vocabularySize: 21, width: 16, layers: 2, heads: 2, keyValueHeads: 1, headWidth: 12, feedForward: 18,
            contextLength: 64),
    ]

    static let folders = configurations.keys.sorted().flatMap { ["\($0)-4", "\($0)-5"] }

    static func folder(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/folders/\(name)")
    }

    private struct Expected: Decodable {
        var prompts: [[Int]]
        var logits: [Data]
    }

    @Test("the shape of each folder is read under the names of transformers 4 and 5", arguments: folders)
    func shape(name: String) throws {
        let model = try ModelFolder(contentsOf: Self.folder(name))
        #expect(model.parameters.configuration == Self.configurations[String(name.dropLast(2))])
    }

    @Test("end tokens are one, a list or none; symbols are those of a word-level vocabulary, or unknown")
    func tokens() throws {
        for version in ["4", "5"] {
            func read(_ name: String) throws -> ModelFolder {
                try ModelFolder(contentsOf: Self.folder("\(name)-\(version)"))
            }
            #expect(try read("grouped").special == SpecialTokens(end: [1, 5], begin: 2))
            #expect(try read("half").endTokens == [1])
            #expect(try read("sharded").endTokens.isEmpty)
            #expect(try read("grouped").symbols == nil)
            let tied = try read("tied")
            #expect(tied.symbols == (0..<21).map { "w\($0)" })
            #expect(tied.special == SpecialTokens(end: [1], padding: 0, unknown: 0))
        }
    }

    /// The largest difference between logits and what transformers computes.
    private func difference(_ name: String, _ logits: ([Int]) throws -> [[Double]]) throws -> Double {
        let url = Self.folder(name).appending(path: "expected.json")
        let expected = try JSONDecoder().decode(Expected.self, from: try Data(contentsOf: url))
        #expect(expected.prompts.map(\.count) == [1, 7, 60])
        var largest = 0.0
        for (prompt, data) in try pairs(expected.prompts, expected.logits) {
            let (found, wanted) = (try logits(prompt).flatMap(\.self), ParityTests.floats(data))
            try #require(found.count == wanted.count)
            for (one, other) in try pairs(found, wanted) { largest = max(largest, abs(one - Double(other))) }
        }
        return largest
    }

    @Test("the weights give the logits of transformers when multiplied in double precision", arguments: folders)
    func referenceLogits(name: String) throws {
        let reference = ReferenceModel(try ModelFolder(contentsOf: Self.folder(name)).parameters)
        #expect(try difference(name) { reference.logits($0) } < 2e-5)
    }

    @Test("the decoder gives the logits of transformers", arguments: folders)
    func decoderLogits(name: String) throws {
        let scorer = TokenScorer(PackedWeights(try ModelFolder(contentsOf: Self.folder(name)).parameters))
        #expect(try difference(name) { try scorer.logits(of: $0).map { $0.map(Double.init) } } < 1e-4)
    }

    @Test("a folder that is read and written again says the same", arguments: folders)
    func writtenAgain(name: String) throws {
        let model = try ModelFolder(contentsOf: Self.folder(name))
        try Tiny.withFolder { folder in
            try model.writeForTransformers(to: folder)
            let again = try ModelFolder(contentsOf: folder)
            #expect(again.parameters.configuration == model.parameters.configuration)
            #expect(again.parameters.bits == model.parameters.bits)
            #expect(again.symbols == model.symbols)
            #expect(again.special == model.special)
        }
    }

    /// Copies a folder, changes one file's text and expects an error that names something.
    static func refuse(_ name: String, _ file: String, _ old: String, _ new: String, naming word: String) throws {
        try Tiny.withFolder { place in
            let copy = place.appending(path: name)
            try FileManager.default.copyItem(at: folder(name), to: copy)
            let url = copy.appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old))
            try Data(text.replacing(old, with: new).utf8).write(to: url)
            let error = #expect(throws: ModelError.self) { try ModelFolder(contentsOf: copy) }
            #expect(error?.description.contains(word) == true, "\(error?.description ?? "nothing")")
        }
    }

    @Test(
        "fields that change the computation and are not supported are refused by name",
        arguments: [
            ("\"attention_bias\": false", "\"attention_bias\": true", "attention_bias"),
            ("\"mlp_bias\": false", "\"mlp_bias\": true", "mlp_bias"),
            ("\"hidden_act\": \"silu\"", "\"hidden_act\": \"gelu\"", "hidden_act gelu"),
            ("\"rope_type\": \"llama3\"", "\"rope_type\": \"yarn\"", "rope_type yarn"),
            ("\"rope_type\": \"llama3\"", "\"rope_type\": \"linear\"", "rope_type linear"),
            ("\"rope_type\": \"llama3\"", "\"type\": \"dynamic\"", "rope_type dynamic"),
            ("\"rope_type\": \"llama3\"", "\"type\": \"longrope\"", "rope_type longrope"),
            ("\"low_freq_factor\": 1.0,", "", "low_freq_factor"),
            ("\"pretraining_tp\": 1", "\"pretraining_tp\": 2", "pretraining_tp 2"),
            ("\"use_cache\": true", "\"sliding_window\": 128", "sliding_window 128"),
            ("\"use_cache\": true", "\"partial_rotary_factor\": 0.5", "partial_rotary_factor 0.5"),
            ("\"use_cache\": true", "\"quantization_config\": {\"bits\": 4}", "quantization_config"),
            ("\"use_cache\": true", "\"auto_map\": {\"AutoModel\": \"x.Y\"}", "auto_map"),
            ("\"use_cache\": true", "\"layer_types\": [\"sliding_attention\"]", "layer_types sliding_attention"),
            ("\"LlamaForCausalLM\"", "\"LlamaForSequenceClassification\"", "LlamaForSequenceClassification"),
            ("\"model_type\": \"llama\"", "\"model_type\": \"mistral\"", "model_type mistral"),
            ("\"head_dim\": 10", "\"head_dim\": 9", "9 channels"),
            ("\"num_key_value_heads\": 2", "\"num_key_value_heads\": 4", "cannot share 4"),
            ("\"hidden_size\": 24", "\"hidden_size\": 1000000", "1000000"),
        ])
    func refused(old: String, new: String, word: String) throws {
        for version in ["4", "5"] { try Self.refuse("grouped-\(version)", "config.json", old, new, naming: word) }
    }

    @Test(
        "an index that leads out of the folder, to nothing or to the wrong file is refused",
        arguments: ["../model.safetensors", "/etc/passwd", "model-00009-of-00004.safetensors", "config.json", ""])
    func badIndex(shard: String) throws {
        let old = "\"model.norm.weight\": \"model-00004-of-00004.safetensors\""
        try Self.refuse(
            "sharded-5", "model.safetensors.index.json", old, "\"model.norm.weight\": \"\(shard)\"",
            naming: shard.isEmpty ? "lists the file" : shard)
    }

    @Test("an index that misplaces or forgets a tensor is refused")
    func misplaced() throws {
        let old = "\"model.norm.weight\": \"model-00004-of-00004.safetensors\""
        let file = "model.safetensors.index.json"
        let first = "\"model.norm.weight\": \"model-00001-of-00004.safetensors\""
        try Self.refuse("sharded-5", file, old, first, naming: "model.norm.weight")
        try Self.refuse("sharded-5", file, old, "\"other\": \"model-00004-of-00004.safetensors\"", naming: "other")
    }
}
