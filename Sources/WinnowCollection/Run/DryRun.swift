import WinnowBounds
import WinnowCatalogue
import WinnowDomains
import WinnowModel
import WinnowRandom
public import WinnowReport
import WinnowRuns
public import WinnowStore

/// A dry run says what a sweep will cost, measured on a few candidates that are not stored.
public struct DryRun: Sendable {
    private let sweep: Sweep

    /// The problems and candidates of the probe.
    private static let probe = (problems: 12, samples: 16)

    public init(_ sweep: Sweep) {
        self.sweep = sweep
    }

    /// The table in a format.
    public func text(store: Store?, as format: TableFormat) async throws -> String {
        try await table(store: store).rendered(as: format)
    }

    /// One row per pool: candidates to draw, expected tokens and seconds.
    ///
    /// - Parameter store: where candidates may be already; nil when there is no database yet.
    func table(store: Store?) async throws -> Table {
        var table = Table(
            title: "What the sweep will draw",
            columns: [
                Column("pool"), Column("problems", kind: .integer), Column("candidates", kind: .integer),
                Column("stored", kind: .integer), Column("to_draw", header: "to draw", kind: .integer),
                Column("tokens", kind: .integer), Column("seconds", kind: .number(.decimal(digits: 1))),
            ])
        for plan in sweep.plans {
            let wanted = plan.problems * plan.samples
            let stored = try store.map { try Self.stored(plan, in: $0) } ?? 0
            let (tokens, seconds) = try await measure(plan, of: plan.domain)
            let rest = Double(wanted - stored)
            table.append([
                .text(plan.title), .integer(plan.problems), .integer(wanted), .integer(stored),
                .integer(wanted - stored), .integer(Int(clamping: rest * tokens)), .number(rest * seconds),
            ])
        }
        table.footnotes = [
            "Nothing was stored. Tokens and seconds are extrapolated from \(Self.probe.problems) problems × "
                + "\(Self.probe.samples) candidates on \(sweep.threads) threads; the greedy runs are small beside them."
        ]
        return table
    }

    /// Mean tokens and seconds per candidate.
    private func measure<D: GeneratedDomain>(_ plan: SamplingPlan, of domain: D) async throws -> (Double, Double) {
        let problems = domain.problemSet(plan.split, count: Self.probe.problems).problems
        try plan.checkContext(longestPrompt: problems.map { domain.prompt(for: $0).count }.max() ?? 0)
        let jobs = problems.enumerated().map { index, problem in
            SamplingJob(
                id: index, prompt: domain.prompt(for: problem),
                key: CandidateKey.key(seed: plan.seed, specification: domain.specification(of: problem)),
                samples: Array(0..<Self.probe.samples))
        }
        let sampler = ParallelSampler(
            PackedWeights(plan.model.parameters), options: plan.options, endTokens: [Vocabulary.end],
            threads: sweep.threads)
        let counter = TokenCounter()
        let start = ContinuousClock.now
        try await sampler.run(jobs) { completions in
            await counter.add(completions.reduce(0) { $0 + $1.tokens.count })
        }
        try Task.checkCancellation()
        let candidates = Double(jobs.count * Self.probe.samples)
        return (Double(await counter.tokens) / candidates, start.duration(to: .now) / .seconds(1) / candidates)
    }

    private actor TokenCounter {
        var tokens = 0
        func add(_ count: Int) { tokens += count }
    }

    private static func stored(_ plan: SamplingPlan, in store: Store) throws -> Int {
        func count<D: GeneratedDomain>(_ domain: D) throws -> Int {
            let set = try FrozenSet.load(plan.split, of: domain, first: plan.problems)
            let identity = RunIdentity(plan, set: set, of: domain)
            guard let run = try store.run(identity: identity.sha256) else { return 0 }
            let wanted = Set(set.problems.prefix(plan.problems).map { FrozenSet.hash($0, of: domain) })
            let rows = try store.problems(in: run.record.problemSet).filter { wanted.contains($0.record.canonicalHash) }
            let present = try store.sampleIndices(of: run.id)
            return rows.reduce(0) { sum, row in
                sum + (0..<plan.samples).count { present[row.id]?.contains($0) == true }
            }
        }
        return try count(plan.domain)
    }
}
