import Foundation
import WinnowBounds
import WinnowJSON
public import WinnowMessages

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

        /// The best tokens of each place say how sure the model was; nil unless they were asked for and given.
        public var alternatives: TokenAlternatives?
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

/// A fault is what a server says went wrong in an answer of status 200, in its own words; nil where it has none.
struct AnswerFault: Error, Hashable {
    var message: String?
}

extension EndpointAnswer {
    /// Reads the body of an answer of either kind.
    ///
    /// Each choice is read on its own: one without a text is kept as what it is, an empty one, and one that is an error
    /// of the server is none of the model and left out. Numbers that make no sense, such as a positive log-probability
    /// or 2^63 tokens, are left out too.
    ///
    /// - Throws: ``AnswerFault`` when there is no choice in it, as when the connection broke in the middle of it.
    init(reading data: Data, count: Int) throws(AnswerFault) {
        // Some servers begin with a mark of the byte order.
        let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(data.dropFirst(3)) : Array(data)
        guard let body = try? JSONParser.value(of: bytes.span) else {
            throw AnswerFault(message: Self.page(in: bytes))
        }
        guard let listed = body["choices"]?.array, !listed.isEmpty else {
            throw AnswerFault(message: Self.message(in: body))
        }
        let usage = body["usage"]
        promptTokens = Int.tokenCount(usage?["prompt_tokens"]?.integer)
        completionTokens = Int.tokenCount(usage?["completion_tokens"]?.integer)
        choices = []
        var fault: AnswerFault?
        let ordered = listed.map { (index: $0["index"]?.integer ?? 0, choice: $0) }.sorted { $0.index < $1.index }
        for (_, choice) in ordered.prefix(count) {
            if choice["finish_reason"]?.string == "error" || choice["error"]?.object != nil {
                fault = fault ?? AnswerFault(message: Self.message(in: choice) ?? "the choice is an error")
                continue
            }
            guard ["text", "message", "finish_reason"].contains(where: { choice[$0] != nil }) else {
                fault = fault ?? AnswerFault()
                continue
            }
            choices.append(Self.choice(choice, tokens: listed.count == 1 ? completionTokens : nil))
        }
        if choices.isEmpty { throw fault ?? AnswerFault() }
        // An error beside choices that say nothing is the server's, and no abstention of the model.
        if let error = body["error"], !error.isNull, choices.allSatisfy(\.text.isEmpty) {
            throw AnswerFault(message: Self.message(in: body) ?? "the answer is an error")
        }
    }

    /// Says that a body is a page for people, as of a proxy or for signing in, and how it begins.
    private static func page(in bytes: [UInt8]) -> String? {
        let start = String(decoding: bytes.prefix(200), as: UTF8.self)
        guard start.lowercased().drop(while: \.isWhitespace).hasPrefix("<") else { return nil }
        return
            "the body is no JSON but a page that begins \(start.split(separator: "\n").prefix(3).joined(separator: " "))"
    }

    /// Reads the body as ``init(reading:count:)``; nil when there is no choice in it.
    init?(_ data: Data, count: Int) {
        guard let answer = try? EndpointAnswer(reading: data, count: count) else { return nil }
        self = answer
    }

    private static func choice(_ choice: JSONValue, tokens: Int?) -> Choice {
        let logs = choice["logprobs"].flatMap(logProbabilities)
        let sum = logs.map(LogProbability.sum)
        let checked = LogProbability.checked(sum)
        var reason = choice["finish_reason"]?.string
        let text = text(of: choice, isCut: reason == "length")
        if text.isEmpty, reason == nil || reason == "stop" {
            // The reason why there is nothing, where the server says one.
            let calls = choice["message"]?["tool_calls"]?.array?.isEmpty == false
            if calls { reason = "tool_calls" }
        }
        return Choice(
            text: text, finishReason: reason, logProbability: checked, tokens: logs?.count ?? tokens,
            hasOddLogProbability: sum != nil && checked == nil,
            alternatives: choice["logprobs"].flatMap { TokenAlternatives($0) })
    }

    /// Reads what a choice says: nothing, where there is no content.
    ///
    /// Some servers keep a model's thoughts apart, which are sampled and paid for like the rest; thoughts that a limit
    /// has cut stay open.
    private static func text(of choice: JSONValue, isCut: Bool) -> String {
        if let text = choice["text"]?.string { return text }
        guard let message = choice["message"] else { return "" }
        guard message.object != nil else { return message.string ?? "" }
        let said = Conversation.content(message) ?? ""
        let isThoughtAlone = message["content"].map { $0.isNull || $0.string?.isEmpty == true } ?? true
        if isCut, isThoughtAlone, let thoughts = Conversation.thoughts(in: message) { return "<think>\n" + thoughts }
        return said
    }

    /// Finds the words of an error: of a text, of an object with a message, or of a list of faults.
    static func message(in body: JSONValue) -> String? {
        let error = body["error"]
        let message = error?["message"] ?? error ?? body["message"] ?? body["detail"] ?? body["errors"]
        guard let message, !message.isNull else { return nil }
        let text = message.string ?? message.json(.compact)
        // A router says in its own words that a provider failed, and keeps the provider's apart.
        guard let raw = error?.at("metadata.raw"), !raw.isNull else { return text }
        return "\(text): \(raw.string ?? raw.json(.compact))"
    }

    /// Finds the log-probabilities of the tokens, in either kind's layout; nil when there are none.
    private static func logProbabilities(_ value: JSONValue) -> [Double]? {
        if let tokens = value["token_logprobs"]?.array {
            // The first token of a text that is echoed has none.
            let rest = tokens.first?.isNull == true ? tokens.dropFirst() : tokens[...]
            return rest.map { $0.number ?? .nan }
        }
        return value["content"]?.array.flatMap { $0.isEmpty ? nil : $0.map { $0["logprob"]?.number ?? .nan } }
    }
}
