import WinnowBounds
import WinnowCore
public import WinnowDomains
public import WinnowEndpoint
public import WinnowRuns
public import WinnowSelection

/// A plan says what is to be asked of a server, and how.
public struct EndpointPlan: Sendable {
    /// The source is where the problems are from.
    public enum Source: Sendable {
        /// The first ones of a domain's frozen list.
        case domain(any DrawnDomain, Split, count: Int)

        /// A file of problems, as datasets have them.
        case file(String)
    }

    /// The reading says how the answer is found in what a model writes.
    public enum Reading: Sendable {
        /// It writes in the tokens of the domain, as Winnow's own models do.
        case domainTokens

        /// An extractor finds it in the text, by this name.
        case extraction(String)
    }

    public var source: Source

    /// The fields of a file of problems that the user names, by role.
    public var problemFields: [String: String] = [:]

    /// True to ask the server first what it heeds, with two or three requests more.
    public var probes = false
    public var reading: Reading

    /// How answers are read, besides the rule that finds them.
    public var answers = ReadingOptions.standard
    public var template: PromptTemplate
    public var options: EndpointRequest.Options

    /// Tells apart weights that servers call by one name; a part of the run's identity.
    public var revision: String
    public var seed: UInt64

    /// Candidates of each problem; with a rule, at most.
    public var samples: Int

    /// Completions that are asked for in one request.
    public var perRequest: Int

    /// Requests under way at a time.
    public var concurrency: Int

    /// Stops asking about a problem; nil to draw all candidates.
    public var rule: AdaptiveVote?
    public var budget: EndpointBudget

    /// The part of the candidates that this process asks for.
    public var share = ShardShare.whole

    public init(
        source: Source, reading: Reading, template: PromptTemplate, options: EndpointRequest.Options,
        revision: String = "", seed: UInt64 = 1, samples: Int, perRequest: Int = 1, concurrency: Int = 8,
        rule: AdaptiveVote? = nil, budget: EndpointBudget = EndpointBudget()
    ) {
        self.source = source
        self.reading = reading
        self.template = template
        self.options = options
        self.revision = revision
        self.seed = seed
        self.samples = samples
        self.perRequest = perRequest
        self.concurrency = concurrency
        self.rule = rule
        self.budget = budget
    }

    /// The same problems, answered once at temperature 0.
    var greedy: EndpointPlan {
        var plan = self
        plan.options.temperature = 0
        plan.options.topP = 1
        (plan.seed, plan.samples, plan.perRequest, plan.rule) = (0, 1, 1, nil)
        plan.probes = false
        return plan
    }

    /// - Throws: ``ExperimentError`` for numbers that cannot be.
    func check() throws(ExperimentError) {
        guard (1...100_000).contains(samples), (1...samples).contains(perRequest), (1...1024).contains(concurrency)
        else {
            throw ExperimentError(
                "\(samples) samples by \(perRequest) a request, \(concurrency) at a time, cannot be asked for",
                hint: "give at most 100000 samples, no more a request than there are, and 1024 at a time")
        }
        guard options.temperature.isFinite, (0...100).contains(options.temperature), options.topP > 0,
            options.topP <= 1, (1...Bounds.tokens.limit).contains(options.maxTokens)
        else {
            throw ExperimentError(
                "temperature \(options.temperature), top-p \(options.topP) and \(options.maxTokens) tokens cannot be",
                hint: "give a temperature of at least 0, top-p in (0, 1] and a positive --max-tokens")
        }
        guard options.temperature > 0 || samples == 1 else {
            throw ExperimentError(
                "temperature 0 has one candidate per problem only", hint: "give --samples 1, or add --greedy instead")
        }
        guard share.shard.isWhole || share.division == .problems || share.division == .samples && rule == nil else {
            throw ExperimentError(
                rule == nil
                    ? "what is asked of a server is one run, which cannot be cut by cells"
                    : "a rule that stops sees the samples of a problem one after the other, and a shard would have some of them",
                hint: "use --shard-by problems")
        }
        try Self.check(budget)
    }

    /// - Throws: ``ExperimentError`` for prices and limits that cannot be.
    static func check(_ budget: EndpointBudget) throws(ExperimentError) {
        guard budget.isSane else {
            throw ExperimentError(
                "a budget or a price cannot be", hint: "give numbers from 0 to \(Bounds.price.limit)")
        }
    }
}
