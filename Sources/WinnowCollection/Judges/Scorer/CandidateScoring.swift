import Foundation
import WinnowCatalogue
public import WinnowCore
import WinnowDomains
import WinnowJSON
public import WinnowReport
public import WinnowRuns
import WinnowScoring
import WinnowSelection
public import WinnowStore

/// Gives stored candidates the numbers of learned scorers.
///
/// What is scored already is not scored again, so a run that was extended or interrupted gets what is missing. Every
/// score is a call by itself and is charged in full: reading problem and candidate, and writing a check where there is
/// one.
public struct CandidateScoring: Sendable {
    let store: Store
    let request: ScoringRequest

    public init(store: Store, request: ScoringRequest) {
        self.store = store
        self.request = request
    }

    /// Scores the runs, one after the other, and says what was done.
    ///
    /// - Throws: ``ExperimentError`` for unknown runs or scorers, `ModelError` for damaged ones, `CancellationError`
    ///   when cancelled, with what was stored kept.
    public func run(observe: @escaping WorkProgress.Observer) async throws -> ScoringReport {
        try request.check()
        let runs = try RunChoice.runs(
            request.runs.map(Int64.init), in: store, allowing: Set(RunChoice.Special.allCases))
        // Every name is looked up before the first candidate is scored.
        let plans = try runs.map { try ScoringPlan($0, request: request, in: store) }
        var report = ScoringReport()
        for (cell, plan) in plans.enumerated() where request.share.includes(cell: cell) {
            for scorer in plan.scorers {
                try await score(plan, scorer, of: plan.domain, &report, observe: observe)
            }
        }
        return report
    }

    private func score<D: GeneratedDomain>(
        _ plan: ScoringPlan, _ scorer: PlannedScorer, of domain: D, _ report: inout ScoringReport,
        observe: WorkProgress.Observer
    ) async throws {
        let tools = try scorer.tools.map { try store.findOrInsert($0) }
        let repeats = scorer.use.isRandom ? request.verifications : 1
        let pending = try PendingScores(
            plan.run, tools: tools, repeats: repeats, share: JudgedShare(request.share, of: plan.run, in: store),
            in: store)
        let problems = try ScoredProblems(plan.run, of: domain, in: store)
        let batch = scorer.use.isRandom ? max(1, 2048 / repeats) : 2048
        var written = ScoringReport.Row(
            run: plan.title, scorer: scorer.title, candidates: pending.candidates.count, scores: 0, tokens: 0,
            flops: 0, before: pending.before)
        for start in stride(from: 0, to: pending.candidates.count, by: batch) {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "scoring by \(scorer.title)", done: Double(start), total: Double(pending.candidates.count),
                    detail: plan.title))
            let part = Array(pending.candidates[start..<min(start + batch, pending.candidates.count)])
            let scorable = problems.scorable(part.map(\.record), seed: request.seed)
            let scores = try await distinctScores(scorable, repeats: part.map(\.missing), scorer.use)
            for (tool, scores) in zip(tools, scores) {
                let records = zip(part, scores).flatMap { candidate, scores in
                    zip(candidate.missing, scores).map { number, score in
                        ScoreRecord(
                            candidate: candidate.id, repeat: number, value: score.value, tokens: score.tokens,
                            flops: score.flops, steps: number == 0 ? score.steps : [])
                    }
                }
                try store.append(records, by: tool, ifKnown: .kept)
                written.scores += records.count
                written.tokens += records.reduce(0) { $0 + $1.tokens }
                written.flops += records.reduce(0) { $0 + $1.flops }
            }
        }
        report.rows.append(written)
    }

    /// Scores equal candidates once where their scores must be equal; each is charged all the same.
    private func distinctScores(
        _ candidates: [ScorableCandidate], repeats: [[Int]], _ use: ScorerUse
    ) async throws -> [[[CandidateScore]]] {
        guard !use.isRandom else { return try await use.scores(of: candidates, repeats: repeats) }
        var places: [ScorableCandidate: Int] = [:]
        var distinct: [ScorableCandidate] = []
        let place = candidates.map { candidate in
            var candidate = candidate
            candidate.key = 0
            if let known = places[candidate] { return known }
            places[candidate] = distinct.count
            distinct.append(candidate)
            return distinct.count - 1
        }
        let scores = try await use.scores(of: distinct, repeats: distinct.map { _ in [0] })
        return scores.map { output in place.map { output[$0] } }
    }
}

/// A run and the scorers that it gets.
struct ScoringPlan {
    let run: Stored<RunRecord>
    let domain: any GeneratedDomain
    let title: String
    let scorers: [PlannedScorer]

    init(_ run: Stored<RunRecord>, request: ScoringRequest, in store: Store) throws {
        self.run = run
        guard run.record.kind != .imported else {
            throw ExperimentError(
                "run \(run.id) was imported as text, and learned scorers read tokens of the bundled domains",
                hint: "name the runs to score with --run")
        }
        let (set, model) = (try store.problemSet(run.record.problemSet), try store.model(run.record.model))
        let domain = try DomainChoice.generated(set.domain)
        self.domain = domain
        title = "\(run.id): \(set.domain) \(model.name)" + (run.record.temperature.map { " T=\($0)" } ?? "")
        scorers = try request.scorers.flatMap { name -> [LoadedScorer] in
            guard ScoringRequest.names.contains(name) else {
                guard FileManager.default.fileExists(atPath: name) else {
                    throw ExperimentError(
                        "there is no scorer \"\(name)\", and no such folder",
                        hint: ExperimentError.suggestion(for: name, among: ScoringRequest.names)
                            ?? "use one of \(ScoringRequest.names.joined(separator: ", "))")
                }
                return [try ScorerCatalogue.load(URL(filePath: name), for: domain)]
            }
            let generators = request.generators.isEmpty ? [model.name] : request.generators
            return try generators.map { try ScorerCatalogue.load(name, generator: $0, for: domain) }
        }.map { PlannedScorer($0, model: model, request: request) }
    }
}

/// A scorer under the names that its numbers get in a run.
struct PlannedScorer {
    let use: ScorerUse
    let tools: [ToolRecord]
    let title: String

    /// A scorer that learned from another generator than the run's is named after it: `orm@weak`.
    init(_ scorer: LoadedScorer, model: ModelRecord, request: ScoringRequest) {
        let information = scorer.information
        let isOwn = information.generatorSHA256 == model.sha256
        let suffix = isOwn ? "" : "@\(information.generator)"
        let use = ScorerUse(scorer: scorer, threads: request.threads)
        self.use = use
        title = information.toolName + suffix
        tools = use.outputs.map { output in
            var parameters = ["generator": information.generator, "kind": information.kind.rawValue]
            parameters["target"] = output.target?.key
            if use.isRandom { parameters["seed"] = "\(request.seed)" }
            return ToolRecord(
                kind: .scorer, name: output.name + suffix, version: 1, sha256: scorer.sha256,
                parametersJSON: JSONValue.object(sorting: parameters).json(.compact))
        }
    }
}

/// A request is what `winnow judge --scorer` asks for.
public struct ScoringRequest: Sendable {
    /// Kinds of bundled scorers, or scorers' folders.
    public var scorers: [String]
    /// The numbers of runs; all sampled runs when empty.
    public var runs: [Int]
    /// The generators whose scorers are used; each run's own when empty.
    public var generators: [String]
    /// So often a scorer that samples a check is asked about each candidate.
    public var verifications: Int
    /// The seed is of sampled checks.
    public var seed: UInt64
    public var threads: Int
    /// The part of the candidates that this process scores.
    public var share = ShardShare.whole

    public init(
        scorers: [String], runs: [Int], generators: [String], verifications: Int, seed: UInt64, threads: Int
    ) {
        self.scorers = scorers
        self.runs = runs
        self.generators = generators
        self.verifications = verifications
        self.seed = seed
        self.threads = threads
    }

    /// What can be asked for by name: kinds, and the rungs of ladders.
    public static var names: [String] { ScorerCatalogue.names }

    /// - Throws: ``ExperimentError`` for impossible numbers or no scorer.
    func check() throws(ExperimentError) {
        guard !scorers.isEmpty else {
            throw ExperimentError(
                "no scorer is named", hint: "give one or more of \(Self.names.joined(separator: ", "))")
        }
        guard (1...10_000).contains(verifications) else {
            throw ExperimentError("\(verifications) verifications are not in 1...10000", hint: "give 1 or more")
        }
    }
}

/// A report says what a scoring of runs added.
public struct ScoringReport: Sendable {
    struct Row: Sendable {
        var run: String
        var scorer: String
        var candidates: Int
        var scores: Int
        var tokens: Int
        var flops: Double
        var before: Int
    }

    var rows: [Row] = []

    /// One row per run and scorer.
    public var table: Table {
        Table(
            title: "Scores added",
            columns: [
                Column("run"), Column("scorer"), Column("candidates", kind: .integer),
                Column("scores", kind: .integer), Column("tokens", header: "tokens written", kind: .integer),
                Column("gigaflops", kind: .number(.decimal(digits: 1))),
                Column("before", header: "scores before", kind: .integer),
            ],
            rows: rows.map { row in
                [
                    .text(row.run), .text(row.scorer), .integer(row.candidates), .integer(row.scores),
                    .integer(row.tokens), .number(row.flops / 1e9), .integer(row.before),
                ]
            },
            footnotes: [
                "Every score is charged as a call of its own: reading problem and candidate, and writing a check where the "
                    + "scorer writes one."
            ])
    }
}
