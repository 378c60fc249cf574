import WinnowStore

/// How the candidates of a run turned out.
public struct CandidateRates: Sendable {
    public let candidates: Int
    /// The share that reached the token limit, of those whose source says why they ended; nil when none does.
    public let truncated: Double?
    /// The share without a parsable answer.
    public let unparsable: Double
    /// The share of traces that are legal; nil for a model without traces.
    public let traceLegal: Double?
    /// Candidates that the verifier accepted and the grader calls wrong: none, if the verifier is sound.
    public let acceptedWrong: Int
    /// Candidates that the grader calls right and the verifier rejected: none, if the verifier is complete.
    public let rejectedRight: Int
    /// Answers that the verifier could not decide on, which it has neither accepted nor rejected.
    public let undecided: Int
    /// Whether any candidate was verified.
    let isVerified: Bool
    /// Whether the tokens of every candidate are known.
    let hasTokens: Bool
    /// Whether every candidate has a log-probability and the number of tokens that it is of.
    let hasLogProbabilities: Bool

    init(_ rows: [PoolRow]) {
        let count = Double(max(1, rows.count))
        let checked = rows.count { $0.traceCheck != nil }
        candidates = rows.count
        let stopped = rows.filter { $0.stopReason != CandidateRecord.unknownStop }
        truncated = stopped.isEmpty ? nil : Double(stopped.count { $0.stopReason != "end" }) / Double(stopped.count)
        unparsable = Double(rows.count { $0.answerKey == nil }) / count
        traceLegal = checked == 0 ? nil : Double(rows.count { $0.traceCheck?.legal == true }) / Double(checked)
        acceptedWrong = rows.count { $0.outcome == .accepted && $0.correct == false }
        rejectedRight = rows.count { $0.outcome == .rejected && $0.correct == true }
        undecided = rows.count { $0.outcome == .error }
        isVerified = rows.contains { $0.outcome != nil } || rows.allSatisfy { $0.answerKey == nil }
        hasTokens = rows.allSatisfy { $0.tokens != nil }
        hasLogProbabilities = rows.allSatisfy { $0.logProbability != nil && $0.tokens != nil }
    }
}
