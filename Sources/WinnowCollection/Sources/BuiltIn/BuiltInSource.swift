import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowKernels
import WinnowModel
import WinnowRandom
import WinnowRuns
public import WinnowStore

/// A model that this program runs itself draws the candidates of a plan.
public struct BuiltInSource: CandidateSource {
    let plan: SamplingPlan
    let threads: Int

    public init(_ plan: SamplingPlan, threads: Int) {
        self.plan = plan
        self.threads = threads
    }

    /// Samples, judges and stores what is missing.
    ///
    /// - Returns: the run.
    /// - Throws: `CancellationError` when the task was cancelled, after committing what was done; ``ExperimentError``,
    ///   `StoreError` or `ModelError` otherwise.
    public func collect(into collector: Collector) async throws -> RowID<RunRecord> {
        try await collect(plan.domain, into: collector)
    }

    private func collect<D: GeneratedDomain>(_ domain: D, into collector: Collector) async throws -> RowID<RunRecord> {
        try plan.options.validate()
        let set = try FrozenSet.load(plan.split, of: domain, first: plan.problems)
        let problems = Array(set.problems.prefix(plan.problems))
        let prompts = problems.map(domain.prompt)
        let cost = FloatingPointCost(plan.model.parameters.configuration)
        let run = try plan.run(set, of: domain, in: collector.store)
        let collected = try await collector.collect(
            run, read: DomainReader(domain: domain, problems: problems, style: plan.model.style),
            title: "sampling \(plan.title)", grouping: .batches
        ) { collecting in
            try plan.checkContext(longestPrompt: prompts.map(\.count).max() ?? 0)
            let jobs = problems.enumerated().compactMap { place, problem -> SamplingJob? in
                let missing = plan.missing(at: place, collecting.registered)
                guard !missing.isEmpty else { return nil }
                let key = CandidateKey.key(seed: plan.seed, specification: domain.specification(of: problem))
                return SamplingJob(id: place, prompt: prompts[place], key: key, samples: missing)
            }
            guard !jobs.isEmpty else { return collecting.registered }
            await collecting.expect(jobs.reduce(0) { $0 + $1.samples.count })
            let sampler = ParallelSampler(
                PackedWeights(plan.model.parameters), options: plan.options, endTokens: [Vocabulary.end],
                threads: threads, best: plan.best)
            try await sampler.run(jobs) { completions in
                try await collecting.add(
                    completions.map { completion in
                        let prompt = prompts[completion.job].count
                        return RunCollector.Drawn(
                            place: completion.job, sampleIndex: completion.sampleIndex,
                            completion: SampledCompletion(
                                content: .tokens(completion.tokens), logProbability: completion.logProbability,
                                samplingLogProbability: completion.samplingLogProbability, promptTokens: prompt,
                                stopReason: completion.stopReason.rawValue,
                                flops: cost.completion(tokens: completion.tokens.count, promptTokens: prompt),
                                confidence: plan.record(completion.sureties)))
                    })
            }
            return collecting.registered
        }
        if plan.confidence != nil {
            let places = Dictionary(uniqueKeysWithValues: zip(collected.problems, prompts))
            try await ConfidenceFilling(plan: plan, threads: threads).fill(
                collected.run, prompts: places, in: collector.store, observe: collector.observe)
        }
        return collected.run
    }
}

extension SamplingPlan {
    /// The run that a plan makes on this machine.
    ///
    /// - Parameters:
    ///   - search: the settings of a guided search, whose run is another than that of plain sampling.
    ///   - loop: the settings of a back-prompting loop, whose run is another too.
    /// - Throws: ``ExperimentError`` when the run was sampled by other kernels and the plan does not allow them.
    func run<D: GeneratedDomain>(
        _ set: ProblemSet<D.Problem>, of domain: D, search: SearchSettings? = nil,
        loop: BackpromptSettings? = nil, in store: Store
    ) throws -> RunPlan {
        let identity = RunIdentity(self, set: set, of: domain)
        var parameters = SourceParameters.BuiltIn(
            style: model.style.rawValue, split: split.rawValue,
            modelFolder: model.information == nil ? model.folder.path : nil)
        if search == nil, loop == nil, let other = try identity.runOfOtherKernels(in: store) {
            guard allowsOtherKernels else {
                throw ExperimentError(
                    "run \(other.id) was sampled by the kernels \(other.record.kernelPath), and this build's are "
                        + "\(Kernels.path): its candidates would have other bits",
                    hint:
                        "go on with the other build, give another --db, or add --allow-other-kernels for a run beside it"
                )
            }
            parameters.sameButForKernels = "run \(other.id)"
        }
        return RunPlan(
            identity: search?.identity(of: identity.sha256) ?? loop?.identity(of: identity.sha256)
                ?? identity.sha256,
            kind: search != nil
                ? .search : loop != nil ? .backprompt : options.temperature == 0 ? .greedy : .sample,
            problems: ProblemList(
                ProblemSetRecord(
                    domain: domain.name, name: set.name, version: set.version, sha256: identity.problemSetSHA256),
                FrozenSet.records(set, of: domain, first: problems)),
            model: try model.record(role: "generator"),
            seed: seed, temperature: options.temperature, topK: options.topK == 0 ? nil : options.topK,
            topP: options.topP == 1 ? nil : options.topP, maxTokens: options.maxTokens, kernelPath: Kernels.path,
            parameters: search.map { .search(parameters, $0) } ?? loop.map { .backprompt(.builtIn(parameters), $0) }
                ?? .builtIn(parameters))
    }

    /// Refuses prompts and completions that the model has no room for.
    ///
    /// - Throws: ``ExperimentError`` that says what to lower.
    func checkContext(longestPrompt: Int) throws(ExperimentError) {
        // The last token is written, never read.
        let room = model.parameters.configuration.contextLength - longestPrompt + 1
        guard room > 0 else {
            throw ExperimentError(
                "prompts of up to \(longestPrompt) tokens exceed the model's context",
                hint: "give a model with a longer context")
        }
        guard options.maxTokens <= room else {
            throw ExperimentError(
                "prompts of up to \(longestPrompt) tokens and \(options.maxTokens) more exceed the model's context",
                hint: "lower --max-tokens to \(room)")
        }
    }
}

extension LoadedModel {
    /// The model as the store has it.
    func record(role: String) throws -> ModelRecord {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let configuration = parameters.configuration
        return ModelRecord(
            name: name, sha256: sha256, role: role, parameters: configuration.parameterCount,
            configurationJSON: String(decoding: try encoder.encode(configuration), as: UTF8.self), symbols: symbols)
    }
}
