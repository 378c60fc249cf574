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

        public init(
            temperature: Double, topP: Double = 1, maxTokens: Int, stop: [String] = [], logProbabilities: Bool = false
        ) {
            self.temperature = temperature
            self.topP = topP
            self.maxTokens = maxTokens
            self.stop = stop
            self.logProbabilities = logProbabilities
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
        return try encoder.encode(Body(self, endpoint))
    }
}

private struct Body: Encodable {
    var model: String
    var prompt: String?
    var messages: [EndpointRequest.Message]?
    var n: Int
    var seed: UInt32
    var temperature: Double
    var top_p: Double
    var max_tokens: Int
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
        top_p = options.topP
        max_tokens = options.maxTokens
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
