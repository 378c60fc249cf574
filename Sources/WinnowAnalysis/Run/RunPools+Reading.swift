import WinnowCore
public import WinnowRuns
import WinnowSelection
import WinnowStatistics
public import WinnowStore

extension RunChoice {
    /// Finds the run with this number, or the latest sampled one when none is given, as a list of one.
    ///
    /// - Throws: ``ExperimentError`` when there is no such run.
    public static func latest(_ number: Int64?, in store: Store) throws -> [Stored<RunRecord>] {
        try runs(number.map { [$0] } ?? [], in: store).suffix(1)
    }
}

extension RunPools {
    /// Reads the pools of a run; nil is the latest sampled one.
    ///
    /// - Throws: ``ExperimentError`` when there is no such run; see also ``RunPools``.
    public static func pools(of number: Int64?, in store: Store) throws -> RunPools {
        let runs = try RunChoice.runs(number.map { [$0] } ?? [], in: store)
        return try RunPools(runs[runs.endIndex - 1], in: store, guesses: false)
    }
}

extension RunPools {
    /// Reads runs one after the other and computes something of each.
    ///
    /// - Parameters:
    ///   - guesses: find the ranks of the most frequent training answers, for `guess`.
    ///   - verifier: the name of the verifier whose verdicts are read; nil for the domains' own.
    ///   - task: what is being done, for those who watch.
    /// - Throws: as ``RunPools``, and what `compute` throws; `CancellationError` when cancelled.
    static func ofEach<Result>(
        _ runs: [Stored<RunRecord>], in store: Store, guesses: Bool = false,
        verifier: String? = nil, task: String, observe: WorkProgress.Observer,
        _ compute: (RunPools) async throws -> Result
    ) async throws -> [Result] {
        var results: [Result] = []
        for (index, run) in runs.enumerated() {
            try Task.checkCancellation()
            let pools = try RunPools(
                run, in: store, guesses: guesses,
                verifier: verifier.map { try RunVerifier(named: $0, of: run.id, in: store) })
            await observe(
                WorkProgress(task: task, done: Double(index), total: Double(runs.count), detail: pools.title))
            results.append(try await compute(pools))
        }
        return results
    }

    /// - Throws: ``ExperimentError`` unless every problem has a pool of at least `count` ≥ 1 candidates.
    func require(_ count: Int, candidatesFor option: String) throws(ExperimentError) {
        guard missing == 0 else {
            throw ExperimentError(
                "\(missing) of the first \(missing + entries.count) problems of run \(run.id) have no candidates yet",
                hint: "run the sweep again to sample them")
        }
        guard count >= 1, count <= poolSize else {
            throw ExperimentError(
                "\(option) \(count) is not in 1...\(poolSize), the candidates that every problem of run \(run.id) has",
                hint: "change \(option), or sample more candidates")
        }
    }
}

extension RunPools {
    /// - Throws: ``ExperimentError`` when what is spent on the axis is not known of the run.
    func require(_ axis: Axis) throws(ExperimentError) {
        if axis.usesTokens, !rates.hasTokens {
            throw ExperimentError(
                "run \(run.id) has no token counts", hint: "its file does not give them; use samples or calls")
        }
        if axis.usesPrompts, !entries.allSatisfy({ $0.pool.promptTokens > 0 }) {
            throw ExperimentError(
                "run \(run.id) has no counts of its prompts' tokens", hint: "use samples, tokens or calls")
        }
        if axis.usesFlops, !knowsFlops {
            throw ExperimentError(
                "run \(run.id) has no floating-point operations: the size of its model is not known",
                hint: "use samples, tokens or calls")
        }
    }
}
