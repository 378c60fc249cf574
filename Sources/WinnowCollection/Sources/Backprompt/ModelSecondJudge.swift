public import WinnowCore
import WinnowDomains
public import WinnowEndpoint
import WinnowJSON
import WinnowRuns
import WinnowStore

/// A loop's judge is a model behind an endpoint that is asked about each answer.
public struct LoopJudge: Sendable {
    let client: EndpointClient
    let question: JudgeQuestion
    let options: EndpointRequest.Options

    /// - Parameters:
    ///   - template: a file with `{{answer}}` or `{{completion}}` in it, and `{{problem}}` or `{{prompt}}`.
    ///   - accepts: the word of a reply that accepts.
    ///   - rejects: the word of a reply that rejects.
    /// - Throws: ``ExperimentError`` for a template or words that cannot be.
    public init(
        _ client: EndpointClient, template: String, accepts: String, rejects: String,
        options: EndpointRequest.Options
    ) throws(ExperimentError) {
        self.client = client
        self.options = options
        question = try JudgeQuestion(template: template, accepts: accepts, rejects: rejects)
    }
}

/// A model behind an endpoint as the verifier of a loop; what it replies is its critique.
struct ModelSecondJudge: SecondJudge {
    private let judge: EndpointJudge
    private let name: String
    private let problems: [ProblemRecord]

    init(_ judge: LoopJudge, name: String, problems: [ProblemRecord], _ ledger: EndpointLedger, seed: UInt64) {
        self.judge = EndpointJudge(
            client: judge.client, question: judge.question, options: judge.options, ledger: ledger, seed: seed)
        (self.name, self.problems) = (name, problems)
    }

    func tool(in store: Store) throws -> RowID<ToolRecord> {
        let parameters = JSONValue.object([
            ("judge", .string(judge.client.endpoint.model)), ("seed", .string(String(judge.seed))),
            ("temperature", .number(judge.options.temperature)),
        ])
        return try store.findOrInsert(
            ToolRecord(
                kind: .verifier, name: name, version: 1, sha256: judge.question.sha256,
                parametersJSON: parameters.json(.compact),
                declaration: ToolRecord.Declaration(
                    sound: false, complete: false, evidence: "trace", solvesTheProblem: false)))
    }

    func judgements(of candidates: [JudgedCandidate]) async throws -> [SecondJudgement] {
        var said: [SecondJudgement] = []
        for candidate in candidates {
            guard let answer = candidate.answer else {
                said.append(SecondJudgement())
                continue
            }
            let problem = problems[candidate.place]
            let request = ToolRequest(
                id: 0, problem: problem.specification, prompt: problem.prompt,
                completion: candidate.candidate.completion?.text, answer: answer.text, repeat: 0)
            guard let reply = try await judge.answers(to: [request]).first else {
                try Task.checkCancellation()
                throw ExperimentError(
                    "the budget is used up before an answer was judged",
                    hint: "the same command with a larger one goes on")
            }
            said.append(SecondJudgement(verdict: Self.verdict(reply)))
        }
        return said
    }

    private static func verdict(_ reply: ToolSession.Answer) -> VerdictRecord {
        guard case .reply(let reply) = reply, let outcome = reply.outcome else {
            return VerdictRecord(outcome: .error)
        }
        let outcomes: [ToolReply.Outcome: VerdictRecord.Outcome] = [
            .accepted: .accepted, .rejected: .rejected, .error: .error,
        ]
        return VerdictRecord(
            outcome: outcomes[outcome] ?? .error, critiquesJSON: reply.critiques.map(CritiqueText.json),
            tokens: reply.tokens ?? 0)
    }
}
