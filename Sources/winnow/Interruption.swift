import Dispatch
import Foundation
import WinnowText

/// The end of a piece of work by Ctrl-C (SIGINT) or SIGTERM.
struct Interruption: Error, CustomStringConvertible {
    /// 128 and the number of SIGINT, as shells report it.
    static let exitCode: Int32 = 130

    /// The arguments that go on with the work, the program's name first.
    let resumingArguments: [String]

    /// The text says what to do next, in one line.
    var description: String {
        let command = resumingArguments.map(ShellText.word).joined(separator: " ")
        return "interrupted; finished work is kept. Resume with: \(command)"
    }
}

/// Runs work that the first Ctrl-C or SIGTERM cancels, so that it can keep what is finished; a second one ends the
/// program at once.
///
/// - Parameter resuming: arguments that the command to resume needs besides those of this call, such as `--resume`.
/// - Throws: ``Interruption`` in place of the work's `CancellationError`, and the work's other errors as they are.
func interruptible<Value: Sendable>(
    resuming additions: [String] = [], _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let numbers = [SIGINT, SIGTERM]
    let (registrations, registration) = AsyncStream<Void>.makeStream()
    let task = Task {
        // No signal is lost once the work has begun.
        for await _ in registrations.prefix(numbers.count) {}
        return try await work()
    }
    // A queue of its own gets a thread even when work keeps all cores busy.
    let queue = DispatchQueue(label: "winnow.interruption")
    let sources = numbers.map { number in
        let previous = signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
            if task.isCancelled { _exit(Interruption.exitCode) }
            task.cancel()
        }
        source.setRegistrationHandler { registration.yield() }
        source.setCancelHandler { signal(number, previous) }
        source.resume()
        return source
    }
    defer { for source in sources { source.cancel() } }
    do {
        return try await task.value
    } catch is CancellationError {
        let new = additions.filter { !CommandLine.arguments.contains($0) }
        throw Interruption(resumingArguments: CommandLine.arguments + new)
    }
}
