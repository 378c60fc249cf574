import TestGuards
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("All rules on a run")
struct RuleStudyTests {
    /// A run whose candidates are all equally sure of their tokens, where confidences are asked for.
    private func run(in store: Store, split: Split = .test, sure: Bool) throws -> HandmadeRun {
        let run = try HandmadeRun(in: store, problems: 9, split: split)
        try run.appendMixedPools(20)
        guard sure else { return run }
        var confidences: [(of: RowID<CandidateRecord>, ConfidenceRecord)] = []
        try store.forEachCandidate(of: run.run) { stored in
            let count = stored.record.candidate.tokens.count
            let flat = [Float](repeating: -1.5, count: count)
            confidences.append(
                (
                    stored.candidateID,
                    ConfidenceRecord(
                        logProbabilities: flat, entropies: flat.map { -$0 }, bestMeans: flat, wholeMeans: flat,
                        best: 4, vocabulary: 40)
                ))
        }
        try store.append(confidences)
        return run
    }

    private func study(_ run: HandmadeRun, _ budget: Int? = nil) async throws -> RuleStudy {
        let stored = try #require(try run.store.run(number: run.run.value))
        return try await RuleStudy(of: [stored], in: run.store, .init(budget: budget)) { _ in }
    }

    @Test("rules without data are left out by name, with what is missing")
    func leftOut() async throws {
        let result = try await study(run(in: .inMemory(), sure: false)).results[0]
        let rules = result.rows.map(\.rule.name)
        #expect(rules.contains("short-3") && rules.contains("stop-martingale") && rules.contains("majority-of-bests"))
        #expect(!rules.contains("deepconf-mean") && !rules.contains("greedy") && !rules.contains("verifier"))
        let missing = try #require(result.leftOut.first { $0.missing == "token confidences" })
        #expect(
            Set(["deepconf-mean", "deepconf-online", "inverse-entropy", "self-certainty-borda"]).isSubset(
                of: missing.rules))
        #expect(result.leftOut.contains { $0.missing == "greedy" && $0.rules == ["greedy"] })
        #expect(result.recommended == nil && result.tuneRun == nil && result.reference == "majority")
        #expect(result.table.footnotes.contains { $0.contains("for want of token confidences") })
    }

    @Test("with constant confidences the weighted votes are the majority, at equal samples, tokens and price")
    func constant() async throws {
        let result = try await study(run(in: .inMemory(), sure: true), 8).results[0]
        for name in ["deepconf-mean", "deepconf-lowest-scaled", "inverse-entropy", "self-certainty-borda"] {
            let row = try #require(result.rows.first { $0.rule.name == name }, "\(name)")
            // Both are exact or use the same random subsets; the majority is in closed form.
            #expect(abs(row.atEqualSamples?.difference ?? 1) < 0.02, "\(name)")
            #expect(abs(row.atEqualTokens?.difference ?? 1) < 0.02 && row.adjustedP ?? 0 > 0.05)
        }
        let majority = try #require(result.rows.first { $0.rule.name == "majority" })
        #expect(majority.atEqualSamples == nil && majority.adjustedP == nil)
        #expect(result.cells.count == result.rows.count)
    }

    @Test("what spends less is held against a majority that spends as little")
    func equalTokens() async throws {
        let result = try await study(run(in: .inMemory(), sure: false), 16).results[0]
        let majority = try #require(result.rows.first { $0.rule.name == "majority" })
        for name in ["stop-doubling", "adaptive-majority"] {
            let row = try #require(result.rows.first { $0.rule.name == name })
            #expect(row.tokens < majority.tokens, "\(name)")
            let (samples, tokens) = (row.atEqualSamples, row.atEqualTokens)
            #expect(samples != nil && tokens != nil && samples?.difference != tokens?.difference, "\(name)")
        }
    }

    @Test("a rule is recommended by the tune run alone, and judged here")
    func recommended() async throws {
        let store = try Store.inMemory()
        let tune = try run(in: store, split: .tune, sure: true)
        let test = try run(in: store, sure: true)
        let result = try await study(test, 8).results[0]
        #expect(result.tuneRun == tune.run.value)
        let name = try #require(result.recommended)
        #expect(result.rows.contains { $0.rule.name == name } && name != result.reference)
        #expect(result.answer.count == 1 && "\(result.answer[0])".contains(name))
    }

    @Test("the vote is held against at the temperature that the tune run prefers, not at the rules' own")
    func tunedVote() async throws {
        let store = try Store.inMemory()
        for split in [Split.tune, .test] {
            for (temperature, right) in [(0.4, 15), (0.6, 2), (1.0, 16)] {
                // On the tune split 0.4 is best; that 1.0 is better on the test split may not matter.
                let right = split == .tune && temperature == 1 ? 3 : right
                let run = try HandmadeRun(in: store, temperature: temperature, problems: 9, split: split)
                for problem in 0..<9 {
                    let kinds = (0..<20).map { $0 < right ? HandmadeRun.Kind.right : .wrong }
                    try run.append(kinds, to: problem)
                }
            }
        }
        _ = try run(in: store, split: .tune, sure: false)
        let test = try run(in: store, sure: false)
        let result = try await study(test, 8).results[0]
        let vote = try #require(result.vote)
        #expect(vote.temperature == 0.4 && vote.temperatures == 4 && result.reference == vote.name)
        #expect(vote.name == "majority at T=0.4 (run \(vote.run))" && vote.rightOnTune > 0.95)
        // The majority of the run itself is one of the rules that are compared.
        let row = try #require(result.rows.first { $0.rule.name == "majority" })
        let other = try #require(vote.columns.first { $0.budget == 8 })
        let expected = mean(of: row.right) - mean(of: other.right)
        #expect(expected < -0.05 && abs((row.atEqualSamples?.difference ?? 0) - expected) < 1e-12)
        #expect(result.table.footnotes.contains { $0.contains("best of 4 temperatures") })
    }

    @Test("a family's member is the one that is right most often, the usual one of equals")
    func families() {
        let right = ["best-of-majority": 0.5, "best-of-majority0.2": 0.6, "best-of-majority0.3": 0.6]
        #expect(RuleFamilies.chosen(by: right) == ["best-of-majority0.2"])
        #expect(RuleFamilies.chosen(by: ["stop-doubling": 0.5, "stop-doubling0.9": 0.5]) == ["stop-doubling"])
        for name in RuleFamilies.all.flatMap(\.members) { #expect(Strategies.named(name)?.name == name, "\(name)") }
    }

    @Test("spending between two budgets is the mixture that spends as much, at the ends the last one")
    func matched() throws {
        func outcome(_ right: Double, tokens: Double) -> Outcome {
            Outcome(right: right, wrong: 1 - right, abstained: 0, spent: Spending(samples: 1, tokens: tokens))
        }
        let majority = [(1, 0.2, 10.0), (2, 0.6, 20), (3, 0.7, 30)].map { budget, right, tokens in
            StrategyOutcomes(
                strategy: Majority(), budget: budget, problems: [],
                column: OutcomeColumn([outcome(right, tokens: tokens)]), poolSize: 3)
        }
        for (tokens, expected) in [(5.0, 0.2), (10, 0.2), (15, 0.4), (20, 0.6), (27.5, 0.675), (99, 0.7)] {
            let right = RuleStanding.matched([outcome(0, tokens: tokens)], on: .tokens, by: majority)
            #expect(abs(right[0] - expected) < 1e-12, "\(tokens)")
        }
    }
}
