/// One stored candidate with everything that was said of it, ready to be shown.
///
/// The judgements are the stored ones, those that the tables count.
public struct CandidateInspection: Hashable, Sendable, Encodable {
    public let run: Run
    public let problem: Problem

    /// The 0-based number of the sample.
    public let sample: Int

    /// The text of each step of the trace, in order.
    public let steps: [String]

    /// It is nil when the trace was not checked, as for a model that writes none.
    public let traceCheck: Trace?

    /// The 1-based step at which the trace stops being legal, also in a completion that breaks off later.
    public let firstIllegalStep: Int?

    /// The whole completion, end token included.
    public let completion: String

    /// It says whether the completion is free text rather than a model's tokens.
    public let isText: Bool

    /// It is nil when there is no answer that can be read.
    public let answer: String?

    /// The canonical form that votes are counted on; nil for an answer that cannot be parsed.
    public let answerKey: String?

    /// It is nil when there was no answer to verify.
    public let verdict: Verification?

    /// It says whether the grader says that the answer is right; nil when it was not graded.
    public let isRight: Bool?

    /// The model's own, at temperature 1, in nats.
    public let logProbability: Double?

    /// It is of the distribution that was drawn from, in nats.
    public let samplingLogProbability: Double?

    public let tokens: Tokens

    /// `end` when the end token was drawn.
    public let stopReason: String

    /// They are of the completion, 2 per multiply-add.
    public let flops: Double
}

// MARK: Parts

extension CandidateInspection {
    /// The candidate comes from this run.
    public struct Run: Hashable, Sendable, Encodable {
        public let number: Int64
        public let domain: String
        public let model: String
        public let problemSet: String
        public let seed: UInt64
        public let temperature: Double?
    }

    /// The model was asked this.
    public struct Problem: Hashable, Sendable, Encodable {
        /// The 1-based position in the problem set.
        public let position: Int
        public let difficulty: String
        public let split: String

        /// The problem's text.
        public let specification: String

        /// A picture as text, of one or several lines.
        public let drawing: String

        /// It is as the model read it.
        public let prompt: String
    }

    /// The trace validator says this.
    public struct Trace: Hashable, Sendable, Encodable {
        /// It is nil for a truncated or unparsable completion.
        public let isLegal: Bool?

        /// Legal and carried to its end.
        public let isComplete: Bool

        /// The class of the first error.
        public let error: String?

        /// The 1-based step of the first error.
        public let errorStep: Int?

        /// The first error in one sentence.
        public let explanation: String?
    }

    /// The verifier says this.
    public struct Verification: Hashable, Sendable, Encodable {
        /// `accepted`, `rejected`, or `error` when it could not decide.
        public let outcome: String

        /// Everything that is wrong, each with its place.
        public let critiques: [String]
    }

    /// There are so many tokens.
    public struct Tokens: Hashable, Sendable, Encodable {
        public let prompt: Int
        public let trace: Int
        public let answer: Int
    }
}
