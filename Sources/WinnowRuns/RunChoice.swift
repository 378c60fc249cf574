import WinnowCore
public import WinnowStore

/// Runs are found here by the numbers that a user typed.
public enum RunChoice {
    /// Some runs are not for every command.
    public enum Special: CaseIterable, Sendable {
        /// A guided search, whose candidates are no independent samples.
        case search
        /// The greedy run beside a sampled one, with one candidate per problem.
        case greedy
        /// A run of which a rule has ended the sampling, so that how many candidates a problem has depends on their answers.
        case stopped
        /// A run without any grade.
        case ungraded
        /// A back-prompting loop, of which strategies other than those by rounds see the first answers only.
        case rounds
    }

    /// The runs with these numbers, or all that a command can read when none is given.
    ///
    /// Unasked, runs that the command cannot read are passed over, and never stand in the way of the others.
    ///
    /// - Parameters:
    ///   - special: what the command can read besides plain sampled runs.
    ///   - orNone: the command has something to do where there is none.
    /// - Throws: ``ExperimentError`` when a run does not exist, when the command cannot read it, or when there is none.
    public static func runs(
        _ numbers: [Int64], in store: Store, allowing special: Set<Special> = [], orNone: Bool = false
    ) throws -> [Stored<RunRecord>] {
        let all = try store.runs()
        guard !numbers.isEmpty else {
            // A run that was killed before its first batch has nothing to say.
            let begun = try all.filter { try $0.record.kind != .greedy && store.revision(of: $0.id) > 0 }
            guard !begun.isEmpty else {
                throw ExperimentError(
                    "\(store.path) has no runs", hint: "sample one with `winnow sweep --db \(store.path)`")
            }
            let readable = try begun.filter { try refusal(of: $0, of: all, in: store, allowing: special) == nil }
            if readable.isEmpty, !orNone, let why = try refusal(of: begun[0], of: all, in: store, allowing: special) {
                throw why
            }
            return readable
        }
        var seen: Set<Int64> = []
        return try numbers.filter { seen.insert($0).inserted }.map { number in
            guard let run = all.first(where: { $0.id.value == number }) else {
                throw ExperimentError(
                    "\(store.path) has no run \(number)", hint: "see `winnow list runs --db \(store.path)`")
            }
            if let why = try refusal(of: run, of: all, in: store, allowing: special) { throw why }
            return run
        }
    }

    /// Tells whether a database has a back-prompting loop.
    public static func hasLoops(_ store: Store) throws -> Bool {
        try store.runs().contains { $0.record.kind == .backprompt }
    }

    /// Says why a command cannot read a run; nil where it can.
    private static func refusal(
        of run: Stored<RunRecord>, of all: [Stored<RunRecord>], in store: Store, allowing special: Set<Special>
    ) throws -> ExperimentError? {
        if run.record.kind == .search, !special.contains(.search) {
            return ExperimentError(
                "run \(run.id) is a guided search, whose candidates are no independent samples",
                hint: "see it in `winnow table` and `winnow compare`")
        }
        if run.record.kind == .backprompt, !special.contains(.rounds) {
            return ExperimentError(
                "run \(run.id) is a back-prompting loop, whose answers after the first round are no independent samples",
                hint: "see it in `winnow table` and `winnow compare`")
        }
        if run.record.kind == .greedy, !special.contains(.greedy),
            let sampled = try all.first(where: { try greedy(beside: $0, of: all, in: store)?.id == run.id })
        {
            return ExperimentError(
                "run \(run.id) holds the greedy completions beside run \(sampled.id), one for each problem",
                hint: "name run \(sampled.id), whose tables show them as the strategy greedy")
        }
        if let rule = stoppingRule(of: run.record), !special.contains(.stopped) {
            return ExperimentError(
                "run \(run.id) was sampled until \(rule) stopped, so that how many samples a problem has depends on their "
                    + "answers", hint: "see it in `winnow table`, or sample a run without --stopping")
        }
        if !special.contains(.ungraded), try store.revision(of: run.id) > 0, try !store.isGraded(run.id) {
            return ExperimentError(
                "run \(run.id) has no grades",
                hint: "give the references or flags of its file with `winnow import --reference-field` or "
                    + "`--correct-field`, or its --domain")
        }
        return nil
    }

    /// The name of the rule that ended the sampling of each problem of a run; nil where all were sampled as often.
    public static func stoppingRule(of run: RunRecord) -> String? {
        guard case .endpoint(let endpoint)? = SourceParameters(run) else { return nil }
        return endpoint.stoppingRule
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
