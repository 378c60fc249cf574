public import WinnowCore
public import WinnowEndpoint
import WinnowJSON
public import WinnowRuns
public import WinnowStore

/// Runs that are judged by a model behind an endpoint, several times each.
///
/// What it says is kept twice: as verdicts of a verifier, which tables read with `--verifier`, and as the scores 1 and 0
/// of a scorer of the same name, whose mean over the repeats is the share of verifications that accept.
public struct ModelJudgement: Sendable {
    /// The settings say how the judge is asked.
    public struct Settings: Sendable {
        public var name: String
        public var template: String
        public var accepts: String
        public var rejects: String
        public var options: EndpointRequest.Options

        /// Verifications of each candidate.
        public var verifications: Int

        /// Requests under way at a time.
        public var concurrency: Int
        public var seed: UInt64
        public var budget: EndpointBudget

        public init(
            name: String, template: String, accepts: String, rejects: String, options: EndpointRequest.Options,
            verifications: Int, concurrency: Int, seed: UInt64, budget: EndpointBudget
        ) {
            self.name = name
            self.template = template
            self.accepts = accepts
            self.rejects = rejects
            self.options = options
            self.verifications = verifications
            self.concurrency = concurrency
            self.seed = seed
            self.budget = budget
        }
    }

    /// The part of the candidates that this process has judged.
    public var share = ShardShare.whole

    private let client: EndpointClient
    private let settings: Settings
    private let question: JudgeQuestion
    private let runs: [Stored<RunRecord>]
    private let store: Store

    /// - Parameter numbers: of runs; empty for all sampled runs.
    /// - Throws: ``ExperimentError`` for a template, words, a name or numbers that cannot be.
    public init(_ client: EndpointClient, _ settings: Settings, runs numbers: [Int64], in store: Store) throws {
        try ExternalTool.check(name: settings.name)
        try ToolReport.check(name: settings.name, in: store)
        guard (1...10_000).contains(settings.verifications), (1...1024).contains(settings.concurrency) else {
            throw ExperimentError(
                "\(settings.verifications) verifications, \(settings.concurrency) at a time, cannot be made",
                hint: "give numbers in 1...10000 and 1...1024")
        }
        try EndpointPlan.check(settings.budget)
        self.client = client
        self.settings = settings
        self.store = store
        question = try JudgeQuestion(
            template: settings.template, accepts: settings.accepts, rejects: settings.rejects)
        runs = try RunChoice.runs(numbers, in: store, allowing: [.greedy, .stopped, .ungraded])
    }

    /// Asks what has not been asked yet; a used-up budget ends it without an error.
    ///
    /// - Returns: a line for each run.
    public func run(observe: @escaping WorkProgress.Observer) async throws -> String {
        let verifier = try tool(.verifier)
        let scorer = try tool(.scorer)
        let ledger = EndpointLedger(settings.budget)
        let judge = EndpointJudge(
            client: client, question: question, options: settings.options, ledger: ledger, seed: settings.seed)
        var text = ""
        for (cell, run) in runs.enumerated() where share.includes(cell: cell) {
            let judging = ToolJudging(
                store: store, run: run, tool: verifier, looksAtCompletions: true, repeats: settings.verifications,
                batch: 1, workers: settings.concurrency, share: share)
            let tally: ToolTally
            do {
                tally = try await judging.judge(asking: { judge }, observe: observe)
            } catch {
                try keepScores(of: run, verifier, scorer)
                throw error
            }
            try keepScores(of: run, verifier, scorer)
            text += ToolReport.line(tally, of: run, verifier.record)
        }
        let (cost, isExhausted) = (await ledger.cost, await ledger.isExhausted)
        if cost > 0 { text += "cost \(cost)\n" }
        if isExhausted { text += "the budget is used up; raise it to go on with the same command\n" }
        return text
    }

    private func tool(_ kind: ToolRecord.Kind) throws -> Stored<ToolRecord> {
        let origin = JSONValue.object([
            ("judge", .string(client.endpoint.model)), ("temperature", .number(settings.options.temperature)),
            ("seed", .string(String(settings.seed))),
        ])
        let id = try store.findOrInsert(
            ToolRecord(
                kind: kind, name: settings.name, version: 1, sha256: question.sha256,
                parametersJSON: JSONValue.object([("origin", origin)]).json(),
                declaration: kind == .verifier
                    ? ToolRecord.Declaration(sound: false, complete: false, evidence: "trace", solvesTheProblem: false)
                    : nil))
        guard let stored = try store.tools().first(where: { $0.id == id }) else {
            throw StoreError(.missing, "tool \(settings.name) is not in the database")
        }
        return stored
    }

    /// Adds the scores of the verdicts that have none yet.
    private func keepScores(
        of run: Stored<RunRecord>, _ verifier: Stored<ToolRecord>, _ scorer: Stored<ToolRecord>
    ) throws {
        for problem in try store.problems(in: run.record.problemSet) {
            let ids = try store.candidates(of: run.id, position: problem.record.position).map(\.candidateID)
            let verdicts = try store.verdicts(of: ids, by: verifier.id)
            let scores = try store.scores(of: ids, by: scorer.id)
            let new = verdicts.sorted { $0.key < $1.key }.flatMap { candidate, verdicts in
                let known = Set(scores[candidate, default: []].map(\.repeat))
                return verdicts.filter { $0.outcome != .error && !known.contains($0.repeat) }.map { verdict in
                    ScoreRecord(
                        candidate: candidate, repeat: verdict.repeat, value: verdict.outcome == .accepted ? 1 : 0,
                        tokens: verdict.tokens)
                }
            }
            if !new.isEmpty { try store.append(new, by: scorer.id, ifKnown: .kept) }
        }
    }
}
