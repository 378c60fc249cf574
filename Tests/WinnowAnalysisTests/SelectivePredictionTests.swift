import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Risk of a run")
struct SelectivePredictionTests {
    private let store: Store
    private let run: HandmadeRun
    private let pools: RunPools

    init() throws {
        store = try Store.inMemory()
        run = try NoisyRun(
            in: store, problems: 40, size: 12, rates: VerifierRates(truePositive: 0.3, falsePositive: 0.02),
            verdicts: 3
        ).run
        pools = try run.pools
    }

    @Test("the confidence of a vote is the winner's share of all candidates, those without an answer included")
    func confidences() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: true, logProbability: -2, tokens: 2),
            Candidate(answer: nil, isRight: false, logProbability: -1, tokens: 1),
            Candidate(answer: 0, isRight: true, logProbability: -8, tokens: 4),
            Candidate(answer: 1, isRight: false, logProbability: -1, tokens: 1),
        ])
        #expect(try Majority().confidence(in: pool, budget: 4) == 0.5)
        #expect(try Majority().confidence(in: pool, budget: 1) == 1)
        #expect(try BestLogProbability().confidence(in: pool, budget: 3) == -2)
        // Weights e⁻¹, e⁻¹, e⁻², e⁻¹.
        let share = (1 + 0.36787944117144233) / (3 + 0.36787944117144233)
        let weighted = try #require(try MajorityLogProbability().confidence(in: pool, budget: 4))
        #expect(abs(weighted - share) < 1e-12)
        let blank = try Pool(candidates: [Candidate(answer: nil, isRight: false)])
        for strategy in Strategies.confident {
            #expect(try strategy.confidence(in: blank, budget: 1) == nil)
            #expect(throws: SelectionError.self) { try strategy.confidence(in: blank, budget: 2) }
        }
    }

    @Test("with all answers given the risk is that of the stored first k, and at the verifier's coverage fewer")
    func study() async throws {
        let study = try await SelectivePrediction(of: pools, strategies: ["majority"], budget: 6)
        let row = try #require(study.rows.first)
        let realised = SelectionOptions(estimator: .prefix)
        func outcomes(_ strategy: any Strategy) async throws -> [Outcome] {
            try await pools.columns(
                EstimationRequest(strategies: [strategy], budgets: [6], options: realised))[0].outcomes
        }
        let majority = try await outcomes(Majority())
        #expect(row.answered == 1)
        #expect(abs(try #require(row.fullRisk?.value) - mean(of: majority.map(\.wrong))) < 1e-12)
        let accepted = try await outcomes(FirstAccepted())
        let verifier = try #require(study.verifier)
        let coverage = 1 - mean(of: accepted.map(\.abstained))
        #expect(abs(verifier.coverage.value - coverage) < 1e-12 && coverage < 1)
        let wrong = mean(of: accepted.map(\.wrong)) / coverage
        #expect(abs(try #require(verifier.risk?.value) - wrong) < 1e-12)
        // The most confident problems, as many as the verifier answers, by hand.
        let confidences = try pools.entries.map { try #require(try Majority().confidence(in: $0.pool, budget: 6)) }
        let curve = RiskCoverage(confidences: confidences, wrong: majority.map(\.wrong))
        let risk = try #require(row.riskAtVerifier)
        #expect(risk.value == curve.risks(at: [coverage])[0])
        #expect(risk.value < (row.fullRisk?.value ?? 0))
        #expect(risk.interval?.contains(risk.value) == true && row.area?.interval != nil)
    }

    @Test("a rate without spread has a Clopper–Pearson interval, never one without width")
    func noSpread() async throws {
        let perfect = try NoisyRun(in: store, problems: 20, size: 12, rates: .perfect, verdicts: 4).run.pools
        let study = try await SelectivePrediction(of: perfect, strategies: [], budget: nil)
        let risk = try #require(study.verifier?.risk)
        #expect(risk.value == 0 && risk.interval?.method == .clopperPearson)
        #expect((risk.interval?.high ?? 0) > 0.1)
        #expect(study.rows.map(\.strategy.name) == ["majority", "majority-logprob", "best-logprob"])
    }

    @Test("the tables have a row per strategy, and per strategy and coverage")
    func tables() async throws {
        func text(_ showsCurve: Bool) async throws -> [Substring] {
            let study = try await SelectivePredictionStudy(
                of: [run.stored], in: store, strategies: ["majority", "best-logprob"], budget: 6)
            return (showsCurve ? study.curveReport : study.report).rendered(as: .csv).split(separator: "\n")
        }
        #expect(try await text(false).count == 1 + 2)
        #expect(try await text(true).count == 1 + 2 * 10)
        await #expect(throws: ExperimentError.self) {
            try await SelectivePrediction(of: pools, strategies: ["single"], budget: 6)
        }
        await #expect(throws: ExperimentError.self) {
            try await SelectivePrediction(of: pools, strategies: [], budget: 13)
        }
    }
}
