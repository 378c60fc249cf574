import Foundation
import Testing
import WinnowRandom

@testable import WinnowModel

/// Twenty thousand damaged files: each is read as something sound or refused with a ``ModelError``.
///
/// The initialisers' typed errors say that nothing but a ``ModelError`` comes out; a crash ends the tests.
struct HostileFilesTests {
    /// The largest memory that the process has had, in bytes.
    static func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 1024
    }

    /// Expects that a body needs little memory; other tests run beside it, so the bound is not tight.
    static func withLittleMemory(_ body: () throws -> Void) throws {
        let before = try peakMemory()
        try body()
        #expect(try peakMemory() - before < 400_000_000)
    }

    @Test("8,000 damaged safetensors files are read or refused, and what is read has as many numbers as its shape")
    func safetensors() throws {
        let sound = [
            [UInt8](try SafeTensorsTests.example.data(.float32)), [UInt8](try SafeTensorsTests.example.data(.bfloat16)),
            [UInt8](
                try Data(contentsOf: TransformersFolderTests.folder("half-5").appending(path: "model.safetensors"))),
        ]
        var random = CounterRandom(key: 71)
        var read = 0
        try Self.withLittleMemory {
            for trial in 0..<8000 {
                let bytes = FileMutation.mutated(sound[trial % 3], &random)
                guard let file = try? SafeTensors(Data(bytes)) else { continue }
                read += 1
                #expect(file.tensors.values.allSatisfy { $0.shape.reduce(1, *) == $0.values.count })
            }
        }
        #expect((100..<7000).contains(read))
    }

    /// Damages one file of a folder many times.
    ///
    /// - Returns: how many of the folders could still be read.
    private func damage(_ name: String, _ file: String, trials: Int, key: UInt64) throws -> Int {
        try Tiny.withFolder { place in
            let folder = place.appending(path: "model")
            try FileManager.default.copyItem(at: TransformersFolderTests.folder(name), to: folder)
            let url = folder.appending(path: file)
            let sound = [UInt8](try Data(contentsOf: url))
            var random = CounterRandom(key: key)
            var read = 0
            try Self.withLittleMemory {
                for _ in 0..<trials {
                    try FileMutation.overwrite(url, with: FileMutation.mutated(sound, &random))
                    guard let model = try? ModelFolder(contentsOf: folder) else { continue }
                    read += 1
                    let parameters = model.parameters
                    #expect(parameters.values.count == ParameterLayout(parameters.configuration).count)
                    let sample = stride(from: 0, to: parameters.values.count, by: 61)
                    #expect(sample.allSatisfy { parameters.values[$0].isFinite })
                    let tokens = 0..<parameters.configuration.vocabularySize
                    #expect(model.special.end.allSatisfy(tokens.contains))
                    #expect(model.symbols.map { $0.count == tokens.count } ?? true)
                }
            }
            return read
        }
    }

    @Test(
        "10,500 model folders with one damaged file are read as a sound model or refused",
        arguments: [
            ("grouped-5", "config.json", 2000), ("grouped-4", "config.json", 2000), ("tied-5", "tokenizer.json", 1500),
            ("tied-5", "generation_config.json", 500), ("tied-4", "model.safetensors", 1500),
            ("sharded-5", "model.safetensors.index.json", 1500),
            ("sharded-4", "model-00002-of-00004.safetensors", 1500),
        ])
    func folders(name: String, file: String, trials: Int) throws {
        let read = try damage(name, file, trials: trials, key: UInt64(trials))
        #expect((1..<trials).contains(read))
    }

    @Test("1,500 damaged checkpoints are read as a state that training can go on from, or refused")
    func checkpoints() throws {
        try Tiny.withFolder { folder in
            let url = folder.appending(path: "state.safetensors")
            let zeros = [Float](repeating: 0, count: ParameterLayout(Tiny.configuration).count)
            let parameters = try Parameters(Tiny.configuration, seed: 1)
            try Checkpoint(
                parameters: parameters, recipe: TrainingRecipe(), progress: TrainingProgress(), firstMoment: zeros,
                secondMoment: zeros
            ).write(to: url)
            let sound = [UInt8](try Data(contentsOf: url))
            var random = CounterRandom(key: 73)
            var read = 0
            try Self.withLittleMemory {
                for _ in 0..<1500 {
                    try FileMutation.overwrite(url, with: FileMutation.mutated(sound, &random))
                    guard let state = try? Checkpoint(contentsOf: url) else { continue }
                    read += 1
                    try state.parameters.configuration.validateForTraining()
                }
            }
            #expect((1..<1500).contains(read))
        }
    }

    @Test("claims of terabytes, and nesting without end, are refused without making room for them")
    func claims() throws {
        try Self.withLittleMemory {
            for shape in ["[2500000000]", "[50000,50000]", "[1099511627776]"] {
                for end in [4, 10_000_000_000, Int.max] {
                    let header = #"{"a":{"dtype":"F32","shape":\#(shape),"data_offsets":[0,\#(end)]}}"#
                    #expect(throws: ModelError.self) { try SafeTensors(SafeTensorsTests.file(header, body: 4)) }
                }
            }
            let deep = #"{"a":"# + String(repeating: #"{"a":["#, count: 2_000_000)
            #expect(throws: ModelError.self) { try SafeTensors(SafeTensorsTests.file(deep, body: 0)) }
            try ModelFolderTests.refuse("deep configuration") {
                try Data(deep.utf8.prefix(3_000_000)).write(to: $0.appending(path: "config.json"))
            }
            try ModelFolderTests.refuse("large configuration") {
                try Data(repeating: 0x20, count: 5_000_000).write(to: $0.appending(path: "config.json"))
            }
            try ModelFolderTests.refuse("a folder instead of a file") { folder in
                let url = folder.appending(path: "model.safetensors")
                try FileManager.default.removeItem(at: url)
                try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            }
        }
    }

    @Test("a pipe or a device in place of a file is refused instead of waited for")
    func pipes() throws {
        for file in ["config.json", "model.safetensors", "tokenizer.json"] {
            try ModelFolderTests.refuse(file) { folder in
                let url = folder.appending(path: file)
                try FileManager.default.removeItem(at: url)
                let process = try Process.run(URL(filePath: "/usr/bin/mkfifo"), arguments: [url.path])
                process.waitUntilExit()
                try #require(process.terminationStatus == 0)
            }
            try ModelFolderTests.refuse(file) { folder in
                let url = folder.appending(path: file)
                try FileManager.default.removeItem(at: url)
                try FileManager.default.createSymbolicLink(at: url, withDestinationURL: URL(filePath: "/dev/zero"))
            }
        }
    }

    @Test("a link to a file, as in a download cache, is followed")
    func links() throws {
        try Tiny.withFolder { place in
            let folder = place.appending(path: "linked")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let source = TransformersFolderTests.folder("half-5")
            for file in ["config.json", "model.safetensors"] {
                try FileManager.default.createSymbolicLink(
                    at: folder.appending(path: file), withDestinationURL: source.appending(path: file))
            }
            #expect(
                try ModelFolder(contentsOf: folder).parameters.bits
                    == ModelFolder(contentsOf: source).parameters.bits)
        }
    }
}
