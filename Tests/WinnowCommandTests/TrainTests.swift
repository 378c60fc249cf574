import Foundation
import Testing

@Suite("winnow train")
struct TrainTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func arguments(_ name: String, _ more: [String] = []) -> [String] {
        [
            "train", "generator", "--domain", "chain", "--output", folder.path(name), "--tokens", "120000",
            "--checkpoint-every", "10000", "--style", "answer-only", "--quiet",
        ] + TinyGenerator.shape + more
    }

    @Test("--resume after kill -9 ends with the weights of an uninterrupted run, bit for bit")
    func resume() throws {
        let whole = try Call(arguments("whole"))
        #expect(whole.status == 0 && whole.error.isEmpty, "\(whole.error)")
        #expect(whole.output.hasPrefix("chain whole: 12"))

        for checkpoint in ["10000", "50000"] {
            let program = try RunningProgram(arguments("parts", checkpoint == "10000" ? [] : ["--resume"]))
            let file = folder.path("parts/checkpoints/\(checkpoint).safetensors")
            #expect(program.wait { FileManager.default.fileExists(atPath: file) })
            #expect(try program.end(with: SIGKILL).status == 128 + SIGKILL)
        }
        let model = folder.url.appending(path: "parts/model.safetensors")
        #expect(!FileManager.default.fileExists(atPath: model.path), "no kill came in the middle")
        let resumed = try Call(arguments("parts", ["--resume"]))
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try Data(contentsOf: model) == Data(contentsOf: folder.url.appending(path: "whole/model.safetensors")))
        #expect(resumed.output == whole.output.replacing("whole", with: "parts"))

        let refused = try Call(arguments("whole"))
        #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains("--resume"))
    }

    @Test("Ctrl-C prints the command with --resume and exits with 130")
    func interrupted() throws {
        let program = try RunningProgram(arguments("cut"))
        let file = folder.path("cut/checkpoints/10000.safetensors")
        #expect(program.wait { FileManager.default.fileExists(atPath: file) })
        let end = try program.end(with: SIGINT)
        #expect(end.status == 130)
        #expect(end.error.hasSuffix(" --resume\n"), "\(end.error)")
    }

    @Test("impossible settings are refused in one line, and nothing is written")
    func refused() throws {
        for more in [
            ["--width", "17"], ["--heads", "3"], ["--layers", "0"], ["--tokens", "0"], ["--learning-rate", "nan"],
            ["--domain", "sudoku"],
        ] {
            let call = try Call(arguments("bad", more))
            #expect(call.status == 1 && call.hasOneLineError, "\(call.error)")
        }
        let suite = try Call([
            "train", "suite", "--domain", "chain", "--branch-at", "750", "--checkpoint-every", "500", "--work",
            folder.path("work"), "--output", folder.path("models"),
        ])
        #expect(suite.status == 1 && suite.hasOneLineError, "\(suite.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }
}
