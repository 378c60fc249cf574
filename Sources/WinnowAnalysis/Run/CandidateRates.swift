import WinnowStore

/// The rates say how the candidates of a run turned out.
public struct CandidateRates: Sendable {
    /// So many candidates were counted.
    public private(set) var candidates = 0
    /// The verifier accepted so many candidates that the grader calls wrong: none, if the verifier is sound.
    public private(set) var acceptedWrong = 0
    /// The verifier rejected so many candidates that the grader calls right: none, if the verifier is complete.
    public private(set) var rejectedRight = 0
    /// The verifier could not decide on so many answers, which it has neither accepted nor rejected.
    public private(set) var undecided = 0
    /// It says whether the tokens of every candidate are known.
    private(set) var hasTokens = true
    /// It says whether every candidate has a log-probability and the number of tokens that it is of.
    private(set) var hasLogProbabilities = true

    private var stopped = 0
    private var cutOff = 0
    private var unparsed = 0
    private var checked = 0
    private var legal = 0
    private var verified = 0

    /// This share reached the token limit, of those whose source says why they ended; nil when none does.
    public var truncated: Double? { stopped == 0 ? nil : Double(cutOff) / Double(stopped) }

    /// This share has no parsable answer.
    public var unparsable: Double { Double(unparsed) / Double(max(1, candidates)) }

    /// This share of traces is legal; nil for a model without traces.
    public var traceLegal: Double? { checked == 0 ? nil : Double(legal) / Double(checked) }

    /// It says whether any candidate was verified.
    var isVerified: Bool { verified > 0 || unparsed == candidates }

    init() {}

    /// Counts a candidate.
    mutating func add(_ row: PoolRow) {
        candidates += 1
        if row.stopReason != CandidateRecord.unknownStop {
            stopped += 1
            if row.stopReason != "end" { cutOff += 1 }
        }
        if row.answerKey == nil { unparsed += 1 }
        if let check = row.traceCheck {
            checked += 1
            if check.legal == true { legal += 1 }
        }
        if row.outcome != nil { verified += 1 }
        if row.outcome == .accepted, row.correct == false { acceptedWrong += 1 }
        if row.outcome == .rejected, row.correct == true { rejectedRight += 1 }
        if row.outcome == .error { undecided += 1 }
        if row.tokens == nil { hasTokens = false }
        if row.logProbability == nil || row.tokens == nil { hasLogProbabilities = false }
    }
}
