import Foundation
import WinnowCore
public import WinnowDomains
import WinnowModel
import WinnowRuns
public import WinnowSelection
public import WinnowStore

/// The pools have a run's candidates as selection sees them, problem by problem.
///
/// Immutable, and shared rather than copied. (As a structure it also crashes the optimiser of Swift 6.3.1, which
/// cannot split an asynchronous function that holds one.)
public final class RunPools: Sendable {
    /// An entry is one problem's pool.
    public struct Entry: Sendable {
        public let problem: Stored<ProblemRecord>
        public let pool: Pool
        /// Each candidate has this stored index; nil where they are 0, 1, 2 …
        private let indices: [Int]?

        init(problem: Stored<ProblemRecord>, pool: Pool, sampleIndices: [Int]) {
            self.problem = problem
            self.pool = pool
            indices = sampleIndices == Array(sampleIndices.indices) ? nil : sampleIndices
        }

        /// Each candidate has this stored index: of imported runs, indices may be missing.
        var sampleIndices: [Int] { indices ?? Array(pool.candidates.indices) }
    }

    public let run: Stored<RunRecord>
    public let model: ModelRecord
    public let problemSet: ProblemSetRecord
    /// It is nil for a run of free text, whose problems no domain knows.
    public let domain: (any Domain)?
    /// The verdicts of this verifier are read in place of those of the one whose word counts; nil for that one.
    public let otherVerifier: RunVerifier?
    /// The verdicts of the verifier of this name are read; nil where none is.
    public let verifierName: String?
    /// One of these verifiers has to be named before verdicts can be read; empty where one's word counts.
    public let rivalVerifiers: [String]
    /// The verifier whose verdicts are read promises this.
    public let verifier: VerifierDeclaration
    public let entries: [Entry]
    /// The numbers of these scorers were read, oldest first.
    public let scorers: [Stored<ToolRecord>]
    public let rates: CandidateRates
    /// These programs chose among the candidates, or compared them.
    let choosers: [any ProgramStrategy]
    /// The ledger says what a guided search cost; nil for a run that is none.
    let search: SearchLedger?

    /// The rounds of a back-prompting loop; nil for a run that is none.
    let loop: LoopRounds?

    /// The rule ended the sampling of each problem; nil where all were sampled as often.
    let stoppedBy: AdaptiveVote?

    /// The problems without candidates among those that were sampled, by position: a server refused them, or the sampling
    /// was interrupted.
    let withoutCandidates: [Stored<ProblemRecord>]

    /// It says how grades were settled that contradict each other or are missing.
    let settlement: GradeSettlement

    /// It says whether the floating-point operations of its candidates are known: those of a model of another program
    /// are not.
    let knowsFlops: Bool

    /// The run had this revision when it was read; estimates are saved only if it has not changed since.
    let revision: Int

    /// An extent is the part of a run that is read: its first problems, and the first candidates of each.
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

    /// It says whether all candidates of the run are read; estimates of a part are not cached.
    public let isWhole: Bool

    /// So many problems among those read have candidates but none at index 0, or come before others that have some.
    public let missing: Int

    /// Each difficulty has these rates.
    let ratesByDifficulty: [String: CandidateRates]

    /// It says whether the domain's verifier solves the problem itself, so that it is an answer key.
    var solvesTheProblem: Bool { domain?.verifier.solvesTheProblem ?? false }

    /// Every problem has at least so many candidates.
    public var poolSize: Int { entries.map(\.pool.candidates.count).min() ?? 0 }

    /// The largest pool has so many candidates.
    var largestPool: Int { entries.map(\.pool.candidates.count).max() ?? 0 }

    /// The problems belong to this split.
    public var split: String { entries.first?.problem.record.split ?? "" }

    /// It reads as `3: maze medium T=0.8`, with the verifier where it is not the domain's own.
    public var title: String {
        "\(run.id): \(problemSet.domain) \(model.name)"
            + (run.record.temperature.map { " T=\($0)" } ?? "")
            + (search.map { ", \($0.settings.title)" } ?? "") + (loop.map { ", \($0.settings.title)" } ?? "")
            + (otherVerifier.map { ", verifier \($0.name)" } ?? "")
    }

    /// Reads a run.
    ///
    /// A problem's pool is its candidates 0, 1, 2 … up to the first that is missing: of an interrupted run, the
    /// candidates beyond a gap are the short ones, and counting them would bias the pool. Of an imported run it is all
    /// that the file has, as nobody was at work when a line was lost.
    ///
    /// - Parameters:
    ///   - extent: the part to read; nil for the whole run.
    ///   - guesses: find the ranks of the most frequent training answers, for `guess`.
    ///   - verifier: read this verifier's verdicts; nil for those of the one whose word counts.
    /// - Throws: ``ExperimentError`` for an unknown domain, an empty run, candidates that nobody has graded, answers
    ///   without a verdict of `verifier`, or when the domain's grader calls the same answer of a problem both right
    ///   and wrong; `StoreError`.
    public init(
        _ run: Stored<RunRecord>, in store: Store, extent: Extent? = nil, guesses: Bool = true,
        verifier: RunVerifier? = nil
    ) throws {
        self.run = run
        let judges = try store.judges(of: run.id)
        let verifier = verifier?.tool == judges.verifier ? nil : verifier
        otherVerifier = verifier
        verifierName = try verifier?.name ?? judges.verifier.map { try ToolName.text(of: store.tool($0)) }
        rivalVerifiers =
            verifierName == nil ? try store.verifiers(of: run.id).map { ToolName.text(of: $0.record) } : []
        revision = try store.revision(of: run.id)
        let model = try store.model(run.record.model)
        let problemSet = try store.problemSet(run.record.problemSet)
        let domain = try TextRuns.domain(of: problemSet, run: run.id)
        (self.model, self.problemSet, self.domain) = (model, problemSet, domain)
        let isImported = run.record.kind == .imported
        let problems = try store.problems(in: run.record.problemSet)
        // A model of another program has no configuration that says what its tokens cost.
        let configuration = try? JSONDecoder().decode(
            ModelConfiguration.self, from: Data(model.configurationJSON.utf8))
        var assembly = PoolAssembly(run: run.id, domain: domain, cost: configuration.map { FloatingPointCost($0) })
        assembly.greedy = try Self.greedyRows(beside: run.record, model: model, problemSet: problemSet, in: store)
        if guesses, !isImported, let domain = domain as? any GeneratedDomain {
            // A pool reaches no further than this, and neither does a budget.
            let largest = try store.largestSampleIndex(of: run.id).map { $0 + 1 } ?? 0
            assembly.guesses = GuessList(domain, limit: min(largest, extent?.samples ?? largest))
        }
        // Parts of the run are made into pools as they are read: a candidate of a pool takes a fraction of its row.
        var unjudged = 0
        let read = try PoolRows(
            of: run.id, in: store, extent: extent, judgedBy: judges, verifier: verifier?.tool, keepsGaps: isImported
        ) { rows in
            unjudged += rows.values.joined().count { $0.answerKey != nil && $0.outcome == nil }
            // Where an answer has no verdict there will be no pools.
            if verifier == nil || unjudged == 0 { try assembly.add(problems, rows: rows) }
        }
        try verifier?.check(unjudged, of: run.id)
        self.verifier =
            try verifier?.declaration ?? domain?.verifier ?? TextRuns.declaration(of: judges.verifier, in: store)
        knowsFlops = configuration != nil
        settlement = assembly.settlement
        guard !assembly.entries.isEmpty else {
            throw ExperimentError(
                assembly.rates.candidates == 0
                    ? "run \(run.id) has no candidates yet" : "run \(run.id) has no grades",
                hint: assembly.rates.candidates == 0
                    ? "run the same command again to go on"
                    : "give the references or flags of its file with `winnow import --reference-field` or `--correct-field`, or its --domain"
            )
        }
        scorers = []
        var entries = assembly.entries
        loop = try LoopRounds(of: run, &entries, in: store)
        self.entries = entries
        let chosen = try ChosenStrategy.all(of: run.id, entries, in: store).map { $0 as any ProgramStrategy }
        choosers = try chosen + TournamentStrategy.all(of: run.id, entries, in: store).map { $0 as any ProgramStrategy }
        search = try SearchLedger(of: run, entries, in: store)
        stoppedBy = RunChoice.stoppingRule(of: run.record).flatMap(AdaptiveVote.named)
        isWhole = read.isWhole
        withoutCandidates =
            isImported
            ? [] : problems.filter { $0.record.position <= read.lastPosition && !read.problems.contains($0.id) }
        missing = withoutCandidates.count
        (rates, ratesByDifficulty) = (assembly.rates, assembly.ratesByDifficulty)
    }

    /// Makes the same run with what scorers said of its candidates.
    init(_ pools: RunPools, entries: [Entry], scorers: [Stored<ToolRecord>]) {
        (run, model, problemSet, domain) = (pools.run, pools.model, pools.problemSet, pools.domain)
        (otherVerifier, verifier) = (pools.otherVerifier, pools.verifier)
        (verifierName, rivalVerifiers) = (pools.verifierName, pools.rivalVerifiers)
        (rates, ratesByDifficulty) = (pools.rates, pools.ratesByDifficulty)
        (search, stoppedBy, withoutCandidates) = (pools.search, pools.stoppedBy, pools.withoutCandidates)
        loop = pools.loop
        choosers = pools.choosers
        (settlement, knowsFlops) = (pools.settlement, pools.knowsFlops)
        (revision, isWhole, missing) = (pools.revision, pools.isWhole, pools.missing)
        (self.entries, self.scorers) = (entries, scorers)
    }

    private static func greedyRows(
        beside run: RunRecord, model: ModelRecord, problemSet: ProblemSetRecord, in store: Store
    ) throws -> [RowID<ProblemRecord>: [PoolRow]] {
        let identity = RunIdentity(run, model: model, problemSet: problemSet).greedy
        guard let greedy = try store.run(identity: identity.sha256) else { return [:] }
        var all: [RowID<ProblemRecord>: [PoolRow]] = [:]
        _ = try PoolRows(of: greedy.id, in: store, extent: nil, judgedBy: store.judges(of: greedy.id)) { rows in
            all.merge(rows) { $1 }
        }
        return all
    }
}

/// The rows are the candidates of a run by problem: those before the first missing index, within an extent.
private struct PoolRows {
    /// These problems have rows.
    private(set) var problems: Set<RowID<ProblemRecord>> = []
    /// It says whether the extent left nothing out.
    private(set) var isWhole = true
    /// The last problem that has any candidate has this position, within the extent.
    private(set) var lastPosition = 0

    /// Rows that are given away together, of whole problems.
    private static let part = 16_384

    /// - Parameters:
    ///   - verifier: whose verdicts the rows have in place of the judges' verifier.
    ///   - keepsGaps: read the candidates behind a missing index too.
    ///   - take: gets the rows of some problems at a time, in the order of positions.
    /// - Throws: `StoreError` for a row that cannot be read, and what `take` throws.
    init(
        of run: RowID<RunRecord>, in store: Store, extent: RunPools.Extent?, judgedBy judges: Judges,
        verifier: RowID<ToolRecord>? = nil, keepsGaps: Bool = false,
        take: ([RowID<ProblemRecord>: [PoolRow]]) throws -> Void
    ) throws {
        var judges = judges
        if let verifier { judges.verifier = verifier }
        var failure: (any Error)?
        var rows: [RowID<ProblemRecord>: [PoolRow]] = [:]
        var waiting = 0
        try store.forEachPoolRow(of: run, judgedBy: judges) { row in
            guard failure == nil else { return }
            let count = rows[row.problem]?.count ?? 0
            if count == 0, waiting >= Self.part, !problems.contains(row.problem) {
                do { try take(rows) } catch { failure = error }
                (rows, waiting) = ([:], 0)
            }
            if let extent, row.position > extent.problems || (keepsGaps ? count : row.sampleIndex) >= extent.samples {
                isWhole = false
                return
            }
            lastPosition = max(lastPosition, row.position)
            guard keepsGaps || row.sampleIndex == count else { return }
            problems.insert(row.problem)
            rows[row.problem, default: []].append(row)
            waiting += 1
        }
        if let failure { throw failure }
        try take(rows)
    }
}
