import WinnowCore
import WinnowModel
import WinnowRuns
import WinnowStore

/// What is stored of a run's candidates, as the features of a scorer: of every candidate with an answer.
struct FittedFeatures {
    struct Row {
        var candidate: RowID<CandidateRecord>
        var problem: RowID<ProblemRecord>
        var problemHash: String
        var isRight: Bool?
        var values: [Double]
        /// What the scores among them cost.
        var flops: Double
    }

    private(set) var rows: [Row] = []
    private(set) var names: [String]

    /// - Parameters:
    ///   - scores: those that are features; empty for all that a scorer gave but combinations and `own`.
    ///   - own: the name of the scorer that is made.
    /// - Throws: ``ExperimentError`` for a score that the run lacks, or where nothing is stored that could be a feature.
    init(of run: Stored<RunRecord>, scores: [String], leavingOut own: String, in store: Store) throws {
        var names = scores
        if names.isEmpty {
            // A combination has seen grades, maybe of these problems.
            names = Array(
                Set(try store.scorers(of: run.id).map(\.record.name)).filter {
                    $0 != own && !$0.hasPrefix("combined-")
                }
            ).sorted()
        }
        let judges = try store.judges(of: run.id)
        var scored: [RowID<CandidateRecord>: VerifierNumbers.Row] = [:]
        if !names.isEmpty {
            for row in try VerifierNumbers(of: run, names, in: store).rows { scored[row.candidate] = row }
        }
        let hashes = Dictionary(
            uniqueKeysWithValues: try store.problems(in: run.record.problemSet).map {
                ($0.id, $0.record.canonicalHash)
            })
        var pool: [PoolRow] = []
        try store.forEachPoolRow(of: run.id, judgedBy: judges) { row in
            if row.answerKey != nil, names.isEmpty || scored[row.id] != nil { pool.append(row) }
        }
        // What no candidate has, or only some, is no feature.
        let hasLogProbability = !pool.isEmpty && pool.allSatisfy { $0.logProbability != nil }
        let hasTokens = !pool.isEmpty && pool.allSatisfy { $0.tokens != nil }
        self.names =
            (hasLogProbability ? ["log_probability"] : [])
            + (hasLogProbability && hasTokens ? ["mean_log_probability"] : []) + (hasTokens ? ["tokens"] : [])
            + (pool.contains { $0.stopReason != StopReason.end.rawValue } ? ["finished"] : []) + names
        guard !self.names.isEmpty else {
            throw ExperimentError(
                "run \(run.id) has neither log-probabilities nor lengths nor scores to fit a scorer on",
                hint: "score it with `winnow judge --db \(store.path) --run \(run.id)`, or import log-probabilities")
        }
        let hasFinished = self.names.contains("finished")
        rows = pool.map { row in
            var values: [Double] = []
            let tokens = Double(row.tokens ?? 0)
            if hasLogProbability { values.append(row.logProbability ?? 0) }
            if hasLogProbability, hasTokens { values.append((row.logProbability ?? 0) / max(1, tokens)) }
            if hasTokens { values.append(tokens) }
            if hasFinished { values.append(row.stopReason == StopReason.end.rawValue ? 1 : 0) }
            let own = scored[row.id]
            return Row(
                candidate: row.id, problem: row.problem, problemHash: hashes[row.problem] ?? "", isRight: row.correct,
                values: values + (own?.values ?? []), flops: own?.flops ?? 0)
        }
    }
}
