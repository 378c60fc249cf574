import WinnowCore
import WinnowStore

/// The one writer of a sampling run: collects judged candidates and commits them in batches.
actor CandidateRecorder {
    private let store: Store
    private let run: RowID<RunRecord>
    private let judges: Judges
    private let total: Int
    private let title: String
    private let observe: WorkProgress.Observer
    private var waiting: [CandidateEntry] = []
    private var done = 0
    private var tokens = 0
    private let start = ContinuousClock.now

    /// A transaction is made for this many candidates, or after this time. A kill loses what is waiting for it, and
    /// what the samplers have not handed over.
    private static let batch = 2048
    private static let patience = Duration.seconds(1)
    private var lastFlush = ContinuousClock.now

    init(
        store: Store, run: RowID<RunRecord>, judges: Judges, total: Int, title: String,
        observe: @escaping WorkProgress.Observer
    ) {
        self.store = store
        self.run = run
        self.judges = judges
        self.total = total
        self.title = title
        self.observe = observe
    }

    func add(_ entries: [CandidateEntry]) async throws {
        waiting += entries
        done += entries.count
        tokens += entries.reduce(0) { $0 + $1.candidate.tokens.count }
        if waiting.count >= Self.batch || lastFlush.duration(to: .now) > Self.patience { try flush() }
        let seconds = start.duration(to: .now) / .seconds(1)
        let detail = "\(Int(Double(tokens) / max(seconds, 1e-9))) tokens/s"
        await observe(WorkProgress(task: "sampling \(title)", done: Double(done), total: Double(total), detail: detail))
    }

    /// Commits what is waiting.
    func flush() throws {
        guard !waiting.isEmpty else { return }
        let entries = waiting
        waiting = []
        lastFlush = .now
        try store.append(entries, to: run, judgedBy: judges, ifKnown: .kept)
    }
}
