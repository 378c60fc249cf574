import WinnowCore
public import WinnowStore

/// Runs are found here by the numbers that a user typed.
public enum RunChoice {
    /// The runs with these numbers, or all sampling runs when none is given.
    ///
    /// - Throws: ``ExperimentError`` when a run does not exist or there is none at all.
    ///
    /// - Parameters:
    ///   - allowingSearches: whether guided searches may be named: their candidates are no independent samples.
    ///   - allowingGreedy: whether the greedy run beside a sampled one may be named: it has one candidate per problem, and is
    ///     read with the sampled run.
    public static func runs(
        _ numbers: [Int64], in store: Store, allowingSearches: Bool = false, allowingGreedy: Bool = false
    ) throws -> [Stored<RunRecord>] {
        let all = try store.runs()
        guard !numbers.isEmpty else {
            // A run that was killed before its first batch has nothing to say.
            let sampling = try all.filter { try $0.record.kind != .greedy && store.revision(of: $0.id) > 0 }
            guard !sampling.isEmpty else {
                throw ExperimentError(
                    "\(store.path) has no runs", hint: "sample one with `winnow sweep --db \(store.path)`")
            }
            return sampling
        }
        var seen: Set<Int64> = []
        return try numbers.filter { seen.insert($0).inserted }.map { number in
            guard let run = all.first(where: { $0.id.value == number }) else {
                throw ExperimentError(
                    "\(store.path) has no run \(number)", hint: "see `winnow list runs --db \(store.path)`")
            }
            if !allowingGreedy, run.record.kind == .greedy,
                let sampled = try all.first(where: { try greedy(beside: $0, of: all, in: store)?.id == run.id })
            {
                throw ExperimentError(
                    "run \(number) holds the greedy completions beside run \(sampled.id), one for each problem",
                    hint: "name run \(sampled.id), whose tables show them as the strategy greedy")
            }
            guard allowingSearches || run.record.kind != .search else {
                throw ExperimentError(
                    "run \(number) is a guided search, whose candidates are no independent samples",
                    hint: "see it in `winnow table` and `winnow compare`")
            }
            return run
        }
    }

    /// The greedy run that was sampled beside a run; nil where there is none, or the run is not of the kind that has one.
    static func greedy(
        beside run: Stored<RunRecord>, of all: [Stored<RunRecord>], in store: Store
    ) throws -> Stored<RunRecord>? {
        guard run.record.kind == .sample else { return nil }
        let identity = RunIdentity(
            run.record, model: try store.model(run.record.model),
            problemSet: try store.problemSet(run.record.problemSet)
        ).greedy.sha256
        return all.first { $0.record.identity == identity && $0.id != run.id }
    }
}
