import WinnowCore
import WinnowRuns
import WinnowStore

/// The questions are what a tool has still to be asked about a run, problem by problem, each content once.
///
/// Content is the problem with its prompt, the answer and, where the tool looks at it, the completion. Candidates of
/// equal content share what the tool says, also with those of other runs of the same problems that it has judged.
actor ToolQuestions {
    /// One thing to ask, and whom the answer concerns.
    struct Question: Sendable {
        var request: ToolRequest
        var candidates: [RowID<CandidateRecord>]
    }

    /// This much is known of a content: what the tool said, by repeat.
    private typealias Known = [Int: Said]

    /// The tool said this of a candidate.
    enum Said: Sendable {
        case verdict(VerdictRecord)
        case score(ScoreRecord)
    }

    /// A batch is what some problems need: questions, and answers that are known from equal candidates.
    struct Batch: Sendable {
        var questions: [Question] = []
        var copies: [(candidate: RowID<CandidateRecord>, said: Said)] = []
        /// Judgements of these problems' candidates that are stored already.
        var present = 0

        var isEmpty: Bool { questions.isEmpty && copies.isEmpty && present == 0 }
    }

    private let store: Store
    private let run: Stored<RunRecord>
    private let others: [Stored<RunRecord>]
    private let tool: Stored<ToolRecord>
    private let looksAtCompletions: Bool
    private let repeats: Int
    private let size: Int
    private let judges: Judges
    private let share: JudgedShare

    /// True where steps are spoken of, so that the program is told them, also of candidates without an answer.
    private let hasSteps: Bool
    private let symbols: [RowID<RunRecord>: [String]]
    private var problems: ArraySlice<Stored<ProblemRecord>>
    private var waiting: [Question] = []
    private var nextID = 0

    /// - Parameters:
    ///   - size: the most questions of a batch.
    ///   - share: the part of the candidates that is asked about.
    init(
        of run: Stored<RunRecord>, to tool: Stored<ToolRecord>, looksAtCompletions: Bool, repeats: Int, size: Int,
        share: ShardShare, question: ExternalTool.Question, in store: Store
    ) throws {
        hasSteps =
            try question == .firstError
            || question == .score && looksAtCompletions && FirstError.isLabelled(run.id, in: store)
        self.share = try JudgedShare(share, of: run, in: store)
        self.store = store
        self.run = run
        self.tool = tool
        self.looksAtCompletions = looksAtCompletions
        self.repeats = repeats
        self.size = size
        judges = try store.judges(of: run.id)
        let others = try store.runs().filter { other in
            guard other.id != run.id, other.record.problemSet == run.record.problemSet else { return false }
            return try store.verifiers(of: other.id).contains { $0.id == tool.id }
                || store.scorers(of: other.id).contains { $0.id == tool.id }
        }
        self.others = others
        symbols = Dictionary(
            uniqueKeysWithValues: try ([run] + others).map { ($0.id, try store.model($0.record.model).symbols) })
        let judged = self.share
        problems = try store.problems(in: run.record.problemSet).filter { judged.includes($0.id) }[...]
    }

    /// So many known judgements are handed on at once.
    private static let most = 4096

    /// The next batch; empty at the end.
    func next() throws -> Batch {
        var batch = Batch()
        while waiting.count < size, batch.present + batch.copies.count < Self.most, let problem = problems.popFirst() {
            try read(problem, into: &batch)
        }
        batch.questions = Array(waiting.prefix(size))
        waiting.removeFirst(batch.questions.count)
        return batch
    }

    private func read(_ problem: Stored<ProblemRecord>, into batch: inout Batch) throws {
        let contents = try contents(of: run, problem)
        guard !contents.isEmpty else { return }
        var known: [String: Known] = [:]
        for other in others { try learn(try self.contents(of: other, problem), &known) }
        try learn(contents, &known)
        let present = try said(of: contents.map(\.candidate))
        var open: [String: [Int: Int]] = [:]
        for content in contents {
            for `repeat` in 0..<repeats {
                if present[content.candidate]?[`repeat`] != nil {
                    batch.present += 1
                } else if let said = known[content.hash]?[`repeat`] {
                    batch.copies.append((content.candidate, said))
                } else if let place = open[content.hash]?[`repeat`] {
                    waiting[place].candidates.append(content.candidate)
                } else {
                    open[content.hash, default: [:]][`repeat`] = waiting.count
                    var request = content.request
                    (request.id, request.repeat) = (nextID, `repeat`)
                    nextID += 1
                    waiting.append(Question(request: request, candidates: [content.candidate]))
                }
            }
        }
    }

    private struct Content {
        var candidate: RowID<CandidateRecord>
        var hash: String
        var request: ToolRequest
    }

    /// Candidates without an answer are never chosen, so nobody is asked about them; but of their steps.
    private func contents(of run: Stored<RunRecord>, _ problem: Stored<ProblemRecord>) throws -> [Content] {
        let entries = try store.candidates(of: run.id, position: problem.record.position, judgedBy: judges)
        return entries.compactMap { entry in
            let reading = entry.record.judgements.reading
            let text = CandidateText(entry.record.candidate, symbols: symbols[run.id] ?? [])
            guard hasSteps ? text.completion != nil : reading?.answerKey != nil,
                run.id != self.run.id || share.includes(problem.id, sample: entry.record.candidate.sampleIndex)
            else { return nil }
            let request = ToolRequest(
                id: 0, problem: problem.record.specification, prompt: problem.record.prompt,
                completion: looksAtCompletions ? text.completion : nil, answer: reading?.answer, repeat: 0,
                steps: hasSteps ? text.completion.map(FirstError.steps) : nil)
            return Content(
                candidate: entry.candidateID, hash: Digest.sha256(of: request.line(following: 0)), request: request)
        }
    }

    private func learn(_ contents: [Content], _ known: inout [String: Known]) throws {
        let said = try said(of: contents.map(\.candidate))
        for content in contents {
            known[content.hash, default: [:]].merge(said[content.candidate] ?? [:]) { old, _ in old }
        }
    }

    private func said(of candidates: [RowID<CandidateRecord>]) throws -> [RowID<CandidateRecord>: Known] {
        switch tool.record.kind {
        case .scorer:
            try store.scores(of: candidates, by: tool.id).mapValues { scores in
                Dictionary(uniqueKeysWithValues: scores.map { ($0.repeat, .score($0)) })
            }
        default:
            try store.verdicts(of: candidates, by: tool.id).mapValues { verdicts in
                Dictionary(uniqueKeysWithValues: verdicts.map { ($0.repeat, .verdict($0)) })
            }
        }
    }
}
