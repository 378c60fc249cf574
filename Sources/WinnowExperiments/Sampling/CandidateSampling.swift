import Foundation
import WinnowDomains
import WinnowKernels
import WinnowModel
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
    public func run(_ plan: SamplingPlan, observe: @escaping Progress.Observer) async throws -> RowID<RunRecord> {
        try await run(plan, of: plan.domain, observe: observe)
    }

    private func run<D: Domain>(
        _ plan: SamplingPlan, of domain: D, observe: @escaping Progress.Observer
    ) async throws -> RowID<RunRecord> {
        try plan.options.validate()
        let set = try FrozenSet.load(plan.split, of: domain, atLeast: plan.problems)
        let registration = try Registration(plan, set, of: domain, in: store)
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

/// The rows that a run refers to.
private struct Registration {
    let run: RowID<RunRecord>
    let problems: [RowID<ProblemRecord>]
    let judges: Judges

    init<D: Domain>(_ plan: SamplingPlan, _ set: ProblemSet<D.Problem>, of domain: D, in store: Store) throws {
        let identity = RunIdentity(plan, set: set, of: domain)
        let record = ProblemSetRecord(
            domain: domain.name, name: set.name, version: set.version, sha256: identity.problemSetSHA256)
        let setID = try store.findOrInsert(record)
        problems = try store.findOrInsert(FrozenSet.records(set, of: domain, first: plan.problems), in: setID)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let parameters = plan.model.parameters
        let model = ModelRecord(
            name: plan.model.name, sha256: plan.model.sha256, role: "generator",
            parameters: parameters.configuration.parameterCount,
            configurationJSON: String(decoding: try encoder.encode(parameters.configuration), as: UTF8.self),
            symbols: plan.model.symbols)
        let modelID = try store.findOrInsert(model)
        judges = try DomainJudges(domain: domain, style: plan.model.style).tools(in: store)
        var configuration = ["style": plan.model.style.rawValue, "split": plan.split.rawValue]
        configuration["model_folder"] = plan.model.information == nil ? plan.model.folder.path : nil
        let other = try identity.runOfOtherKernels(in: store)
        if let other, !plan.allowsOtherKernels {
            throw ExperimentError(
                "run \(other.id) was sampled by the kernels \(other.record.kernelPath), and this build's are "
                    + "\(Kernels.path): its candidates would have other bits",
                hint: "go on with the other build, give another --db, or add --allow-other-kernels for a run beside it")
        }
        configuration["same_but_for_kernels"] = other.map { "run \($0.id)" }
        run = try store.findOrInsert(
            RunRecord(
                identity: identity.sha256, kind: plan.options.temperature == 0 ? "greedy" : "sample",
                problemSet: setID, model: modelID, seed: plan.seed, temperature: plan.options.temperature,
                topK: plan.options.topK == 0 ? nil : plan.options.topK,
                topP: plan.options.topP == 1 ? nil : plan.options.topP, maxTokens: plan.options.maxTokens,
                kernelPath: Kernels.path,
                configurationJSON: String(decoding: try encoder.encode(configuration), as: UTF8.self),
                winnowVersion: winnowVersion, createdAt: Date.now.ISO8601Format()))
    }
}
