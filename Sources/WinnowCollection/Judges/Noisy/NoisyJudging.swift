public import WinnowCore
import WinnowDomains
public import WinnowRuns
public import WinnowStore

/// The judge of a run by a verifier that may err: judges the answers that it has not judged yet, and stores the verdicts.
///
/// Verdicts are found again, never doubled; a run that was extended gets those of its new answers. Candidates without
/// an answer are not judged.
public struct NoisyJudging: Sendable {
    private let store: Store
    private let run: Stored<RunRecord>

    /// So many verdicts are stored in one transaction.
    private static let batch = 4096

    private struct Missing {
        var candidate: RowID<CandidateRecord>
        var verdict: VerdictRecord
    }

    public init(of run: Stored<RunRecord>, in store: Store) {
        self.run = run
        self.store = store
    }

    /// Judges and stores what is missing.
    ///
    /// - Throws: ``ExperimentError`` for a run of free text, for one without verdicts of a sound verifier, whose place
    ///   these would take, for a partial verifier that the domain does not have, or one that needs traces where there are
    ///   none; `CancellationError` when cancelled, with what was stored kept.
    public func judge(by verifier: ImperfectVerifier, observe: WorkProgress.Observer) async throws {
        let set = try store.problemSet(run.record.problemSet)
        guard let domain = try TextRuns.domain(of: set, run: run.id) else { throw ImperfectVerifier.freeText(run.id) }
        try await judge(by: verifier, domain, observe: observe)
    }

    private func judge<D: Domain>(
        by verifier: ImperfectVerifier, _ domain: D, observe: WorkProgress.Observer
    ) async throws {
        var judges = try store.judges(of: run.id)
        guard let own = judges.verifier, try store.tool(own).declaration?.sound == true else {
            throw ExperimentError(
                "run \(run.id) has no verdicts of a sound verifier, and these would be taken for its own",
                hint: "dial a run that `winnow sweep` has sampled")
        }
        let tool = try verifier.tool(of: domain)
        let id = try store.findOrInsert(tool)
        judges.verifier = id
        let missing =
            switch verifier {
            case .noisy(let dial): try drawn(dial, judges)
            case .partial(let choice): try checked(choice.verifier(of: domain), domain, judges)
            }
        for start in stride(from: 0, to: missing.count, by: Self.batch) {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "storing verdicts", done: Double(start), total: Double(missing.count),
                    detail: ToolName.text(of: tool)))
            let part = missing[start..<min(start + Self.batch, missing.count)]
            try store.judge(
                Dictionary(uniqueKeysWithValues: part.map { ($0.candidate, Judgements(verdict: $0.verdict)) }),
                by: Judges(verifier: id), ifKnown: .kept)
        }
    }

    private func drawn(_ dial: NoisyVerifier, _ judges: Judges) throws -> [Missing] {
        let problems = Dictionary(
            uniqueKeysWithValues: try store.problems(in: run.record.problemSet).map { ($0.id, $0.record) })
        var answers: [(row: PoolRow, key: String, problem: ProblemRecord)] = []
        try store.forEachPoolRow(of: run.id, judgedBy: judges) { row in
            if let key = row.answerKey, let problem = problems[row.problem] { answers.append((row, key, problem)) }
        }
        let draw = NoisyVerdicts(
            dial, run: run.record.identity,
            answers: answers.map { (difficulty: $0.problem.difficulty, isRight: $0.row.correct == true) })
        return answers.filter { $0.row.outcome == nil }.map { row, key, problem in
            let accepts = draw.accepts(
                key, isRight: row.correct == true, of: problem, sampleIndex: row.sampleIndex)
            return Missing(candidate: row.id, verdict: VerdictRecord(outcome: accepts ? .accepted : .rejected))
        }
    }

    private func checked<D: Domain>(
        _ verifier: any PartialVerifier<D.Problem>, _ domain: D, _ judges: Judges
    ) throws -> [Missing] {
        var problems: [RowID<ProblemRecord>: D.Problem] = [:]
        for problem in try store.problems(in: run.record.problemSet) {
            problems[problem.id] = try domain.problem(from: problem.record.specification)
        }
        var missing: [Missing] = []
        var hasTraces = false
        try store.forEachCandidate(of: run.id, judgedBy: judges) { stored in
            let (candidate, said) = (stored.record.candidate, stored.record.judgements)
            hasTraces = hasTraces || said.traceCheck != nil
            guard candidate.round == 0, said.verdict == nil, let reading = said.reading, reading.answerKey != nil,
                let answer = reading.answer, let problem = problems[candidate.problem]
            else { return }
            let verdict = verifier.verify(answer, completion: candidate.tokens.map(Int.init), of: problem)
            missing.append(Missing(candidate: stored.candidateID, verdict: VerdictRecord(verdict)))
        }
        guard hasTraces || verifier.declaration.evidence != .trace else {
            throw ExperimentError(
                "run \(run.id) has no traces, which \(verifier.name) looks at",
                hint: "dial a run of a model that writes traces")
        }
        return missing
    }
}
