/// What the value after a token of a sequence should be.
public struct ValueTarget: Hashable, Sendable {
    /// How many tokens of the completion have been read, from 1.
    public let end: Int

    /// The value head that is asked.
    public let head: Int

    /// The value, in [0, 1].
    public let value: Float

    /// A target after `end` tokens of the completion.
    public init(end: Int, head: Int = 0, value: Float) {
        precondition(end > 0 && head >= 0 && (0...1).contains(value), "no target: \(value) of head \(head) at \(end)")
        self.end = end
        self.head = head
        self.value = value
    }
}

/// One training example: the loss is taken on the completion only.
public struct TrainingSequence: Hashable, Sendable {
    /// What the completion is conditioned on; at least one token.
    public let prompt: [Int]

    /// What is learned, end token included; at least one token.
    public let completion: [Int]

    /// What a scorer should say on the way; empty for a generator.
    public let values: [ValueTarget]

    /// A prompt and its completion, neither of them empty.
    public init(prompt: [Int], completion: [Int], values: [ValueTarget] = []) {
        precondition(!prompt.isEmpty && !completion.isEmpty, "a training sequence needs a prompt and a completion")
        precondition(values.allSatisfy { $0.end <= completion.count }, "a target lies beyond the completion")
        self.prompt = prompt
        self.values = values
        self.completion = completion
    }

    /// All tokens of the example.
    public var count: Int { prompt.count + completion.count }

    /// What the model reads: everything but the last token, which only a value can follow.
    var inputs: [Int] { values.isEmpty ? Array((prompt + completion).dropLast()) : prompt + completion }
}
