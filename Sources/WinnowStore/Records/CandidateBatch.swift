/// A batch is what a source of candidates hands over at one time: all of it is stored in one transaction, or nothing.
public struct CandidateBatch: Hashable, Sendable {
    public var candidates: [CollectedCandidate]

    /// These tools are behind each element of ``CollectedCandidate/judgements``.
    public var judges: [Judges]

    /// These calls were made besides, by run.
    public var calls: [RowID<RunRecord>: [CallRecord]]

    /// The batch took so long, by run, at the run's parallelism.
    public var paces: [RowID<RunRecord>: Pace]

    /// The reading says how far a file has been read with this batch, of which these candidates are.
    public var reading: FileReading?

    /// A pace says how long some candidates of a run took.
    public struct Pace: Hashable, Sendable {
        public var candidates: Int
        public var seconds: Double

        public init(candidates: Int, seconds: Double) {
            self.candidates = candidates
            self.seconds = seconds
        }
    }

    /// A reading says how far an imported file has been read, and what of it could not be.
    public struct FileReading: Hashable, Sendable {
        public var file: RowID<ImportRecord>
        public var progress: ImportProgress
        public var rejected: [RejectedRecord]

        public init(of file: RowID<ImportRecord>, _ progress: ImportProgress, rejected: [RejectedRecord]) {
            self.file = file
            self.progress = progress
            self.rejected = rejected
        }
    }

    public init(
        _ candidates: [CollectedCandidate] = [], judges: [Judges] = [Judges()],
        calls: [RowID<RunRecord>: [CallRecord]] = [:], paces: [RowID<RunRecord>: Pace] = [:],
        reading: FileReading? = nil
    ) {
        self.candidates = candidates
        self.judges = judges
        self.calls = calls
        self.paces = paces
        self.reading = reading
    }
}

/// A collected candidate is one of a run, with all that is said of it when it is stored.
public struct CollectedCandidate: Hashable, Sendable {
    public var run: RowID<RunRecord>
    public var candidate: CandidateRecord

    /// Each lot of the batch's tools says this, in their order; a lot beyond the end says nothing.
    public var judgements: [Judgements]

    public var scores: [Score]

    /// The candidate answers to this; nil for its problem's own prompt.
    public var prompt: PromptRecord?

    /// The model was so sure of each token; nil where nobody asked.
    public var confidence: ConfidenceRecord?

    /// A score is a number that a scorer gave the candidate, with those of its steps.
    public struct Score: Hashable, Sendable {
        public var scorer: RowID<ToolRecord>
        public var value: Double
        public var steps: [Double]

        public init(scorer: RowID<ToolRecord>, value: Double, steps: [Double] = []) {
            self.scorer = scorer
            self.value = value
            self.steps = steps
        }
    }

    public init(
        run: RowID<RunRecord>, candidate: CandidateRecord, judgements: [Judgements] = [], scores: [Score] = [],
        prompt: PromptRecord? = nil, confidence: ConfidenceRecord? = nil
    ) {
        self.run = run
        self.candidate = candidate
        self.judgements = judgements
        self.scores = scores
        self.prompt = prompt
        self.confidence = confidence
    }
}
