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
        let run = try CandidateInspection.run(number, in: store)
        let all = try store.candidates(of: run.id, position: position, judgedBy: store.judges(of: run.id))
        let isImported = run.record.kind == .imported
        let entries = all.enumerated().prefix { isImported || $1.record.candidate.sampleIndex == $0 }.map(\.element)
        guard !entries.isEmpty else { throw try CandidateInspection.missing(position, 0, of: run, in: store) }
        let problems = try store.problems(in: run.record.problemSet)
        guard let problem = problems.first(where: { $0.record.position == position }) else {
            throw try CandidateInspection.missing(position, 0, of: run, in: store)
        }
        let set = try store.problemSet(run.record.problemSet)
        let model = try store.model(run.record.model)
        let ids = entries.map(\.candidateID)
        let verifiers = Self.newest(try store.verifiers(of: run.id))
        let verdicts = try verifiers.map { try store.verdicts(of: ids, by: $0.id) }
        let scorers = Self.newest(try store.scorers(of: run.id))
        let scores = try scorers.map { try store.scores(of: ids, by: $0.id) }
        candidates = entries.map { entry in
            let id = entry.candidateID
            let own = verdicts.map { $0[id]?.first { $0.repeat == 0 } }
            return Candidate(
                entry.record, scores: scores.map { $0[id]?.map(\.value) ?? [] },
                verdicts: own.map { $0.map { Verdict($0.outcome) } })
        }
        self.verifiers = verifiers.map { ToolName.text(of: $0.record) }
        self.scorers = scorers.map { ToolName.text(of: $0.record) }
        greedy = try Self.greedy(beside: run, position, model: model, problemSet: set, in: store)
        reference = try store.references(of: run.record.problemSet)[problem.id]
        let difficulty = problem.record.difficulty
        title =
            "Problem \(position) of \(set.name)\(difficulty.isEmpty ? "" : " (\(difficulty))"), run \(run.id) (\(set.domain) "
            + "\(model.name))"
        call =
            "winnow inspect --db \(ShellText.word(store.path)) --run \(run.id) --problem \(position) --sample"
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

    /// Reads the greedy run's answer; nil where there is no such run, or this is it.
    private static func greedy(
        beside run: Stored<RunRecord>, _ position: Int, model: ModelRecord, problemSet: ProblemSetRecord,
        in store: Store
    ) throws -> Greedy? {
        let identity = RunIdentity(run.record, model: model, problemSet: problemSet).greedy
        guard let greedy = try store.run(identity: identity.sha256), greedy.id != run.id,
            let entry = try store.candidate(
                of: greedy.id, position: position, sampleIndex: 0, judgedBy: store.judges(of: greedy.id))
        else { return nil }
        return Greedy(answer: entry.record.judgements.reading?.answerKey)
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
