public import WinnowCore
import WinnowDomains
public import WinnowReport
import WinnowSelection
public import WinnowStore

extension Claim {
    /// The list has all claims, in the order of the table.
    static let all: [Claim] = voting + verifying + stopping + tracing

    /// Finds the claims called by these names, or all when none is given.
    ///
    /// - Throws: ``ExperimentError`` for an unknown name.
    static func named(_ names: [String]) throws(ExperimentError) -> [Claim] {
        guard !names.isEmpty else { return all }
        var chosen: [Claim] = []
        for name in names {
            guard let claim = all.first(where: { $0.name == name }) else {
                throw ExperimentError("there is no claim \"\(name)\"", hint: "see `winnow claims --list`")
            }
            chosen.append(claim)
        }
        return chosen
    }
}

/// The study puts published claims to stored runs.
public struct ClaimStudy: Study {
    /// A run has these findings.
    struct Run: Sendable {
        let pools: RunPools
        let findings: [Claim.Finding]
    }

    /// There is one for each run.
    let runs: [Run]

    /// Users may type these names of claims.
    public static var names: [String] { Claim.all.map(\.name) }

    /// The list has the claims themselves: what is measured, predicted and cited.
    public static var list: Report {
        Report(
            Table(
                title: "Published claims as tests",
                columns: [Column("claim"), Column("prediction"), Column("statement"), Column("source")],
                rows: Claim.all.map { claim in
                    [
                        .text(claim.name), .text(claim.prediction.description), .text(claim.statement),
                        .text(claim.source),
                    ]
                }))
    }

    /// Puts runs to claims.
    ///
    /// - Parameters:
    ///   - names: of claims; empty for all.
    ///   - budget: nil for each run's pool size.
    /// - Throws: ``ExperimentError`` for an unknown name or a budget beyond a pool.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, names: [String], budget: Int?, observe: WorkProgress.Observer
    ) async throws {
        let claims = try Claim.named(names)
        let guesses = claims.contains { Strategies.any(of: $0.strategies, needs: .trainingAnswers) }
        self.runs = try await RunPools.ofEach(
            runs, in: store, guesses: guesses, task: "testing claims", observe: observe
        ) { pools in
            let evidence = try await Claim.Evidence(claims, pools: pools, budget: budget ?? pools.poolSize)
            return Run(pools: pools, findings: claims.map { Self.finding($0, evidence) })
        }
    }

    private static func finding(_ claim: Claim, _ evidence: Claim.Evidence) -> Claim.Finding {
        if let missing = claim.strategies.first(where: { !evidence.has($0) }) {
            return Claim.Finding(claim, inapplicable: "the run has no data for \(missing)")
        }
        let usesTraces = !claim.needs.isDisjoint(with: [.trace, .traceCheck])
        if usesTraces, evidence.pools.rates.traceLegal == nil {
            return Claim.Finding(claim, inapplicable: "the model writes no traces")
        }
        let verifies = claim.needs.contains(.verdict) || Strategies.any(of: claim.strategies, needs: .verdict)
        let isKey = verifies && evidence.pools.solvesTheProblem
        return Claim.Finding(
            claim, effect: claim.measure(evidence), note: isKey ? "the verifier is an answer key" : "")
    }

    public var report: Report { Report(table) }

    /// The table has one row per run and claim.
    private var table: Table {
        var table = Table(
            title: "Published claims, each against the effect stated before looking",
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("claim"), Column("verdict"),
                Column("effect", kind: .estimate(.decimal(digits: 3))), Column("prediction"),
                Column("problems", kind: .integer),
                Column("detectable", kind: .number(.decimal(digits: 3))), Column("note"),
            ])
        for run in runs {
            for finding in run.findings {
                table.append([
                    .integer(Int(run.pools.run.id.value)), .text(run.pools.problemSet.domain),
                    .text(run.pools.model.name), .text(finding.name), .text(finding.verdict.rawValue),
                    finding.effect.map { .estimate($0.value, low: $0.low, high: $0.high) } ?? .missing,
                    .text(finding.claim.prediction.description), .integer(finding.problems),
                    finding.detectable.map(Cell.number) ?? .missing, .text(finding.note),
                ])
            }
        }
        table.footnotes = [
            "Supported: the whole 95 % interval over problems is where the claim says; contradicted: it is elsewhere; "
                + "undecided: it reaches both sides. Detectable: the true distance from the bound that this many problems "
                + "would show at 80 % power. Intervals are not adjusted for the number of claims: of twenty true bounds "
                + "one is missed by chance. Statements and sources: `winnow claims --list`."
        ]
        if runs.contains(where: { $0.pools.run.record.kind != .imported }) {
            table.footnotes.append(
                "Effects are measured on tiny models: a contradiction here says that a claim is not a law, not that it is "
                    + "wrong where it was made.")
        }
        table.footnotes += runs.flatMap { run in
            run.pools.settlement.notes.map { "Run \(run.pools.run.id): \($0)" }
        }
        return table
    }
}
