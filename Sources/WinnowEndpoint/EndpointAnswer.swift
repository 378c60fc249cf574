import Foundation

/// What a server said.
public struct EndpointAnswer: Hashable, Sendable {
    /// One completion.
    public struct Choice: Hashable, Sendable {
        public var text: String

        /// `stop` for a completion that ended by itself, `length` for a cut one; nil when the server does not say.
        public var finishReason: String?

        /// The sum over the tokens, natural logarithm; nil unless it was asked for and given.
        public var logProbability: Double?

        /// Nil when it cannot be told from the answer.
        public var tokens: Int?
    }

    /// As many as were asked for, or fewer.
    public var choices: [Choice]

    /// Nil when the server does not say.
    public var promptTokens: Int?

    /// Of all choices together; nil when the server does not say.
    public var completionTokens: Int?

    /// How often it was asked in vain before.
    public var retries = 0
}

extension EndpointAnswer {
    /// Reads the body of an answer of either kind.
    ///
    /// - Returns: nil when it is not one, as when the connection broke in the middle of it.
    init?(_ data: Data, count: Int) {
        guard let body = try? JSONDecoder().decode(Body.self, from: data) else { return nil }
        promptTokens = body.usage?.prompt_tokens
        completionTokens = body.usage?.completion_tokens
        choices = []
        for (place, choice) in body.choices.sorted(by: { ($0.index ?? 0) < ($1.index ?? 0) }).enumerated()
        where place < count {
            guard let text = choice.text ?? choice.message?.text else { return nil }
            let logs = choice.logprobs?.values
            choices.append(
                Choice(
                    text: text, finishReason: choice.finish_reason, logProbability: logs?.reduce(0, +),
                    tokens: logs?.count ?? (body.choices.count == 1 ? body.usage?.completion_tokens : nil)))
        }
        if choices.isEmpty { return nil }
    }
}

private struct Body: Decodable {
    var choices: [Choice]
    var usage: Usage?

    struct Usage: Decodable {
        var prompt_tokens: Int?
        var completion_tokens: Int?
    }

    struct Choice: Decodable {
        var index: Int?
        var text: String?
        var message: Message?
        var finish_reason: String?
        var logprobs: LogProbabilities?
    }

    struct Message: Decodable {
        var content: String?
        /// Where some servers put a model's thoughts, which are sampled and paid for like the rest.
        var reasoning_content: String?

        var text: String? {
            guard let reasoning_content, !reasoning_content.isEmpty else { return content }
            return reasoning_content + "\n\n" + (content ?? "")
        }
    }

    struct LogProbabilities: Decodable {
        var token_logprobs: [Double?]?
        var content: [Token]?

        struct Token: Decodable {
            var logprob: Double
        }

        var values: [Double]? {
            token_logprobs.map { $0.compactMap(\.self) } ?? content?.map(\.logprob)
        }
    }
}
