import Testing
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection

@Suite("Recorded pools of GPT-4 and of GSM8K")
struct RecordedPoolTests {
    private func imported(
        _ path: String, domain: String? = nil, target: Int? = nil, extraction: String? = nil
    ) async throws -> (Store, ImportReport) {
        let store = try Store.inMemory()
        let request = try ImportRequest(files: [path], domain: domain, target: target, extraction: extraction)
        return (store, try await FileSource(request).collect(into: Collector(into: store) { _ in }))
    }

    private func right(
        _ strategy: any Strategy, at budget: Int, of pools: RunPools, _ options: SelectionOptions = SelectionOptions()
    ) async throws -> Double {
        let columns = try await pools.columns(
            EstimationRequest(strategies: [strategy], budgets: [budget], options: options))
        return columns[0].right.reduce(0, +) / Double(columns[0].right.count)
    }

    @Test(
        "Game of 24: coverage, votes under every rule, and the recorded verdict of each of 10,000 samples",
        .enabled(if: SharedData.gameOf24 != nil, "shared data is absent"))
    func gameOf24() async throws {
        let path = try #require(SharedData.gameOf24)
        let (store, report) = try await imported(path, domain: "countdown", target: 24, extraction: "last-line")
        let run = try #require(report.runs.first)
        #expect(run.problems == 100 && run.candidates == 10_000 && run.right == 403 && run.accepted == 403)
        #expect(run.agreement.flagged == 10_000 && run.agreement.regraded == 0 && run.agreement.reverified == 0)
        let pools = try RunPools.pools(of: 1, in: store)
        for (budget, coverage) in [(1, 0.0403), (2, 0.0728), (5, 0.14292), (10, 0.21477), (100, 0.49)] {
            #expect(abs(try await right(Oracle(), at: budget, of: pools) - coverage) < 1e-5)
            #expect(abs(try await right(FirstAccepted(), at: budget, of: pools) - coverage) < 1e-5)
        }
        for (ties, votes) in [(TieRule.uniform, 0.1), (.first, 0.08), (.lenient, 0.12)] {
            let options = SelectionOptions(ties: ties)
            #expect(abs(try await right(Majority(), at: 100, of: pools, options) - votes) < 1e-9)
        }
        let blanks = SelectionOptions(blanks: .vote)
        #expect(abs(try await right(Majority(), at: 100, of: pools, blanks) - 0.035) < 1e-9)
        #expect(pools.rates.acceptedWrong == 0 && pools.rates.rejectedRight == 0)
        #expect(!pools.rates.hasTokens && !pools.knowsFlops && !pools.rates.hasLogProbabilities)
    }

    @Test(
        "Game of 24: votes on the last line as it is are right on 8 of 100",
        .enabled(if: SharedData.gameOf24 != nil, "shared data is absent"))
    func rawVotes() async throws {
        let (store, report) = try await imported(try #require(SharedData.gameOf24), extraction: "last-line")
        #expect(report.runs.map(\.accepted) == [nil])
        let pools = try RunPools.pools(of: 1, in: store)
        #expect(abs(try await right(Majority(), at: 100, of: pools) - 0.08) < 1e-9)
        #expect(pools.usable([FirstAccepted(), BestLogProbability(), Guess(), ShortestTrace()]).isEmpty)
    }

    @Test(
        "GSM8K: answers read by the rule agree with every flag of both models",
        .enabled(if: SharedData.gsm8k != nil, "shared data is absent"), arguments: [nil, "gsm8k"])
    func gsm8k(extraction: String?) async throws {
        let (_, report) = try await imported(try #require(SharedData.gsm8k), extraction: extraction)
        #expect(report.runs.map(\.model) == ["6b_finetuning", "6b_verification"])
        #expect(report.runs.map(\.right) == [286, 515])
        #expect(report.runs.map(\.candidates) == [1319, 1319])
        #expect(report.runs.map(\.agreement.flagged) == [1319, 1319])
        #expect(report.runs.map(\.agreement.regraded) == [0, 0])
    }
}
