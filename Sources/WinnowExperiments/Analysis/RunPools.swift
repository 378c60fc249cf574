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
    /// The verifier whose verdicts are read in place of the domain's own; nil for the domain's own.
    public let otherVerifier: RunVerifier?
    public let entries: [Entry]
    /// The scorers whose numbers were read, oldest first.
    public let scorers: [Stored<ToolRecord>]
    public let rates: CandidateRates

    /// The run's revision when it was read; estimates are saved only if it has not changed since.
    let revision: Int

    /// What part of a run is read: its first problems, and the first candidates of each.
    ///
    /// A sweep summarises what it was asked for, also when the run holds more.
    public struct Extent: Hashable, Sendable {
        public var problems: Int
        public var samples: Int

        public init(problems: Int, samples: Int) {
            self.problems = problems
            self.samples = samples
        }
    }

    /// Whether all candidates of the run are read; estimates of a part are not cached.
    public let isWhole: Bool

    /// Problems among those read that have candidates but none at index 0, or that come before others that have some.
    public let missing: Int

    /// The rates of each difficulty.
    let ratesByDifficulty: [String: CandidateRates]

    /// What the verifier promises whose verdicts are read.
    public var verifier: VerifierDeclaration { otherVerifier?.declaration ?? domain.verifier }

    /// The number of candidates that every problem has.
    public var poolSize: Int { entries.map(\.pool.candidates.count).min() ?? 0 }

    /// The number of candidates of the largest pool.
    var largestPool: Int { entries.map(\.pool.candidates.count).max() ?? 0 }

    /// The split that the problems belong to.
    public var split: String { entries.first?.problem.record.split ?? "" }

    /// Such as `3: maze medium T=0.8`, with the verifier where it is not the domain's own.
    public var title: String {
        "\(run.id): \(problemSet.domain) \(model.name) T=\(run.record.temperature)"
            + (otherVerifier.map { ", verifier \($0.name)" } ?? "")
    }

    /// Reads a run.
    ///
    /// A problem's pool is its candidates 0, 1, 2 … up to the first that is missing: of an interrupted run, the
    /// candidates beyond a gap are the short ones, and counting them would bias the pool.
    ///
    /// - Parameters:
    ///   - extent: the part to read; nil for the whole run.
    ///   - guesses: find the ranks of the most frequent training answers, for `guess`.
    ///   - verifier: read this verifier's verdicts; nil for those of the domain's own.
    /// - Throws: ``ExperimentError`` for an unknown domain, an empty run, candidates that the newest tools have not
    ///   judged, answers without a verdict of `verifier`, or when the same answer of a problem is graded both right
    ///   and wrong; `StoreError`.
    public init(
        _ run: Stored<RunRecord>, in store: Store, extent: Extent? = nil, guesses: Bool = true,
        verifier: RunVerifier? = nil
    ) throws {
        self.run = run
        otherVerifier = verifier
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
        let read = try PoolRows(of: run.id, in: store, extent: extent, verifier: verifier?.tool)
        try verifier?.check(read.rows.values.joined(), of: run.id)
        let greedy = try Self.greedyRows(beside: run.record, model: model, problemSet: problemSet, in: store)
        entries = try Self.entries(
            of: run.id, domain, problems: problems, rows: read.rows, greedy: greedy, guesses: guesses,
            configuration: try JSONDecoder().decode(ModelConfiguration.self, from: Data(model.configurationJSON.utf8)))
        guard !entries.isEmpty else {
            throw ExperimentError(
                "run \(run.id) has no candidates yet", hint: "run the same sweep again to sample them")
        }
        scorers = []
        isWhole = read.isWhole
        missing = problems.count { $0.record.position <= read.lastPosition && read.rows[$0.id] == nil }
        rates = CandidateRates(read.rows.values.flatMap { $0 })
        let difficulties = Dictionary(uniqueKeysWithValues: problems.map { ($0.id, $0.record.difficulty) })
        ratesByDifficulty = Dictionary(grouping: read.rows) { difficulties[$0.key] ?? "" }
            .mapValues { CandidateRates($0.flatMap(\.value)) }
    }

    /// The same run with what scorers said of its candidates.
    init(_ pools: RunPools, entries: [Entry], scorers: [Stored<ToolRecord>]) {
        (run, model, problemSet, domain) = (pools.run, pools.model, pools.problemSet, pools.domain)
        (otherVerifier, rates, ratesByDifficulty) = (pools.otherVerifier, pools.rates, pools.ratesByDifficulty)
        (revision, isWhole, missing) = (pools.revision, pools.isWhole, pools.missing)
        (self.entries, self.scorers) = (entries, scorers)
    }

    private static func greedyRows(
        beside run: RunRecord, model: ModelRecord, problemSet: ProblemSetRecord, in store: Store
    ) throws -> [RowID<ProblemRecord>: [PoolRow]] {
        let identity = RunIdentity(run, model: model, problemSet: problemSet).greedy
        guard let greedy = try store.run(identity: identity.sha256) else { return [:] }
        return try PoolRows(of: greedy.id, in: store, extent: nil, verifier: nil).rows
    }

    private static func entries<D: Domain>(
        of run: RowID<RunRecord>, _ domain: D, problems: [Stored<ProblemRecord>],
        rows: [RowID<ProblemRecord>: [PoolRow]],
        greedy: [RowID<ProblemRecord>: [PoolRow]], guesses: Bool, configuration: ModelConfiguration
    ) throws -> [Entry] {
        let cost = FloatingPointCost(configuration)
        let guesses = guesses ? GuessList(domain, limit: rows.values.map(\.count).max() ?? 0) : nil
        return try problems.sorted { $0.record.position < $1.record.position }.compactMap { problem in
            guard let rows = rows[problem.id], let first = rows.first else { return nil }
            var classes: [String: Int] = [:]
            func candidate(_ row: PoolRow) throws -> Candidate {
                guard let isRight = row.correct else {
                    throw ExperimentError(
                        "run \(run) has candidates that its newest grader has not judged",
                        hint: "they were sampled by another version of winnow; sample them into a new database")
                }
                let answer = row.answerKey.map { key in
                    classes[key]
                        ?? {
                            classes[key] = classes.count
                            return classes.count - 1
                        }()
                }
                return Candidate(
                    answer: answer, isRight: isRight,
                    isAccepted: row.outcome.flatMap { $0 == .error ? nil : $0 == .accepted },
                    logProbability: row.logProbability ?? -.infinity, tokens: row.tokens,
                    traceTokens: row.traceTokens, traceIsLegal: row.traceCheck?.legal, flops: row.flops)
            }
            let candidates = try rows.map(candidate)
            let greedy = try greedy[problem.id]?.first.map(candidate)
            let guessRank = guesses?.rank(of: try domain.problem(from: problem.record.specification), in: domain)
            let pool: Pool
            do throws(SelectionError) {
                pool = try Pool(
                    candidates: candidates, greedy: greedy, guessRank: guessRank,
                    promptFlops: cost.prompt(tokens: first.promptTokens),
                    key: CandidateKey.key(seed: 0, specification: problem.record.canonicalHash))
            } catch {
                guard case .conflictingGrades(let answer) = error else { throw error }
                let key = classes.first { $0.value == answer }?.key ?? ""
                throw ExperimentError(
                    "run \(run) has the answer \"\(key)\" of problem \(problem.record.position) graded both right and wrong",
                    hint: "the answer's canonical key or the grader is at fault")
            }
            return Entry(problem: problem, pool: pool)
        }
    }
}

/// The candidates of a run by problem: those before the first missing index, within an extent.
private struct PoolRows {
    private(set) var rows: [RowID<ProblemRecord>: [PoolRow]] = [:]
    /// Whether the extent left nothing out.
    private(set) var isWhole = true
    /// The position of the last problem that has any candidate, within the extent.
    private(set) var lastPosition = 0

    init(
        of run: RowID<RunRecord>, in store: Store, extent: RunPools.Extent?, verifier: RowID<ToolRecord>?
    ) throws {
        var judges = try store.newestJudges(of: run)
        if let verifier { judges.verifier = verifier }
        try store.forEachPoolRow(of: run, judgedBy: judges) { row in
            if let extent, row.position > extent.problems || row.sampleIndex >= extent.samples {
                isWhole = false
                return
            }
            lastPosition = max(lastPosition, row.position)
            if row.sampleIndex == rows[row.problem]?.count ?? 0 { rows[row.problem, default: []].append(row) }
        }
    }
}
