import WinnowCore
import WinnowModel

/// Brings completions into the order (prompt, sample) and writes each as soon as all before it are written.
actor OrderedLines {
    private let samples: Int
    private let total: Int
    private let write: @Sendable (String) -> Void
    private let observe: WorkProgress.Observer

    /// What came too early, by its place in the order.
    private var waiting: [Int: [Int]] = [:]
    private var next = 0
    private var done = 0
    private var tokens = 0
    private let start = ContinuousClock.now

    /// - Parameters:
    ///   - samples: candidates of each prompt.
    ///   - write: takes whole lines.
    init(
        prompts: Int, samples: Int, write: @escaping @Sendable (String) -> Void,
        observe: @escaping WorkProgress.Observer
    ) {
        self.samples = samples
        total = prompts * samples
        self.write = write
        self.observe = observe
    }

    func add(_ completions: [Completion]) async {
        for completion in completions {
            waiting[completion.job * samples + completion.sampleIndex] = completion.tokens
            tokens += completion.tokens.count
        }
        done += completions.count
        var text = ""
        while let line = waiting.removeValue(forKey: next) {
            text += line.map(String.init).joined(separator: ",") + "\n"
            next += 1
        }
        if !text.isEmpty { write(text) }
        let detail = "\(Int(Double(tokens) / max(start.duration(to: .now) / .seconds(1), 1e-9))) tokens/s"
        await observe(WorkProgress(task: "generating", done: Double(done), total: Double(total), detail: detail))
    }
}
