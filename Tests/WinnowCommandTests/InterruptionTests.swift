import Foundation
import Testing

@testable import winnow

@Suite("Interruption")
struct InterruptionTests {
    @Test("the first signal cancels the work and says how to resume", arguments: [SIGINT, SIGTERM])
    func first(number: Int32) async {
        // Each signal has an exit test of its own, because exit tests capture nothing here.
        if number == SIGINT {
            await #expect(processExitsWith: .exitCode(42)) { await InterruptionTests.interrupt(with: SIGINT) }
        } else {
            await #expect(processExitsWith: .exitCode(42)) { await InterruptionTests.interrupt(with: SIGTERM) }
        }
    }

    /// Ends the process with 42 when the work was cancelled in time and finished what it had begun.
    private static func interrupt(with number: Int32) async {
        do {
            try await interruptible(resuming: ["--resume"]) {
                kill(getpid(), number)
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    try Task.checkCancellation()
                }
            }
        } catch let interruption as Interruption {
            let text = "\(interruption)"
            let begin = "interrupted; finished work is kept. Resume with: "
            exit(text.hasPrefix(begin) && text.hasSuffix(" --resume") ? 42 : 43)
        } catch {
            exit(44)
        }
    }

    @Test("the second signal ends the program at once")
    func second() async {
        await #expect(processExitsWith: .exitCode(130)) {
            try await interruptible {
                kill(getpid(), SIGINT)
                // Work that does not listen.
                while !Task.isCancelled {}
                kill(getpid(), SIGINT)
                while true {}
            }
        }
    }

    @Test("work that ends by itself gives its value or its own error")
    func undisturbed() async throws {
        struct Own: Error {}
        #expect(try await interruptible { 7 } == 7)
        await #expect(throws: Own.self) { try await interruptible { throw Own() } }
    }

    @Test(
        "arguments are quoted as a shell reads them back",
        arguments: [
            (["winnow", "sweep", "--db", "x.db"], "winnow sweep --db x.db"), (["a b"], "'a b'"), ([""], "''"),
            (["it's"], #"'it'\''s'"#), (["$HOME", "1,2"], "'$HOME' 1,2"), (["ä"], "'ä'"),
        ])
    func quoting(arguments: [String], expected: String) {
        let text = "\(Interruption(resumingArguments: arguments))"
        #expect(text == "interrupted; finished work is kept. Resume with: \(expected)")
    }
}
