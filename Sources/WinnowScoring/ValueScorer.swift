public import WinnowModel

/// Reads values in (0, 1) off a model's reserved tokens: an outcome or a process scorer.
public struct ValueScorer: Sendable {
    private let reader: LogitReader
    private let heads: [ValueHead]
    private let cost: FloatingPointCost

    /// - Parameter parameters: of a model with at least one value head.
    public init(_ parameters: Parameters) {
        precondition(!parameters.valueHeads.isEmpty, "a generator has no values")
        reader = LogitReader(PackedWeights(parameters))
        heads = parameters.valueHeads
        cost = FloatingPointCost(parameters.configuration)
    }

    /// Gives the values at each request's ends, `[request][end][head]`.
    ///
    /// - Throws: `ModelError` when a request is longer than the context or of tokens the model lacks;
    ///   `CancellationError` when the task was cancelled.
    public func values(of requests: [LogitReader.Request], threads: Int = 1) async throws -> [[[Double]]] {
        try await reader.logits(of: requests, tokens: heads.map(\.token), threads: threads).map { ends in
            ends.map { logits in zip(heads, logits).map { $0.value($1) } }
        }
    }

    /// Gives the floating-point operations of scoring one candidate, which is charged as a call of its own: the prompt
    /// is read each time.
    public func flops(promptTokens: Int, completionTokens: Int, values: Int) -> Double {
        cost.reading(tokens: promptTokens + completionTokens, values: values)
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
