import TestGuards
import Testing
import WinnowCore
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("Loops beside each other")
struct LoopStudyTests {
    /// Four arms and the samples of one generator.
    private func store() async throws -> Store {
        let store = try Store.inMemory()
        _ = try await ChainLoop.stored(store)
        _ = try await ChainLoop.stored(store, .sound, .first, history: .last)
        _ = try await ChainLoop.stored(
            store, .noisy(NoisyVerifier(tpr: 0.9, fpr: 0.1, per: .answer)), .first, history: .last, atEnd: .last)
        _ = try await ChainLoop.stored(
            store, .noisy(NoisyVerifier(tpr: 0, fpr: 0, per: .answer)), .none, history: .last, atEnd: .last)
        return store
    }

    @Test("a loop's role is told by who decides and what is told; of others there is none")
    func roles() async throws {
        let store = try Store.inMemory()
        func role(
            _ verifier: LoopVerifier, _ critique: CritiqueArm, _ history: PromptHistory
        ) async throws -> String? {
            let run = try await ChainLoop.stored(store, verifier, critique, history: history, rounds: 1, episodes: 1)
            return try RunPools(run, in: store).loop.flatMap(LoopRole.role)?.name
        }
        #expect(try await role(.sound, .none, .none) == "re-asking")
        #expect(try await role(.sound, .none, .last) == "no word")
        #expect(try await role(.sound, .first, .last) == "first critique")
        #expect(try await role(.sound, .first, .none) == "first, no history")
        #expect(try await role(.sound, .first, .all) == nil)
        let noisy = try NoisyVerifier(tpr: 0.9, fpr: 0.1, per: .answer)
        #expect(try await role(.noisy(noisy), .first, .last) == "first, noisy verifier")
        #expect(try await role(.noisy(NoisyVerifier(tpr: 0, fpr: 0, per: .answer)), .none, .last) == "no verifier")
        #expect(try await role(.noisy(NoisyVerifier(tpr: 0.5, fpr: 0.1, per: .answer)), .first, .last) == nil)
    }

    @Test("contrasts are the differences of the loops' own columns, problem by problem")
    func contrasts() async throws {
        let store = try await store()
        let study = try await LoopStudy(of: store, observe: { _ in })
        let result = try #require(study.groups.first)
        #expect(study.groups.count == 1 && result.group.rounds == 4 && result.group.episodes == 2)
        func right(_ role: LoopRole, _ strategy: String, _ rounds: Int) async throws -> [Double] {
            let number = try #require(result.group.runs[role])
            let run = try #require(try store.run(number: number))
            return try await RunPools(run, in: store).columns(of: strategy, budgets: [rounds])[0].right
        }
        func effect(_ name: String) throws -> Double {
            try #require(result.findings.first { $0.name == name }?.effect).value
        }
        func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let again = average(try await right(.reasking, "backprompt", 4))
        let single = average(try await right(.reasking, "single", 1))
        #expect(single < again)
        #expect(abs(try effect("sound-verification-gains") - (again - single)) < 1e-12)
        // Without a reviser telling a critique is asking again, which keeps all of the gain.
        #expect(try effect("critiques-beat-re-asking") == 0)
        #expect(abs(try effect("re-asking-keeps-most") - (again - single) / 2) < 1e-12)
        #expect(try effect("sound-critics-are-never-wrong") == 0)
        let last = average(try await right(.nobody, "backprompt-last", 4))
        #expect(abs(try effect("revising-without-verifier-fails") - (last - single)) < 1e-12)
        let noisy = average(try await right(.noisy, "backprompt", 4))
        #expect(abs(try effect("noise-costs-right-answers") - (noisy - again)) < 1e-12)
        let missing = try #require(result.findings.first { $0.name == "self-critique-fails" })
        #expect(missing.verdict == .inapplicable)
    }

    @Test("at equal spending a contrast is that of compare --at-equal")
    func equalSpending() async throws {
        let store = try await store()
        let study = try await LoopStudy(of: store, observe: { _ in })
        let result = try #require(study.groups.first)
        let nobody = try #require(result.group.runs[.nobody])
        let plain = try #require(result.group.plain)
        let cost = try #require(result.costs.first { $0.name == "sequential − votes" && $0.axis == .flops }?.comparison)
        let compared = try await ComparisonStudy(
            [
                (
                    Contender(run: nobody, strategy: "backprompt-last", budget: 4),
                    Contender(run: plain, strategy: "majority", budget: 2)
                )
            ], atEqual: .flops, in: store)
        let row = try #require(compared.rows.first)
        #expect(abs(row.comparison.difference - cost.differences.reduce(0, +) / 8) < 1e-12)
        #expect(row.spending == cost.spending)
    }

    @Test("the report begins with what asking again gains; programs get every loop after every round")
    func report() async throws {
        let store = try await store()
        let study = try await LoopStudy(of: store, observe: { _ in })
        let text = study.report.rendered(as: .markdown)
        #expect(text.contains("Asking the same prompt again until a sound verifier accepts, at most 4 answers"))
        #expect(text.contains("| first critique |") && text.contains("| critiques-beat-re-asking |"))
        let data = study.dataTable
        #expect(data.rows.count { $0[2] == .text("right") } == 4 * 4)
        #expect(data.rows.count { $0[2] == .text("contrast") } == LoopClaim.all.count + study.groups[0].costs.count)
        let drawn = try await PlotRequest(.loops).study(of: [], in: store, observe: { _ in }).report.plots
        #expect(drawn == [study.plot] && PlotRequest(.loops).fileName == "loops")
        #expect(study.plot.panels.count == 1 && study.plot.panels[0].series.count == 4)
    }

    @Test("claims are put to loops beside runs, by name too")
    func claims() async throws {
        let store = try await store()
        let runs = try RunChoice.runs([], in: store)
        let study = try await ClaimStudy(
            of: runs, in: store, withLoops: true, names: ["critiques-beat-re-asking", "verifier-beats-votes"],
            budget: nil, observe: { _ in })
        let rows = study.report.tables[0].rows
        #expect(rows.contains { $0[0] == .missing && $0[3] == .text("critiques-beat-re-asking") })
        #expect(rows.contains { $0[0] == .integer(1) && $0[3] == .text("verifier-beats-votes") })
        #expect(study.report.answer.map { "\($0)" }.joined().contains("on 1 run and the loops of 1 generator"))
    }

    @Test("a database without loops that go together is told how to get them")
    func nothing() async throws {
        let store = try Store.inMemory()
        await #expect(throws: ExperimentError.self) { try await LoopStudy(of: store, observe: { _ in }) }
        _ = try await ChainLoop.stored(store)
        let error = await #expect(throws: ExperimentError.self) {
            try await LoopStudy(of: store, observe: { _ in })
        }
        #expect(error?.hint.contains("make modulo") == true)
    }
}
