import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowSelection
import WinnowStore

/// Makes pools of the rows of a run.
struct PoolAssembly {
    let run: RowID<RunRecord>

    /// Nil for free text, whose grades may contradict each other.
    let domain: (any Domain)?

    /// Nil where the model's size is not known.
    let cost: FloatingPointCost?

    /// Nil where `guess` is not asked for.
    let guesses: GuessList?

    /// The pools by position, without the problems that have no candidates or no grades.
    ///
    /// - Throws: ``ExperimentError``, as ``RunPools``.
    func callAsFunction(
        _ problems: [Stored<ProblemRecord>], rows: [RowID<ProblemRecord>: [PoolRow]],
        greedy: [RowID<ProblemRecord>: [PoolRow]]
    ) throws -> (entries: [RunPools.Entry], settlement: GradeSettlement) {
        var settlement = GradeSettlement()
        let entries = try problems.sorted { $0.record.position < $1.record.position }.compactMap {
            problem -> RunPools.Entry? in
            guard let rows = rows[problem.id], !rows.isEmpty else { return nil }
            var grades: [String: Bool] = [:]
            if domain == nil {
                guard let settled = settlement.settle(rows) else { return nil }
                grades = settled
            }
            let pool = try pool(of: problem.record, rows, greedy: greedy[problem.id]?.first, grades: grades)
            return RunPools.Entry(problem: problem, pool: pool, sampleIndices: rows.map(\.sampleIndex))
        }
        return (entries, settlement)
    }

    private func pool(
        of problem: ProblemRecord, _ rows: [PoolRow], greedy: PoolRow?, grades: [String: Bool]
    ) throws -> Pool {
        var classes: [String: Int] = [:]
        let candidates = try rows.map { try candidate($0, grades, &classes) }
        let greedy = try greedy.map { try candidate($0, grades, &classes) }
        let guessRank = try domain.flatMap { domain in
            try guesses.flatMap { try rank(in: $0, of: problem.specification, domain) }
        }
        do throws(SelectionError) {
            return try Pool(
                candidates: candidates, greedy: greedy, guessRank: guessRank,
                promptFlops: cost?.prompt(tokens: rows[0].promptTokens) ?? 0,
                key: CandidateKey.key(seed: 0, specification: problem.canonicalHash))
        } catch {
            // As a pattern of the catch itself, it crashes Swift 6.3.1.
            guard case .conflictingGrades(let answer) = error else { throw error }
            let key = classes.first { $0.value == answer }?.key ?? ""
            throw ExperimentError(
                "run \(run) has the answer \"\(key)\" of problem \(problem.position) graded both right and wrong",
                hint: "the answer's canonical key or the grader is at fault")
        }
    }

    private func candidate(
        _ row: PoolRow, _ grades: [String: Bool], _ classes: inout [String: Int]
    ) throws(ExperimentError) -> Candidate {
        let isRight = domain == nil ? row.answerKey.flatMap { grades[$0] } ?? false : row.correct
        guard let isRight else {
            throw ExperimentError(
                "run \(run) has candidates that its newest grader has not judged",
                hint: "they were sampled by another version of winnow; sample them into a new database")
        }
        var answer: Int?
        if let key = row.answerKey {
            answer = classes[key] ?? classes.count
            classes[key] = answer
        }
        return Candidate(
            answer: answer, isRight: isRight,
            isAccepted: row.outcome.flatMap { $0 == .error ? nil : $0 == .accepted },
            logProbability: row.logProbability ?? -.infinity, tokens: row.tokens ?? 0, traceTokens: row.traceTokens,
            traceIsLegal: row.traceCheck?.legal, flops: row.flops)
    }

    private func rank<D: Domain>(in guesses: GuessList, of specification: String, _ domain: D) throws -> Int? {
        guesses.rank(of: try domain.problem(from: specification), in: domain)
    }
}
