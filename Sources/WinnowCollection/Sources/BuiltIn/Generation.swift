import WinnowCatalogue
public import WinnowCore
import WinnowModel
import WinnowRandom

/// Candidates of prompts of token identifiers, written as lines.
///
/// Candidate `i` of a prompt is a function of the weights, the options, the seed, the prompt's tokens and `i` alone.
public struct Generation: Sendable {
    private let request: GenerationRequest
    private let weights: PackedWeights
    private let endTokens: [Int]
    private let options: SamplingOptions

    /// The most candidates of a prompt.
    private static let largestPool = 10_000_000

    /// The fewest candidates that a prompt is read again for, so that all threads have work.
    private static let smallestPart = 32

    /// Loads the model and checks all that is asked for.
    ///
    /// - Throws: ``ExperimentError`` or `ModelError` for what cannot be generated.
    public init(_ request: GenerationRequest) throws {
        self.request = request
        options = SamplingOptions(
            temperature: request.temperature, topK: request.topK, topP: request.topP, maxTokens: request.maxNew)
        try options.validate()
        guard (1...Self.largestPool).contains(request.samples) else {
            throw ExperimentError(
                "\(request.samples) samples cannot be drawn", hint: "give a number in 1...\(Self.largestPool)")
        }
        let model = try ModelChoice(request.model, domain: request.domain).model
        endTokens = request.ignoresEnd ? [] : model.endTokens
        try request.prompts.check(vocabularySize: model.parameters.configuration.vocabularySize)
        let context = model.parameters.configuration.contextLength
        for (index, prompt) in request.prompts.prompts.enumerated() {
            // The last token is written, never read.
            let room = context - prompt.count + 1
            guard room > 0 else {
                throw ExperimentError(
                    "prompt \(index + 1) of \(prompt.count) tokens exceeds the model's context of \(context)",
                    hint: "shorten it")
            }
            guard request.maxNew <= room else {
                throw ExperimentError(
                    "prompt \(index + 1) of \(prompt.count) tokens and \(request.maxNew) more exceed the model's "
                        + "context of \(context)",
                    hint: "lower --max-new to \(room)")
            }
        }
        weights = PackedWeights(model.parameters)
    }

    /// Generates everything, or until the task is cancelled.
    ///
    /// - Parameter write: takes whole lines, each a candidate's tokens with commas between them, by prompt and then
    ///   by sample; a line is handed on as soon as all before it are.
    /// - Throws: `CancellationError` when the task was cancelled.
    public func run(
        write: @escaping @Sendable (String) -> Void, observe: @escaping WorkProgress.Observer
    ) async throws -> GenerationStatistics {
        let lines = OrderedLines(
            prompts: request.prompts.prompts.count, samples: request.samples, write: write, observe: observe)
        let clock = ContinuousClock()
        let start = clock.now
        let sampler = ParallelSampler(
            weights, options: options, endTokens: endTokens,
            threads: request.threads)
        let sampling = try await sampler.run(jobs) { await lines.add($0) }
        let wall = start.duration(to: clock.now)
        try Task.checkCancellation()
        return GenerationStatistics(
            sampling, prompts: request.prompts.prompts.count,
            candidates: request.prompts.prompts.count * request.samples, threads: request.threads, wall: wall)
    }

    /// One job for each prompt, or several where there are too few prompts for the threads.
    private var jobs: [SamplingJob] {
        let prompts = request.prompts.prompts
        let wanted = request.threads == 1 ? 1 : (4 * request.threads + prompts.count - 1) / prompts.count
        let parts = max(1, min(wanted, request.samples / Self.smallestPart))
        return prompts.enumerated().flatMap { index, prompt in
            let key = CandidateKey.key(seed: request.seed, prompt: prompt)
            return (0..<parts).map { part in
                let samples = request.samples * part / parts..<request.samples * (part + 1) / parts
                return SamplingJob(id: index, prompt: prompt, key: key, samples: Array(samples))
            }
        }
    }
}

/// A request says what a user asks to generate from prompts of token identifiers.
public struct GenerationRequest: Sendable {
    /// A model folder, or the name of a bundled model of ``domain``.
    public var model: String
    public var domain: String?
    public var prompts: PromptList
    /// So many candidates are drawn of each prompt.
    public var samples: Int
    /// The largest completion.
    public var maxNew: Int
    /// True where every completion goes on to ``maxNew`` tokens, past any end token.
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

/// Brings completions into the order (prompt, sample) and writes each as soon as all before it are written.
actor OrderedLines {
    private let samples: Int
    private let total: Int
    private let write: @Sendable (String) -> Void
    private let observe: WorkProgress.Observer

    /// These came too early, by their places in the order.
    private var waiting: [Int: [Int]] = [:]
    private var next = 0
    private var done = 0
    private var tokens = 0
    private let start = ContinuousClock.now

    /// - Parameters:
    ///   - samples: candidates of each prompt.
    ///   - write: takes whole lines.
    init(
        prompts: Int, samples: Int, write: @escaping @Sendable (String) -> Void,
        observe: @escaping WorkProgress.Observer
    ) {
        self.samples = samples
        total = prompts * samples
        self.write = write
        self.observe = observe
    }

    func add(_ completions: [Completion]) async {
        for completion in completions {
            waiting[completion.job * samples + completion.sampleIndex] = completion.tokens
            tokens += completion.tokens.count
        }
        done += completions.count
        var text = ""
        while let line = waiting.removeValue(forKey: next) {
            text += line.map(String.init).joined(separator: ",") + "\n"
            next += 1
        }
        if !text.isEmpty { write(text) }
        let detail = "\(Int(Double(tokens) / max(start.duration(to: .now) / .seconds(1), 1e-9))) tokens/s"
        await observe(WorkProgress(task: "generating", done: Double(done), total: Double(total), detail: detail))
    }
}
