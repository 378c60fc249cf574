/// A candidate and what was said of it: what a sampler appends and what a reader gets back.
public struct CandidateEntry: Hashable, Sendable {
    public var candidate: CandidateRecord
    public var judgements: Judgements

    public init(_ candidate: CandidateRecord, _ judgements: Judgements = Judgements()) {
        self.candidate = candidate
        self.judgements = judgements
    }
}

extension Stored where Record == CandidateEntry {
    /// The candidate's row, for judging it.
    public var candidateID: RowID<CandidateRecord> { RowID(id.value) }
}
