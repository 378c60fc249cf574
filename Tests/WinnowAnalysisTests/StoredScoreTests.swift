import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Scores of stored runs")
struct StoredScoreTests {
    private func run(_ samples: Int = 8) throws -> HandmadeRun {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(samples)
        return run
    }

    private func right(_ run: HandmadeRun, _ name: String, _ budgets: [Int] = [1, 3, 8]) async throws -> [[Double]] {
        let strategy = try #require(Strategies.named(name))
        let pools = try run.pools.scored(for: [strategy], in: run.store, requiring: true)
        return try await pools.columns(EstimationRequest(strategies: [strategy], budgets: budgets)).map(\.right)
    }

    @Test("stored scores that are the grade make best-of-k coverage, and cost what they are stored with")
    func oracle() async throws {
        let run = try run()
        try run.score("orm", tokens: 2, flops: 30) { [$0.correct == true ? 1 : 0] }
        let (own, coverage) = (try await right(run, "orm-max"), try await right(run, "oracle"))
        for (own, coverage) in try pairs(own.joined(), coverage.joined()) { #expect(abs(own - coverage) < 1e-12) }
        let summary = try await BudgetStudy(
            of: [run.stored], in: run.store, StrategyRequest(strategies: ["orm-max"], budgets: [3]), saving: true
        ) { _ in }.summaries[0].rows[0]
        #expect(summary.spent.scoring == Spending.Scoring(calls: 3, tokens: 6, flops: 90))
        #expect(summary.verifications == 1)
        let kept = try run.store.estimates(of: run.run)
        #expect(kept.map(\.verifications) == [1])
    }

    @Test("a judge's undecided replies cost what they cost, and lose neither the candidate nor its other scores")
    func undecided() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 2)
        for problem in 0..<2 { try run.append([.right, .wrong, .otherWrong], to: problem) }
        let origin = #"{"origin":{"judge":"m"}}"#
        let declaration = ToolRecord.Declaration(
            sound: false, complete: false, evidence: "trace", solvesTheProblem: false)
        let tools = try [ToolRecord.Kind.verifier, .scorer].map { kind in
            try run.store.findOrInsert(
                ToolRecord(
                    kind: kind, name: "judge", version: 1, sha256: "5e7", parametersJSON: origin,
                    declaration: kind == .verifier ? declaration : nil))
        }
        // Two verifications of each candidate; one of the first right one is undecided, and both of the last wrong one.
        for row in try run.rows {
            for number in 0..<2 {
                let isUndecided =
                    row.position == 1 && row.sampleIndex == 0 && number == 1
                    || row.position == 2 && row.sampleIndex == 2
                let verdict = VerdictRecord(
                    outcome: isUndecided ? .error : row.correct == true ? .accepted : .rejected, repeat: number,
                    tokens: 7)
                try run.store.judge([row.id: Judgements(verdict: verdict)], by: Judges(verifier: tools[0]))
                guard !isUndecided else { continue }
                let score = ScoreRecord(
                    candidate: row.id, repeat: number, value: row.correct == true ? 1 : 0, tokens: 7)
                try run.store.append([score], by: tools[1])
            }
        }
        #expect(try await right(run, "judge-max", [3]) == [[1, 1]])
        let summary = try await BudgetStudy(
            of: [run.stored], in: run.store, StrategyRequest(strategies: ["judge-max"], budgets: [3]), saving: false
        ) { _ in }.summaries[0].rows[0]
        #expect(summary.spent.scoring.tokens == 42)
        // A candidate that was never asked about is missing, and the call is named that asks.
        try run.append([.right], to: 0, from: 3)
        let error = await #expect(throws: ExperimentError.self) { _ = try await right(run, "judge-max", [3]) }
        #expect(error?.hint.contains("winnow judge --db") == true && error?.hint.contains("--name judge") == true)
    }

    @Test("what a file calls prm is read as the process scorer, where there is no other")
    func recordedProcess() async throws {
        let run = try run()
        try run.score("prm", steps: { [0.9, $0.correct == true ? 0.8 : 0.1] }, values: { _ in [0.5] })
        let (own, coverage) = (try await right(run, "prm-min-max"), try await right(run, "oracle"))
        for (own, coverage) in try pairs(own.joined(), coverage.joined()) { #expect(abs(own - coverage) < 1e-12) }
        for name in ["prm-policy-value", "even"] {
            try run.score(name, steps: { _ in [0.5] }, values: { _ in [0.5] })
        }
        #expect(try await right(run, "prm-min-max") == right(run, "even-min-max"))
        #expect(try await right(run, "prm-min-max") != own)
    }

    @Test("a strategy without scores is refused with the call that makes them, and is no row of default tables")
    func missing() async throws {
        let run = try run()
        func refusal(_ name: String) async -> String {
            do {
                _ = try await right(run, name)
                return ""
            } catch { return "\(error)" }
        }
        #expect(await refusal("orm-max").contains("--run 1 --scorer orm`"))
        #expect(await refusal("orm@weak-vote").contains("--scorer orm --from-generator weak`"))
        #expect(await refusal("prm-min-max").contains("--scorer prm`"))
        #expect(await refusal("mine-max").contains("--name mine --command"))
        let rows = try await BudgetStudy(of: [run.stored], in: run.store, StrategyRequest(), saving: false) {
            _ in
        }.summaries[0].rows
        #expect(!rows.contains { $0.strategy is ScoredStrategy })
        try run.score("orm") { $0.sampleIndex < 7 ? [0.5] : [] }
        #expect(await refusal("orm-max").contains("answers of run 1 have no score of orm yet"))
        try run.score("yesno") { _ in [0.5] }
        #expect(await refusal("yesno-min-max").contains("has not scored the steps"))
        let usual = try await BudgetStudy(of: [run.stored], in: run.store, StrategyRequest(), saving: false) {
            _ in
        }.summaries[0].rows
        #expect(Set(usual.compactMap { ($0.strategy as? ScoredStrategy)?.name }) == ["yesno-max", "yesno-vote"])
    }

    @Test("of several versions of a scorer the newest counts, and steps are reduced")
    func versionsAndSteps() async throws {
        let run = try run()
        try run.score("orm") { [$0.correct == true ? 0 : 1] }
        try run.score("orm", version: 2) { [$0.correct == true ? 1 : 0] }
        let (newest, coverage) = (try await right(run, "orm-max"), try await right(run, "oracle"))
        for (newest, coverage) in try pairs(newest.joined(), coverage.joined()) {
            #expect(abs(newest - coverage) < 1e-12)
        }
        // The least step is the grade; the last is not.
        try run.score(
            "prm-policy-value", steps: { [$0.correct == true ? 0.9 : 0.1, 0.5] }, values: { _ in [0.5] })
        #expect(try await right(run, "prm-min-max")[2] == newest[2])
        #expect(try await right(run, "prm-last-max")[0] == right(run, "single")[0])
    }

    @Test("a scorer that knows the grade ranks without error, a constant one not at all")
    func ranking() async throws {
        let run = try run()
        try run.score("orm") { [$0.correct == true ? 1 : 0] }
        try run.score("yesno") { _ in [0.25] }
        let report = try await ScorerStudy(of: [run.stored], scorers: [], in: run.store) { _ in }.runs[0]
        func value(_ group: String, _ row: String, _ column: String) throws -> Double {
            let figures = try #require(report.groups.first { $0.name == group }).figures
            let cell = try #require(figures.first { $0.row == row && $0.column.name == column }).cell
            guard case .estimate(let value, _, _) = cell.value else { return .nan }
            return value
        }
        #expect(try value("ranking", "orm", "auroc") == 1)
        #expect(try value("ranking", "orm", "wqd") == 1)
        #expect(try value("ranking", "orm", "ece_mass") == 0)
        #expect(try value("ranking", "yesno", "auroc") == 0.5)
        #expect(try value("over-optimisation", "orm", "drop") == 0)
    }

    @Test("a scorer that a rare wrong answer fools falls as k grows, on problems that did not choose the peak too")
    func overOptimisation() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 12)
        for problem in 0..<12 {
            try run.append([.otherWrong, .right, .right, .wrong, .right, .wrong, .right, .wrong], to: problem)
        }
        // The first sample scores best and is wrong; of the others right ones do.
        try run.score("orm") { [$0.sampleIndex == 0 ? 0.99 : $0.correct == true ? 0.8 : 0.2] }
        let pools = try run.pools
        let scorer = try #require(try ScoredCandidates.all(of: pools, named: ["orm"], in: run.store).first)
        let curve = try await OverOptimisation(scorer, of: pools)
        #expect(curve.budgets == [1, 2, 4, 8])
        #expect(try nonEmpty(curve.right[3]).allSatisfy { $0 == 0 })
        #expect(curve.right[1][0] > curve.right[0][0])
        let group = OverOptimisation.figures([curve], of: pools, Resampling(problems: 12, resamples: 200))
        let drop = try #require(group.figures.first { $0.column.name == "drop_cross_fitted" })
        guard case .estimate(let value, _, _) = drop.cell.value else { throw ExperimentError("no drop", hint: "") }
        #expect(abs(value - curve.right[1][0]) < 1e-12)
    }

    @Test("transfer needs runs of the same problems")
    func transfer() async throws {
        let run = try run()
        try run.score("orm") { [$0.correct == true ? 1 : 0] }
        await #expect(throws: ExperimentError.self) {
            _ = try await ScorerTransfer(of: [run.stored], scorers: [], budget: nil, in: run.store) { _ in }.figures
        }
        let other = try HandmadeRun(in: run.store, seed: 9)
        try other.appendMixedPools(8)
        try other.score("orm@weak") { [$0.correct == true ? 0 : 1] }
        let report = try await ScorerTransfer(
            of: [run.stored, other.stored], scorers: [], budget: 4, in: run.store
        ) { _ in }.figures
        let ranks = report.groups[0].figures
        #expect(ranks.count == 2)
        for (figure, area) in try pairs(ranks, [1.0, 0]) {
            guard case .estimate(let value, _, _) = figure.cell.value else { throw ExperimentError("none", hint: "") }
            #expect(value == area)
        }
        // Each is named by the generator that it is of.
        #expect(ranks.map(\.row) == ["orm@\(try run.pools.model.name)", "orm@weak"])
        #expect(report.groups[1].figures.map(\.row).contains("majority"))
        #expect(Report([report]).rendered(as: .csv).split(separator: "\n").count == 1 + 2 + 4)
    }
}
