import Foundation

/// What is asked of a server.
public struct EndpointRequest: Hashable, Sendable {
    /// One message of a conversation.
    public struct Message: Codable, Hashable, Sendable {
        /// `system`, `user` or `assistant`.
        public var role: String
        public var content: String

        public init(role: String, content: String) {
            self.role = role
            self.content = content
        }
    }

    /// How completions are drawn.
    public struct Options: Hashable, Sendable {
        public var temperature: Double
        public var topP: Double
        public var maxTokens: Int

        /// Texts that end a completion.
        public var stop: [String]

        /// Whether to ask for the log-probabilities of the drawn tokens.
        public var logProbabilities: Bool

        /// Members of the request that OpenAI's API does not have, as a JSON object; nil for none.
        public var extra: String?

        public init(
            temperature: Double, topP: Double = 1, maxTokens: Int, stop: [String] = [], logProbabilities: Bool = false,
            extra: String? = nil
        ) {
            self.temperature = temperature
            self.topP = topP
            self.maxTokens = maxTokens
            self.stop = stop
            self.logProbabilities = logProbabilities
            self.extra = extra
        }

        /// - Throws: ``EndpointError`` when ``extra`` is no JSON object.
        func extraMembers() throws(EndpointError) -> [String: Any] {
            guard let extra else { return [:] }
            let object = try? JSONSerialization.jsonObject(with: Data(extra.utf8))
            guard let members = object as? [String: Any] else {
                throw EndpointError(
                    .request, "\"\(extra)\" is no JSON object", hint: #"write one such as {"top_k": 20}"#)
            }
            return members
        }
    }

    /// The conversation; of a completion, the one text to continue.
    public var messages: [Message]
    public var options: Options

    /// How many completions to draw.
    public var count: Int

    /// Given to the server, which may or may not heed it; also decides the pauses between attempts.
    public var seed: UInt32

    public init(_ messages: [Message], options: Options, count: Int = 1, seed: UInt32) {
        self.messages = messages
        self.options = options
        self.count = count
        self.seed = seed
    }

    /// The JSON that the server reads.
    func body(for endpoint: Endpoint) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let body = try encoder.encode(Body(self, endpoint))
        let extra = try options.extraMembers()
        guard !extra.isEmpty, let members = try JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            return body
        }
        return try JSONSerialization.data(withJSONObject: members.merging(extra) { $1 }, options: [.sortedKeys])
    }
}

private struct Body: Encodable {
    var model: String
    var prompt: String?
    var messages: [EndpointRequest.Message]?
    var n: Int
    var seed: UInt32
    var temperature: Double
    var topP: Double
    var maxTokens: Int
    var stop: [String]?
    var logprobs: LogProbabilities?

    /// A number of alternatives for completions, a switch for chats.
    enum LogProbabilities: Encodable {
        case number(Int)
        case switched(Bool)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .switched(let isOn): try container.encode(isOn)
            }
        }
    }

    init(_ request: EndpointRequest, _ endpoint: Endpoint) {
        let options = request.options
        model = endpoint.model
        n = request.count
        // Some servers keep seeds in 31 bits.
        seed = request.seed >> 1
        temperature = options.temperature
        topP = options.topP
        maxTokens = options.maxTokens
        stop = options.stop.isEmpty ? nil : options.stop
        switch endpoint.kind {
        case .completions:
            prompt = request.messages.map(\.content).joined(separator: "\n\n")
            logprobs = options.logProbabilities ? .number(1) : nil
        case .chat:
            messages = request.messages
            logprobs = options.logProbabilities ? .switched(true) : nil
        }
    }
}
