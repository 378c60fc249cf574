/// Data that a strategy reads besides the candidates' answers.
public enum Need: String, CaseIterable, Sendable {
    /// The log-probabilities of the completions.
    case logProbability = "log-probability"
    /// A trace before the answer, and its length.
    case trace
    /// The trace validator's verdict.
    case traceCheck = "trace-check"
    /// The verifier's verdict.
    case verdict
    /// The grader's word, which no real strategy has.
    case grade
    /// A candidate decoded at temperature 0.
    case greedy
    /// The most frequent answers of the training problems.
    case trainingAnswers = "training-answers"
}
