import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Confidence tuned on other problems")
struct ConfidenceTests {
    private let runs: TestAndTune
    private var store: Store { runs.store }
    private var test: HandmadeRun { runs.test }
    private var tune: HandmadeRun { runs.tune }

    init() throws { runs = try TestAndTune() }

    private func study(
        _ run: HandmadeRun, _ tune: HandmadeRun, _ temperatures: [Double] = [0.1, 1, 10], budget: Int? = nil
    ) async throws -> Confidence {
        try await Confidence(
            run.pools, tunedOn: tune.pools, ConfidenceRequest(temperatures: temperatures, budget: budget), in: store)
    }

    @Test("the temperature that is most often right on tune is reported on test")
    func choice() async throws {
        let study = try await study(test, tune, budget: 4)
        #expect(study.tuning.map(\.temperature) == [0.1, 1, 10])
        let best = study.tuning.map(\.right).max()
        #expect(study.tuning.last { $0.right == best }?.temperature == study.temperature)
        #expect(study.rows.map(\.strategy) == ["majority", "majority-logprob", "cisc"])
        #expect(study.rows[2].temperature == study.temperature)
        // Independently of the study.
        let column = try await test.pools.columns(
            EstimationRequest(
                strategies: [ConfidenceVote()], budgets: [4],
                options: SelectionOptions(confidenceTemperature: study.temperature)))[0]
        #expect(study.rows[2].right == mean(of: column.right))
        #expect(abs((study.rows[2].gain?.difference ?? 9) - (study.rows[2].right - study.rows[0].right)) < 1e-12)
        let values = try test.pools.entries.compactMap(\.pool.confidenceDiscrimination)
        #expect(study.discrimination.problems == values.count && !values.isEmpty)
        #expect(abs(study.discrimination.mean - mean(of: values)) < 1e-12)
    }

    @Test("equal temperatures give the larger, and the budget is what both pools have")
    func ties() async throws {
        let sure = try HandmadeRun(in: store, seed: 9, problems: 3, split: .tune)
        for problem in 0..<3 { try sure.append([.right, .right, .right], to: problem) }
        let study = try await study(test, sure, [5, 0.2, 2])
        #expect(study.temperature == 5 && study.budget == 3)
        #expect(study.report.rendered(as: .markdown).contains("at the end of the list"))
    }

    @Test("runs that do not fit together are refused with what to sample")
    func refusals() async throws {
        func problem(_ run: HandmadeRun, _ tune: HandmadeRun, _ temperatures: [Double] = [1]) async -> String {
            let error = await #expect(throws: ExperimentError.self) { try await study(run, tune, temperatures) }
            return error?.description ?? ""
        }
        #expect(await problem(test, test).contains("of the split test"))
        #expect(await problem(test, test).contains("winnow sample --split tune --domain chain"))
        #expect(await problem(tune, tune).contains("of the split tune too"))
        #expect(await problem(test, tune, [0, 1]).contains("not a positive number"))
        #expect(await problem(test, tune, []).contains("not a positive number"))
        let warm = try HandmadeRun(in: store, temperature: 1.2, problems: 3, split: .tune)
        try warm.appendMixedPools(4)
        #expect(await problem(test, warm).contains("not sampled alike"))
        let error = await #expect(throws: ExperimentError.self) { try await study(test, tune, budget: 11) }
        #expect(error?.problem.contains("--budget 11 is not in 1...10") == true)
    }

    @Test("equal accuracy is found between budgets, and not beyond the curve")
    func equalAccuracy() {
        let curve = [(1, [0.2, 0.4]), (2, [0.4, 0.6]), (4, [0.6, 1.0])].map { (budget: $0.0, right: $0.1) }
        let draws = Resampling(problems: 2, resamples: 200)
        func samples(_ target: [Double]) -> EqualAccuracy { EqualAccuracy(of: target, on: curve, resampling: draws) }
        #expect(samples([0.1, 0.1]).samples == 1)
        #expect(abs((samples([0.5, 0.5]).samples ?? 0) - 2) < 1e-9)
        #expect(abs((samples([0.6, 0.7]).samples ?? 0) - 3) < 1e-9)
        #expect(samples([1, 1]).samples == nil)
        // In every resample the target is the curve at 2.
        #expect(samples([0.4, 0.6]).low == 2 && samples([0.4, 0.6]).high == 2)
        // Where only the first problem is drawn, .7 lies beyond its curve.
        #expect(samples([0.7, 0.7]).samples != nil && samples([0.7, 0.7]).high == nil)
        #expect(EqualAccuracy.budgets(upTo: 12) == [1, 2, 3, 4, 6, 8, 12])
        #expect(EqualAccuracy.budgets(upTo: 1) == [1])
    }
}
