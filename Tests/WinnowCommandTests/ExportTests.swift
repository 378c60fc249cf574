import Foundation
import Testing

@Suite("Export")
struct ExportTests {
    static let files: Set = [
        "README.md", "config.json", "generation_config.json", "model.safetensors", "tokenizer.json",
        "tokenizer_config.json",
    ]

    private static func names(_ path: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: path))
    }

    @Test("a bundled model becomes a folder with all that transformers asks for, and nothing is left beside it")
    func huggingFace() throws {
        let folder = try TemporaryFolder()
        let place = folder.path("new/chain-weak")
        let call = try Call([
            "export", "--domain", "chain", "--model", "weak", "--format", "huggingface", place,
        ])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.hasPrefix("chain weak: 158528 weights as float32 in "))
        #expect(try Self.names(place) == Self.files)
        #expect(try Self.names(folder.path("new")) == ["chain-weak"])
        let card = try String(contentsOfFile: place + "/README.md", encoding: .utf8)
        #expect(card.hasPrefix("---\nlicense: apache-2.0\n"))
        #expect(card.contains("# chain weak\n") && card.contains("AutoTokenizer.from_pretrained"))
        let config = try String(contentsOfFile: place + "/config.json", encoding: .utf8)
        #expect(config.contains("\"torch_dtype\" : \"float32\""))
        // What was exported is a model of the same weights, and can be exported again.
        let again = folder.path("again")
        let second = try Call(["export", "--domain", "chain", "--model", place, "--format", "huggingface", again])
        #expect(second.status == 0, "\(second.error)")
        #expect(
            FileManager.default.contentsEqual(
                atPath: place + "/model.safetensors", andPath: again + "/model.safetensors"))
    }

    @Test("a folder without a domain is exported too, as GGUF as well")
    func gguf() throws {
        let folder = try TemporaryFolder()
        let model = try TinyGenerator.chain.get()
        let place = folder.path("tiny.gguf")
        let call = try Call(["export", "--model", model, "--format", "gguf", place])
        #expect(call.status == 0, "\(call.error)")
        let file = try Data(contentsOf: URL(filePath: place))
        #expect(file.prefix(8) == Data("GGUF".utf8) + Data([3, 0, 0, 0]))
        #expect(try Self.names(folder.url.path) == ["tiny.gguf"])
    }

    @Test("nothing is overwritten unless asked for, and then only an earlier export")
    func inTheWay() throws {
        let folder = try TemporaryFolder()
        let model = try TinyGenerator.chain.get()
        func export(_ format: String, _ place: String, force: Bool = false) throws -> Call {
            try Call(["export", "--model", model, "--format", format, place] + (force ? ["--force"] : []))
        }
        let (place, file) = (folder.path("model"), folder.path("model.gguf"))
        for (format, output) in [("huggingface", place), ("gguf", file)] {
            #expect(try export(format, output).status == 0)
            let refused = try export(format, output)
            #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains("--force"))
            #expect(try export(format, output, force: true).status == 0)
        }
        #expect(try Self.names(place) == Self.files)
        try folder.write("mine", to: "model/notes.txt")
        let refused = try export("huggingface", place, force: true)
        #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains("notes.txt"))
        #expect(try Self.names(place) == Self.files.union(["notes.txt"]))
        #expect(try export("gguf", place, force: true).status == 1)
        #expect(try export("huggingface", file, force: true).status == 1)
        #expect(try Self.names(folder.url.path) == ["model", "model.gguf"])
    }

    @Test("an empty folder is filled")
    func empty() throws {
        let folder = try TemporaryFolder()
        let model = try TinyGenerator.chain.get()
        let call = try Call(["export", "--model", model, "--format", "huggingface", folder.path("")])
        #expect(call.status == 0, "\(call.error)")
        #expect(try Self.names(folder.url.path) == Self.files)
    }

    @Test(
        "what cannot be exported is refused in one line",
        arguments: [
            ["--model", "weak"], ["--model", "/nonexistent"], ["--domain", "chain", "--model", "none"],
            ["--domain", "none", "--model", "weak"], ["--model", "/"],
        ])
    func refused(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let call = try Call(["export", "--format", "huggingface", folder.path("x")] + arguments)
        #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
    }
}
