import Foundation
import TestGuards
import Testing
import WinnowCollection
import WinnowDomains
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Reports of imperfect verifiers")
struct NoisyVerifierStudyTests {
    private let run: HandmadeRun
    private let dial: NoisyVerifier

    init() throws {
        run = try HandmadeRun(in: .inMemory(), problems: 9)
        try run.appendMixedPools(12)
        dial = try NoisyVerifier(tpr: 0.9, fpr: 0.2, per: .candidate)
    }

    private func report(
        _ budgets: [Int] = [1, 4, 12], penalties: [Double] = [0, 1, 8]
    ) async throws -> NoisyVerifierRun {
        let request = try NoisyVerifierRequest(.noisy(dial), budgets: budgets, penalties: penalties)
        try NoisyVerifierStudy.check([run.stored], request, in: run.store)
        try await NoisyJudging(of: run.stored, in: run.store).judge(by: request.verifier) { _ in }
        return try #require(try await NoisyVerifierStudy(of: [run.stored], request, in: run.store) { _ in }.runs.first)
    }

    private func usualTable() async throws -> String {
        try await BudgetStudy(of: [run.stored], in: run.store, StrategyRequest()) { _ in }.report.rendered(as: .csv)
    }

    @Test("dialling leaves the usual tables, comparisons and kept estimates as they are")
    func usualTables() async throws {
        _ = try await BudgetStudy(of: [run.stored], in: run.store, StrategyRequest(), saving: true) { _ in }.summaries
        let (table, kept) = (try await usualTable(), try run.store.estimates(of: run.run, includingProblems: true))
        #expect(!kept.isEmpty)
        _ = try await report()
        #expect(try await usualTable() == table)
        #expect(try run.store.estimates(of: run.run, includingProblems: true) == kept)
        #expect(try run.store.judges(of: run.run).verifier == run.tools.verifier)
    }

    @Test("a table of a chosen verifier says which, promises what it promises, and is never kept")
    func chosenVerifier() async throws {
        _ = try await report()
        let name = "dial:tpr=0.9,fpr=0.2,per=candidate,seed=1"
        let request = StrategyRequest(budgets: [1, 4], verifier: name)
        let summaries = try await BudgetStudy(
            of: [run.stored], in: run.store, request, saving: true
        ) { _ in }.summaries
        #expect(try run.store.estimates(of: run.run).isEmpty)
        let rows = summaries[0].rows
        for strategy in ["verifier", "accepted-vote"] {
            let own = try #require(rows.first { $0.strategy.name == strategy && $0.budget == 4 })
            #expect(own.guarantee == .none && own.byConstruction == nil && own.wrong > 0)
        }
        let text = try BudgetStudy(summaries).report.rendered(as: .markdown)
        #expect(text.contains("verifier dial:fpr=0.2,per=candidate,seed=1,tpr=0.9"))
        #expect(text.contains("no guarantee, evidence: reference") && !text.contains("= oracle"))
        #expect(text.contains("| accepted-vote | none |"))
        let csv = try BudgetStudy(summaries).report.rendered(as: .csv).split(separator: "\n")
        #expect(csv[0].hasSuffix(",verifications,verifier,temperature"))
        // What reads no verdict rests on no verifier.
        for line in csv.dropFirst() {
            let reads = line.contains(",verifier,") || line.contains("accepted") || line.contains("verifier-majority")
            #expect(line.hasSuffix("\(reads ? "\"dial:fpr=0.2,per=candidate,seed=1,tpr=0.9\"" : ""),0.8"), "\(line)")
        }
        let perProblem = try BudgetStudy(summaries).problemReport.rendered(as: .csv).split(separator: "\n")
        #expect(perProblem[0].hasSuffix(",verifications,verifier,temperature"))
    }

    @Test("comparisons read the chosen verifier, and only what holds for it is by construction")
    func comparisons() async throws {
        _ = try await report()
        let contenders = try ["verifier@4", "accepted-vote@4", "oracle@4", "accepted-vote@1", "verifier@1"].map {
            try Contender(parsing: "\(run.run):\($0)")
        }
        let name = "dial:fpr=0.2,per=candidate,seed=1,tpr=0.9"
        let rows = try await ComparisonStudy(contenders, in: run.store, verifier: name).rows
        func note(_ a: Int, _ b: Int) -> String? {
            rows.first { $0.a == contenders[a] && $0.b == contenders[b] }?.byConstruction
        }
        #expect(note(0, 1) == nil)
        #expect(note(0, 2) == "b ≥ a by construction")
        #expect(note(3, 4) == "equal by construction")
        #expect(
            ComparisonStudy(rows, verifier: name).report.rendered(as: .csv).contains(",note,verifier,temperature_a,"))
        let own = try await ComparisonStudy(contenders, in: run.store).rows
        #expect(own[0].byConstruction == "equal by construction")
    }

    @Test("a verifier that has not judged the run is refused with those that have")
    func unknownVerifier() async throws {
        _ = try await report()
        for name in ["dial", "dial:fpr=0.2,per=candidate,seed=2,tpr=0.9", "maze-verifier", ""] {
            let error = #expect(throws: ExperimentError.self) {
                try RunVerifier(named: name, of: run.run, in: run.store)
            }
            #expect(error?.hint.contains("chain-verifier, dial:fpr=0.2,per=candidate,seed=1,tpr=0.9;") == true)
        }
        #expect(try RunVerifier(named: "chain-verifier", of: run.run, in: run.store).declaration.sound)
    }

    @Test("the report has the strategies on stored verdicts, the expectation and the theory, at each budget")
    func series() async throws {
        let report = try await report()
        #expect(
            report.series.map { "\($0.source.rawValue) \($0.strategy)" } == [
                "stored verifier", "stored verifier-majority", "stored accepted-vote", "stored accepted-vote-majority",
                "noise verifier", "theory verifier",
            ])
        for series in report.series {
            for budget in report.budgets {
                let outcomes = try #require(series.outcomes[budget])
                #expect(outcomes.count == 9)
                for outcome in outcomes {
                    #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
                }
            }
        }
        // One sample does not tell drawing with from drawing without replacement.
        let (noise, theory) = (report.series[4], report.series[5])
        #expect(abs(noise.average(\.right, budget: 1) - theory.average(\.right, budget: 1)) < 1e-12)
    }

    @Test("the best budget is the best of all, 0 where wrong answers cost too much")
    func utilities() async throws {
        let report = try await report(penalties: [0, 1, 1000])
        for row in report.utilities {
            #expect(abs(row.best.utility - (row.right - row.penalty * row.wrong)) < 1e-9)
            if row.penalty == 1000 { #expect(row.best.budget == 0 && row.interval == nil) }
            guard row.strategy == "verifier", row.source == .stored else { continue }
            let columns = try await report.pools.columns(
                EstimationRequest(strategies: [FirstAccepted()], budgets: Array(1...12)))
            let best =
                columns.map { column in
                    column.outcomes.reduce(0) { $0 + $1.right - row.penalty * $1.wrong } / 9
                }.max() ?? 0
            #expect(abs(row.best.utility - max(0, best)) < 1e-9)
        }
        #expect(report.utilities.first { $0.source == .theory && $0.penalty == 0 }?.best.budget == nil)
    }

    @Test("every format has the verifier, the budgets and the rates", arguments: TableFormat.allCases)
    func formats(format: TableFormat) async throws {
        let report = try await report()
        let text = NoisyVerifierStudy([report]).report.rendered(as: format)
        #expect(text.contains("dial:fpr=0.2"))
        for strategy in ["verifier-majority", "accepted-vote-majority"] { #expect(text.contains(strategy)) }
        if format == .csv {
            let lines = text.split(separator: "\n")
            #expect(lines.count == 1 + 6 * 3)
            let fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).count
            #expect(fields - 3 == lines[0].split(separator: ",").count)  // the verifier's name has three commas
        }
        if format == .markdown {
            for word in ["k = 12", "9 problems × 12 candidates", "P(accepted \\| wrong)", "mean over the noise", "∞"] {
                #expect(text.contains(word), "\(word)")
            }
        }
    }

    @Test("the surface has coverage at (1, 0) and the first answer at (1, 1)", arguments: VerdictNoise.allCases)
    func surface(noise: VerdictNoise) async throws {
        let surface = try #require(
            try await VerifierSurfaceStudy(of: [run.stored], noise: noise, budget: nil, in: run.store) { _ in }.surfaces
                .first)
        #expect(surface.budget == 12)
        let oracle = try await run.pools.columns(EstimationRequest(strategies: [Oracle()], budgets: [12]))[0].right
        for (outcome, right) in try pairs(surface.outcomes[0][0], oracle) {
            #expect(abs(outcome.right - right) < 1e-12 && outcome.wrong == 0)
        }
        for row in surface.outcomes {
            for (stricter, laxer) in zip(row, row.dropFirst()) {
                #expect(try pairs(stricter, laxer).allSatisfy { $0.right >= $1.right - 1e-12 })
            }
        }
        for format in TableFormat.allCases {
            let text = VerifierSurfaceStudy([surface]).report.rendered(as: format)
            #expect(text.contains(format.isData ? noise.rawValue : "Plain majority of 12"))
        }
        #expect(try run.store.verifiers(of: run.run).count == 1)
    }

    @Test("budgets and costs that cannot be used are refused before a verdict is stored")
    func refusals() async throws {
        await #expect(throws: ExperimentError.self) { try await report([13]) }
        await #expect(throws: ExperimentError.self) { try await report([0]) }
        for penalty in [-1, .nan, .infinity] {
            #expect(throws: ExperimentError.self) {
                try NoisyVerifierRequest(.noisy(dial), budgets: [], penalties: [penalty])
            }
        }
        #expect(try run.store.verifiers(of: run.run).count == 1)
    }
}
