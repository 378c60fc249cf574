import Foundation
import WinnowCore
import WinnowDomains
public import WinnowEndpoint
import WinnowInterchange
import WinnowJSON
import WinnowRuns
import WinnowSelection
public import WinnowStore

/// A server draws the candidates of a plan, as far as the store does not have them.
public struct EndpointSource: CandidateSource {
    private let client: EndpointClient
    private let plan: EndpointPlan

    public init(_ client: EndpointClient, _ plan: EndpointPlan) {
        self.client = client
        self.plan = plan
    }

    /// A summary says what came of the requests.
    public struct Summary: Sendable {
        public var run: RowID<RunRecord>

        /// Candidates stored by this call, and those that are there now.
        public var added = 0
        public var total = 0
        public var problems = 0

        /// Problems that a stopping rule ended before all candidates were drawn.
        public var stopped = 0
        public var spent: EndpointLedger.Amount
        public var cost = 0.0
        public var retries = 0

        /// Candidates whose log-probability cannot be one, and was left out.
        public var oddLogProbabilities = 0
        public var isOutOfBudget = false

        /// Requests that the server refuses, and what it says of the first.
        public var refused = 0
        public var refusal: String?

        /// Problems that always failed, with the candidates that are missing, and the reason of the first.
        public var problemsAside = 0
        public var aside = 0
        public var reasonAside: String?

        /// What the server does of what it was asked for, as far as its answers show.
        public var capabilities: [String] = []

        /// What each of several servers has done, a line each.
        public var servers: [String] = []
    }

    /// Asks for what is missing; every answer is stored as it comes.
    ///
    /// A used-up budget ends it without an error. Requests that the server refuses for themselves, such as a prompt that
    /// is too long, are counted and the others asked.
    ///
    /// - Throws: `CancellationError` when cancelled; `EndpointError` when the server does not answer any more;
    ///   ``ExperimentError`` for a plan that cannot be. What was answered is kept.
    public func collect(into collector: Collector) async throws -> Summary {
        try plan.check()
        let problems = try await EndpointProblems(plan)
        let (reader, symbols) = try reader(of: problems)
        return try await collector.collect(
            run(problems, symbols), read: reader, title: "asking \(client.endpoint.model)", grouping: .calls
        ) { collecting in
            let work = try EndpointWork(plan, collecting, in: collector.store)
            let ledger = EndpointLedger(plan.budget)
            let tally = EndpointTally(of: collecting.registered.run)
            await collecting.expect(work.total)
            let probed = try await probe(problems)
            let exchange = EndpointExchange(
                client: client, options: plan.options, concurrency: plan.concurrency, ledger: ledger, tally: tally)
            let jobs = EndpointAsking(exchange, plan, problems, collecting)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<plan.concurrency {
                    group.addTask {
                        while !Task.isCancelled, let job = await work.next() {
                            guard try await jobs.perform(job) else { return }
                        }
                    }
                }
                try await group.waitForAll()
            }
            var summary = await tally.summary
            summary.total = try collector.store.candidateCount(of: collecting.registered.run)
            summary.problems = problems.list.records.count
            summary.spent = await ledger.spent
            summary.cost = await ledger.cost
            summary.isOutOfBudget = await ledger.isExhausted
            summary.capabilities = probed + (await tally.capabilities(plan))
            summary.servers = await client.board.summary
            return summary
        }
    }

    /// Finds what the server heeds, where the plan asks for it.
    private func probe(_ problems: EndpointProblems) async throws -> [String] {
        guard plan.probes, !problems.list.records.isEmpty else { return [] }
        let messages = problems.messages(at: 0, plan.template, client.endpoint.kind)
        return try await EndpointProbe(client, plan.options).findings(asking: messages)
    }

    /// Who reads what the server writes, and the symbols of the tokens that are stored; none where texts are.
    ///
    /// - Throws: ``ExperimentError`` when the plan's reading does not fit its problems.
    func reader(of problems: EndpointProblems) throws -> (any CandidateReader, symbols: [String]) {
        switch plan.reading {
        case .extraction(let name):
            return (CompletionTextReader(rule: try plan.answers.reader(named: name), problems), [])
        case .domainTokens:
            guard let domain = problems.domain as? any GeneratedDomain else {
                throw ExperimentError(
                    "nobody knows the tokens of an answer, as \(problems.domain.map { "\($0.name) has none" } ?? "the problems of a file are of no domain")",
                    hint: "say with --extract how to find the answer")
            }
            return (try tokenReader(domain, problems), domain.vocabulary.symbols)
        }
    }

    private func tokenReader<D: GeneratedDomain>(
        _ domain: D, _ problems: EndpointProblems
    ) throws -> any CandidateReader {
        DomainReader(
            domain: domain, problems: try problems.list.records.map { try domain.problem(from: $0.specification) },
            style: nil)
    }

    /// The server's address is kept for the record, but it is no part of the run's identity: servers move.
    func run(_ problems: EndpointProblems, _ symbols: [String]) -> RunPlan {
        let (options, set, endpoint) = (plan.options, problems.list.set, client.endpoint)
        let model = model(symbols: symbols)
        // Pools that a rule has cut are another run than whole ones: which problems have many candidates depends on their
        // answers. The word is that of runs which older versions made.
        let path = "endpoint" + (plan.rule.map { ", stopped by \($0.name)" } ?? "")
        let identity = RunIdentity(
            modelSHA256: model.sha256, domain: set.domain, problemSet: set.name, problemSetSHA256: set.sha256,
            seed: plan.seed, temperature: options.temperature, topK: 0, topP: options.topP,
            maxTokens: options.maxTokens, promptTemplate: plan.template.identity, kernelPath: path)
        return RunPlan(
            identity: identity.sha256, kind: options.temperature == 0 ? .greedy : .sample, problems: problems.list,
            model: model, seed: plan.seed, temperature: options.temperature,
            topP: options.topP == 1 ? nil : options.topP, maxTokens: options.maxTokens,
            promptTemplate: plan.template.identity, kernelPath: "endpoint",
            parameters: .endpoint(
                .init(
                    address: endpoint.url.absoluteString, request: endpoint.kind.rawValue, stop: options.stop,
                    extra: options.extra, perRequest: plan.perRequest, stoppingRule: plan.rule?.name)))
    }

    private func model(symbols: [String]) -> ModelRecord {
        let endpoint = client.endpoint
        var digest = Digest()
        for text in ["endpoint", endpoint.model, plan.revision, endpoint.kind.rawValue] { digest.combine(text) }
        for text in plan.options.stop + [plan.options.extra ?? ""] { digest.combine(text) }
        digest.combine(symbols.isEmpty ? "text" : "tokens")
        for symbol in symbols { digest.combine(symbol) }
        let configuration = JSONValue.object([
            ("endpoint_model", .string(endpoint.model)), ("revision", .string(plan.revision)),
        ])
        return ModelRecord(
            name: endpoint.model, sha256: digest.hexadecimal, role: "generator", parameters: 0,
            configurationJSON: configuration.json(), symbols: symbols)
    }
}

extension EndpointSource {
    /// Asks for what is missing of a plan and, if wanted, of its greedy run.
    ///
    /// - Returns: some lines that say what came of it.
    /// - Throws: as ``collect(into:)``; ``ExperimentError`` at the end when the server refused some requests.
    public func report(greedy: Bool, into collector: Collector) async throws -> String {
        var summaries = [try await collect(into: collector)]
        if greedy, !summaries[0].isOutOfBudget {
            summaries.append(try await EndpointSource(client, plan.greedy).collect(into: collector))
        }
        if let refused = summaries.first(where: { $0.refused > 0 }), let refusal = refused.refusal {
            throw ExperimentError(
                "\(refused.refused) candidates of run \(refused.run) were refused, the first because \(refusal)",
                hint: "all others are stored; change the prompts or leave these out with --allow-ragged")
        }
        if let failed = summaries.first(where: { $0.aside > 0 }), let reason = failed.reasonAside {
            throw ExperimentError(
                "\(failed.aside) candidates of \(failed.problemsAside) problems of run \(failed.run) are missing, the first "
                    + "because \(reason)",
                hint: "all others are stored; the same command asks for these again")
        }
        return summaries.map(\.description).joined()
    }
}

extension EndpointSource.Summary: CustomStringConvertible {
    /// One or two lines.
    public var description: String {
        var line = "run \(run): \(added) new candidates, \(total) of \(problems) problems now; "
        line += "\(spent.promptTokens) + \(spent.completionTokens) tokens"
        if cost > 0 { line += ", cost \(cost.formatted(.number.precision(.fractionLength(4))))" }
        if retries > 0 { line += ", \(retries) retries" }
        if stopped > 0 { line += "; a rule ended \(stopped) problems early: this run is of that rule alone" }
        line += "\n"
        if oddLogProbabilities > 0 {
            line += "the log-probabilities of \(oddLogProbabilities) candidates cannot be and were left out\n"
        }
        if !capabilities.isEmpty { line += "the server: \(capabilities.joined(separator: "; "))\n" }
        for server in servers { line += server + "\n" }
        if isOutOfBudget { line += "the budget is used up; the same command with a larger one goes on\n" }
        return line
    }
}

/// The tally keeps what came of the requests so far.
actor EndpointTally {
    private(set) var summary: EndpointSource.Summary

    init(of run: RowID<RunRecord>) {
        summary = EndpointSource.Summary(run: run, spent: EndpointLedger.Amount(promptTokens: 0, completionTokens: 0))
    }

    /// Takes note of an answer, and says how far it is.
    func add(_ answer: EndpointAnswer, taken: Int, cost: Double) -> String {
        summary.added += taken
        summary.retries += answer.retries
        summary.oddLogProbabilities += answer.choices.count(where: \.hasOddLogProbability)
        var detail = "\(summary.added) answers"
        if summary.retries > 0 { detail += ", \(summary.retries) retries" }
        if cost > 0 { detail += ", cost \(cost.formatted(.number.precision(.significantDigits(3))))" }
        return detail
    }

    /// Takes note of candidates that the server refuses to draw.
    func refuse(_ count: Int, _ error: EndpointError) {
        summary.refused += count
        summary.refusal = summary.refusal ?? error.what
    }

    /// A server is asked for no more completions at a time than this.
    private(set) var mostPerRequest = Int.max
    private var failures = 0
    private var placesAside: Set<Int> = []
    private var logProbabilities: (asked: Int, given: Int) = (0, 0)
    private var isShort = false

    /// Takes note that the server refuses so many completions in one request.
    func lower(to count: Int) { mostPerRequest = min(mostPerRequest, count) }

    /// Takes note of a problem that failed as often as it was asked.
    ///
    /// - Returns: false where so many failed with no answer in between that the fault is the server's.
    func setAside(_ place: Int, _ count: Int, _ error: EndpointError, of concurrency: Int) -> Bool {
        failures += 1
        skipAside(place, count)
        summary.reasonAside = summary.reasonAside ?? error.what
        return failures <= max(2, concurrency)
    }

    /// True for a problem that was set aside already.
    func isAside(_ place: Int) -> Bool { placesAside.contains(place) }

    /// Takes note of candidates of a problem that is set aside.
    func skipAside(_ place: Int, _ count: Int) {
        placesAside.insert(place)
        summary.problemsAside = placesAside.count
        summary.aside += count
    }

    /// Takes note of what an answer shows of the server.
    func note(_ answer: EndpointAnswer, asked: Int, _ options: EndpointRequest.Options) {
        failures = 0
        if answer.choices.count < asked { isShort = true }
        guard options.logProbabilities else { return }
        logProbabilities.asked += answer.choices.count
        logProbabilities.given += answer.choices.count { $0.logProbability != nil || $0.hasOddLogProbability }
    }

    /// Says what the answers showed of what was asked for.
    func capabilities(_ plan: EndpointPlan) -> [String] {
        var said: [String] = []
        if mostPerRequest < plan.perRequest {
            said.append("it takes \(mostPerRequest) completions a request, not \(plan.perRequest) (--per-request)")
        } else if isShort {
            said.append("it gives fewer completions a request than it is asked for (--per-request)")
        }
        if logProbabilities.asked > 0, logProbabilities.given == 0 {
            said.append("it gives no log-probabilities, though it is asked for them (--log-probabilities)")
        }
        return said
    }

    /// Takes note of a problem that a rule has ended.
    func noteStop(skipped: Int) {
        summary.stopped += skipped > 0 ? 1 : 0
    }
}
