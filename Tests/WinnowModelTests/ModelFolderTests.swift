import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

struct ModelFolderTests {
    static func write(_ parameters: Parameters, _ precision: SafeTensors.Precision, to folder: URL) throws {
        try ModelFolder(parameters: parameters, symbols: Tiny.symbols)
            .write(to: folder, precision: precision, endToken: 1, paddingToken: 0)
    }

    @Test("float32 weights, shape and symbols come back exactly")
    func roundTrip() throws {
        let parameters = try Tiny.parameters()
        let model = try Tiny.withFolder { folder in
            try Self.write(parameters, .float32, to: folder.appending(path: "new/model"))
            return try ModelFolder(contentsOf: folder.appending(path: "new/model"))
        }
        #expect(model.parameters.bits == parameters.bits)
        #expect(model.parameters.configuration == parameters.configuration)
        #expect(model.symbols == Tiny.symbols)
    }

    @Test("bfloat16 weights come back rounded, and a second round trip changes nothing")
    func bfloat16() throws {
        let parameters = try Tiny.parameters()
        try Tiny.withFolder { folder in
            try Self.write(parameters, .bfloat16, to: folder)
            let once = try ModelFolder(contentsOf: folder).parameters
            let rounded = parameters.values.map { UInt32(SafeTensors.bfloat16($0)) << 16 }
            #expect(once.bits == rounded)
            try Self.write(once, .bfloat16, to: folder)
            #expect(try ModelFolder(contentsOf: folder).parameters.bits == rounded)
        }
    }

    @Test("the files have the names, shapes and settings of a Hugging Face Llama")
    func huggingFaceLayout() throws {
        try Tiny.withFolder { folder in
            try Self.write(try Tiny.parameters(), .float32, to: folder)
            let file = try SafeTensors(try Data(contentsOf: folder.appending(path: "model.safetensors")))
            var expected = ["model.embed_tokens.weight": [20, 16], "model.norm.weight": [16]]
            for layer in 0..<2 {
                for (name, shape) in [
                    ("input_layernorm", [16]), ("post_attention_layernorm", [16]), ("self_attn.q_proj", [16, 16]),
                    ("self_attn.k_proj", [16, 16]), ("self_attn.v_proj", [16, 16]), ("self_attn.o_proj", [16, 16]),
                    ("mlp.gate_proj", [32, 16]), ("mlp.up_proj", [32, 16]), ("mlp.down_proj", [16, 32]),
                ] {
                    expected["model.layers.\(layer).\(name).weight"] = shape
                }
            }
            #expect(file.tensors.mapValues(\.shape) == expected)
            #expect(file.metadata == ["format": "pt"])

            func json(_ name: String) throws -> [String: Any] {
                let data = try Data(contentsOf: folder.appending(path: name))
                return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            }
            let config = try json("config.json")
            #expect(config["architectures"] as? [String] == ["LlamaForCausalLM"])
            #expect(config["model_type"] as? String == "llama")
            for (name, value) in [
                ("vocab_size", 20), ("hidden_size", 16), ("num_hidden_layers", 2), ("num_attention_heads", 2),
                ("num_key_value_heads", 2), ("head_dim", 8), ("intermediate_size", 32),
                ("max_position_embeddings", 64), ("rope_theta", 10_000), ("eos_token_id", 1), ("pad_token_id", 0),
            ] {
                #expect(config[name] as? Int == value, "\(name)")
            }
            #expect(config["tie_word_embeddings"] as? Bool == true)
            let tokenizer = try json("tokenizer.json")
            let model = try #require(tokenizer["model"] as? [String: Any])
            #expect(model["type"] as? String == "WordLevel")
            #expect(model["unk_token"] as? String == "<pad>")
            #expect((model["vocab"] as? [String: Int])?["t7"] == 7)
            #expect((tokenizer["pre_tokenizer"] as? [String: Any])?["type"] as? String == "WhitespaceSplit")
            let added = try #require(tokenizer["added_tokens"] as? [[String: Any]])
            #expect(added.map { $0["content"] as? String } == ["<pad>", "<e>"])
            #expect(
                Set(added[0].keys) == ["id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"])
        }
    }

    /// Writes a sound folder, changes it and expects a refusal.
    static func refuse(_ name: String, _ change: (URL) throws -> Void) throws {
        try Tiny.withFolder { folder in
            try write(try Parameters(Tiny.configuration, seed: 1), .float32, to: folder)
            try change(folder)
            #expect(throws: ModelError.self, "\(name)") { try ModelFolder(contentsOf: folder) }
        }
    }

    @Test("a missing file is refused", arguments: ["config.json", "model.safetensors"])
    func missing(file: String) throws {
        try Self.refuse(file) { try FileManager.default.removeItem(at: $0.appending(path: file)) }
        #expect(throws: ModelError.self) { try ModelFolder(contentsOf: URL(filePath: "/nonexistent/model")) }
    }

    @Test(
        "a configuration that Winnow cannot run, or that is not this file's, is refused",
        arguments: [
            ("\"vocab_size\" : 20", "\"vocab_size\" : 21"), ("\"vocab_size\" : 20", "\"vocab_size\" : -20"),
            ("\"vocab_size\" : 20", "\"vocab_size\" : \"20\""), ("\"vocab_size\" : 20", "\"vocab_size\" : 1e30"),
            ("\"hidden_size\" : 16", "\"hidden_size\" : 32"), ("\"hidden_size\" : 16", "\"hidden_size\" : 0"),
            ("\"num_attention_heads\" : 2", "\"num_attention_heads\" : 0"), ("\"head_dim\" : 8", "\"head_dim\" : 4"),
            ("\"num_key_value_heads\" : 2", "\"num_key_value_heads\" : 1"),
            ("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 1"),
            ("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 256"),
            ("\"intermediate_size\" : 32", "\"intermediate_size\" : 65536"),
            ("\"model_type\" : \"llama\"", "\"model_type\" : \"gpt2\""),
            ("\"tie_word_embeddings\" : true", "\"tie_word_embeddings\" : false"),
            ("\"attention_bias\" : false", "\"attention_bias\" : true"),
            ("\"hidden_act\" : \"silu\"", "\"hidden_act\" : \"gelu\""),
            ("\"rope_theta\" : 10000", "\"rope_theta\" : -1"),
            ("\"max_position_embeddings\" : 64", "\"max_position_embeddings\" : 1000000000"), ("{", "["), ("{", ""),
        ])
    func badConfiguration(old: String, new: String) throws {
        try Self.refuse(new) { folder in
            let url = folder.appending(path: "config.json")
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old))
            try text.replacingOccurrences(of: old, with: new).write(to: url, atomically: true, encoding: .utf8)
        }
    }

    @Test("a configuration that claims terabytes is refused without making room for them")
    func hugeClaim() throws {
        try Self.refuse("huge claim") { folder in
            let huge = ModelConfiguration(
                vocabularySize: 20, width: 8192, layers: 2, heads: 8, feedForward: 65_536, contextLength: 131_072)
            try huge.validate()
            let config = HuggingFaceConfiguration(configuration: huge, precision: .float32, special: SpecialTokens())
            try JSONEncoder().encode(config).write(to: folder.appending(path: "config.json"))
        }
    }

    @Test("weights that are missing, superfluous, of another shape or not finite are refused")
    func badWeights() throws {
        func change(_ name: String, _ change: (inout SafeTensors) -> Void) throws {
            try Self.refuse(name) { folder in
                let url = folder.appending(path: "model.safetensors")
                var file = try SafeTensors(try Data(contentsOf: url))
                change(&file)
                try file.data(.float32).write(to: url)
            }
        }
        try change("missing") { $0.tensors["model.norm.weight"] = nil }
        try change("superfluous") { $0.tensors["lm_head.bias"] = $0.tensors["model.norm.weight"] }
        try change("tie broken") {
            $0.tensors["lm_head.weight"] = .init(shape: [20, 16], values: .init(repeating: 1, count: 320))
        }
        try change("shape") { $0.tensors["model.layers.0.mlp.up_proj.weight"]?.shape = [16, 32] }
        try change("not a number") { $0.tensors["model.norm.weight"]?.values[3] = .nan }
        try change("infinite") { $0.tensors["model.layers.1.mlp.down_proj.weight"]?.values[511] = -.infinity }
    }

    @Test(
        "a tokenizer that does not number its words from 0 is refused",
        arguments: [
            ("\"t7\" : 7", "\"t7\" : 6"), ("\"t7\" : 7", "\"t7\" : 20"), ("\"t7\" : 7,", ""),
        ])
    func badTokenizer(old: String, new: String) throws {
        try Self.refuse(new) { folder in
            let url = folder.appending(path: "tokenizer.json")
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old))
            try text.replacingOccurrences(of: old, with: new).write(to: url, atomically: true, encoding: .utf8)
        }
    }

    @Test("random mutations of any of the files are read as a runnable model or refused")
    func mutations() throws {
        try Tiny.withFolder { folder in
            try Self.write(try Parameters(Tiny.configuration, seed: 1), .bfloat16, to: folder)
            var random = CounterRandom(key: 51)
            var read = 0
            for (name, trials) in [("config.json", 300), ("tokenizer.json", 200), ("model.safetensors", 200)] {
                let url = folder.appending(path: name)
                let sound = try Data(contentsOf: url)
                for _ in 0..<trials {
                    var bytes = [UInt8](sound)
                    // Half of the weights' mutations hit the header, which is the smaller part.
                    let reach = random.below(2) == 0 ? min(bytes.count, 1500) : bytes.count
                    for _ in 0...random.below(2) { bytes[random.below(reach)] = UInt8(random.below(256)) }
                    try Data(bytes).write(to: url)
                    // The initialiser's typed error says that nothing but a ModelError comes out.
                    guard let model = try? ModelFolder(contentsOf: folder) else { continue }
                    read += 1
                    #expect((model.symbols?.count ?? 20) == model.parameters.configuration.vocabularySize)
                    #expect(try nonEmpty(model.parameters.values).allSatisfy { $0.isFinite })
                }
                try sound.write(to: url)
            }
            #expect((1..<700).contains(read))
        }
    }
}
