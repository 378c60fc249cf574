import WinnowBounds
import WinnowCore
import WinnowDomains
import WinnowRuns
import WinnowStore

/// Has a run's candidates judged by a tool from outside, and stores what it says as it is said.
///
/// What is stored is never asked again, so an interrupted or killed run goes on with the same call.
struct ToolJudging {
    let store: Store
    let run: Stored<RunRecord>
    let tool: Stored<ToolRecord>
    var looksAtCompletions: Bool
    var repeats = 1
    var batch: Int
    var workers: Int
    var share = ShardShare.whole
    var question = ExternalTool.Question.verdict

    /// Asks everything that is open, with an asker for each worker.
    ///
    /// - Throws: `CancellationError` when cancelled, with what was said kept; what the askers throw.
    func judge(
        asking asker: @escaping @Sendable () throws -> any Asker, observe: @escaping WorkProgress.Observer
    ) async throws -> ToolTally {
        let questions = try ToolQuestions(
            of: run, to: tool, looksAtCompletions: looksAtCompletions, repeats: repeats, size: batch,
            share: share, question: question, in: store)
        let total = try store.candidateCount(of: run.id) * repeats
        let recorder = ToolRecorder(
            store: store, tool: tool, question: question, total: total, observe: observe)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask { try await Self.work(questions, asker, recorder) }
            }
            try await group.waitForAll()
        }
        try Task.checkCancellation()
        return await recorder.tally
    }

    private static func work(
        _ questions: ToolQuestions, _ asker: @Sendable () throws -> any Asker, _ recorder: ToolRecorder
    ) async throws {
        // A copy of the program is started only when there is something to ask it.
        var own: (any Asker)?
        while !Task.isCancelled {
            let batch = try await questions.next()
            guard !batch.isEmpty else { return }
            try await recorder.add(batch)
            guard !batch.questions.isEmpty else { continue }
            let asking = try own ?? asker()
            own = asking
            let answers = try await asking.answers(to: batch.questions.map(\.request))
            try await recorder.add(Array(zip(batch.questions, answers)))
        }
    }
}

/// A tally says what came of having a run judged.
public struct ToolTally: Hashable, Sendable {
    /// Questions that were asked and answered.
    public var asked = 0

    /// Judgements that were stored already.
    public var present = 0

    /// Candidates that share what was said of an equal one.
    public var copied = 0

    /// Questions that the tool could not answer.
    public var failed = 0

    /// Candidates judged, in the order accepted, rejected, undecided; of a scorer the scored are the accepted.
    public var accepted = 0
    public var rejected = 0
    public var undecided = 0

    /// Tokens that the tool says it spent on what was asked.
    public var tokens = 0

    /// The first failure, in words.
    public var failure: String?
}

/// The one writer of what a tool says.
private actor ToolRecorder {
    private let store: Store
    private let tool: Stored<ToolRecord>
    private let question: ExternalTool.Question
    private let total: Int
    private let observe: WorkProgress.Observer
    private(set) var tally = ToolTally()

    init(
        store: Store, tool: Stored<ToolRecord>, question: ExternalTool.Question, total: Int,
        observe: @escaping WorkProgress.Observer
    ) {
        self.store = store
        self.tool = tool
        self.question = question
        self.total = total
        self.observe = observe
    }

    /// Takes note of a batch, and stores what is known of it from equal candidates.
    func add(_ batch: ToolQuestions.Batch) async throws {
        try write(
            batch.copies.map { copy in
                switch copy.said {
                case .verdict(var verdict):
                    verdict.seconds = 0
                    return (copy.candidate, .verdict(verdict))
                case .score(var score):
                    score.candidate = copy.candidate
                    return (copy.candidate, .score(score))
                }
            })
        tally.copied += batch.copies.count
        tally.present += batch.present
        await report()
    }

    /// Stores what came of questions.
    func add(_ answers: [(ToolQuestions.Question, ToolSession.Answer)]) async throws {
        var said: [(RowID<CandidateRecord>, ToolQuestions.Said)] = []
        for (question, answer) in answers {
            if case .failure(let reason) = answer {
                tally.failed += 1
                tally.failure = tally.failure ?? reason
            } else {
                tally.asked += 1
            }
            for (place, candidate) in question.candidates.enumerated() {
                guard let record = self.said(answer, to: question.request, of: candidate, isCopy: place > 0) else {
                    tally.undecided += 1
                    continue
                }
                said.append((candidate, record))
            }
            tally.copied += question.candidates.count - 1
        }
        try write(said)
        await report()
    }

    /// Makes what is stored of an answer; nil when it is no score.
    private func said(
        _ answer: ToolSession.Answer, to request: ToolRequest, of candidate: RowID<CandidateRecord>, isCopy: Bool
    ) -> ToolQuestions.Said? {
        let `repeat` = request.repeat
        switch (answer, tool.record.kind) {
        case (.reply(let reply), .scorer):
            guard reply.outcome != .error, let (value, steps) = values(of: reply, to: request) else { return nil }
            if !isCopy { tally.tokens = tally.tokens.addingClamped(reply.tokens ?? 0) }
            return .score(
                ScoreRecord(
                    candidate: candidate, repeat: `repeat`, value: value, tokens: reply.tokens ?? 0,
                    steps: `repeat` == 0 ? steps : []))
        case (.failure, .scorer):
            return nil
        case (.reply(let reply), _):
            if !isCopy { tally.tokens = tally.tokens.addingClamped(reply.tokens ?? 0) }
            return .verdict(
                VerdictRecord(
                    outcome: reply.outcome.flatMap { VerdictRecord.Outcome(rawValue: $0.rawValue) } ?? .error,
                    critiquesJSON: reply.critiques.flatMap { $0.isEmpty ? nil : CritiqueText.json($0) },
                    repeat: `repeat`, tokens: reply.tokens ?? 0, seconds: isCopy ? 0 : reply.seconds ?? 0))
        case (.failure(let reason), _):
            return .verdict(
                VerdictRecord(
                    outcome: .error, critiquesJSON: CritiqueText.json([Critique("error", reason)]), repeat: `repeat`))
        }
    }

    /// Finds the number of a candidate and those of its steps; of a first wrong step, 1 where there is none, else 0.
    private func values(of reply: ToolReply, to request: ToolRequest) -> (value: Double, steps: [Double])? {
        guard question == .firstError else { return reply.value.map { ($0, reply.stepValues ?? []) } }
        return reply.firstError.map { place in
            let first = place < 0 ? nil : place
            return (first == nil ? 1 : 0, FirstError.scores(first, of: request.steps?.count ?? 0))
        }
    }

    private func write(_ said: [(RowID<CandidateRecord>, ToolQuestions.Said)]) throws {
        var scores: [ScoreRecord] = []
        var verdicts: [Int: [RowID<CandidateRecord>: Judgements]] = [:]
        for (candidate, record) in said {
            switch record {
            case .score(let score):
                scores.append(score)
                tally.accepted += 1
            case .verdict(let verdict):
                verdicts[verdict.repeat, default: [:]][candidate] = Judgements(verdict: verdict)
                switch verdict.outcome {
                case .accepted: tally.accepted += 1
                case .rejected: tally.rejected += 1
                case .error: tally.undecided += 1
                }
            }
        }
        if !scores.isEmpty { try store.append(scores, by: tool.id, ifKnown: .kept) }
        for (_, judgements) in verdicts.sorted(by: { $0.key < $1.key }) {
            try store.judge(judgements, by: Judges(verifier: tool.id), ifKnown: .kept)
        }
    }

    private func report() async {
        let done = tally.present + tally.accepted + tally.rejected + tally.undecided
        var detail = "\(tally.asked) asked"
        if tally.failed > 0 { detail += ", \(tally.failed) without an answer" }
        await observe(
            WorkProgress(task: "asking \(tool.record.name)", done: Double(done), total: Double(total), detail: detail))
    }
}

/// Answers questions about candidates: a user's program, or a model behind an endpoint.
protocol Asker {
    /// - Returns: what came of each request, in order; of the first ones only, when the task was cancelled.
    /// - Throws: when nothing can be asked at all.
    func answers(to requests: [ToolRequest]) async throws -> [ToolSession.Answer]
}

extension ToolSession: Asker {}
