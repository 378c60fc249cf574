import Foundation
import TestGuards
import Testing

@Suite("winnow generate and winnow logits")
struct GenerateTests {
    private func generate(_ prompts: String, _ more: [String] = []) throws -> Call {
        let folder = try TinyGenerator.chain.get()
        return try Call(
            ["generate", "--model", folder, "--prompt-ids-file", "-", "--seed", "3", "--quiet"] + more, input: prompts)
    }

    @Test("lines come by prompt and sample, and are the same whatever the threads")
    func order() throws {
        let prompts = "5,6,7\n8,9\n5,6,7\n"
        let arguments = ["--samples", "70", "--max-new", "9"]
        let one = try generate(prompts, arguments + ["--threads", "1"])
        #expect(one.status == 0)
        #expect(one.lines.count == 210)
        #expect(Set(one.lines).count > 70)
        // A candidate depends on the prompt's tokens, not on its place.
        #expect(one.lines[..<70] == one.lines[140...])
        #expect(try generate(prompts, arguments + ["--threads", "4"]).output == one.output)
        #expect(try generate("8,9\n", arguments + ["--threads", "3"]).lines == Array(one.lines[70..<140]))
        let counts = one.lines.map { $0.split(separator: ",").count }
        #expect(try nonEmpty(counts).allSatisfy { (1...9).contains($0) } && Set(counts).count > 1)
    }

    @Test("with --ignore-eos every completion reaches the limit, and the rates go to standard error")
    func ignoresEnd() throws {
        let call = try Call([
            "generate", "--model", try TinyGenerator.chain.get(), "--prompt-ids", "5,6", "--samples", "40", "--max-new",
            "7", "--ignore-eos",
        ])
        #expect(call.lines.count == 40)
        #expect(try nonEmpty(call.lines).allSatisfy { $0.split(separator: ",").count == 7 })
        #expect(call.error.contains("prefill") && call.error.contains("decode"))
    }

    @Test("greedy completions take the largest of the logits at every step")
    func greedyIsArgmax() throws {
        let folder = try TinyGenerator.chain.get()
        let prompt = [5, 9, 20]
        let call = try generate("5,9,20\n", ["--temperature", "0", "--max-new", "6", "--ignore-eos"])
        let completion = try #require(call.lines.first).split(separator: ",").compactMap { Int($0) }
        #expect(completion.count == 6)
        let text = (prompt + completion).map(String.init).joined(separator: ",")
        let logits = try Call(["logits", "--model", folder, "--prompt-ids", text])
        let rows = try JSONDecoder().decode([[Float]].self, from: Data(logits.output.utf8))
        #expect(rows.count == 9)
        for (step, token) in completion.enumerated() {
            let row = rows[prompt.count - 1 + step]
            #expect(row.firstIndex(of: row.max() ?? 0) == token)
        }
    }

    @Test(
        "what cannot be generated is refused in one line",
        arguments: [
            ["--prompt-ids", "5,100000"], ["--prompt-ids", "5,x"], ["--prompt-ids", ""],
            ["--prompt-ids", "5", "--max-new", "100000"], ["--prompt-ids", "5", "--samples", "0"],
            ["--prompt-ids", "5", "--temperature", "-1"], ["--prompt-ids-file", "/nowhere/prompts"],
        ])
    func refusals(_ arguments: [String]) throws {
        let call = try Call(["generate", "--model", try TinyGenerator.chain.get(), "--quiet"] + arguments)
        #expect(call.status == 1)
        #expect(call.hasOneLineError)
        #expect(call.output.isEmpty)
    }

    @Test("a folder that is no model is refused in one line")
    func noModel() throws {
        for command in ["generate", "logits"] {
            let call = try Call([command, "--model", "/nowhere", "--prompt-ids", "5"])
            #expect(call.status == 1)
            #expect(call.hasOneLineError)
        }
    }
}
