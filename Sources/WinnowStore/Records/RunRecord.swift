/// A run is one sampling configuration; ``identity`` is its natural key.
public struct RunRecord: Hashable, Sendable {
    /// The identity hashes all that decides a candidate's tokens, and nothing else: asking for more samples extends the
    /// run.
    public var identity: String

    public var kind: RunKind

    public var parent: RowID<RunRecord>?
    public var problemSet: RowID<ProblemSetRecord>
    public var model: RowID<ModelRecord>
    public var seed: UInt64

    /// The temperature is nil where the source of the candidates does not say.
    public var temperature: Double?

    /// The limit is nil for none.
    public var topK: Int?

    /// The limit is nil for none.
    public var topP: Double?

    /// No completion is longer, end token included; 0 when unknown.
    public var maxTokens: Int

    public var promptTemplate: String

    /// These kernels computed the candidates, such as `avx2`: they are part of what "same bytes" means.
    public var kernelPath: String

    /// The configuration has the parameters of the candidates' source as a JSON object.
    public var configurationJSON: String

    public var winnowVersion: String

    /// The time is ISO 8601, UTC.
    public var createdAt: String

    public init(
        identity: String, kind: RunKind, parent: RowID<RunRecord>? = nil, problemSet: RowID<ProblemSetRecord>,
        model: RowID<ModelRecord>, seed: UInt64, temperature: Double?, topK: Int? = nil, topP: Double? = nil,
        maxTokens: Int, promptTemplate: String = "", kernelPath: String, configurationJSON: String = "{}",
        winnowVersion: String, createdAt: String
    ) {
        self.identity = identity
        self.kind = kind
        self.parent = parent
        self.problemSet = problemSet
        self.model = model
        self.seed = seed
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.maxTokens = maxTokens
        self.promptTemplate = promptTemplate
        self.kernelPath = kernelPath
        self.configurationJSON = configurationJSON
        self.winnowVersion = winnowVersion
        self.createdAt = createdAt
    }
}

/// The kind says how the candidates of a run came about.
public enum RunKind: String, CaseIterable, Sendable {
    /// They were drawn independently, at a positive temperature.
    case sample

    /// They were drawn at temperature 0, one for each problem.
    case greedy

    /// Another program drew them, and its file was read.
    case imported

    /// A guided search found them, so that those of a group are no independent samples.
    case search

    /// A back-prompting loop made them in rounds, so that those of an episode are no independent samples.
    case backprompt
}
