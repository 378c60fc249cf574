import Dispatch
import Foundation
import Synchronization
import WinnowBounds
import WinnowCore

/// A user's program that reads and writes lines, in a process group of its own.
///
/// Its own group keeps Ctrl-C at the terminal from ending it before its last answers are read, and lets whatever it has
/// started end with it. Used by one task at a time.
final class ToolProcess {
    /// How it ended.
    enum End: Hashable {
        case status(Int32)
        case signal(Int32)
        case timeout
    }

    private let process = Process()
    private let running = DispatchGroup()
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()
    private let chunks: AsyncStream<Data>
    private let backlog = Backlog()
    private var pending: [UInt8] = []
    private let lastWords = LastWords()
    private let watchdog: Watchdog

    /// Starts the command in a shell, so that it may have arguments and quotes.
    ///
    /// - Throws: ``ExperimentError`` when not even the shell can be started.
    init(_ command: String) throws {
        // A program that ends before it has read everything is an error to be told, not the end of this one.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        let (stream, continuation) = AsyncStream<Data>.makeStream()
        chunks = stream
        // Set before it starts, and waited for as a group: waiting by Foundation turns a run loop of a thread that is not
        // ours.
        running.enter()
        process.terminationHandler = { [running] _ in running.leave() }
        do {
            try process.run()
        } catch {
            running.leave()
            throw ExperimentError("\"\(command)\" cannot be started", hint: "check /bin/sh and the system's limits")
        }
        watchdog = Watchdog(group: process.processIdentifier)
        output.fileHandleForReading.readAll(while: backlog.hasRoom) {
            continuation.yield($0)
        } atEnd: {
            continuation.finish()
        }
        errors.fileHandleForReading.readAll(while: { true }, lastWords.add, atEnd: lastWords.end)
    }

    deinit { stop() }

    /// Ends it and all that it has started.
    func stop() {
        watchdog.cancel()
        backlog.stop()
        if process.isRunning { kill(-process.processIdentifier, SIGKILL) }
        try? input.fileHandleForWriting.close()
    }

    /// Gives it this long for whatever it is asked next.
    ///
    /// Time is kept outside of Swift's tasks: they may all be waiting for pipes.
    func allow(_ duration: Duration) { watchdog.restart(duration) }

    /// Gives it all the time there is, until it is asked again.
    func rest() { watchdog.cancel() }

    /// Sends lines.
    ///
    /// - Returns: false when it does not read any more.
    func send(_ lines: String) -> Bool {
        (try? input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))) != nil
    }

    /// What a program wrote next.
    enum Line: Hashable {
        /// Without its line break.
        case text(String)

        /// More than ``Bounds/toolLine`` without a line break.
        case tooLong

        /// It has ended, or the task was cancelled.
        case end
    }

    /// The next line that it writes.
    func line() async -> Line {
        var searched = 0
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                return .text(line)
            }
            searched = pending.count
            guard searched <= Bounds.toolLine.limit else { return .tooLong }
            var iterator = chunks.makeAsyncIterator()
            guard let chunk = await iterator.next() else { return .end }
            backlog.release()
            pending += chunk
        }
    }

    /// How it ended, after ``line()`` gave ``Line/end`` for it.
    func end() -> End {
        // It may have closed its output alone.
        stop()
        running.wait()
        lastWords.wait()
        if watchdog.hasBitten { return .timeout }
        return process.terminationReason == .exit
            ? .status(process.terminationStatus) : .signal(process.terminationStatus)
    }

    /// The last line that it wrote on standard error, after ``end()``; empty for none.
    var lastError: String { lastWords.line }
}

extension FileHandle {
    /// Reads on a thread of its own until the other side is closed.
    ///
    /// A readability handler is not used: Dispatch may touch its source after the descriptor was closed and given to the
    /// next program, which crashes.
    fileprivate func readAll(
        while isWanted: @escaping @Sendable () -> Bool, _ take: @escaping @Sendable (Data) -> Void,
        atEnd end: @escaping @Sendable () -> Void
    ) {
        Thread.detachNewThread { [self] in
            while isWanted(), case let data = availableData, !data.isEmpty { take(data) }
            end()
        }
    }
}

/// Keeps a program that writes without being asked from filling the memory: so many pieces wait to be looked at.
private final class Backlog: Sendable {
    private let room = DispatchSemaphore(value: 0)
    private let hasStopped = Mutex(false)

    /// Pieces of at most 64 KiB, the size of a pipe.
    private static let most = 256

    init() { for _ in 0..<Self.most { room.signal() } }

    /// Waits for room for a piece.
    ///
    /// - Returns: false when nobody looks at pieces any more.
    func hasRoom() -> Bool {
        room.wait()
        return hasStopped.withLock { !$0 }
    }

    /// Takes note of a piece that was looked at.
    func release() { room.signal() }

    func stop() {
        hasStopped.withLock { $0 = true }
        room.signal()
    }
}

/// The end of what a program says on standard error.
private final class LastWords: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let ending = DispatchSemaphore(value: 0)

    private static let limit = 4096

    /// A grandchild may keep the pipe open.
    private static let patience = 0.5

    func end() { ending.signal() }

    /// Waits until everything was read.
    func wait() { _ = ending.wait(timeout: .now() + Self.patience) }

    func add(_ data: Data) {
        bytes.withLock { bytes in
            bytes += data
            bytes.removeFirst(max(0, bytes.count - Self.limit))
        }
    }

    var line: String {
        let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
        return text.split(whereSeparator: \.isNewline).last.map { String($0.prefix(300)) } ?? ""
    }
}

/// Ends a process group that takes too long.
private final class Watchdog: Sendable {
    private let group: pid_t
    private let state = Mutex((generation: 0, hasBitten: false))

    init(group: pid_t) { self.group = group }

    var hasBitten: Bool { state.withLock { $0.hasBitten } }

    func cancel() { state.withLock { $0.generation += 1 } }

    func restart(_ duration: Duration) {
        let generation = state.withLock { state in
            state.generation += 1
            return state.generation
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + duration / .seconds(1)) { [self] in
            state.withLock { state in
                guard state.generation == generation else { return }
                state.hasBitten = true
                kill(-group, SIGKILL)
            }
        }
    }
}
