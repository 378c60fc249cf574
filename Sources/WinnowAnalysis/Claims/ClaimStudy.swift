public import WinnowCore
import WinnowDomains
public import WinnowReport
import WinnowSelection
public import WinnowStore

extension Claim {
    /// The list has all claims, in the order of the table.
    static let all: [Claim] = voting + verifying + scoring + stopping + tracing + published

    /// Finds the claims called by these names, or all when none is given.
    ///
    /// - Returns: those that are put to runs, and those that are put to loops.
    /// - Throws: ``ExperimentError`` for an unknown name.
    static func named(_ names: [String]) throws(ExperimentError) -> (runs: [Claim], loops: [LoopClaim]) {
        guard !names.isEmpty else { return (all, LoopClaim.all) }
        let known = ClaimStudy.names
        for name in names where !known.contains(name) {
            throw ExperimentError.unknown("claim", name, among: known, hint: "see `winnow claims --list`")
        }
        func chosen<C: TestableClaim>(_ claims: [C]) -> [C] {
            names.compactMap { name in claims.first { $0.name == name } }
        }
        return (chosen(all), chosen(LoopClaim.all))
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

    /// There is one for each group of loops that were put to claims.
    var loops: [Loops] = []

    /// Loops of one generator have these findings.
    struct Loops: Sendable {
        let group: LoopGroup
        let findings: [Claim.Finding]
    }

    private static var all: [any TestableClaim] { Claim.all + LoopClaim.all }

    /// Users may type these names of claims.
    public static var names: [String] { all.map(\.name) }

    /// The list has the claims themselves: what is measured, predicted and cited.
    public static var list: Report {
        Report(
            Table(
                title: "Published claims as tests",
                columns: [
                    Column("claim"), Column("prediction"), Column("smallest", kind: .number(.decimal(digits: 2))),
                    Column("statement"), Column("source"),
                ],
                rows: all.map { claim in
                    [
                        .text(claim.name), .text(claim.prediction.description),
                        claim.smallest > 0 ? .number(claim.smallest) : .missing, .text(claim.statement),
                        .text(claim.source),
                    ]
                },
                footnotes: [
                    "Smallest: the smallest effect of interest where a prediction names a side of 0 only; other predictions state "
                        + "it by their bound."
                ]))
    }

    /// Puts runs to claims, and the loops of the database to those about loops.
    ///
    /// - Parameters:
    ///   - runs: no loops; empty where only loops are put to claims.
    ///   - withLoops: the database's loops are put to claims too.
    ///   - names: of claims; empty for all.
    ///   - budget: nil for ``budgets(of:)``.
    ///   - verifier: the name of the verifier whose verdicts are read; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for an unknown name or a budget beyond a pool.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, withLoops: Bool = false, names: [String], budget: Int?,
        verifier: String? = nil, observe: WorkProgress.Observer
    ) async throws {
        let (claims, aboutLoops) = try Claim.named(names)
        if withLoops, !aboutLoops.isEmpty {
            for group in try await LoopGroup.groups(in: store, observe: observe) {
                var findings: [Claim.Finding] = []
                for claim in aboutLoops { findings.append(try await claim.finding(group)) }
                loops.append(Loops(group: group, findings: findings))
            }
        }
        guard !claims.isEmpty else {
            guard withLoops else {
                throw ExperimentError(
                    "\(FigureText.list(aboutLoops.map(\.name))) \(aboutLoops.count == 1 ? "is" : "are") about back-prompting loops, "
                        + "and there is none among the runs",
                    hint: "make some with `make modulo`, and leave --run out")
            }
            self.runs = []
            return
        }
        let guesses = claims.contains { Strategies.any(of: $0.strategies, needs: .trainingAnswers) }
        self.runs = try await RunPools.ofEach(
            runs, in: store, guesses: guesses, verifier: verifier, task: "testing claims", observe: observe
        ) { pools in
            let pools = try pools.scored(
                for: claims.flatMap(\.strategies).compactMap { Strategies.named($0) }, in: store, requiring: false)
            let budgets = budget.map { [$0] } ?? Self.budgets(of: pools.poolSize)
            var findings: [[Claim.Finding]] = claims.map { _ in [] }
            for budget in budgets {
                let evidence = try await Claim.Evidence(claims, pools: pools, budget: budget)
                for (index, claim) in claims.enumerated() where claim.scope == .everyBudget || budget == budgets.last {
                    findings[index].append(Self.finding(claim, evidence))
                }
            }
            return Run(pools: pools, findings: findings.flatMap(\.self))
        }
    }

    /// The budgets at which claims are measured: 4, 16 and 64 below the size of the pools, and the size itself.
    static func budgets(of size: Int) -> [Int] { [4, 16, 64].filter { $0 < size } + [size] }

    private static func finding(_ claim: Claim, _ evidence: Claim.Evidence) -> Claim.Finding {
        if let missing = claim.strategies.first(where: { !evidence.has($0) }) {
            return Claim.Finding(claim, at: evidence.budget, inapplicable: "the run has no data for \(missing)")
        }
        let usesTraces = !claim.needs.isDisjoint(with: [.trace, .traceCheck])
        if usesTraces, evidence.pools.rates.traceLegal == nil {
            return Claim.Finding(claim, at: evidence.budget, inapplicable: "the model writes no traces")
        }
        let verifies = claim.needs.contains(.verdict) || Strategies.any(of: claim.strategies, needs: .verdict)
        let isKey = verifies && evidence.pools.solvesTheProblem
        return Claim.Finding(
            claim, at: evidence.budget, effect: claim.measure(evidence),
            note: isKey ? "the verifier is an answer key" : "")
    }

    /// The smallest effect that counts as a sign where a claim states none: its prediction is not about the side of 0.
    private static let leastTurn = 0.01

    /// Claims whose findings change with the budget, by name: an effect that turns round, or another verdict.
    static func changes(_ findings: [Claim.Finding]) -> [String: String] {
        Dictionary(grouping: findings.filter { $0.effect != nil }, by: \.name).compactMapValues { findings in
            let sides = findings.map { finding in
                Claim.Prediction.side(finding.effect, smallest: max(finding.claim.smallest, leastTurn))
            }
            if sides.contains(1), sides.contains(-1) { return "sign changes" }
            return Set(findings.map(\.verdict)).count > 1 ? "verdict changes" : nil
        }
    }

    public var report: Report { Report(table, answer: answer) }

    /// Counts the verdicts, and names the claims that some run contradicts.
    private var answer: [Note] {
        let findings = runs.flatMap(\.findings) + loops.flatMap(\.findings)
        func count(_ verdict: Claim.Verdict) -> Int { findings.count { $0.verdict == verdict } }
        let contradicted = Self.names.filter { name in
            findings.contains { $0.name == name && $0.verdict == .contradicted }
        }
        let decided = findings.count { $0.verdict != .inapplicable }
        return [
            Note(
                "Of \(FigureText.count(decided, "finding")) on \(measuredOn), \(count(.supported)) support a "
                    + "published claim, \(count(.contradicted)) contradict one, \(count(.negligible)) are too small to matter and "
                    + "\(count(.undecided)) are undecided."
                    + (contradicted.isEmpty ? "" : " Contradicted somewhere: \(FigureText.list(contradicted))."))
        ]
    }

    private var measuredOn: String {
        let parts =
            (runs.isEmpty ? [] : [FigureText.count(runs.count, "run")])
            + (loops.isEmpty ? [] : ["the loops of \(FigureText.count(loops.count, "generator"))"])
        return parts.isEmpty ? "no run" : parts.joined(separator: " and ")
    }

    /// The table has one row per run and claim.
    private var table: Table {
        var table = Table(
            title: "Published claims, each against the effect stated before looking",
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("claim"),
                Column("budget", header: "K", kind: .integer), Column("verdict"),
                Column("effect", kind: .estimate(.decimal(digits: 3))), Column("prediction"),
                Column("problems", kind: .integer),
                Column("detectable", kind: .number(.decimal(digits: 3))), Column("note"),
                Column("across_budgets", header: "across budgets"),
            ])
        for run in runs {
            let changes = Self.changes(run.findings)
            for finding in run.findings {
                table.append([
                    .integer(Int(run.pools.run.id.value)), .text(run.pools.problemSet.domain),
                    .text(run.pools.model.name), .text(finding.name), .integer(finding.budget),
                    .text(finding.verdict.rawValue),
                    finding.effect.map { .estimate($0.value, low: $0.low, high: $0.high) } ?? .missing,
                    .text(finding.claim.prediction.description), .integer(finding.problems),
                    finding.detectable.map(Cell.number) ?? .missing, .text(finding.note),
                    changes[finding.name].map { .text($0) } ?? .missing,
                ])
            }
        }
        for loops in loops {
            for finding in loops.findings {
                table.append([
                    .missing, .text(loops.group.domain), .text(loops.group.model), .text(finding.name),
                    .integer(finding.budget), .text(finding.verdict.rawValue),
                    finding.effect.map { .estimate($0.value, low: $0.low, high: $0.high) } ?? .missing,
                    .text(finding.claim.prediction.description), .integer(finding.problems),
                    finding.detectable.map(Cell.number) ?? .missing, .text(finding.note), .missing,
                ])
            }
        }
        table.footnotes = [
            "Supported: the whole 95 % interval over problems is where the claim says; contradicted: it is elsewhere; "
                + "undecided: it reaches both sides, or the effect is below the smallest of interest; negligible: the whole interval is. "
                + "K: the samples that strategies may draw. Detectable: the true distance from the bound that this many problems "
                + "would show at 80 % power. Intervals are not adjusted for the number of claims: of twenty true bounds "
                + "one is missed by chance. Statements and sources: `winnow claims --list`."
        ]
        if !loops.isEmpty {
            table.footnotes.append(
                "Claims without a run are about loops: K counts rounds. `winnow compare --loops` has more.")
        }
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
