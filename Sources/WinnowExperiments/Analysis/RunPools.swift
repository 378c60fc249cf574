import Foundation
public import WinnowDomains
import WinnowModel
public import WinnowSelection
public import WinnowStore

/// A run's candidates as selection sees them, problem by problem.
///
/// Immutable, and shared rather than copied. (As a structure it also crashes the optimiser of Swift 6.3.1, which
/// cannot split an asynchronous function that holds one.)
public final class RunPools: Sendable {
    /// One problem's pool.
    public struct Entry: Sendable {
        public let problem: Stored<ProblemRecord>
        public let pool: Pool
    }

    public let run: Stored<RunRecord>
    public let model: ModelRecord
    public let problemSet: ProblemSetRecord
    public let domain: any Domain
    public let entries: [Entry]
    public let rates: Rates

    /// The run's revision when it was read; estimates are saved only if it has not changed since.
    let revision: Int

    /// How the candidates turned out.
    public struct Rates: Sendable {
        public let candidates: Int
        /// The share that reached the token limit.
        public let truncated: Double
        /// The share without a parsable answer.
        public let unparsable: Double
        /// The share of traces that are legal; nil for a model without traces.
        public let traceLegal: Double?
        /// Candidates that the verifier accepted and the grader calls wrong: none, if the verifier is sound.
        public let acceptedWrong: Int
        /// Candidates that the grader calls right and the verifier rejected: none, if the verifier is complete.
        public let rejectedRight: Int
    }

    /// The number of candidates that every problem has.
    public var poolSize: Int { entries.map(\.pool.candidates.count).min() ?? 0 }

    /// The split that the problems belong to.
    public var split: String { entries.first?.problem.record.split ?? "" }

    /// Such as `3: maze medium T=0.8`.
    public var title: String {
        "\(run.id): \(problemSet.domain) \(model.name) T=\(run.record.temperature)"
    }

    /// Reads a run.
    ///
    /// A problem's pool is its candidates 0, 1, 2 … up to the first that is missing: of an interrupted run, the
    /// candidates beyond a gap are the short ones, and counting them would bias the pool.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain, an empty run, or when the same answer of a problem is graded
    ///   both right and wrong; `StoreError`.
    public init(_ run: Stored<RunRecord>, in store: Store) throws {
        self.run = run
        revision = try store.revision(of: run.id)
        let model = try store.model(run.record.model)
        let problemSet = try store.problemSet(run.record.problemSet)
        guard let domain = Domains.named(problemSet.domain) else {
            throw ExperimentError(
                "run \(run.id) is of the domain \"\(problemSet.domain)\", which this winnow does not know",
                hint: "update winnow")
        }
        (self.model, self.problemSet, self.domain) = (model, problemSet, domain)
        let problems = try store.problems(in: run.record.problemSet)
        let rows = try Self.rows(of: run.id, in: store)
        let greedy = try Self.greedyRows(beside: run.record, model: model, problemSet: problemSet, in: store)
        entries = try Self.entries(
            of: run.id, domain, problems: problems, rows: rows, greedy: greedy,
            configuration: try JSONDecoder().decode(ModelConfiguration.self, from: Data(model.configurationJSON.utf8)))
        guard !entries.isEmpty else {
            throw ExperimentError(
                "run \(run.id) has no candidates yet", hint: "run the same sweep again to sample them")
        }
        rates = Self.rates(rows.values.flatMap { $0 })
    }

    private static func rows(
        of run: RowID<RunRecord>, in store: Store
    ) throws -> [RowID<ProblemRecord>: [PoolRow]] {
        var rows: [RowID<ProblemRecord>: [PoolRow]] = [:]
        try store.forEachPoolRow(of: run, judgedBy: try store.newestJudges(of: run)) { row in
            if row.sampleIndex == rows[row.problem, default: []].count { rows[row.problem, default: []].append(row) }
        }
        return rows
    }

    private static func greedyRows(
        beside run: RunRecord, model: ModelRecord, problemSet: ProblemSetRecord, in store: Store
    ) throws -> [RowID<ProblemRecord>: [PoolRow]] {
        let identity = RunIdentity(run, model: model, problemSet: problemSet).greedy
        guard let greedy = try store.run(identity: identity.sha256) else { return [:] }
        return try rows(of: greedy.id, in: store)
    }

    private static func entries<D: Domain>(
        of run: RowID<RunRecord>, _ domain: D, problems: [Stored<ProblemRecord>],
        rows: [RowID<ProblemRecord>: [PoolRow]],
        greedy: [RowID<ProblemRecord>: [PoolRow]], configuration: ModelConfiguration
    ) throws -> [Entry] {
        let cost = FloatingPointCost(configuration)
        let guesses = GuessList(domain, limit: rows.values.map(\.count).max() ?? 0)
        return try problems.sorted { $0.record.position < $1.record.position }.compactMap { problem in
            guard let rows = rows[problem.id], let first = rows.first else { return nil }
            var classes: [String: Int] = [:]
            func candidate(_ row: PoolRow) -> Candidate {
                let answer = row.answerKey.map { key in
                    classes[key]
                        ?? {
                            classes[key] = classes.count
                            return classes.count - 1
                        }()
                }
                return Candidate(
                    answer: answer, isRight: row.correct ?? false,
                    isAccepted: row.outcome.flatMap { $0 == .error ? nil : $0 == .accepted },
                    logProbability: row.logProbability ?? -.infinity, tokens: row.tokens,
                    traceTokens: row.traceTokens, traceIsLegal: row.traceCheck?.legal, flops: row.flops)
            }
            let guessRank = guesses.rank(of: try domain.problem(from: problem.record.specification), in: domain)
            let pool: Pool
            do throws(SelectionError) {
                pool = try Pool(
                    candidates: rows.map(candidate), greedy: greedy[problem.id]?.first.map(candidate),
                    guessRank: guessRank, promptFlops: cost.prompt(tokens: first.promptTokens),
                    key: CandidateKey.key(seed: 0, specification: problem.record.canonicalHash))
            } catch .conflictingGrades(let answer) {
                let key = classes.first { $0.value == answer }?.key ?? ""
                throw ExperimentError(
                    "run \(run) has the answer \"\(key)\" of problem \(problem.record.position) graded both right and wrong",
                    hint: "the answer's canonical key or the grader is at fault")
            }
            return Entry(problem: problem, pool: pool)
        }
    }

    private static func rates(_ rows: [PoolRow]) -> Rates {
        let count = Double(max(1, rows.count))
        let checked = rows.count { $0.traceCheck != nil }
        return Rates(
            candidates: rows.count, truncated: Double(rows.count { $0.stopReason != "end" }) / count,
            unparsable: Double(rows.count { $0.answerKey == nil }) / count,
            traceLegal: checked == 0 ? nil : Double(rows.count { $0.traceCheck?.legal == true }) / Double(checked),
            acceptedWrong: rows.count { $0.outcome == .accepted && $0.correct == false },
            rejectedRight: rows.count { $0.outcome == .rejected && $0.correct == true })
    }
}
