import WinnowInterchange
public import WinnowStore

/// What an import has found, stored and left out.
public struct ImportReport: Sendable {
    /// Whether only the beginnings of the files were read, and nothing was stored.
    public let isTrial: Bool
    public private(set) var files: [FileReport] = []
    public private(set) var runs: [RunReport] = []

    /// One file.
    public struct FileReport: Hashable, Sendable {
        public let name: String
        public let format: String
        public let extraction: String
        public let records: Int
        public let candidates: Int
        public let known: Int
        /// The number of pieces that could not be read, and the first of them.
        public let rejectedCount: Int
        public let rejected: [RejectedRecord]
        public let otherReferences: Int
        /// Values that cannot be, with the number of samples that are stored without them; empty for none.
        public let leftOut: String
        public let wasFinished: Bool
    }

    /// One run, with all that it holds.
    public struct RunReport: Hashable, Sendable {
        public let number: Int64
        public let model: String
        public let problems: Int
        public let candidates: Int
        public let unread: Int
        public let right: Int
        public let ungraded: Int
        public let accepted: Int?
        public let undecided: Int
        public let agreement: FlagAgreement
        public let reread: Int
    }

    init(isTrial: Bool) {
        self.isTrial = isTrial
    }

    /// How many pieces that could not be read are shown of each file; all are in the table `rejected`.
    private static let shown = 5

    mutating func add(
        _ row: Stored<ImportRecord>, _ progress: ImportProgress, format: String, extraction: String,
        otherReferences: Int, leftOut: String, in store: Store
    ) throws {
        files.append(
            FileReport(
                name: row.record.file, format: format, extraction: extraction, records: progress.records,
                candidates: progress.candidates, known: progress.known,
                rejectedCount: try store.rejectedCount(of: row.id),
                rejected: try store.rejected(of: row.id, first: Self.shown),
                otherReferences: otherReferences, leftOut: leftOut,
                wasFinished: row.record.progress.isFinished))
    }

    mutating func add(_ run: Stored<RunRecord>, reread: Int, tools: TextTools, in store: Store) throws {
        var problems: Set<RowID<ProblemRecord>> = []
        var (candidates, unread, right, ungraded, accepted, undecided) = (0, 0, 0, 0, 0, 0)
        try store.forEachPoolRow(of: run.id, judgedBy: tools.judges) { row in
            problems.insert(row.problem)
            candidates += 1
            if row.answerKey == nil { unread += 1 }
            if row.correct == true { right += 1 }
            if row.correct == nil { ungraded += 1 }
            if row.outcome == .accepted { accepted += 1 }
            if row.outcome == .error { undecided += 1 }
        }
        runs.append(
            RunReport(
                number: run.id.value, model: try store.model(run.record.model).name, problems: problems.count,
                candidates: candidates, unread: unread, right: right, ungraded: ungraded,
                accepted: tools.judges.verifier == nil ? nil : accepted, undecided: undecided,
                agreement: try store.agreement(of: run.id, flagsBy: tools.flags, with: tools.judges),
                reread: reread))
    }
}
