import WinnowCatalogue
import WinnowCore
public import WinnowDomains
import WinnowModel

/// A request says what a user asks to sample: lists are a grid, one pool for each combination.
public struct SamplingRequest: Sendable {
    /// Names of domains, or `all`.
    public var domains: [String]
    /// Names of bundled models, paths of model folders, or `all`.
    public var models: [String]
    public var temperatures: [Double]
    public var topK: Int
    public var topP: Double
    /// The largest completion; nil for the domain's own limit.
    public var maxTokens: Int?
    public var split: Split
    public var problems: Int
    public var samples: Int
    public var seed: UInt64
    public var threads: Int
    /// True to sample beside a run of other kernels; see ``SamplingPlan/allowsOtherKernels``.
    public var allowsOtherKernels: Bool
    /// See ``SamplingPlan/confidence``.
    public var confidence: ConfidenceRequest?

    public init(
        domains: [String], models: [String], temperatures: [Double] = [0.8], topK: Int = 0, topP: Double = 1,
        maxTokens: Int? = nil, split: Split = .test, problems: Int, samples: Int, seed: UInt64, threads: Int,
        allowsOtherKernels: Bool = false, confidence: ConfidenceRequest? = nil
    ) {
        self.domains = domains
        self.models = models
        self.temperatures = temperatures
        self.topK = topK
        self.topP = topP
        self.maxTokens = maxTokens
        self.split = split
        self.problems = problems
        self.samples = samples
        self.seed = seed
        self.threads = threads
        self.allowsOtherKernels = allowsOtherKernels
        self.confidence = confidence
    }

    /// The most candidates of a problem.
    private static let largestPool = 1_000_000

    /// The pools of the grid, in the order domain, model, temperature.
    ///
    /// - Throws: ``ExperimentError`` for unknown names or impossible numbers, `ModelError` for a damaged model.
    public func plans() throws -> [SamplingPlan] {
        guard problems > 0, (1...Self.largestPool).contains(samples) else {
            throw ExperimentError(
                "\(problems) problems × \(samples) samples cannot be drawn",
                hint: "give positive numbers, and at most \(Self.largestPool) samples")
        }
        let chosen = domains.contains("all") ? ModelCatalogue.domains : try domains.map(DomainChoice.generated)
        return try chosen.uniqued(by: \.name).flatMap { domain in
            try FrozenSet.check(problems, split, of: domain)
            let names = models.contains("all") ? ModelCatalogue.bundled(domain) : models.uniqued(by: \.self)
            guard !names.isEmpty else {
                throw ExperimentError("\(domain.name) has no bundled models", hint: "give a model folder")
            }
            return try names.flatMap { name in
                let model = try ModelCatalogue.load(name, for: domain)
                return try temperatures.uniqued(by: \.self).map { temperature in
                    guard temperature != 0 else {
                        throw ExperimentError(
                            "temperature \(temperature) has one candidate per problem only",
                            hint: "give a positive temperature; a greedy run is added to every pool by itself")
                    }
                    let options = SamplingOptions(
                        temperature: temperature, topK: topK, topP: topP,
                        maxTokens: maxTokens ?? domain.completionLimit)
                    try options.validate()
                    return SamplingPlan(
                        domain: domain, model: model, split: split, seed: seed, options: options, problems: problems,
                        samples: samples, allowsOtherKernels: allowsOtherKernels, confidence: confidence)
                }
            }
        }
    }
}

extension Array {
    /// The first of the elements with each key, so that a name given twice is one pool.
    fileprivate func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert(key($0)).inserted }
    }
}
