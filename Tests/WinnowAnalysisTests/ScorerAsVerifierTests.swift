import TestGuards
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("A scorer as a verifier, by a threshold chosen on other problems")
struct ScorerAsVerifierTests {
    private let runs: TestAndTune
    private var store: Store { runs.store }
    private var test: HandmadeRun { runs.test }
    private var tune: HandmadeRun { runs.tune }

    init() throws { runs = try TestAndTune() }

    private func score(_ values: (PoolRow) -> Double) throws {
        for run in [test, tune] { try run.score("orm") { [values($0)] } }
    }

    private func scorer() async throws -> ScorerAsVerifier {
        try await ScorerAsVerifier("orm", of: test.pools, tunedOn: tune.pools, in: store)
    }

    @Test("one that scores right answers 1 and wrong ones 0 is the oracle: first accepted is coverage")
    func oracle() async throws {
        try score { $0.correct == true ? 1 : 0 }
        let scorer = try await scorer()
        #expect(scorer.threshold == 1 && scorer.rates == .perfect)
        let coverage = try await test.pools.columns(of: "oracle", budgets: [4])[0].right
        #expect(try pairs(scorer.right(4), coverage).allSatisfy { abs($0 - $1) < 1e-12 })
        let requirement = try await Requirement(
            of: test.pools, RequirementRequest(budgets: [4], falsePositiveRates: [0.1], callPrices: []),
            scorer: scorer, observe: { _ in })
        // Its own false-positive rate is looked at beside the requested one.
        #expect(requirement.request.falsePositiveRates == [0, 0.1])
        let place = try #require(requirement.places.first)
        #expect(place.budget == 4 && place.needed.truePositiveRate <= 1)
        let majority = try await test.pools.columns(of: "majority", budgets: [4])[0].right
        let page = requirement.scorerTable(scorer).rendered(as: .csv)
        #expect(page.contains(String(mean(of: coverage) - mean(of: majority)).prefix(6)) && page.contains("yes"))
        #expect(RequirementStudy([requirement]).plot.panels[0].series.last?.points.first?.y == 1)
    }

    @Test("one that scores all alike accepts everything: first accepted is one sample")
    func blind() async throws {
        try score { _ in 0.5 }
        let scorer = try await scorer()
        #expect(scorer.rates == VerifierRates(truePositive: 1, falsePositive: 1))
        // Samples without an answer are passed over, as by every verifier.
        let all = try await test.pools.columns(of: "single", budgets: [1])[0].right
        #expect(try pairs(scorer.right(1), all).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("rates are of the run itself, and no threshold from the tune run's quantiles does better there")
    func threshold() async throws {
        try score { row in Double((row.sampleIndex * 7 + 3) % 11) / 11 + (row.correct == true ? 0.3 : 0) }
        let scorer = try await scorer()
        let source = ScoreSource("orm")
        func right(_ pools: RunPools, from threshold: Double) throws -> Double {
            mean(
                of: try pools.scored(by: [source], in: store, requiring: true).entries.map { entry in
                    let verdicts = (entry.pool.scores[source]?.means ?? []).map { $0 >= threshold }
                    let pool = entry.pool.judged(by: verdicts)
                    return try FirstAccepted().outcomes(for: pool, budgets: [scorer.budget])[0].right
                })
        }
        let best = try right(tune.pools, from: scorer.threshold)
        for other in stride(from: 0, through: 1.3, by: 0.05) {
            #expect(try right(tune.pools, from: other) <= best + 1e-9)
        }
        let counted = try test.pools.scored(by: [source], in: store, requiring: true).entries.flatMap { entry in
            zip(entry.pool.candidates, entry.pool.scores[source]?.means ?? [])
        }.filter { $0.0.answer != nil && $0.0.isRight }
        let accepted = Double(counted.count { $0.1 >= scorer.threshold })
        #expect(abs(scorer.truePositive.value - accepted / Double(counted.count)) < 1e-12)
    }

    private func gains(_ budgets: [Int]) async throws -> [GainStudy.Row] {
        try await GainStudy(
            of: ["orm"], test.stored, tunedOn: tune.stored.id.value, in: store, RequirementRequest(budgets: budgets),
            observe: { _ in }
        ).rows
    }

    @Test("the grade as a score gains what coverage is above the vote, as its rates promise, and nothing is lost")
    func idealGain() async throws {
        try score { $0.correct == true ? 1 : 0 }
        let row = try #require(try await gains([4]).first)
        let coverage = try await test.pools.columns(of: "oracle", budgets: [4])[0].right
        let majority = try await test.pools.columns(of: "majority", budgets: [4])[0].right
        let gain = mean(of: coverage) - mean(of: majority)
        for found in [row.independent, row.byAnswer, row.realised] { #expect(abs(found.value - gain) < 1e-9) }
        #expect(abs(row.lostToAnswers.value) < 1e-9 && abs(row.lostToProblems.value) < 1e-9)
        #expect(abs(row.vote.value - mean(of: majority)) < 1e-12)
    }

    @Test("what is predicted and not realised is what errors of answers and of problems cost, to the last digit")
    func partsOfTheLoss() async throws {
        try score { row in Double((row.sampleIndex * 7 + 3) % 11) / 11 + (row.correct == true ? 0.3 : 0) }
        for row in try await gains([2, 4]) {
            let lost = row.lostToAnswers.value + row.lostToProblems.value
            #expect(abs(row.independent.value - row.realised.value - lost) < 1e-9)
        }
        let report = try await GainStudy(
            of: ["orm", "log-probability"].prefix(1).map { $0 }, test.stored, tunedOn: tune.stored.id.value, in: store,
            RequirementRequest(budgets: [4]), observe: { _ in }
        ).report
        #expect(report.rendered(as: .csv).hasPrefix("scorer,budget,tpr,tpr_low,tpr_high,fpr,"))
        #expect(report.plots.first?.panels.first?.series.map(\.name) == ["as predicted", "orm"])
    }

    @Test("labels to decide are those of the textbook's sample size for one proportion")
    func labels() {
        // Of .9 against .8: (1.96 · .4 + .8416 · .3)² / .01 = 107.4, by hand.
        #expect(GainStudy.labels(0.9, against: 0.8) == 108)
        #expect(GainStudy.labels(0.9, against: 0.9) == nil && GainStudy.labels(0.9, against: .infinity) == nil)
    }

    @Test("runs that do not fit, and scores that are missing, are refused")
    func refused() async throws {
        await #expect(throws: ExperimentError.self) { try await scorer() }
        try score { _ in 0.5 }
        let error = await #expect(throws: ExperimentError.self) {
            try await ScorerAsVerifier("orm", of: test.pools, tunedOn: test.pools, in: store)
        }
        #expect(error?.hint.contains("--split tune") == true)
        await #expect(throws: ExperimentError.self) {
            try await ScorerAsVerifier("", of: test.pools, tunedOn: tune.pools, in: store)
        }
    }

    @Test("a score can be the confidence of a vote, its temperature chosen on tune")
    func confidence() async throws {
        try score { row in Double((row.sampleIndex * 7 + 3) % 11) / 11 + (row.correct == true ? 0.3 : 0) }
        let study = try await Confidence(
            test.pools, tunedOn: tune.pools,
            ConfidenceRequest(temperatures: [0.05, 0.5, 5], budget: 4, scorer: "orm"), in: store)
        #expect(study.rows.map(\.strategy) == ["majority", "orm-vote", "orm-cisc"])
        let source = ScoreSource("orm")
        let pools = try test.pools.scored(by: [source], in: store, requiring: true)
        let column = try await pools.columns(
            EstimationRequest(
                strategies: [ScoredStrategy(source, .softmaxVote)], budgets: [4],
                options: SelectionOptions(confidenceTemperature: study.temperature)))[0]
        #expect(study.rows[2].right == mean(of: column.right))
        let values = pools.entries.compactMap { $0.pool.discrimination(of: $0.pool.scores[source]?.means ?? []) }
        #expect(!values.isEmpty && study.discrimination.problems == values.count)
        #expect(abs(study.discrimination.mean - mean(of: values)) < 1e-12)
        #expect(study.report.rendered(as: .markdown).contains("exp(score / T)"))
    }
}
