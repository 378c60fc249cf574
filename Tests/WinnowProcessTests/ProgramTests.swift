import Foundation
import Glibc
import Testing
import WinnowProcess

@Suite("Programs that run to their end")
struct ProgramTests {
    @Test("input, output, messages and status are those of the program")
    func outcome() async throws {
        let input = Array("a\nb\n".utf8)
        let outcome = try await Program(shell: "cat; echo so >&2; exit 3").run(
            input: input, outputLimit: 100, errorLimit: 100)
        #expect(outcome.end == .status(3) && outcome.output == input && outcome.messages == Array("so\n".utf8))
        let killed = try await Program(shell: "kill -9 $$").run(outputLimit: nil, errorLimit: 0)
        #expect(killed.end == .signal(SIGKILL))
    }

    @Test(
        "a program that reads nothing ends no more than itself", arguments: ["exit 4", "exec <&-; sleep 0.3; exit 4"])
    func deaf(command: String) async throws {
        let outcome = try await Program(shell: command).run(
            input: [UInt8](repeating: 65, count: 1 << 20), outputLimit: 0, errorLimit: 0)
        #expect(outcome.end == .status(4))
    }

    @Test("more than a pipe holds goes through in both directions at once")
    func large() async throws {
        let input = [UInt8](repeating: 66, count: 5 << 20)
        let outcome = try await Program(named: "cat", []).run(input: input, outputLimit: input.count, errorLimit: 0)
        #expect(outcome.output == input)
    }

    @Test("output and messages are bounded")
    func bounds() async throws {
        await #expect(throws: ProcessError.outputTooLarge) {
            try await Program(shell: "yes").run(outputLimit: 1 << 20, errorLimit: 0)
        }
        let outcome = try await Program(shell: "yes | head -c 1000000 >&2; yes | head -c 1000000").run(
            outputLimit: nil, errorLimit: 10)
        #expect(outcome.messages.count == 10 && outcome.output.isEmpty && outcome.end == .status(0))
    }

    @Test("what cannot be started is an error")
    func missing() async {
        await #expect(throws: ProcessError.notFound) {
            try await Program(named: "no-such-program-of-winnow", []).run(outputLimit: nil, errorLimit: 0)
        }
        await #expect(throws: ProcessError.cannotStart) {
            try await Program(path: "/bin/sh", [], environment: [:], folder: "/no/such/folder").run(
                outputLimit: nil, errorLimit: 0)
        }
    }

    @Test("environment and folder are what is given")
    func surroundings() async throws {
        let outcome = try await Program(
            path: "/bin/sh", ["-c", "echo $PWD $A$HOME"], environment: ["A": "b"], folder: "/usr"
        ).run(outputLimit: 100, errorLimit: 0)
        #expect(outcome.output == Array("/usr b\n".utf8))
    }

    @Test("a cancelled task ends the program and what it has started")
    func cancelling() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "winnow-\(UUID()).pid")
        defer { try? FileManager.default.removeItem(at: file) }
        let command = "sleep 1000 & echo $! >'\(file.path)'; wait"
        let task = Task { try await Program(shell: command).run(outputLimit: nil, errorLimit: 0) }
        let child = try await Self.number(in: file)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await Self.isGone(child))
        let late = Task {
            try? await Task.sleep(for: .seconds(1000))
            return try await Program(shell: "sleep 1000").run(outputLimit: nil, errorLimit: 0)
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    /// The number that a program writes.
    static func number(in file: URL) async throws -> pid_t {
        while true {
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            if text.hasSuffix("\n"), let number = pid_t(text.dropLast()) { return number }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits until a process has ended; its parent need not have asked.
    static func isGone(_ process: pid_t) async -> Bool {
        for _ in 0..<500 {
            let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            guard let status, !status.contains(") Z ") else { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
