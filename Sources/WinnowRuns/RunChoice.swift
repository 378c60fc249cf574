import WinnowCore
public import WinnowStore

/// Runs are found here by the numbers that a user typed.
public enum RunChoice {
    /// The runs with these numbers, or all sampling runs when none is given.
    ///
    /// - Throws: ``ExperimentError`` when a run does not exist or there is none at all.
    ///
    /// - Parameter allowingSearches: whether guided searches may be named: their candidates are no independent samples.
    public static func runs(
        _ numbers: [Int64], in store: Store, allowingSearches: Bool = false
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
            guard allowingSearches || run.record.kind != .search else {
                throw ExperimentError(
                    "run \(number) is a guided search, whose candidates are no independent samples",
                    hint: "see it in `winnow table` and `winnow compare`")
            }
            return run
        }
    }
}
