import Foundation
import WinnowCatalogue
public import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
public import WinnowStore

/// Draws the candidates that a plan asks for and the store does not have yet.
public struct CandidateSampling: Sendable {
    public let store: Store
    public let threads: Int

    public init(store: Store, threads: Int) {
        self.store = store
        self.threads = threads
    }

    /// Samples, judges and stores what is missing.
    ///
    /// Everything is committed in batches, so cancelling or killing the process loses the last batch at most and the
    /// same call goes on from there.
    ///
    /// - Returns: the run.
    /// - Throws: `CancellationError` when the task was cancelled, after committing what was done; ``ExperimentError``,
    ///   `StoreError` or `ModelError` otherwise.
    @discardableResult
    public func run(_ plan: SamplingPlan, observe: @escaping WorkProgress.Observer) async throws -> RowID<RunRecord> {
        try await run(plan, of: plan.domain, observe: observe)
    }

    private func run<D: GeneratedDomain>(
        _ plan: SamplingPlan, of domain: D, observe: @escaping WorkProgress.Observer
    ) async throws -> RowID<RunRecord> {
        try plan.options.validate()
        let set = try FrozenSet.load(plan.split, of: domain, atLeast: plan.problems)
        let registration = try RunRegistration(plan, set, of: domain, in: store)
        let problems = Array(set.problems.prefix(plan.problems))
        let prompts = problems.map(domain.prompt)
        try Self.checkContext(plan, longestPrompt: prompts.map(\.count).max() ?? 0)
        let present = try store.sampleIndices(of: registration.run)
        var jobs: [SamplingJob] = []
        for (index, problem) in problems.enumerated() {
            let have = present[registration.problems[index]] ?? RangeSet()
            let missing = (0..<plan.samples).filter { !have.contains($0) }
            guard !missing.isEmpty else { continue }
            let key = CandidateKey.key(seed: plan.seed, specification: domain.specification(of: problem))
            jobs.append(SamplingJob(id: index, prompt: prompts[index], key: key, samples: missing))
        }
        guard !jobs.isEmpty else { return registration.run }

        let judges = DomainJudges(domain: domain, style: plan.model.style)
        let cost = FloatingPointCost(plan.model.parameters.configuration)
        let recorder = CandidateRecorder(
            store: store, run: registration.run, judges: registration.judges,
            total: jobs.reduce(0) { $0 + $1.samples.count }, title: plan.title, observe: observe)
        let sampler = ParallelSampler(
            PackedWeights(plan.model.parameters), options: plan.options, endTokens: [Vocabulary.end],
            threads: threads)
        let rows = registration.problems
        do {
            try await sampler.run(jobs) { completions in
                // Judging runs on the sampling threads; only the writing waits in line.
                let entries = completions.map { completion in
                    let reading = domain.read(completion.tokens)
                    let prompt = prompts[completion.job].count
                    let record = CandidateRecord(
                        problem: rows[completion.job], sampleIndex: completion.sampleIndex,
                        tokens: completion.tokens.map { UInt16($0) }, logProbability: completion.logProbability,
                        samplingLogProbability: completion.samplingLogProbability, promptTokens: prompt,
                        traceTokens: reading.traceTokens, answerTokens: reading.answerTokens,
                        stopReason: completion.stopReason.rawValue,
                        flops: cost.completion(tokens: completion.tokens.count, promptTokens: prompt))
                    return CandidateEntry(
                        record, judges.judge(completion.tokens, reading: reading, of: problems[completion.job]))
                }
                try await recorder.add(entries)
            }
        } catch {
            try await recorder.flush()
            throw error
        }
        try await recorder.flush()
        try Task.checkCancellation()
        return registration.run
    }

    static func checkContext(_ plan: SamplingPlan, longestPrompt: Int) throws(ExperimentError) {
        // The last token is written, never read.
        let room = plan.model.parameters.configuration.contextLength - longestPrompt + 1
        guard room > 0 else {
            throw ExperimentError(
                "prompts of up to \(longestPrompt) tokens exceed the model's context",
                hint: "give a model with a longer context")
        }
        guard plan.options.maxTokens <= room else {
            throw ExperimentError(
                "prompts of up to \(longestPrompt) tokens and \(plan.options.maxTokens) more exceed the model's context",
                hint: "lower --max-tokens to \(room)")
        }
    }
}
