import Testing
import WinnowRandom
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Solve or verify")
struct SolveOrVerifyTests {
    private func run() throws -> HandmadeRun {
        let run = try HandmadeRun(in: .inMemory(), problems: 12)
        try run.appendMixedPools(12)
        var random = CounterRandom(key: 4)
        try run.score("yesno-check", tokens: 5, flops: 5e4) { row in
            (0..<4).map { _ in (row.correct == true ? 0.3 : 0) + 0.7 * random.uniform() }
        }
        return run
    }

    private func study(_ run: HandmadeRun, _ axis: Axis = .flops) async throws -> SolveOrVerify {
        let source = ScoreSource("yesno-check")
        return try await SolveOrVerify(
            run.pools.scored(by: [source], in: run.store, requiring: true), source, .max, axis: axis
        ) { _ in }
    }

    @Test("numbers are all up to a few, then steps by halves, and the largest")
    func steps() {
        #expect(SolveOrVerify.steps(upTo: 20, everyNumberTo: 4) == [1, 2, 3, 4, 6, 8, 12, 16, 20])
        #expect(SolveOrVerify.steps(upTo: 3, everyNumberTo: 8) == [1, 2, 3])
        #expect(SolveOrVerify.steps(upTo: 8, everyNumberTo: 8) == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test("every verification is paid, and every number of them spends the budget to the last unit", arguments: [0, 1])
    func costs(axis: Int) async throws {
        let study = try await study(run(), axis == 0 ? .flops : .tokens)
        #expect(study.verifications == [1, 2, 3, 4])
        let (one, four) = (study.curves[0][0].cost, study.curves[3][0].cost)
        #expect(abs(four - one - 3 * (axis == 0 ? 5e4 : 5)) < 1e-6)
        for budget in study.budgets {
            for curve in study.curves {
                guard let place = study.place(budget, on: curve) else { continue }
                let cost = SolveOrVerify.value(place, curve.map(\.cost)) { $0 + $2 * ($1 - $0) }
                #expect(abs(cost / budget - 1) < 1e-9)
                // Exact estimates have a rounding error.
                #expect(SolveOrVerify.right(place, on: curve).allSatisfy { (-1e-9...1 + 1e-9).contains($0) })
            }
        }
        #expect(study.place(study.budgets[0], on: study.curves[1]) == nil, "two verifications cost more than one")
    }

    @Test("all stored scorings are exact, fewer have a Monte Carlo error, and more are better where scores are noise")
    func points() async throws {
        let study = try await study(run())
        let last = study.curves.map { $0[$0.count - 1] }
        #expect(last[3].standardError == nil)
        #expect((last[0].standardError ?? 0) > 0)
        #expect(mean(of: last[3].right) > mean(of: last[0].right))
    }

    @Test("the best choice is the best of its budget, and one problem's choice is its own")
    func best() async throws {
        let study = try await study(run())
        let best = BestVerifications(study)
        for (row, budget) in study.budgets.enumerated() {
            let values = study.curves.map { curve in
                study.place(budget, on: curve).map { mean(of: SolveOrVerify.right($0, on: curve)) } ?? -1
            }
            #expect(abs(values[best.choices[row].index] - (values.max() ?? 0)) < 1e-12)
        }
        let replicates = BestVerifications.replicates(study, Resampling(problems: 12, resamples: 50))
        #expect(replicates.count == 50)
        #expect(best.exponents(study) != nil)
    }

    @Test("a scorer that was asked once leaves nothing to choose")
    func once() async throws {
        let run = try run()
        try run.score("orm") { _ in [0.5] }
        await #expect(throws: ExperimentError.self) {
            _ = try await SolveOrVerifyStudy(
                of: [run.stored], scorer: "orm", rule: .max, axis: .flops, in: run.store
            ) { _ in }.runs
        }
        let reports = try await SolveOrVerifyStudy(
            of: [run.stored], scorer: "yesno-check", rule: .vote, axis: .tokens, in: run.store
        ) { _ in }.runs
        #expect(reports[0].groups.map(\.name) == ["iso-cost", "iso-cost-samples", "best", "exponents"])
    }
}
