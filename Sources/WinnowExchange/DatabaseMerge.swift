import WinnowStore

/// A merge says what merging databases into one has done.
public struct DatabaseMerge: Hashable, Sendable, CustomStringConvertible {
    /// The path of the database that was merged into.
    public let target: String

    /// The runs, candidates and judgements that it did not have before.
    public let added: Counts

    /// All runs and first-round candidates that it has now.
    public let total: Counts

    /// Numbers of rows.
    public struct Counts: Hashable, Sendable {
        public let runs: Int
        public let candidates: Int
    }

    /// Adds everything in other databases to one, which is made when there is none; merging twice adds nothing.
    ///
    /// - Throws: `StoreError` when a file cannot be opened or the databases contradict each other.
    public init(_ sources: [String], into target: String) throws {
        try self.init(Store.merge(sources, into: target), into: target)
    }

    /// Says what was added to a database.
    init(_ summary: MergeSummary, into target: String) throws {
        let runs = try Store(path: target, readOnly: true).overview()
        self.target = target
        added = Counts(runs: summary.runs, candidates: summary.candidates)
        total = Counts(runs: runs.count, candidates: runs.reduce(0) { $0 + $1.candidates })
    }

    /// One sentence without a full stop.
    public var description: String {
        "added \(text(added)) to '\(target)', which now has \(text(total))"
    }

    private func text(_ counts: Counts) -> String {
        "\(counts.runs) run\(counts.runs == 1 ? "" : "s") and "
            + "\(counts.candidates) candidate\(counts.candidates == 1 ? "" : "s")"
    }
}
