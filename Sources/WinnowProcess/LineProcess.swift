import Subprocess
import Synchronization

/// A line process is a running program that reads and writes lines; one task at a time asks it.
///
/// It is read from only when somebody waits for a line, so that a program that writes without being asked fills a pipe
/// and not the memory.
public final class LineProcess: Sendable {
    /// The end says in which way it ended.
    public enum End: Hashable, Sendable {
        case process(ProcessEnd)
        /// It was ended because it took too long.
        case timeout
        /// The system cannot say.
        case unknown
    }

    private typealias Want = CheckedContinuation<[UInt8]?, Never>

    private let input: InputPipe
    private let wants: AsyncStream<Want>.Continuation
    private let watchdog: Watchdog
    private let lastWords: LastWords
    private let running: Task<ProcessEnd?, Never>
    private let longestLine: Int
    /// It wrote this behind the last line that was asked for.
    private let pending = Mutex<[UInt8]>([])

    /// Starts a program.
    ///
    /// - Parameter longestLine: the most bytes that it may write without a line break.
    /// - Throws: ``ProcessError`` when it cannot be started.
    public init(_ program: Program, longestLine: Int) async throws(ProcessError) {
        let input = try InputPipe()
        let (wanted, wants) = AsyncStream<Want>.makeStream()
        let (kills, kill) = AsyncStream<Void>.makeStream()
        let (starts, start) = AsyncStream<Void>.makeStream()
        let lastWords = LastWords()
        let running = Self.start(program, input, wanted, kills, lastWords, start)
        (self.input, self.wants, self.lastWords, self.running) = (input, wants, lastWords, running)
        watchdog = Watchdog(kill)
        self.longestLine = longestLine
        guard await Self.hasStarted(starts).value else {
            wants.finish()
            throw .cannotStart
        }
    }

    /// Waits for the start also when the caller is cancelled, which is no failure of the program.
    private static func hasStarted(_ starts: AsyncStream<Void>) -> Task<Bool, Never> {
        Task { await starts.contains { true } }
    }

    deinit { stop() }

    private static func start(
        _ program: Program, _ input: InputPipe, _ wanted: AsyncStream<Want>, _ kills: AsyncStream<Void>,
        _ lastWords: LastWords, _ start: AsyncStream<Void>.Continuation
    ) -> Task<ProcessEnd?, Never> {
        Task { await run(program, input, wanted, kills, lastWords, start) }
    }

    private static func run(
        _ program: Program, _ input: InputPipe, _ wanted: AsyncStream<Want>, _ kills: AsyncStream<Void>,
        _ lastWords: LastWords, _ start: AsyncStream<Void>.Continuation
    ) async -> ProcessEnd? {
        let result = try? await Subprocess.run(
            program.configuration, input: .fileDescriptor(input.reading, closeAfterSpawningProcess: true),
            output: .sequence, error: .sequence
        ) { execution in
            start.yield()
            await serve(execution, wanted, kills, lastWords)
        }
        start.finish()
        // Of a program that never ran, or of whoever asks after its end.
        for await want in wanted { want.resume(returning: nil) }
        return result.map { ProcessEnd($0.terminationStatus) }
    }

    /// Hands on its output as it is wanted, until nobody wants more; then it is ended with all that it has started.
    private static func serve<Input>(
        _ execution: Execution<Input, SequenceOutput, SequenceOutput>, _ wanted: AsyncStream<Want>,
        _ kills: AsyncStream<Void>, _ lastWords: LastWords
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in kills { try? execution.send(signal: .kill, toProcessGroup: true) } }
            async let listening: Void = lastWords.listen(to: execution.standardError)
            var output = execution.standardOutput.makeAsyncIterator()
            for await want in wanted { want.resume(returning: (try? await output.next())?.array) }
            try? execution.send(signal: .kill, toProcessGroup: true)
            await listening
            group.cancelAll()
        }
    }

    /// Ends it and all that it has started.
    public func stop() {
        watchdog.rest()
        wants.finish()
        input.close()
    }

    /// Gives it this long for whatever it is asked next.
    public func allow(_ duration: Duration) { watchdog.restart(duration) }

    /// Gives it all the time there is, until it is asked again.
    public func rest() { watchdog.rest() }

    /// Sends lines.
    ///
    /// Its answers must be read at the same time: a program whose answers nobody takes stops reading.
    ///
    /// - Returns: false when it does not read any more, or the task was cancelled.
    public func send(_ lines: String) async -> Bool { await input.send(Array(lines.utf8)) }

    /// A line is what a program wrote next.
    public enum Line: Hashable, Sendable {
        /// The line came, and stands without its line break.
        case text(String)

        /// The program wrote more than the longest line without a line break.
        case tooLong

        /// It has ended, or the task was cancelled, which ends it.
        case end
    }

    /// Returns the next line that it writes.
    public func line() async -> Line {
        var pending = self.pending.withLock { pending in
            defer { pending = [] }
            return pending
        }
        defer { self.pending.withLock { [pending] in $0 = pending } }
        var searched = 0
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                return .text(line)
            }
            searched = pending.count
            guard searched <= longestLine else { return .tooLong }
            guard let piece = await piece() else { return .end }
            pending += piece
        }
    }

    private func piece() async -> [UInt8]? {
        await withTaskCancellationHandler { [wants] in
            await withCheckedContinuation { want in
                if case .enqueued = wants.yield(want) { return }
                want.resume(returning: nil)
            }
        } onCancel: { [watchdog] in
            watchdog.kill()
        }
    }

    /// Ends it, and says how it ended.
    ///
    /// It is meant for after ``line()`` gave ``Line/end``: a program that has closed its output may run on.
    public func end() async -> End {
        stop()
        let end = await running.value
        return watchdog.hasBitten ? .timeout : end.map(End.process) ?? .unknown
    }

    /// It wrote this line last on standard error, after ``end()``; empty for none.
    public var lastError: String { lastWords.line }
}

/// The last words are the end of what a program says on standard error.
private final class LastWords: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    private static let limit = 4096

    func listen(to messages: SubprocessOutputSequence) async {
        var pieces = messages.makeAsyncIterator()
        while let piece = try? await pieces.next() {
            bytes.withLock { bytes in
                bytes += piece.array
                bytes.removeFirst(max(0, bytes.count - Self.limit))
            }
        }
    }

    var line: String {
        let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
        return text.split(whereSeparator: \.isNewline).last.map { String($0.prefix(300)) } ?? ""
    }
}

/// Ends a program that takes too long.
private final class Watchdog: Sendable {
    private let killing: AsyncStream<Void>.Continuation
    private let state = Mutex<(generation: Int, hasBitten: Bool, timer: Task<Void, Never>?)>((0, false, nil))

    init(_ killing: AsyncStream<Void>.Continuation) { self.killing = killing }

    var hasBitten: Bool { state.withLock(\.hasBitten) }

    func kill() { killing.yield() }

    func rest() {
        state.withLock { state in
            state.generation += 1
            state.timer?.cancel()
            state.timer = nil
        }
    }

    func restart(_ duration: Duration) {
        state.withLock { state in
            state.generation += 1
            state.timer?.cancel()
            state.timer = Task { [generation = state.generation] in
                guard (try? await Task.sleep(for: duration)) != nil else { return }
                bite(generation)
            }
        }
    }

    private func bite(_ generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            state.hasBitten = true
            killing.yield()
        }
    }
}
