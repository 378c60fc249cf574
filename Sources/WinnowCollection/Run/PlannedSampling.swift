import WinnowCatalogue
public import WinnowCore
import WinnowDomains
import WinnowKernels
import WinnowModel
public import WinnowRuns
public import WinnowStore

/// Sampling that several processes share by a plan: what the plan is made from, and what a shard of it does.
public struct PlannedSampling: Sendable {
    private let sweep: Sweep

    /// Makes the plan of what a request asks for.
    ///
    /// - Throws: ``ExperimentError`` for unknown names or impossible numbers, `ModelError` for a damaged model.
    public static func plan(
        _ request: SamplingRequest, shards: Int, by division: ShardDivision
    ) throws -> ShardPlan {
        try ShardPlan(
            winnowVersion: winnowVersion, kernelPath: Kernels.path,
            options: ShardPlan.Options(
                domains: request.domains, models: request.models, temperatures: request.temperatures,
                topK: request.topK, topP: request.topP, maxTokens: request.maxTokens, split: request.split.rawValue,
                problems: request.problems, samples: request.samples, seed: request.seed),
            division: division, shards: shards, runs: runs(of: request.plans(), kernelPath: Kernels.path))
    }

    /// Takes a shard of a plan.
    ///
    /// - Parameter name: of the plan's file.
    /// - Throws: ``ExperimentError`` where this program would not make the plan's candidates: another version, other kernels
    ///   unless these are allowed, other weights, other problems, or a shard that the plan has not.
    public init(_ plan: ShardPlan, name: String, shard: Shard, threads: Int, allowsOtherKernels: Bool) throws {
        try plan.check(name: name, kernelPath: Kernels.path, allowsOtherKernels: allowsOtherKernels)
        let options = plan.options
        guard let split = Split(rawValue: options.split) else {
            throw ExperimentError("'\(name)' names a split \"\(options.split)\"", hint: "make the plan again")
        }
        let request = SamplingRequest(
            domains: options.domains, models: options.models, temperatures: options.temperatures, topK: options.topK,
            topP: options.topP, maxTokens: options.maxTokens, split: split, problems: options.problems,
            samples: options.samples, seed: options.seed, threads: threads, allowsOtherKernels: allowsOtherKernels)
        let share = try plan.share(shard)
        let sweep = try Sweep(request, share: share)
        let runs = try Self.runs(of: sweep.plans, kernelPath: plan.kernelPath)
        for (own, planned) in zip(runs, plan.runs) where own != planned {
            throw ExperimentError(
                own.modelSHA256 != planned.modelSHA256
                    ? "the model \(planned.model) of \(planned.domain) has other weights here than where '\(name)' was made"
                    : "the problems of \(planned.domain) are others here than where '\(name)' was made",
                hint: "use the same program and model folders everywhere, or make the plan again")
        }
        guard runs.count == plan.runs.count else {
            throw ExperimentError(
                "'\(name)' has \(plan.runs.count) runs, and this program would make \(runs.count) of its options",
                hint: "use the same program everywhere, or make the plan again")
        }
        self.sweep = sweep
    }

    /// Draws what is missing of the shard.
    ///
    /// - Returns: a line for each pool.
    /// - Throws: as ``Sweep/sample(into:observe:)``.
    public func sample(into store: Store, observe: @escaping WorkProgress.Observer) async throws -> String {
        sweep.report(try await sweep.sample(into: store, observe: observe))
    }

    /// The runs that plans make, each followed by its greedy run, as other kernels would name them.
    private static func runs(of plans: [SamplingPlan], kernelPath: String) throws -> [ShardPlan.Run] {
        var problems: [String: (set: String, sha256: String, hashes: String)] = [:]
        var runs: [ShardPlan.Run] = []
        for (cell, pool) in plans.enumerated() {
            for plan in [pool, pool.greedy] {
                runs.append(try run(of: plan, plan.domain, cell: cell, kernelPath: kernelPath, &problems))
            }
        }
        return runs
    }

    private static func run<D: GeneratedDomain>(
        of plan: SamplingPlan, _ domain: D, cell: Int, kernelPath: String,
        _ known: inout [String: (set: String, sha256: String, hashes: String)]
    ) throws -> ShardPlan.Run {
        // The lists of a grid are the same for each of its models and temperatures.
        var problems = known[domain.name]
        if problems == nil {
            let set = try FrozenSet.load(plan.split, of: domain, first: plan.problems)
            var digest = Digest()
            for problem in set.problems.prefix(plan.problems) { digest.combine(FrozenSet.hash(problem, of: domain)) }
            problems = (set.name, FrozenSet.sha256(set.split, of: domain), digest.hexadecimal)
            known[domain.name] = problems
        }
        let (set, sha256, hashes) = problems ?? ("", "", "")
        let identity = RunIdentity(
            modelSHA256: plan.model.sha256, domain: domain.name, problemSet: set, problemSetSHA256: sha256,
            seed: plan.seed, temperature: plan.options.temperature, topK: plan.options.topK, topP: plan.options.topP,
            maxTokens: plan.options.maxTokens, promptTemplate: "", kernelPath: kernelPath)
        return ShardPlan.Run(
            identity: identity.sha256, kind: (plan.options.temperature == 0 ? RunKind.greedy : .sample).rawValue,
            cell: cell, domain: domain.name, model: plan.model.name, modelSHA256: plan.model.sha256, problemSet: set,
            problemSetSHA256: sha256, problemsSHA256: hashes, temperature: plan.options.temperature,
            problems: plan.problems, samples: plan.samples)
    }
}
