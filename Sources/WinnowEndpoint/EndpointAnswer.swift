import Foundation
import WinnowBounds
import WinnowJSON

/// An answer is what a server said.
public struct EndpointAnswer: Hashable, Sendable {
    /// A choice is one completion.
    public struct Choice: Hashable, Sendable {
        public var text: String

        /// The reason is `stop` for a completion that ended by itself, `length` for a cut one; nil when the server does
        /// not say.
        public var finishReason: String?

        /// The natural logarithm is summed over the tokens; nil unless it was asked for and given.
        public var logProbability: Double?

        /// The number is nil when it cannot be told from the answer.
        public var tokens: Int?

        /// True where log-probabilities came that cannot be, and were left out.
        public var hasOddLogProbability = false
    }

    /// There are as many choices as were asked for, or fewer.
    public var choices: [Choice]

    /// The number is nil when the server does not say.
    public var promptTokens: Int?

    /// All choices together have so many; nil when the server does not say.
    public var completionTokens: Int?

    /// It was asked in vain so often before.
    public var retries = 0
}

extension EndpointAnswer {
    /// Reads the body of an answer of either kind.
    ///
    /// Numbers that make no sense, such as a positive log-probability or 2^63 tokens, are left out.
    ///
    /// - Returns: nil when it is not one, as when the connection broke in the middle of it.
    init?(_ data: Data, count: Int) {
        guard let body = try? JSONParser.value(of: Array(data).span), let listed = body["choices"]?.array else {
            return nil
        }
        let usage = body["usage"]
        promptTokens = Int.tokenCount(usage?["prompt_tokens"]?.integer)
        completionTokens = Int.tokenCount(usage?["completion_tokens"]?.integer)
        choices = []
        let ordered = listed.map { (index: $0["index"]?.integer ?? 0, choice: $0) }.sorted { $0.index < $1.index }
        for (_, choice) in ordered.prefix(count) {
            guard let text = choice["text"]?.string ?? choice["message"].flatMap(Self.text) else { return nil }
            let logs = choice["logprobs"].flatMap(Self.logProbabilities)
            let sum = logs.map(LogProbability.sum)
            let checked = LogProbability.checked(sum)
            choices.append(
                Choice(
                    text: text, finishReason: choice["finish_reason"]?.string, logProbability: checked,
                    tokens: logs?.count ?? (listed.count == 1 ? completionTokens : nil),
                    hasOddLogProbability: sum != nil && checked == nil))
        }
        if choices.isEmpty { return nil }
    }

    /// Reads what a message says; some servers keep a model's thoughts apart, which are sampled and paid for like the
    /// rest.
    private static func text(_ message: JSONValue) -> String? {
        let content = message["content"]?.string
        guard let thoughts = message["reasoning_content"]?.string, !thoughts.isEmpty else { return content }
        return thoughts + "\n\n" + (content ?? "")
    }

    /// Finds the log-probabilities of the tokens, in either kind's layout; nil when there are none.
    private static func logProbabilities(_ value: JSONValue) -> [Double]? {
        if let tokens = value["token_logprobs"]?.array {
            // The first token of a text that is echoed has none.
            return tokens.filter { !$0.isNull }.map { $0.number ?? .nan }
        }
        return value["content"]?.array.map { $0.map { $0["logprob"]?.number ?? .nan } }
    }
}
