import Foundation
import WinnowJSON
import WinnowText

/// A request is what a server is asked.
public struct EndpointRequest: Hashable, Sendable {
    /// A message is one turn of a conversation.
    public struct Message: Codable, Hashable, Sendable {
        /// The role is `system`, `user` or `assistant`.
        public var role: String
        public var content: String

        public init(role: String, content: String) {
            self.role = role
            self.content = content
        }
    }

    /// Options say how completions are drawn.
    public struct Options: Hashable, Sendable {
        public var temperature: Double
        public var topP: Double
        public var maxTokens: Int

        /// These texts end a completion.
        public var stop: [String]

        /// True to ask for the log-probabilities of the drawn tokens.
        public var logProbabilities: Bool

        /// The request asks for so many of the best tokens of each place too, with their log-probabilities; nil for none.
        public var alternatives: Int?

        /// The request gets these members, which OpenAI's API does not have, as a JSON object; nil for none.
        public var extra: String?

        public init(
            temperature: Double, topP: Double = 1, maxTokens: Int, stop: [String] = [], logProbabilities: Bool = false,
            alternatives: Int? = nil, extra: String? = nil
        ) {
            self.alternatives = alternatives
            self.temperature = temperature
            self.topP = topP
            self.maxTokens = maxTokens
            self.stop = stop
            self.logProbabilities = logProbabilities
            self.extra = extra
        }

        /// Reads ``extra``.
        ///
        /// - Throws: ``EndpointError`` when it is no JSON object, or has a number that JSON cannot write.
        func extraMembers() throws(EndpointError) -> JSONObject {
            guard let extra else { return [:] }
            guard let value = try? JSONValue(parsing: extra), value.isFinite, let members = value.object else {
                throw EndpointError(
                    .request, "\"\(extra)\" is no JSON object", hint: #"write one such as {"top_k": 20}"#)
            }
            return members
        }
    }

    /// The messages are the conversation; of a completion, the one text to continue.
    public var messages: [Message]
    public var options: Options

    /// So many completions are drawn.
    public var count: Int

    /// The server is given this seed, which it may or may not heed; it also decides the pauses between attempts.
    public var seed: UInt32

    public init(_ messages: [Message], options: Options, count: Int = 1, seed: UInt32) {
        self.messages = messages
        self.options = options
        self.count = count
        self.seed = seed
    }

    /// Writes the JSON that the server reads, its members in the order of their names.
    ///
    /// - Throws: ``EndpointError`` when the options' extra members are no JSON object.
    func body(for endpoint: Endpoint) throws(EndpointError) -> Data {
        var members: JSONObject = [
            "model": .string(endpoint.model), "n": .integer(count),
            // Some servers keep seeds in 31 bits.
            "seed": .integer(Int(seed >> 1)), "temperature": Self.number(options.temperature),
            "top_p": Self.number(options.topP), "max_tokens": .integer(options.maxTokens),
        ]
        if !options.stop.isEmpty { members["stop"] = .array(options.stop.map { .string($0) }) }
        switch endpoint.kind {
        case .completions:
            members["prompt"] = .string(messages.map(\.content).joined(separator: "\n\n"))
            // So many alternatives to each token.
            if options.logProbabilities || options.alternatives != nil {
                members["logprobs"] = .integer(options.alternatives ?? 1)
            }
        case .chat:
            members["messages"] = .array(
                messages.map { ["content": .string($0.content), "role": .string($0.role)] })
            if options.logProbabilities || options.alternatives != nil { members["logprobs"] = .bool(true) }
            if let alternatives = options.alternatives { members["top_logprobs"] = .integer(alternatives) }
        }
        for (name, value) in try options.extraMembers() { members[name] = value }
        return Data(JSONValue.object(sorting: members).json(.compact).utf8)
    }

    /// Makes a number that is whole without a fraction.
    private static func number(_ value: Double) -> JSONValue {
        Int(exactly: value).map(JSONValue.integer) ?? .number(value)
    }
}
