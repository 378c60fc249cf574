import Foundation
import WinnowCore
import WinnowDomains
public import WinnowEndpoint
import WinnowRuns
import WinnowStore

/// A server answers in rounds, with a meta-controller between them.
public struct EndpointBackprompt: CandidateSource {
    private let client: EndpointClient
    private let plan: EndpointPlan
    private let loop: LoopPlan
    private let feedback: FeedbackTemplate
    private let judge: LoopJudge?

    /// - Parameters:
    ///   - plan: what is asked first; its numbers of samples and of completions a request are the loop's.
    ///   - judge: the model that decides, where the loop's verifier is one.
    public init(
        _ client: EndpointClient, _ plan: EndpointPlan, _ loop: LoopPlan, feedback: FeedbackTemplate,
        judge: LoopJudge? = nil
    ) {
        var plan = plan
        (plan.samples, plan.perRequest, plan.rule) = (loop.episodes, 1, nil)
        (self.client, self.plan, self.loop, self.feedback, self.judge) = (client, plan, loop, feedback, judge)
    }

    /// Makes the rounds that the store lacks; every answer is stored as it comes.
    ///
    /// A used-up budget ends it without an error.
    ///
    /// - Throws: as ``EndpointSource/collect(into:)``.
    public func collect(into collector: Collector) async throws -> BackpromptOutcome {
        try loop.check()
        try plan.check()
        let problems = try await EndpointProblems(plan)
        guard let domain = problems.domain else {
            throw ExperimentError(
                "the problems of a file are of no domain, whose critics a loop needs", hint: "name a --domain")
        }
        return try await collect(domain, problems, into: collector)
    }

    private func collect<D: Domain>(
        _ domain: D, _ problems: EndpointProblems, into collector: Collector
    ) async throws -> BackpromptOutcome {
        let instances = try problems.list.records.map { try domain.problem(from: $0.specification) }
        let ledger = EndpointLedger(plan.budget)
        let second = try secondJudge(problems, ledger)
        let sampling = EndpointSource(client, plan)
        let (reader, symbols) = try sampling.reader(of: problems)
        var run = sampling.run(problems, symbols)
        let own = try reader.tools(in: collector.store).verifier
        let decider = try second?.tool(in: collector.store) ?? own
        guard let decider else {
            throw ExperimentError("\(domain.name) has no verifier", hint: "name another --verifier")
        }
        let settings = loop.settings(
            decidedBy: try collector.store.tool(decider), reviser: nil, problems: instances.count)
        var digest = Digest()
        for text in [run.identity, feedback.identity] { digest.combine(text) }
        run.identity = settings.identity(of: digest.hexadecimal)
        run.kind = .backprompt
        if case .endpoint(let server) = run.parameters { run.parameters = .backprompt(.endpoint(server), settings) }
        return try await collector.collect(
            run, read: reader, title: "back-prompting \(client.endpoint.model)", grouping: .calls, second: second
        ) { collecting in
            let tally = EndpointTally(of: collecting.registered.run)
            let book = try EpisodeBook(collecting, loop, decidedBy: decider)
            let exchange = EndpointExchange(
                client: client, options: plan.options, concurrency: plan.concurrency, ledger: ledger, tally: tally)
            let cycle = BackpromptLoop(
                plan: loop,
                controller: MetaController(domain: domain, problems: instances, arm: loop.critique, seed: plan.seed),
                answering: EndpointRounds(
                    exchange: exchange, plan: plan, problems: problems, feedback: feedback, history: loop.history))
            try await cycle.run(collecting, book)
            let counts = await book.counts
            return BackpromptOutcome(
                run: collecting.registered.run,
                title: "\(domain.name) \(client.endpoint.model), \(settings.title)",
                problems: instances.count, episodes: loop.episodes, rounds: loop.rounds, accepted: counts.accepted,
                usedUp: counts.usedUp,
                notes: notes(
                    await tally.summary, spent: await ledger.spent, isOut: await ledger.isExhausted,
                    cost: await ledger.cost))
        }
    }

    /// What came of the requests, in sentences.
    private func notes(
        _ summary: EndpointSource.Summary, spent: EndpointLedger.Amount, isOut: Bool, cost: Double
    ) -> [String] {
        var notes = ["\(spent.promptTokens) + \(spent.completionTokens) tokens were spent."]
        if cost > 0 { notes.append("They cost \(cost.formatted(.number.precision(.fractionLength(4)))).") }
        if let refusal = summary.refusal {
            notes.append("\(summary.refused) requests were refused, the first because \(refusal).")
        }
        if let reason = summary.reasonAside {
            notes.append(
                "\(summary.problemsAside) problems were set aside, the first because \(reason); the same command asks again."
            )
        }
        if isOut { notes.append("The budget is used up; the same command with a larger one goes on.") }
        return notes
    }

    /// The verifier that ends an episode, where it is not the domain's own.
    private func secondJudge(_ problems: EndpointProblems, _ ledger: EndpointLedger) throws -> (any SecondJudge)? {
        guard loop.critique != .judge || judge != nil else {
            throw ExperimentError(
                "no model judges the answers", hint: "use --verifier judge:NAME with --critique judge")
        }
        switch loop.verifier {
        case .sound: return nil
        case .noisy(let dial): return NoisySecondJudge(dial: dial, problems: problems.list.records)
        case .scorer(let name, _):
            throw ExperimentError(
                "the scorer \"\(name)\" reads the tokens of a bundled generator, and a server writes text",
                hint: "use --verifier sound, noisy:… or judge:NAME")
        case .judge(let name):
            guard let judge else {
                throw ExperimentError(
                    "nobody says what the judge \"\(name)\" is asked", hint: "give --judge-template")
            }
            return ModelSecondJudge(judge, name: name, problems: problems.list.records, ledger, seed: plan.seed)
        }
    }
}
