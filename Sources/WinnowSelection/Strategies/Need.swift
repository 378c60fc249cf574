/// Data that a strategy reads besides the candidates' answers.
public enum Need: Hashable, Sendable {
    /// The log-probabilities of the completions.
    case logProbability
    /// A trace before the answer, and its length.
    case trace
    /// The trace validator's verdict.
    case traceCheck
    /// The verifier's verdict.
    case verdict
    /// The grader's word, which no real strategy has.
    case grade
    /// A candidate decoded at temperature 0.
    case greedy
    /// The most frequent answers of the training problems.
    case trainingAnswers
    /// A scorer's numbers.
    case score(ScoreSource)
}

extension Need: CustomStringConvertible {
    public var description: String {
        switch self {
        case .logProbability: "log-probability"
        case .trace: "trace"
        case .traceCheck: "trace-check"
        case .verdict: "verdict"
        case .grade: "grade"
        case .greedy: "greedy"
        case .trainingAnswers: "training-answers"
        case .score(let source): "scores of \(source.scorer)"
        }
    }
}
