public import WinnowRuns

/// An inspection is one stored candidate with everything that was said of it, ready to be shown.
///
/// The judgements are the stored ones, those that the tables count.
public struct CandidateInspection: Hashable, Sendable, Encodable {
    public let run: Run
    public let problem: Problem

    /// The sample has this 0-based number.
    public let sample: Int

    /// Each step of the trace has this text, in order.
    public let steps: [String]

    /// It is nil when the trace was not checked, as for a model that writes none.
    public let traceCheck: Trace?

    /// The trace stops being legal at this 1-based step, also in a completion that breaks off later.
    public let firstIllegalStep: Int?

    /// The completion is the whole one, end token included.
    public let completion: String

    /// It says whether the completion is free text rather than a model's tokens.
    public let isText: Bool

    /// It is nil when there is no answer that can be read.
    public let answer: String?

    /// Votes are counted on this canonical form; nil for an answer that cannot be parsed.
    public let answerKey: String?

    /// What the stages of reading see; nil for a candidate of tokens.
    public let stages: Stages?

    /// It is nil when there was no answer to verify.
    public let verdict: Verification?

    /// It says whether the grader says that the answer is right; nil when it was not graded.
    public let isRight: Bool?

    /// People graded the answer so, the latest reason last.
    public let handGrades: [HandGrade]

    /// The log-probability is the model's own, at temperature 1, in nats.
    public let logProbability: Double?

    /// It is of the distribution that was drawn from, in nats.
    public let samplingLogProbability: Double?

    public let tokens: Tokens

    /// The reason is `end` when the end token was drawn.
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
        /// The position is 1-based, in the problem set.
        public let position: Int
        public let difficulty: String
        public let split: String

        /// The problem is written so.
        public let specification: String

        /// The drawing is a picture as text, of one or several lines.
        public let drawing: String

        /// It is as the model read it.
        public let prompt: String
    }

    /// The trace validator says this.
    public struct Trace: Hashable, Sendable, Encodable {
        /// It is nil for a truncated or unparsable completion.
        public let isLegal: Bool?

        /// True where the trace is legal and carried to its end.
        public let isComplete: Bool

        /// The first error is of this class.
        public let error: String?

        /// The first error is at this 1-based step.
        public let errorStep: Int?

        /// The explanation tells the first error in one sentence.
        public let explanation: String?
    }

    /// The verifier says this.
    public struct Verification: Hashable, Sendable, Encodable {
        /// The outcome is `accepted`, `rejected`, or `error` when it could not decide.
        public let outcome: String

        /// The critiques are everything that is wrong, each with its place.
        public let critiques: [String]
    }

    /// There are so many tokens.
    public struct Tokens: Hashable, Sendable, Encodable {
        public let prompt: Int
        public let trace: Int
        public let answer: Int
    }
}
