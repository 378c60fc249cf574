import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRuns
import WinnowStore

/// A model that this program runs itself answers in rounds, with a meta-controller between them.
///
/// Candidates of the first round are those of plain sampling under the same seed, bit for bit, whatever the arm.
public struct BackpromptSource: CandidateSource {
    let plan: SamplingPlan
    let loop: LoopPlan
    let reviser: Reviser?
    let threads: Int

    /// - Parameter reviser: answers from the second round on; nil for the generator's own prompt again.
    public init(_ plan: SamplingPlan, _ loop: LoopPlan, reviser: Reviser? = nil, threads: Int) {
        (self.plan, self.loop, self.reviser, self.threads) = (plan, loop, reviser, threads)
    }

    /// Makes the rounds that the store lacks; see ``BackpromptLoop``.
    ///
    /// - Throws: `CancellationError` when the task was cancelled, after committing what was done; ``ExperimentError``,
    ///   `StoreError` or `ModelError` otherwise.
    public func collect(into collector: Collector) async throws -> BackpromptOutcome {
        try await collect(plan.domain, into: collector)
    }

    private func collect<D: GeneratedDomain>(_ domain: D, into collector: Collector) async throws -> BackpromptOutcome {
        try loop.check()
        try plan.options.validate()
        guard loop.critique != .judge, loop.history != .all || reviser == nil else {
            throw ExperimentError(
                loop.critique == .judge
                    ? "no model judges the answers of a bundled generator"
                    : "a reviser reads the last answer, not the whole conversation",
                hint: loop.critique == .judge ? "use another --critique" : "use --history last or none")
        }
        let set = try FrozenSet.load(plan.split, of: domain, first: plan.problems)
        let problems = Array(set.problems.prefix(plan.problems))
        let prompts = problems.map(domain.prompt)
        let records = FrozenSet.records(set, of: domain, first: plan.problems)
        let second = try secondJudge(domain, records, prompts)
        let tool = try second.map { try collector.store.tool($0.tool(in: collector.store)) }
        let settings = loop.settings(
            decidedBy: tool ?? ToolRecord(kind: .verifier, name: "\(domain.name)-verifier", version: 1),
            reviser: reviser.map { .init(name: $0.model.name, sha256: $0.model.sha256) }, problems: problems.count)
        let run = try plan.run(set, of: domain, loop: settings, in: collector.store)
        let title = "\(plan.title), \(settings.title)"
        try plan.checkContext(longestPrompt: prompts.map(\.count).max() ?? 0)
        let cycle = try cycle(domain, problems, records, in: collector.store)
        let count = problems.count
        return try await collector.collect(
            run, read: DomainReader(domain: domain, problems: problems, style: plan.model.style),
            title: "back-prompting \(plan.title)", grouping: .batches, second: second
        ) { collecting in
            try await rounds(cycle, second, title, problems: count, into: collecting)
        }
    }

    /// The loop of a domain, whose problems nobody sees behind it.
    private func cycle<D: GeneratedDomain>(
        _ domain: D, _ problems: [D.Problem], _ records: [ProblemRecord], in store: Store
    ) throws -> BackpromptLoop {
        let row = try reviser.map { ($0, try store.findOrInsert($0.model.record(role: "reviser"))) }
        return BackpromptLoop(
            plan: loop,
            controller: MetaController(domain: domain, problems: problems, arm: loop.critique, seed: plan.seed),
            answering: BuiltInRounds(
                plan, problems: records, prompts: problems.map(domain.prompt), history: loop.history, reviser: row,
                threads: threads))
    }

    /// Makes the rounds of a registered run.
    private func rounds(
        _ cycle: BackpromptLoop, _ second: (any SecondJudge)?, _ title: String, problems: Int,
        into collecting: RunCollector
    ) async throws -> BackpromptOutcome {
        let decider = try second?.tool(in: collecting.store) ?? collecting.judges.verifier
        let book = try EpisodeBook(collecting, loop, decidedBy: decider)
        try await cycle.run(collecting, book)
        let counts = await book.counts
        return BackpromptOutcome(
            run: collecting.registered.run, title: title, problems: problems, episodes: loop.episodes,
            rounds: loop.rounds, accepted: counts.accepted, usedUp: counts.usedUp,
            isResampling: reviser == nil && loop.critique != .none)
    }

    /// The verifier that ends an episode, where it is not the domain's own.
    private func secondJudge<D: GeneratedDomain>(
        _ domain: D, _ problems: [ProblemRecord], _ prompts: [[Int]]
    ) throws -> (any SecondJudge)? {
        switch loop.verifier {
        case .sound: return nil
        case .noisy(let dial): return NoisySecondJudge(dial: dial, problems: problems)
        case .scorer(let name, let threshold):
            return try ScorerSecondJudge(
                name, threshold: threshold, of: domain, generator: plan.model.record(role: "generator"),
                problems: problems, prompts: prompts, seed: plan.seed, threads: threads)
        case .judge(let name):
            throw ExperimentError(
                "\"\(name)\" would have to read texts, and a bundled generator writes tokens",
                hint: "use --verifier sound, noisy:… or scorer:…")
        }
    }
}
