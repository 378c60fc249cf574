import WinnowCore
import WinnowDomains
import WinnowJSON
import WinnowStore

/// A user's program grades recorded candidates, as a grader of its own.
///
/// It reads one JSON object a line, with the reference as well, and writes `{"outcome": "accepted"}`, `rejected` or
/// `error`: accepted is right, and an error leaves the candidate ungraded.
struct CommandGrading {
    private let tool: ExternalTool
    private let grader: RowID<ToolRecord>
    private let store: Store

    init(_ command: String, in store: Store) throws {
        tool = try ExternalTool(
            .verdict, name: "command-grader", command: command, timeout: .seconds(60), startTimeout: .seconds(600),
            batch: 16, workers: 1,
            declaration: VerifierDeclaration(
                sound: false, complete: false, evidence: .reference, solvesTheProblem: false))
        var record = tool.record
        (record.kind, record.declaration) = (.grader, nil)
        grader = try store.findOrInsert(record)
        self.store = store
    }

    /// Grades what the program has not graded of a run.
    ///
    /// - Returns: the grader.
    /// - Throws: ``ExperimentError`` when the program does not work; `CancellationError`, with what was graded kept.
    func grade(
        _ run: Stored<RunRecord>, readBy judges: Judges, observe: WorkProgress.Observer
    ) async throws -> RowID<ToolRecord> {
        let references = try store.references(of: run.record.problemSet)
        let problems = try store.problems(in: run.record.problemSet)
        let positions = try store.positions(of: run.id)
        let session = ToolSession(tool)
        for (index, position) in positions.enumerated() {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "grading run \(run.id)", done: Double(index), total: Double(positions.count),
                    detail: "\(index) problems"))
            let read = try store.candidates(of: run.id, positions: position...position, judgedBy: judges)
            let graded = try store.candidates(
                of: run.id, positions: position...position, judgedBy: Judges(grader: grader))
            let done = Set(graded.filter { $0.record.judgements.correct != nil }.map(\.candidateID))
            let open = read.filter { !done.contains($0.candidateID) }
            guard !open.isEmpty, let problem = problems.first(where: { $0.record.position == position }) else {
                continue
            }
            let requests = open.enumerated().map { place, entry in
                ToolRequest(
                    id: place, problem: problem.record.specification, prompt: problem.record.prompt,
                    completion: entry.record.candidate.completion?.text,
                    answer: entry.record.judgements.reading?.answer,
                    repeat: 0, reference: references[problem.id])
            }
            var grades: [RowID<CandidateRecord>: Judgements] = [:]
            let answers = try await session.answers(to: requests)
            for (entry, answer) in zip(open, answers) {
                guard case .reply(let reply) = answer, let outcome = reply.outcome, outcome != .error else { continue }
                grades[entry.candidateID] = Judgements(correct: outcome == .accepted)
            }
            try store.judge(grades, by: Judges(grader: grader), ifKnown: .kept)
        }
        return grader
    }
}
