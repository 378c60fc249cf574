import WinnowStore

/// A judge besides the reader says of each candidate, before it is stored, whether it accepts it.
protocol SecondJudge: Sendable {
    /// The verifier that it is in the store; found, or inserted.
    func tool(in store: Store) throws -> RowID<ToolRecord>

    /// Judges candidates, in the order given; those without an answer get no verdict.
    func judgements(of candidates: [JudgedCandidate]) async throws -> [SecondJudgement]
}

/// A candidate as a second judge gets it: drawn and read.
struct JudgedCandidate: Sendable {
    /// The place is that of the problem, 0-based.
    var place: Int
    var sampleIndex: Int
    var round: Int
    var completion: SampledCompletion
    var candidate: CandidateRecord
    var judgements: Judgements

    init(_ drawn: RunCollector.Drawn, _ collected: CollectedCandidate) {
        (place, sampleIndex, round) = (drawn.place, drawn.sampleIndex, drawn.round)
        completion = drawn.completion
        candidate = collected.candidate
        judgements = collected.judgements[0]
    }

    /// The answer that was read, and its canonical form; nil without one.
    var answer: (text: String, key: String)? {
        guard let text = judgements.reading?.answer, let key = judgements.reading?.answerKey else { return nil }
        return (text, key)
    }
}

/// What a second judge says.
struct SecondJudgement: Sendable {
    /// The verdict is nil for a candidate without an answer.
    var verdict: VerdictRecord?

    /// The floating-point operations of the judge, for the ledger.
    var flops = 0.0
}
