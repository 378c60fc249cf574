import TestGuards
import Testing
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("Loops in tables and comparisons")
struct RoundsTests {
    @Test("the figures of a loop are those of its stored rounds, by hand")
    func figures() async throws {
        let store = try Store.inMemory()
        let run = try await ChainLoop.stored(store, .noisy(NoisyVerifier(tpr: 0.9, fpr: 0.3, per: .answer)))
        let pools = try RunPools(run, in: store)
        let columns = try await pools.columns(
            EstimationRequest(strategies: [Single()] + Strategies.byRounds, budgets: [1, 2, 4]))
        var judges = try store.judges(of: run.id)
        judges.verifier = try store.verifiers(of: run.id).first { $0.record.name == "dial" }?.id
        var episodes: [[CandidateEntry]] = []
        try store.forEachCandidate(of: run.id, judgedBy: judges) { stored in
            if stored.record.candidate.round == 0 { episodes.append([]) }
            episodes[episodes.count - 1].append(stored.record)
        }
        #expect(episodes.count == 16)
        for budget in [1, 2, 4] {
            var (right, wrong, answers, prompts, tokens) = (0.0, 0.0, 0, 0, 0)
            for episode in episodes {
                let rounds = episode.prefix(budget)
                answers += rounds.count
                prompts += rounds.reduce(0) { $0 + $1.candidate.promptTokens }
                tokens += rounds.reduce(0) { $0 + $1.candidate.tokens.count }
                guard let last = rounds.last, last.judgements.verdict?.outcome == .accepted else { continue }
                if last.judgements.correct == true { right += 1 } else { wrong += 1 }
            }
            let column = try #require(columns.first { $0.strategy.name == "backprompt" && $0.budget == budget })
            func mean(_ value: (Outcome) -> Double) -> Double {
                let values: [Double] = column.outcomes.map(value)
                return values.reduce(0, +) / 8
            }
            let expected: [Double] = [right, wrong, Double(answers), Double(prompts), Double(tokens)]
            let found: [Double] = [
                mean(\.right), mean(\.wrong), mean(\.samples), mean(\.spent.promptTokens), mean(\.tokens),
            ]
            for (one, other) in try pairs(found, expected) { #expect(abs(one - other / 16) < 1e-9) }
        }
        let firsts = episodes.count { $0[0].judgements.correct == true }
        let single = try #require(columns.first { $0.strategy.name == "single" })
        let meanRight: Double = single.right.reduce(0, +) / 8
        let share = Double(firsts) / 16
        #expect(abs(meanRight - share) < 1e-12)
    }

    @Test("other strategies see the first answers of a loop only, which are those of plain sampling")
    func firstAnswers() async throws {
        let store = try Store.inMemory()
        let run = try await ChainLoop.stored(store)
        let sampled = try RunPools(RunChoice.runs([], in: store)[0], in: store)
        let pools = try RunPools(run, in: store)
        #expect(sampled.run.record.kind == .sample)
        for (one, other) in try pairs(pools.entries, sampled.entries) {
            #expect(one.pool.candidates == other.pool.candidates)
            #expect(one.pool.promptTokens == other.pool.promptTokens && one.pool.promptTokens > 0)
        }
        // With as many episodes as samples, one round of all is what a verifier gets of one sample.
        let first = try await pools.columns(of: "backprompt", budgets: [1])[0]
        let verifier = try await sampled.columns(of: "verifier", budgets: [1])[0]
        #expect(first.right == verifier.right)
        let (spent, other) = (first.outcomes.map(\.spent), verifier.outcomes.map(\.spent))
        for (one, other) in try pairs(spent, other) {
            #expect(abs(one.flops - other.flops) < 1e-6 * other.flops)
            #expect(one.promptTokens == other.promptTokens && one.tokens == other.tokens)
        }
    }

    @Test("budgets beyond the rounds are refused, an interrupted loop is known up to where all episodes are")
    func limits() async throws {
        let store = try Store.inMemory()
        let run = try await ChainLoop.stored(store, rounds: 3)
        let pools = try RunPools(run, in: store)
        await #expect(throws: ExperimentError.self) { try await pools.columns(of: "backprompt", budgets: [4]) }
        // The same problems go on, others are added beside them.
        let longer = try await ChainLoop.stored(store, rounds: 5)
        #expect(longer.id == run.id)
        #expect(try RunPools(longer, in: store).loop?.last == 5)
        #expect(try await RunPools(longer, in: store).columns(of: "backprompt", budgets: [5]).count == 1)
        #expect(throws: ExperimentError.self) { try RunChoice.runs([run.id.value], in: store) }
        #expect(try RunChoice.runs([run.id.value], in: store, allowing: [.rounds]).count == 1)
    }

    @Test("a table begins with what is right after round 1 and after the loop, and has all costs by round")
    func table() async throws {
        let store = try Store.inMemory()
        let run = try await ChainLoop.stored(store, atEnd: .last)
        var request = StrategyRequest()
        request.isHeadline = true
        let study = try await BudgetStudy(of: [run], in: store, request, observe: { _ in })
        let text = study.report(Headline(), database: "x.db").rendered(as: .markdown)
        #expect(text.contains("After 1 round ") && text.contains("after 4 rounds "))
        #expect(text.contains("| backprompt-last | 2 |") && text.contains("| single | 1 |"))
        #expect(text.contains("prompt tokens") && !text.contains("| backprompt | 1 |"))
        let data = study.longTable
        #expect(data.rows.count == 3 + 3)
        #expect(data.columns.last?.name == "prompt_tokens_spent")
    }

    @Test("an arm is compared with asking again: its name, its cost and what its critiques add")
    func comparison() async throws {
        let store = try Store.inMemory()
        let resampling = try await ChainLoop.stored(store)
        let arm = try await ChainLoop.stored(store, .sound, .first, history: .last)
        let contenders = [arm, resampling].map { Contender(run: $0.id.value, strategy: "backprompt", budget: 4) }
        for axis in [nil, Axis.samples, .allTokens, .flops] {
            var study = try await ComparisonStudy([(contenders[0], contenders[1])], atEqual: axis, in: store)
            let row = try #require(study.rows.first)
            // Without a reviser the arm is resampling too.
            #expect(row.comparison.difference == 0)
            let text = study.report.answer.map { "\($0)" }.joined()
            #expect(text.contains("adds beyond re-asking"), "\(text)")
            study.penalties = [0, 4]
            let ranking = study.rankingTable(study.penalties)
            #expect(ranking.rows.count == 2)
            #expect(study.standings.map(\.wrong) == [0, 0])
        }
        let usual = try ComparisonStudy.pairs([], runs: [arm.id.value], budget: nil, in: store)
        #expect(usual.map { "\($0.a) \($0.b)" } == ["\(arm.id):single@4 \(arm.id):backprompt@4"])
    }
}
