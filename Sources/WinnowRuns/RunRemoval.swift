import WinnowCore
public import WinnowStore

/// The removal of runs from a database, with what goes along and what speaks against it.
public struct RunRemoval: Sendable {
    /// The runs that were named, in that order.
    public let runs: [Stored<RunRecord>]

    /// The greedy runs that no other sampled run has beside it: they go along.
    public let greedyRuns: [Stored<RunRecord>]

    /// The imports of which no run is left, by origin and settings.
    private let files: [(origin: String, settings: String)]

    /// Finds what belongs to runs.
    ///
    /// - Parameter isForced: remove also what other runs depend on: a greedy run beside sampled ones, or a run that others
    ///   go on from.
    /// - Throws: ``ExperimentError`` for a run that does not exist, or that another depends on; `StoreError`.
    public init(of numbers: [Int64], in store: Store, isForced: Bool) throws {
        let all = try store.runs()
        let runs = try numbers.map { number in
            guard let run = all.first(where: { $0.id.value == number }) else {
                throw ExperimentError(
                    "\(store.path) has no run \(number)", hint: "see `winnow list runs --db \(store.path)`")
            }
            return run
        }
        let named = Set(runs.map(\.id))
        let left = all.filter { !named.contains($0.id) }
        let greedyOfLeft = try Dictionary(
            left.compactMap { run in try RunChoice.greedy(beside: run, of: all, in: store).map { ($0.id, run.id) } },
            uniquingKeysWith: { first, _ in first })
        if !isForced {
            for run in runs {
                if let sampled = greedyOfLeft[run.id] {
                    throw ExperimentError(
                        "run \(run.id) is the greedy run of run \(sampled), whose tables read it",
                        hint: "remove run \(sampled), which takes it along, or say --force")
                }
                if let child = left.first(where: { $0.record.parent == run.id }) {
                    throw ExperimentError(
                        "run \(child.id) goes on from run \(run.id)", hint: "remove both, or say --force")
                }
            }
        }
        self.runs = runs
        greedyRuns = try runs.compactMap { try RunChoice.greedy(beside: $0, of: all, in: store) }.filter {
            !named.contains($0.id) && greedyOfLeft[$0.id] == nil
        }
        let files = runs.compactMap { run -> SourceParameters.File? in
            guard case .file(let file)? = SourceParameters(run.record) else { return nil }
            return left.contains { SourceParameters($0.record) == .file(file) } ? nil : file
        }
        self.files = Set(files).map { ($0.origin, $0.settings) }
    }

    /// Removes the runs.
    ///
    /// - Throws: `StoreError` when the database cannot be written; then nothing is removed.
    public func remove(from store: Store) throws -> RemovalSummary {
        var seen: Set<RowID<RunRecord>> = []
        return try store.remove((runs + greedyRuns).map(\.id).filter { seen.insert($0).inserted }, files: files)
    }
}
