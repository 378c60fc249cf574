import WinnowCore

/// Shows progress on standard error: one line drawn again and again on a terminal, a line now and then elsewhere.
///
/// Work of less than a second stays silent.
actor ProgressBar {
    private let isHidden: Bool
    private let isInteractive: Bool
    private let width: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let write: @Sendable (String) -> Void

    /// The first update of the present task, and when it came.
    private var first: (progress: WorkProgress, time: ContinuousClock.Instant)?
    private var lastShown: ContinuousClock.Instant?
    private var isLineDrawn = false

    /// - Parameters:
    ///   - isInteractive: whether lines can be drawn again.
    ///   - now: the clock.
    ///   - write: takes what goes to standard error.
    init(
        isHidden: Bool, isInteractive: Bool = Terminal.isErrorInteractive, width: Int = Terminal.width,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        write: @escaping @Sendable (String) -> Void = { Terminal.draw($0) }
    ) {
        self.isHidden = isHidden
        self.isInteractive = isInteractive
        self.width = width
        self.now = now
        self.write = write
    }

    /// Runs work that reports its progress, and clears the line when it ends, also by an error.
    nonisolated func during<Value>(
        _ work: (@escaping WorkProgress.Observer) async throws -> Value
    ) async rethrows -> Value {
        do {
            let value = try await work { await self.show($0) }
            await finish()
            return value
        } catch {
            await finish()
            throw error
        }
    }

    /// Takes an update; most are not shown.
    func show(_ progress: WorkProgress) {
        guard !isHidden else { return }
        let time = now()
        guard let first, first.progress.task == progress.task else {
            finish()
            first = (progress, time)
            return
        }
        let elapsed = first.time.duration(to: time)
        guard elapsed >= .seconds(1) else { return }
        let pause: Duration = isInteractive ? .milliseconds(100) : .seconds(10)
        if let lastShown, lastShown.duration(to: time) < pause { return }
        lastShown = time
        let line = ProgressLine(progress: progress, initial: first.progress.done, elapsed: elapsed)
        guard isInteractive else { return write(line.plain + "\n") }
        // Back to the first column, and clear what a longer line left.
        write("\r" + line.bar(width: width - 1) + "\u{1B}[K")
        isLineDrawn = true
    }

    /// Clears the line.
    func finish() {
        if isLineDrawn { write("\r\u{1B}[K") }
        isLineDrawn = false
        lastShown = nil
    }
}
