import WinnowCore
public import WinnowStore

/// An identity is what decides the bytes of a run's candidates: two runs with equal identity are one run.
///
/// The numbers of samples and problems, budgets, strategies and threads are not part of it, so asking for more
/// extends a run. A change of the prompt's form is a new `promptTemplate`; one of the kernels, of the draw or of the
/// random keys is a new `Kernels.path`.
public struct RunIdentity: Hashable, Sendable {
    public var modelSHA256: String
    public var domain: String
    public var problemSet: String
    public var problemSetSHA256: String
    public var seed: UInt64
    public var temperature: Double
    public var topK: Int
    public var topP: Double
    public var maxTokens: Int
    public var promptTemplate: String
    public var kernelPath: String

    public init(
        modelSHA256: String, domain: String, problemSet: String, problemSetSHA256: String, seed: UInt64,
        temperature: Double, topK: Int, topP: Double, maxTokens: Int, promptTemplate: String, kernelPath: String
    ) {
        self.modelSHA256 = modelSHA256
        self.domain = domain
        self.problemSet = problemSet
        self.problemSetSHA256 = problemSetSHA256
        self.seed = seed
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.maxTokens = maxTokens
        self.promptTemplate = promptTemplate
        self.kernelPath = kernelPath
    }

    /// SHA-256 of all fields.
    public var sha256: String {
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
    public var greedy: RunIdentity {
        var identity = self
        (identity.seed, identity.temperature, identity.topK, identity.topP) = (0, 0, 0, 1)
        return identity
    }
}

extension RunIdentity {
    /// The identity of a stored run.
    public init(_ run: RunRecord, model: ModelRecord, problemSet set: ProblemSetRecord) {
        self.init(
            modelSHA256: model.sha256, domain: set.domain, problemSet: set.name, problemSetSHA256: set.sha256,
            seed: run.seed, temperature: run.temperature ?? .nan, topK: run.topK ?? 0, topP: run.topP ?? 1,
            maxTokens: run.maxTokens, promptTemplate: run.promptTemplate, kernelPath: run.kernelPath)
    }
}

extension RunIdentity {
    /// A stored run that differs in its kernels only, unless this very run is stored too.
    ///
    /// - Throws: `StoreError` when the database cannot be read.
    public func runOfOtherKernels(in store: Store) throws -> Stored<RunRecord>? {
        guard try store.run(identity: sha256) == nil else { return nil }
        return try store.runs().first { run in
            // Searches and loops have identities of their own.
            guard run.record.kernelPath != kernelPath, [.sample, .greedy].contains(run.record.kind) else {
                return false
            }
            var other = RunIdentity(
                run.record, model: try store.model(run.record.model),
                problemSet: try store.problemSet(run.record.problemSet))
            other.kernelPath = kernelPath
            return other == self
        }
    }
}
