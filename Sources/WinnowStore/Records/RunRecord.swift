/// One sampling configuration; ``identity`` is its natural key.
public struct RunRecord: Hashable, Sendable {
    /// Hash of all that decides a candidate's tokens, and of nothing else: asking for more samples extends the run.
    public var identity: String

    public var kind: RunKind

    public var parent: RowID<RunRecord>?
    public var problemSet: RowID<ProblemSetRecord>
    public var model: RowID<ModelRecord>
    public var seed: UInt64

    /// Nil where the source of the candidates does not say.
    public var temperature: Double?

    /// Nil for no limit.
    public var topK: Int?

    /// Nil for no limit.
    public var topP: Double?

    /// The longest completion, end token included; 0 when unknown.
    public var maxTokens: Int

    public var promptTemplate: String

    /// The kernels that computed the candidates, such as `avx2`: part of what "same bytes" means.
    public var kernelPath: String

    /// The parameters of the candidates' source as a JSON object.
    public var configurationJSON: String

    public var winnowVersion: String

    /// ISO 8601, UTC.
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

/// How the candidates of a run came about.
public enum RunKind: String, CaseIterable, Sendable {
    /// They were drawn independently, at a positive temperature.
    case sample

    /// They were drawn at temperature 0, one for each problem.
    case greedy

    /// Another program drew them, and its file was read.
    case imported

    /// A guided search found them, so that those of a group are no independent samples.
    case search
}
