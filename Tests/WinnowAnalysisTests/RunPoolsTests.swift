import TestGuards
import Testing
import WinnowDomains
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Pools of a run")
struct RunPoolsTests {
    @Test("a pool ends before the first sample that is missing")
    func gaps() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 4)
        try run.append([.right, .wrong, .right], to: 0)
        try run.append([.right, .right], to: 1)
        try run.append([.wrong, .wrong, .wrong], to: 1, from: 3)
        // Without sample 0 there is no pool.
        try run.append([.right, .right], to: 2, from: 1)
        let pools = try run.pools
        #expect(pools.entries.map(\.problem.record.position) == [1, 2])
        #expect(pools.entries.map(\.pool.candidates.count) == [3, 2])
        #expect(pools.entries[1].pool.candidates.map(\.isRight) == [true, true])
        #expect(pools.poolSize == 2)
        #expect(pools.rates.candidates == 5)
    }

    @Test("a problem without candidates before others that have some is not passed over in silence")
    func missing() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 3)
        try run.append([.right, .wrong], to: 0)
        try run.append([.right, .wrong], to: 2)
        let pools = try run.pools
        let error = await #expect(throws: ExperimentError.self) {
            try await pools.columns(EstimationRequest(budgets: [2]))
        }
        #expect(error?.problem.contains("1 of the first 3 problems") == true)
        let request = EstimationRequest(strategies: [Majority()], budgets: [2], allowsRagged: true)
        #expect(try await pools.columns(request)[0].problems.map(\.record.position) == [1, 3])
    }

    @Test("answers are classes in the order in which they are first seen, and blanks have none")
    func classes() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 1)
        try run.append([.wrong, .truncated, .right, .wrong, .otherWrong, .right], to: 0)
        let pool = try run.pools.entries[0].pool
        #expect(pool.candidates.map(\.answer) == [0, nil, 1, 0, 2, 1])
        #expect(pool.candidates.map(\.isRight) == [false, false, true, false, false, true])
        #expect(pool.candidates.map(\.isAccepted) == [false, nil, true, false, false, true])
        #expect(pool.candidates.map(\.traceIsLegal) == [true, nil, true, true, true, true])
        #expect(pool.candidates.map(\.logProbability) == [-1, -1.25, -1.5, -1.75, -2, -2.25])
    }

    @Test("rates count candidates, not problems")
    func rates() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 2)
        try run.append([.right, .truncated, .wrong], to: 0)
        try run.append([.truncated], to: 1)
        let rates = try run.pools.rates
        #expect(rates.candidates == 4)
        #expect(rates.truncated == 0.5)
        #expect(rates.unparsable == 0.5)
        #expect(rates.traceLegal == 0.5)
        #expect(rates.acceptedWrong == 0)
        #expect(rates.rejectedRight == 0)
    }

    @Test("a model without traces has no rate of legal traces and no trace strategies")
    func answerOnly() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 1, style: .answerOnly)
        try run.append([.right, .wrong], to: 0)
        let pools = try run.pools
        #expect(pools.rates.traceLegal == nil)
        let unusable = Set(Strategies.unscored.map(\.name)).subtracting(pools.usable(Strategies.all).map(\.name))
        #expect(unusable == ["shortest-trace", "majority-trace-legal", "greedy"])
    }

    @Test("what the verifier accepts against the grader is counted, and so is what it rejects")
    func disagreement() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 1)
        func judged(_ key: String, _ correct: Bool, _ outcome: VerdictRecord.Outcome) -> Judgements {
            Judgements(
                reading: ReadingRecord(answer: key, answerKey: key), correct: correct,
                verdict: VerdictRecord(outcome: outcome))
        }
        try run.append(judged("1", false, .accepted), to: 0, at: 0)
        try run.append(judged("2", false, .accepted), to: 0, at: 1)
        try run.append(judged("3", true, .rejected), to: 0, at: 2)
        try run.append(judged("4", true, .accepted), to: 0, at: 3)
        try run.append(judged("5", false, .error), to: 0, at: 4)
        let pools = try run.pools
        #expect(pools.rates.acceptedWrong == 2)
        #expect(pools.rates.rejectedRight == 1)
        #expect(pools.entries[0].pool.candidates.map(\.isAccepted) == [true, true, false, true, nil])
    }

    @Test("an answer that is graded both right and wrong is reported with its run, problem and key")
    func conflict() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 2)
        try run.append([.right], to: 0)
        for (index, correct) in [true, false].enumerated() {
            try run.append(
                Judgements(reading: ReadingRecord(answer: "forty-two", answerKey: "42"), correct: correct), to: 1,
                at: index)
        }
        let error = #expect(throws: ExperimentError.self) { try run.pools }
        #expect(error?.problem.contains("run \(run.run)") == true)
        #expect(error?.problem.contains("problem 2") == true)
        #expect(error?.problem.contains("\"42\"") == true)
    }

    @Test("a run without candidates is an error, not an empty table")
    func empty() throws {
        let run = try HandmadeRun(in: .inMemory())
        #expect(throws: ExperimentError.self) { try run.pools }
    }

    @Test("the greedy candidate comes from the greedy run of the same model and problems")
    func greedy() throws {
        let store = try Store.inMemory()
        let sampled = try HandmadeRun(in: store, problems: 2)
        try sampled.appendMixedPools(4)
        #expect(try nonEmpty(sampled.pools.entries).allSatisfy { $0.pool.greedy == nil })
        let greedy = try HandmadeRun(in: store, temperature: 0, problems: 2)
        try greedy.append([.right], to: 0)
        try greedy.append([.wrong], to: 1)
        #expect(try sampled.pools.entries.map(\.pool.greedy?.isRight) == [true, false])
        let other = try HandmadeRun(in: store, seed: 6, problems: 2)
        try other.appendMixedPools(2)
        #expect(try other.pools.entries.map(\.pool.greedy?.isRight) == [true, false])
    }

    @Test("guesses are ranked by frequency among training answers, ties by text", arguments: ["chain", "countdown"])
    func guesses(name: String) throws {
        func check<D: GeneratedDomain>(_ domain: D) {
            var counts: [String: Int] = [:]
            for index in 0..<GuessList.trainingProblems {
                let completion = domain.trainingExample(index, seed: 0).solution.completion(.traced)
                if let key = domain.read(completion).answerKey { counts[key, default: 0] += 1 }
            }
            let expected = counts.keys.sorted().sorted { (counts[$0] ?? 0) > (counts[$1] ?? 0) }.prefix(40)
            let list = GuessList(domain, limit: 40)
            #expect(list.answers == Array(expected))
            for problem in domain.problemSet(.test, count: 30).problems {
                let right = expected.map { domain.grade($0, of: problem) }
                #expect(list.rank(of: problem, in: domain) == right.firstIndex(of: true).map { $0 + 1 })
            }
        }
        let domain = try #require(Domains.named(name) as? any GeneratedDomain)
        check(domain)
    }
}
