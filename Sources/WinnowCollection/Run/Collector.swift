public import WinnowCore
public import WinnowStore

/// The collector registers runs, judges what sources hand over, and stores it: the one way of candidates into a
/// database.
public struct Collector: Sendable {
    let store: Store
    let observe: WorkProgress.Observer

    public init(into store: Store, observe: @escaping WorkProgress.Observer) {
        self.store = store
        self.observe = observe
    }

    /// Collects the candidates of a run: `body` makes what it lacks and hands it over.
    ///
    /// What was handed over is stored also where `body` throws or is cancelled.
    ///
    /// - Parameters:
    ///   - title: what is being done, for people, such as `sampling maze medium`.
    ///   - grouping: how much is stored at one time.
    ///   - second: a judge besides the reader, whose verdicts are stored with the candidates.
    /// - Throws: what `body` throws; `CancellationError` when cancelled; `StoreError`.
    func collect<Value>(
        _ plan: RunPlan, read reader: any CandidateReader, title: String, grouping: RunCollector.Grouping,
        second: (any SecondJudge)? = nil, _ body: (RunCollector) async throws -> Value
    ) async throws -> Value {
        let collector = RunCollector(
            try store.register(plan), reader: reader, judges: try reader.tools(in: store),
            second: try second.map { ($0, try $0.tool(in: store)) }, title: title, grouping: grouping, in: self)
        let value: Value
        do {
            value = try await body(collector)
        } catch {
            try await collector.finish()
            throw error
        }
        try await collector.finish()
        try Task.checkCancellation()
        return value
    }
}

/// The one writer of a run: it judges candidates and commits them in batches.
actor RunCollector {
    /// A grouping says how much is stored at one time.
    enum Grouping: Sendable {
        /// Some thousands of candidates, or those of a second: a kill loses what is waiting.
        case batches

        /// Each call of ``RunCollector/add(_:calls:detail:)`` by itself.
        case calls
    }

    /// A candidate by its place, before it is read.
    struct Drawn: Sendable {
        /// The place is that of the problem, 0-based.
        var place: Int
        var sampleIndex: Int
        var round = 0

        /// The round of the candidate of the same sample that this one revises; nil for a first answer.
        var revises: Int?
        var completion: SampledCompletion
        var scores: [CollectedCandidate.Score] = []

        /// It answers to this; nil for its problem's own prompt.
        var prompt: PromptRecord?
    }

    nonisolated let registered: RegisteredRun
    nonisolated let judges: Judges
    private nonisolated let reader: any CandidateReader
    private nonisolated let second: (judge: any SecondJudge, tool: RowID<ToolRecord>)?
    private let collector: Collector
    private let title: String
    private let grouping: Grouping

    private var total = 0
    private var done = 0
    private var tokens = 0
    private var waiting: [CollectedCandidate] = []
    private var calls: [CallRecord] = []
    private let start = ContinuousClock.now
    private var lastFlush = ContinuousClock.now
    private var pace = CandidateBatch.Pace(candidates: 0, seconds: 0)
    private var lastPace = ContinuousClock.now

    private static let batch = 2048
    private static let patience = Duration.seconds(1)

    /// A row for a run's pace is made this often, and at the end.
    private static let paceInterval = Duration.seconds(10)

    init(
        _ registered: RegisteredRun, reader: any CandidateReader, judges: Judges,
        second: (judge: any SecondJudge, tool: RowID<ToolRecord>)?, title: String, grouping: Grouping,
        in collector: Collector
    ) {
        self.second = second
        self.registered = registered
        self.reader = reader
        self.judges = judges
        self.title = title
        self.grouping = grouping
        self.collector = collector
    }

    nonisolated var store: Store { collector.store }

    /// Says how many candidates will come, for the progress.
    func expect(_ count: Int) { total = count }

    /// Takes candidates: reads and judges them, and stores them with what they cost besides.
    ///
    /// - Parameters:
    ///   - calls: what was called for them that is not simply one sample.
    ///   - detail: what to show beside the progress; nil for tokens per second.
    /// - Returns: the candidates with what was said of them, in the order given.
    @discardableResult
    nonisolated func add(
        _ drawn: [Drawn], calls: [CallRecord] = [], detail: String? = nil
    ) async throws -> [CollectedCandidate] {
        // Judging runs on the threads of the source; only the writing waits in line.
        var candidates = drawn.map(candidate)
        var calls = calls
        for (index, drawn) in drawn.enumerated() {
            guard let round = drawn.revises else { continue }
            candidates[index].candidate.parent = try await row(of: drawn, round: round)
        }
        if let second {
            let said = try await second.judge.judgements(of: zip(drawn, candidates).map(JudgedCandidate.init))
            for (index, said) in zip(candidates.indices, said) {
                candidates[index].judgements.append(Judgements(verdict: said.verdict))
                if said.flops > 0 {
                    calls.append(
                        CallRecord(
                            problem: registered.problems[drawn[index].place], sampleIndex: drawn[index].sampleIndex,
                            round: drawn[index].round, purpose: .guide, tool: second.tool, calls: 1, flops: said.flops))
                }
            }
        }
        try await store(candidates, calls)
        await report(detail)
        return candidates
    }

    /// Takes note of candidates that will not come.
    func skip(_ count: Int) { done += count }

    private nonisolated func candidate(_ drawn: Drawn) -> CollectedCandidate {
        let completion = drawn.completion
        let read = reader.read(completion, ofProblemAt: drawn.place)
        let text: CompletionText? =
            if case .text(let text) = completion.content, read.tokens == nil {
                CompletionText(
                    text: text, completionTokens: completion.completionTokens, promptTokens: completion.promptTokens)
            } else { nil }
        return CollectedCandidate(
            run: registered.run,
            candidate: CandidateRecord(
                problem: registered.problems[drawn.place], sampleIndex: drawn.sampleIndex, round: drawn.round,
                tokens: (read.tokens ?? []).map { UInt16($0) },
                logProbability: completion.logProbability, samplingLogProbability: completion.samplingLogProbability,
                promptTokens: completion.promptTokens ?? 0, traceTokens: read.traceTokens,
                answerTokens: read.answerTokens, stopReason: completion.stopReason, flops: completion.flops,
                completion: text),
            judgements: [read.judgements], scores: drawn.scores, prompt: drawn.prompt,
            confidence: completion.confidence)
    }

    /// The row of an earlier round, which is stored first.
    private func row(of drawn: Drawn, round: Int) throws -> RowID<CandidateRecord> {
        try flush()
        let stored = try store.candidate(
            of: registered.run, position: registered.positions[drawn.place], sampleIndex: drawn.sampleIndex,
            round: round)
        guard let stored else {
            throw ExperimentError(
                "sample \(drawn.sampleIndex) of problem \(registered.positions[drawn.place]) has no round \(round) to revise",
                hint: "this is a bug of winnow")
        }
        return stored.candidateID
    }

    private func store(_ candidates: [CollectedCandidate], _ calls: [CallRecord]) throws {
        waiting += candidates
        self.calls += calls
        done += candidates.count
        pace.candidates += candidates.count
        tokens += candidates.reduce(0) { $0 + $1.candidate.tokens.count }
        switch grouping {
        case .calls: try flush()
        case .batches:
            if waiting.count >= Self.batch || lastFlush.duration(to: .now) > Self.patience { try flush() }
        }
    }

    /// Shows how far it is.
    func report(_ detail: String? = nil) async {
        let seconds = start.duration(to: .now) / .seconds(1)
        await collector.observe(
            WorkProgress(
                task: title, done: Double(done), total: Double(total),
                detail: detail ?? "\(Int(Double(tokens) / max(seconds, 1e-9))) tokens/s"))
    }

    /// Stores all that is waiting, and how long it took.
    func finish() throws {
        if pace.candidates > 0 { try flush(isLast: true) }
    }

    private func flush(isLast: Bool = false) throws {
        var batch = CandidateBatch(waiting, judges: [judges] + (second.map { [Judges(verifier: $0.tool)] } ?? []))
        if !calls.isEmpty { batch.calls = [registered.run: calls] }
        let elapsed = lastPace.duration(to: .now)
        if isLast || elapsed > Self.paceInterval {
            pace.seconds = elapsed / .seconds(1)
            batch.paces = [registered.run: pace]
        }
        // What cannot be stored now is no better later.
        (waiting, calls) = ([], [])
        if !batch.paces.isEmpty { (pace, lastPace) = (CandidateBatch.Pace(candidates: 0, seconds: 0), .now) }
        lastFlush = .now
        guard !batch.candidates.isEmpty || !batch.calls.isEmpty || !batch.paces.isEmpty else { return }
        try collector.store.append(batch)
    }
}
