import Foundation
import Glibc
import Testing
import WinnowProcess

@Suite("Programs that answer lines")
struct LineProcessTests {
    private func start(_ command: String, longestLine: Int = 1000) async throws -> LineProcess {
        try await LineProcess(Program(shell: command), longestLine: longestLine)
    }

    @Test("a long session answers line by line")
    func session() async throws {
        let process = try await start("while read line; do echo \"<$line>\"; done")
        for index in 0..<300 {
            #expect(await process.send("\(index)\n"))
            #expect(await process.line() == .text("<\(index)>"))
        }
        #expect(await [.process(.status(0)), .process(.signal(SIGKILL))].contains(process.end()))
    }

    @Test("a program that ends tells its status and its last words", arguments: [0, 7])
    func status(code: Int32) async throws {
        // Many times: programs that end at once have crashed those who listen.
        for _ in 0..<50 {
            let process = try await start("echo first >&2; echo last >&2; echo line; exit \(code)")
            #expect(await process.line() == .text("line"))
            #expect(await process.line() == .end)
            #expect(await process.end() == .process(.status(code)))
            #expect(process.lastError == "last")
            #expect(await process.line() == .end)
            #expect(await process.send("x\n") == false)
        }
    }

    @Test("sending to a program that does not read raises no signal", .disabled(if: ignoresPipes, "SIGPIPE is ignored"))
    func closedPipe() async throws {
        for _ in 0..<50 {
            let process = try await start("exec <&-; echo ready; sleep 10")
            #expect(await process.line() == .text("ready"))
            #expect(await process.send(String(repeating: "x", count: 1 << 17)) == false)
        }
    }

    @Test("what SIGPIPE does to this process is not changed")
    func disposition() async throws {
        let before = Self.ignoresPipes
        let process = try await start("cat")
        #expect(await process.send("a\n"))
        #expect(await process.line() == .text("a"))
        _ = await process.end()
        #expect(Self.ignoresPipes == before)
    }

    /// Whether the process of the tests ignores SIGPIPE, whatever the tested code does.
    private static var ignoresPipes: Bool {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") } ?? ""
        let ignored = line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
        return ignored >> UInt64(SIGPIPE - 1) & 1 == 1
    }

    @Test("time that is up ends the program and all that it has started")
    func timeout() async throws {
        let process = try await start("sleep 1000 & echo $!; echo busy >&2; wait")
        guard case .text(let line) = await process.line(), let child = pid_t(line) else {
            Issue.record("no line")
            return
        }
        process.allow(.milliseconds(100))
        #expect(await process.line() == .end)
        #expect(await process.end() == .timeout)
        #expect(process.lastError == "busy")
        #expect(await ProgramTests.isGone(child))
    }

    @Test("a program that rests has all the time there is")
    func resting() async throws {
        let process = try await start("cat")
        process.allow(.milliseconds(500))
        process.rest()
        try await Task.sleep(for: .milliseconds(700))
        #expect(await process.send("still\n"))
        #expect(await process.line() == .text("still"))
    }

    @Test("a line without an end is not kept")
    func longLine() async throws {
        let process = try await start("yes | tr -d '\\n'", longestLine: 1 << 20)
        #expect(await process.line() == .tooLong)
        process.stop()
    }

    @Test("a program that reads nothing holds nobody up for longer than it may take")
    func deaf() async throws {
        let process = try await start("sleep 1000")
        process.allow(.milliseconds(100))
        #expect(await process.send(String(repeating: "x", count: 1 << 20)) == false)
        #expect(await process.end() == .timeout)
    }

    @Test("a program that answers more than a pipe holds is read while it is sent to")
    func bothWays() async throws {
        let process = try await start("cat")
        let line = String(repeating: "y", count: 999)
        async let sent = process.send(String(repeating: line + "\n", count: 2000))
        for _ in 0..<2000 { #expect(await process.line() == .text(line)) }
        #expect(await sent)
    }

    @Test("whoever is cancelled while waiting gets the end, and the program ends", arguments: [false, true])
    func cancelling(isLate: Bool) async throws {
        let task = Task {
            let process = try await start("sleep 1000")
            let line = await process.line()
            return (line, await process.end())
        }
        // Before or after it has started.
        if isLate { try await Task.sleep(for: .milliseconds(100)) }
        task.cancel()
        let (line, end) = try await task.value
        #expect(line == .end && end == .process(.signal(SIGKILL)))
    }

    @Test("a program that nobody holds any more ends")
    func forgetting() async throws {
        var process: LineProcess? = try await start("echo $$; sleep 1000")
        guard case .text(let line)? = await process?.line(), let number = pid_t(line) else {
            Issue.record("no line")
            return
        }
        process = nil
        #expect(await ProgramTests.isGone(number))
    }
}
