public import WinnowCatalogue
public import WinnowDomains
import WinnowKernels
public import WinnowModel
public import WinnowRuns

/// A request says which confidences of tokens to store.
public struct ConfidenceRequest: Hashable, Sendable {
    /// So many of the best tokens of each place are averaged; nil for 20 of a server, and of a model that this program
    /// runs for an eighth of its vocabulary, at least 2 and at most 20.
    public var best: Int?

    public init(best: Int? = nil) { self.best = best }
}

/// One pool to sample: a domain, a model and how to draw from it.
public struct SamplingPlan: Sendable {
    public var domain: any GeneratedDomain
    public var model: LoadedModel
    public var split: Split
    public var seed: UInt64
    public var options: SamplingOptions
    /// So many of the frozen list's problems are sampled.
    public var problems: Int
    /// So many candidates are drawn of each problem.
    public var samples: Int
    /// True to draw even where the database holds the same run by other kernels, whose bits differ: the candidates
    /// then become a run of their own, which names the other.
    public var allowsOtherKernels: Bool
    /// It is stored how sure the model was of each token, which changes no candidate; nil for not.
    public var confidence: ConfidenceRequest?
    /// The part of it that this process samples; of the rest the rows are left to others.
    public var share = ShardShare.whole
    /// The place in the grid, 0-based.
    public var cell = 0

    public init(
        domain: any GeneratedDomain, model: LoadedModel, split: Split, seed: UInt64, options: SamplingOptions,
        problems: Int,
        samples: Int, allowsOtherKernels: Bool = false, confidence: ConfidenceRequest? = nil
    ) {
        self.domain = domain
        self.model = model
        self.split = split
        self.seed = seed
        self.options = options
        self.problems = problems
        self.samples = samples
        self.allowsOtherKernels = allowsOtherKernels
        self.confidence = confidence
    }

    /// So many of the best tokens are averaged; nil where no confidence is asked for.
    var best: Int? {
        confidence.map { $0.best ?? TokenSurety.usualBest(ofVocabulary: model.parameters.configuration.vocabularySize) }
    }

    /// The title is such as `maze medium T=0.8`.
    public var title: String {
        let kind = options.temperature == 0 ? "greedy" : "T=\(options.temperature)"
        return "\(domain.name) \(model.name) \(kind)"
    }

    /// The samples that are missing of a problem and belong to the plan's share.
    func missing(at place: Int, _ registered: RegisteredRun) -> [Int] {
        guard share.includes(cell: cell), share.includes(place: place) else { return [] }
        let own = share.samples(of: samples)
        let missing = registered.missing(at: place, of: samples)
        return own.count == samples ? missing : missing.filter(own.contains)
    }

    /// The greedy run beside this pool: the same model and problems at temperature 0, one sample each.
    public var greedy: SamplingPlan {
        var plan = self
        plan.seed = 0
        plan.options = SamplingOptions(temperature: 0, maxTokens: options.maxTokens)
        plan.samples = 1
        return plan
    }
}

extension RunIdentity {
    /// The identity of the run that a plan makes on this machine.
    init<D: GeneratedDomain>(_ plan: SamplingPlan, set: ProblemSet<D.Problem>, of domain: D) {
        self.init(
            modelSHA256: plan.model.sha256, domain: domain.name, problemSet: set.name,
            problemSetSHA256: FrozenSet.sha256(set.split, of: domain), seed: plan.seed,
            temperature: plan.options.temperature, topK: plan.options.topK, topP: plan.options.topP,
            maxTokens: plan.options.maxTokens, promptTemplate: "", kernelPath: Kernels.path)
    }
}
