/// One training example: the loss is taken on the completion only.
public struct TrainingSequence: Hashable, Sendable {
    /// What the completion is conditioned on; at least one token.
    public let prompt: [Int]

    /// What is learned, end token included; at least one token.
    public let completion: [Int]

    /// A prompt and its completion, neither of them empty.
    public init(prompt: [Int], completion: [Int]) {
        precondition(!prompt.isEmpty && !completion.isEmpty, "a training sequence needs a prompt and a completion")
        self.prompt = prompt
        self.completion = completion
    }

    /// All tokens of the example.
    public var count: Int { prompt.count + completion.count }

    /// What the model reads: everything but the last token.
    var inputs: [Int] { Array((prompt + completion).dropLast()) }
}
