/// One training example: the loss is taken on the completion only.
public struct TrainingSequence: Hashable, Sendable {
    public var prompt: [Int]

    /// The end token is part of it.
    public var completion: [Int]

    public init(prompt: [Int], completion: [Int]) {
        self.prompt = prompt
        self.completion = completion
    }

    /// All tokens of the example.
    public var count: Int { prompt.count + completion.count }

    /// What the model reads: everything but the last token.
    var inputs: [Int] { Array((prompt + completion).dropLast()) }
}
