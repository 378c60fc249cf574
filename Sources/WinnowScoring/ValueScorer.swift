import Glibc
public import WinnowModel

/// Reads values in (0, 1) off a model's reserved tokens: an outcome or a process scorer.
public struct ValueScorer: Sendable {
    private let reader: LogitReader
    private let expectations: TokenScorer?
    private let heads: [ValueHead]
    private let cost: FloatingPointCost
    /// Reading the model of the expectations costs this, and so many logits a token.
    private let expectationsCost: FloatingPointCost?
    private let expectationsLogits: Int

    /// - Parameters:
    ///   - parameters: of a model with at least one value head.
    ///   - expectations: the model whose ``ExpectationFeatures`` are read beside the tokens; nil where the text is read
    ///     alone. Its reading is charged.
    public init(_ parameters: Parameters, expectations: Parameters? = nil) {
        precondition(!parameters.valueHeads.isEmpty, "a generator has no values")
        reader = LogitReader(PackedWeights(parameters))
        self.expectations = expectations.map { TokenScorer(PackedWeights($0)) }
        heads = parameters.valueHeads
        cost = FloatingPointCost(parameters.configuration)
        expectationsCost = expectations.map { FloatingPointCost($0.configuration) }
        expectationsLogits = expectations?.configuration.vocabularySize ?? 0
    }

    /// Gives the values at each request's ends, `[request][end][head]`.
    ///
    /// - Throws: `ModelError` when a request is longer than the context or of tokens the model lacks;
    ///   `CancellationError` when the task was cancelled.
    public func values(of requests: [LogitReader.Request], threads: Int = 1) async throws -> [[[Double]]] {
        try await logits(of: requests, threads: threads).map { ends in
            ends.map { logits in zip(heads, logits).map { $0.value($1) } }
        }
    }

    /// Gives the logits that the values are logistic functions of, with each head's gain and bias, as ``values``.
    public func logits(of requests: [LogitReader.Request], threads: Int = 1) async throws -> [[[Float]]] {
        var requests = requests
        if let expectations {
            let features = try await ExpectationFeatures.read(
                requests.map { ($0.prompt, $0.completion) }, with: expectations, firstToken: firstFeature,
                threads: threads)
            for index in requests.indices { requests[index].features = features[index] }
        }
        return try await reader.logits(of: requests, tokens: heads.map(\.token), threads: threads)
    }

    /// The features' tokens stand before those of the values.
    private var firstFeature: Int { heads[0].token - ExpectationFeatures.symbols.count }

    /// Gives the floating-point operations of scoring one candidate, which is charged as a call of its own: the prompt
    /// is read each time.
    public func flops(promptTokens: Int, completionTokens: Int, values: Int) -> Double {
        let tokens = promptTokens + completionTokens
        return cost.reading(tokens: tokens, values: values)
            + (expectationsCost?.reading(tokens: tokens, values: completionTokens * expectationsLogits) ?? 0)
    }
}

/// A step scorer gives one value after the last token of what has been written so far: what guides a search step by
/// step.
///
/// A value has the same bits whatever is scored beside it and on however many threads.
public struct StepScorer: Sendable {
    private let scorer: ValueScorer
    private let head: Int

    /// - Parameter head: the value head that is read, such as ``ProcessLabel/head``; 0 for an outcome scorer.
    public init(_ scorer: ValueScorer, head: Int = 0) {
        self.scorer = scorer
        self.head = head
    }

    /// Gives the value after the last token of each beginning; in place of a beginning that is empty, after its prompt.
    ///
    /// Neighbours with the same prompt share its reading.
    ///
    /// - Throws: `ModelError` when a beginning is longer than the context or of tokens the model lacks;
    ///   `CancellationError` when the task was cancelled.
    public func values(
        of beginnings: [(prompt: [Int], completion: [Int])], threads: Int = 1
    ) async throws -> [Double] {
        let requests = beginnings.map { LogitReader.Request(prompt: $0.prompt, completion: $0.completion) }
        return try await scorer.values(of: requests, threads: threads).map { $0[0][head] }
    }

    /// Gives the floating-point operations of one such value.
    public func flops(promptTokens: Int, completionTokens: Int) -> Double {
        scorer.flops(promptTokens: promptTokens, completionTokens: completionTokens, values: 1)
    }
}
