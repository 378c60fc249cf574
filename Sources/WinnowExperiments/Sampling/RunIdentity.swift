import WinnowDomains
import WinnowKernels
import WinnowModel
import WinnowStore

/// What decides the bytes of a run's candidates: two runs with equal identity are one run.
///
/// The numbers of samples and problems, budgets, strategies and threads are not part of it, so asking for more
/// extends a run. A change of the prompt's form is a new `promptTemplate`; one of the kernels, of the draw or of the
/// random keys is a new `Kernels.path`.
struct RunIdentity: Hashable {
    var modelSHA256: String
    var domain: String
    var problemSet: String
    var problemSetSHA256: String
    var seed: UInt64
    var temperature: Double
    var topK: Int
    var topP: Double
    var maxTokens: Int
    var promptTemplate: String
    var kernelPath: String

    /// SHA-256 of all fields.
    var sha256: String {
        var digest = Digest()
        for text in [modelSHA256, domain, problemSet, problemSetSHA256, promptTemplate, kernelPath] {
            digest.combine(text)
        }
        for bits in [seed, temperature.bitPattern, UInt64(topK), topP.bitPattern, UInt64(maxTokens)] {
            digest.combine(bits)
        }
        return digest.hexadecimal
    }

    /// The greedy run of the same model, problems and limits; it does not depend on the seed.
    var greedy: RunIdentity {
        var identity = self
        (identity.seed, identity.temperature, identity.topK, identity.topP) = (0, 0, 0, 1)
        return identity
    }
}

extension RunIdentity {
    /// The identity of a stored run.
    init(_ run: RunRecord, model: ModelRecord, problemSet set: ProblemSetRecord) {
        self.init(
            modelSHA256: model.sha256, domain: set.domain, problemSet: set.name, problemSetSHA256: set.sha256,
            seed: run.seed, temperature: run.temperature, topK: run.topK ?? 0, topP: run.topP ?? 1,
            maxTokens: run.maxTokens, promptTemplate: run.promptTemplate, kernelPath: run.kernelPath)
    }
}

extension RunIdentity {
    /// The identity of the run that a plan makes on this machine.
    init<D: GeneratedDomain>(_ plan: SamplingPlan, set: ProblemSet<D.Problem>, of domain: D) {
        self.init(
            modelSHA256: plan.model.sha256, domain: domain.name, problemSet: set.name,
            problemSetSHA256: FrozenSet.sha256(set, of: domain), seed: plan.seed,
            temperature: plan.options.temperature, topK: plan.options.topK, topP: plan.options.topP,
            maxTokens: plan.options.maxTokens, promptTemplate: "", kernelPath: Kernels.path)
    }
}

extension RunIdentity {
    /// A stored run that differs in its kernels only, unless this very run is stored too.
    ///
    /// - Throws: `StoreError` when the database cannot be read.
    func runOfOtherKernels(in store: Store) throws -> Stored<RunRecord>? {
        guard try store.run(identity: sha256) == nil else { return nil }
        return try store.runs().first { run in
            guard run.record.kernelPath != kernelPath else { return false }
            var other = RunIdentity(
                run.record, model: try store.model(run.record.model),
                problemSet: try store.problemSet(run.record.problemSet))
            other.kernelPath = kernelPath
            return other == self
        }
    }
}
