/// What one or several samplers did, and how long they took for it.
public struct SamplingStatistics: Sendable {
    /// Prompt tokens read, each prompt once for all its candidates.
    public var promptTokens = 0

    /// Completion tokens drawn, end tokens included.
    public var completionTokens = 0

    /// The time spent reading prompts, summed over the threads.
    public var prefillTime = Duration.zero

    /// The time spent drawing completions, summed over the threads.
    public var decodeTime = Duration.zero

    /// Nothing done yet.
    public init() {}

    /// Adds another sampler's work.
    public static func += (total: inout Self, part: Self) {
        total.promptTokens += part.promptTokens
        total.completionTokens += part.completionTokens
        total.prefillTime += part.prefillTime
        total.decodeTime += part.decodeTime
    }
}
