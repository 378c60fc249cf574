/// What a user asks to generate from prompts of token identifiers.
public struct GenerationRequest: Sendable {
    /// A model folder, or the name of a bundled model of ``domain``.
    public var model: String
    public var domain: String?
    public var prompts: PromptList
    /// How many candidates of each prompt.
    public var samples: Int
    /// The largest completion.
    public var maxNew: Int
    /// Whether every completion goes on to ``maxNew`` tokens, past any end token.
    public var ignoresEnd: Bool
    public var temperature: Double
    public var topK: Int
    public var topP: Double
    public var seed: UInt64
    public var threads: Int

    public init(
        model: String, domain: String? = nil, prompts: PromptList, samples: Int = 1, maxNew: Int,
        ignoresEnd: Bool = false, temperature: Double = 1, topK: Int = 0, topP: Double = 1, seed: UInt64, threads: Int
    ) {
        self.model = model
        self.domain = domain
        self.prompts = prompts
        self.samples = samples
        self.maxNew = maxNew
        self.ignoresEnd = ignoresEnd
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.seed = seed
        self.threads = threads
    }
}
