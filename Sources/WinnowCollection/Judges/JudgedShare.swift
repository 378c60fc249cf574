import WinnowRuns
import WinnowStore

/// The part of a run's candidates that a process judges.
struct JudgedShare: Sendable {
    private let share: ShardShare

    /// The places of problems, 0-based.
    private let places: [RowID<ProblemRecord>: Int]

    /// The samples of the share, by the largest number of samples that a problem of the run has.
    private let samples: Range<Int>

    /// - Throws: `StoreError` when the database cannot be read.
    init(_ share: ShardShare, of run: Stored<RunRecord>, in store: Store) throws {
        self.share = share
        places = Dictionary(
            try store.problems(in: run.record.problemSet).map { ($0.id, $0.record.position - 1) },
            uniquingKeysWith: { first, _ in first })
        let counts =
            share.division == .samples
            ? try store.sampleIndices(of: run.id).values.compactMap { $0.ranges.last?.upperBound } : []
        samples = share.division == .samples ? share.samples(of: counts.max() ?? 0) : 0..<Int.max
    }

    func includes(_ problem: RowID<ProblemRecord>) -> Bool { places[problem].map(share.includes(place:)) ?? false }

    func includes(_ problem: RowID<ProblemRecord>, sample: Int) -> Bool {
        samples.contains(sample) && includes(problem)
    }
}
