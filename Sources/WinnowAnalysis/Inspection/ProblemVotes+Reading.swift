import WinnowCore
import WinnowRuns
import WinnowStore
import WinnowText

extension ProblemVotes {
    /// Reads the candidates of a problem from a database.
    ///
    /// Of an interrupted run those behind a missing sample are left out, as in all figures.
    ///
    /// - Parameters:
    ///   - number: the run's; nil for the latest that is not greedy.
    ///   - position: the 1-based position of the problem.
    /// - Throws: ``ExperimentError`` when there is no such run or problem, saying which there are; `StoreError` for a file
    ///   that cannot be read.
    public init(database path: String, run number: Int64? = nil, problem position: Int) throws {
        try self.init(in: Store(path: path, readOnly: true), run: number, problem: position)
    }

    /// Reads the candidates of a problem from a store.
    init(in store: Store, run number: Int64?, problem position: Int) throws {
        let reader = try ProblemReader(of: CandidateInspection.run(number, in: store), in: store)
        let entries = try reader.entries(ofProblemAt: position)
        guard !entries.isEmpty, let votes = try reader.votes(of: entries, position) else {
            throw try CandidateInspection.missing(position, 0, of: reader.run, in: store)
        }
        self = votes
    }
}

/// A reader of a run's problems knows what is the same for all of them: judges, scorers, verifiers, the greedy run.
struct ProblemReader {
    let store: Store
    let run: Stored<RunRecord>
    let model: ModelRecord
    let problemSet: ProblemSetRecord
    let judges: Judges

    /// The problems of the run's set stand by their positions.
    let problems: [Int: Stored<ProblemRecord>]

    /// Of several versions of a tool the newest one is read.
    let verifiers: [Stored<ToolRecord>]
    let scorers: [Stored<ToolRecord>]
    private let references: [RowID<ProblemRecord>: String]
    private let greedyRun: (id: RowID<RunRecord>, judges: Judges)?

    /// - Throws: `StoreError` for a file that cannot be read.
    init(of run: Stored<RunRecord>, in store: Store) throws {
        (self.store, self.run) = (store, run)
        judges = try store.judges(of: run.id)
        model = try store.model(run.record.model)
        problemSet = try store.problemSet(run.record.problemSet)
        problems = Dictionary(try store.problems(in: run.record.problemSet).map { ($0.record.position, $0) }) { $1 }
        verifiers = Self.newest(try store.verifiers(of: run.id))
        scorers = Self.newest(try store.scorers(of: run.id))
        references = try store.references(of: run.record.problemSet)
        let identity = RunIdentity(run.record, model: model, problemSet: problemSet).greedy
        greedyRun = try store.run(identity: identity.sha256).flatMap { greedy in
            greedy.id == run.id ? nil : (greedy.id, try store.judges(of: greedy.id))
        }
    }

    /// Reads the candidates of a problem that figures count: of an interrupted run those before the first that is missing.
    func entries(ofProblemAt position: Int) throws -> [Stored<CandidateEntry>] {
        let all = try store.candidates(of: run.id, position: position, judgedBy: judges)
        let isImported = run.record.kind == .imported
        return all.enumerated().prefix { isImported || $1.record.candidate.sampleIndex == $0 }.map(\.element)
    }

    /// The answer that came with a problem; nil where none did.
    func reference(of problem: Stored<ProblemRecord>) -> String? { references[problem.id] }

    /// Counts the votes of a problem's candidates; nil for a problem that is not of the run's set.
    func votes(of entries: [Stored<CandidateEntry>], _ position: Int) throws -> ProblemVotes? {
        guard let problem = problems[position] else { return nil }
        let ids = entries.map(\.candidateID)
        let verdicts = try verifiers.map { try store.verdicts(of: ids, by: $0.id) }
        let scores = try scorers.map { try store.scores(of: ids, by: $0.id) }
        let candidates = entries.map { entry in
            let id = entry.candidateID
            let own = verdicts.map { $0[id]?.first { $0.repeat == 0 } }
            return ProblemVotes.Candidate(
                entry.record, scores: scores.map { $0[id]?.map(\.value) ?? [] },
                verdicts: own.map { $0.map { ProblemVotes.Verdict($0.outcome) } })
        }
        let difficulty = problem.record.difficulty
        return ProblemVotes(
            title:
                "Problem \(position) of \(problemSet.name)\(difficulty.isEmpty ? "" : " (\(difficulty))"), run \(run.id) ("
                + "\(problemSet.domain) \(model.name))",
            candidates: candidates, scorers: scorers.map { ToolName.text(of: $0.record) },
            verifiers: verifiers.map { ToolName.text(of: $0.record) }, greedy: try greedy(position),
            reference: references[problem.id],
            call: "winnow inspect --db \(ShellText.word(store.path)) --run \(run.id) --problem \(position) --sample")
    }

    /// Reads the greedy run's answer; nil where there is no such run, or this is it.
    private func greedy(_ position: Int) throws -> ProblemVotes.Greedy? {
        guard let greedyRun,
            let entry = try store.candidate(
                of: greedyRun.id, position: position, sampleIndex: 0, judgedBy: greedyRun.judges)
        else { return nil }
        return ProblemVotes.Greedy(answer: entry.record.judgements.reading?.answerKey)
    }

    /// Finds the newest version of each tool, in the order of their names' first versions.
    private static func newest(_ tools: [Stored<ToolRecord>]) -> [Stored<ToolRecord>] {
        var places: [String: Int] = [:]
        var newest: [Stored<ToolRecord>] = []
        for tool in tools {
            let name = ToolName.text(of: tool.record)
            if let place = places[name] {
                newest[place] = tool
            } else {
                places[name] = newest.count
                newest.append(tool)
            }
        }
        return newest
    }
}

extension ProblemVotes.Candidate {
    fileprivate init(_ entry: CandidateEntry, scores: [[Double]], verdicts: [ProblemVotes.Verdict?]) {
        let candidate = entry.candidate
        let tokens = candidate.completion == nil ? candidate.tokens.count : candidate.completion?.completionTokens
        self.init(
            sample: candidate.sampleIndex, answer: entry.judgements.reading?.answerKey,
            isRight: entry.judgements.correct,
            logProbability: tokens.flatMap { tokens in candidate.logProbability.map { $0 / Double(max(tokens, 1)) } },
            scores: scores, verdicts: verdicts)
    }
}

extension ProblemVotes.Verdict {
    fileprivate init(_ outcome: VerdictRecord.Outcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .rejected: self = .rejected
        case .error: self = .undecided
        }
    }
}
