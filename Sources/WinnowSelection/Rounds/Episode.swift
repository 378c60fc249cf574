/// An episode is the answers of one sample to a back-prompting loop, round by round.
public struct Episode: Hashable, Sendable {
    /// The rounds stand in their order; only the last can be accepted, and no rounds follow it.
    public let rounds: [Round]

    /// A round is one answer: its grade, its verdict and what it cost.
    public struct Round: Hashable, Sendable {
        /// The answer is the class of the canonical one within the problem; nil = no parsable answer.
        public var answer: Int?

        /// The grader says this. Read to compute outcomes, never to stop.
        public var isRight: Bool

        /// The loop's verifier says this; an answer that it could not decide on is not accepted.
        public var isAccepted: Bool

        /// The model generated so many tokens.
        public var tokens: Int

        /// The whole prompt of the call has so many tokens.
        public var promptTokens: Int

        /// The call took so many floating-point operations: what was read anew, and the completion.
        public var flops: Double

        /// A learned verifier took so many for its verdict.
        public var verdictFlops: Double

        public init(
            answer: Int?, isRight: Bool, isAccepted: Bool, tokens: Int = 0, promptTokens: Int = 0, flops: Double = 0,
            verdictFlops: Double = 0
        ) {
            self.answer = answer
            self.isRight = isRight
            self.isAccepted = isAccepted
            self.tokens = tokens
            self.promptTokens = promptTokens
            self.flops = flops
            self.verdictFlops = verdictFlops
        }
    }

    /// - Precondition: there is a round, and none follows an accepted answer.
    public init(_ rounds: [Round]) {
        precondition(!rounds.isEmpty, "an episode without rounds")
        precondition(!rounds.dropLast().contains(where: \.isAccepted), "a round after an accepted answer")
        self.rounds = rounds
    }

    /// True where the last answer was accepted, so that more rounds change nothing.
    public var isAccepted: Bool { rounds.last?.isAccepted == true }

    /// The rounds up to which the episode is known; nil for any number.
    public var extent: Int? { isAccepted ? nil : rounds.count }
}
