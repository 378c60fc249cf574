import TestGuards
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Comparisons")
struct ComparisonTests {
    private let store: Store
    private let first: HandmadeRun
    private let second: HandmadeRun

    init() throws {
        store = try Store.inMemory()
        first = try HandmadeRun(in: store, problems: 9)
        try first.appendMixedPools(8)
        second = try HandmadeRun(in: store, seed: 6, problems: 12)
        try second.appendMixedPools(8, rightShare: [0.3, 0.9, 0.6])
        let greedy = try HandmadeRun(in: store, temperature: 0, problems: 9)
        for problem in 0..<9 { try greedy.append([problem < 5 ? .right : .wrong], to: problem) }
    }

    private func compare(_ contenders: String...) async throws -> [ComparisonRow] {
        try await ComparisonStudy(contenders.map { try Contender(parsing: $0) }, in: store).rows
    }

    @Test(
        "a contender has the form RUN:STRATEGY@K",
        arguments: [
            "", "1", "1:majority", "majority@4", "1:majority@", "x:majority@4", "1:majority@0", "1:majority@-2",
            "1:majority@4@4", ":majority@4", "1:@4", "1:majority@4.5", "99999999999999999999:majority@4",
        ])
    func malformed(text: String) {
        #expect(throws: ExperimentError.self) { try Contender(parsing: text) }
    }

    @Test(
        "a strategy that there is none of is refused where the runs are read, as a program's choices may have its name")
    func unknown() async throws {
        let error = await #expect(throws: ExperimentError.self) { try await compare("1:nothing@4", "1:majority@4") }
        #expect(error?.problem.contains("nothing") == true)
    }

    @Test("a contender is written as it is read")
    func parsing() throws {
        let contender = try Contender(parsing: "3:majority-logprob@16")
        #expect(contender == Contender(run: 3, strategy: "majority-logprob", budget: 16))
        #expect(contender.description == "3:majority-logprob@16")
    }

    @Test("all pairs of a run's strategies are compared on all its problems")
    func withinRun() async throws {
        let pairs = try ComparisonStudy.pairs(
            ["majority", "single", "best-logprob"], runs: [first.run.value], budget: 4, in: store)
        let rows = try await ComparisonStudy(pairs, in: store).rows
        #expect(
            rows.map { [$0.a.strategy, $0.b.strategy] } == [
                ["majority", "single"], ["majority", "best-logprob"], ["single", "best-logprob"],
            ])
        for row in rows {
            #expect(row.problems == 9 && row.onlyA == 0 && row.onlyB == 0)
            #expect(abs(row.comparison.difference - (row.rightA - row.rightB)) < 1e-12)
            #expect(row.byConstruction == nil)
            let adjusted = try #require(row.adjustedP)
            #expect(adjusted >= row.comparison.pValue && adjusted <= 1)
        }
        #expect(rows.compactMap(\.adjustedP) == holmAdjusted(rows.map(\.comparison.pValue)))
    }

    @Test("without a run the latest sampled one is meant, without a budget its pool's size")
    func defaults() throws {
        let pairs = try ComparisonStudy.pairs(["single", "majority"], runs: [], budget: nil, in: store)
        #expect(pairs.map(\.a) == [Contender(run: second.run.value, strategy: "single", budget: 8)])
        // Of several runs, each strategy is compared between them.
        let numbers = [first.run.value, second.run.value]
        let between = try ComparisonStudy.pairs(["single", "majority"], runs: numbers, budget: 2, in: store)
        #expect(
            between.map { "\($0.a) \($0.b)" }
                == ["single", "majority"].map {
                    "\(numbers[0]):\($0)@2 \(numbers[1]):\($0)@2"
                })
    }

    @Test("runs are paired by the problems that both have, and the overlap is stated")
    func betweenRuns() async throws {
        let row = try #require(
            try await compare("\(first.run):majority@8", "\(second.run):majority@8").first)
        #expect(row.problems == 9 && row.onlyA == 0 && row.onlyB == 3)
        let note = ComparisonStudy([row]).report.rendered(as: .markdown)
        #expect(note.contains("9 common problems, 0 only in a, 3 only in b"))
        // Independently: the mean over the first nine positions alone.
        let column = try await second.pools.columns(EstimationRequest(strategies: [Majority()], budgets: [8]))[0]
        let expected = column.right[..<9].reduce(0, +) / 9
        #expect(abs(row.rightB - expected) < 1e-12)
    }

    @Test("swapping the two sides swaps every figure")
    func symmetry() async throws {
        let (a, b) = ("\(first.run):majority@4", "\(second.run):single@2")
        let there = try #require(try await compare(a, b).first)
        let back = try #require(try await compare(b, a).first)
        #expect(there.comparison.difference == -back.comparison.difference)
        #expect(there.comparison.pValue == back.comparison.pValue)
        #expect(there.comparison.resolvable == back.comparison.resolvable)
        #expect(there.rightA == back.rightB && there.onlyA == back.onlyB)
        #expect(abs(there.comparison.interval.low + back.comparison.interval.high) < 0.02)
    }

    @Test("runs without a common problem are refused")
    func disjoint() async throws {
        let other = try HandmadeRun(in: store, problems: 4, split: .tune)
        try other.appendMixedPools(8)
        let error = await #expect(throws: ExperimentError.self) {
            try await compare("\(first.run):majority@8", "\(other.run):majority@8")
        }
        #expect(error?.problem.contains("no problem in common") == true)
    }

    @Test("what is ahead by construction has no p-value and does not count for Holm")
    func byConstruction() async throws {
        let rows = try await ComparisonStudy(
            ComparisonStudy.pairs(
                ["verifier", "oracle", "majority", "single"], runs: [first.run.value], budget: 4, in: store), in: store
        ).rows
        let notes = Dictionary(uniqueKeysWithValues: rows.map { ("\($0.a.strategy) \($0.b.strategy)", $0) })
        #expect(notes["verifier oracle"]?.byConstruction == "equal by construction")
        #expect(notes["verifier majority"]?.byConstruction == "a ≥ b by construction")
        #expect(notes["oracle single"]?.byConstruction == "a ≥ b by construction")
        let tested = rows.filter { $0.byConstruction == nil }
        #expect(tested.map { [$0.a.strategy, $0.b.strategy] } == [["majority", "single"]])
        #expect(tested[0].adjustedP == tested[0].comparison.pValue)
        #expect(try nonEmpty(rows).allSatisfy { ($0.adjustedP == nil) == ($0.byConstruction != nil) })
        let csv = ComparisonStudy(rows.filter { $0.byConstruction != nil }).report.rendered(as: .csv).split(
            separator: "\n")
        let columns = csv[0].split(separator: ",")
        for line in csv.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            for name in ["p", "p_holm", "p_mcnemar"] {
                let index = try #require(columns.firstIndex(of: Substring(name)))
                #expect(cells[index].isEmpty)
            }
        }
    }

    @Test("with one candidate there is nothing to compare")
    func atOne() async throws {
        let row = try #require(try await compare("\(first.run):majority@1", "\(first.run):single@1").first)
        #expect(row.byConstruction == "equal by construction" && row.adjustedP == nil)
        #expect(abs(row.comparison.difference) < 1e-12)
    }

    @Test("a dominance that holds at equal budgets is tested at others")
    func otherBudgets() async throws {
        let row = try #require(try await compare("\(first.run):oracle@2", "\(first.run):majority@8").first)
        #expect(row.byConstruction == nil && row.adjustedP != nil)
    }

    @Test("McNemar's test is for picks that are right or wrong, not for expectations")
    func mcNemar() async throws {
        let fractional = try #require(try await compare("\(first.run):majority@4", "\(first.run):greedy@1").first)
        #expect(fractional.mcNemar == nil)
        // The best of all eight candidates is one of them.
        let realised = try #require(
            try await compare("\(first.run):greedy@1", "\(first.run):best-logprob@8").first)
        let test = try #require(realised.mcNemar)
        let best = try await first.pools.columns(EstimationRequest(strategies: [BestLogProbability()], budgets: [8]))[0]
        let greedy = (0..<9).map { $0 < 5 }
        #expect(test.onlyFirst == zip(greedy, best.right).count { $0 && $1 == 0 })
        #expect(test.onlySecond == zip(greedy, best.right).count { !$0 && $1 == 1 })
    }

    @Test("a contender that cannot be had is refused with a reason")
    func unavailable() async throws {
        let answerOnly = try HandmadeRun(in: store, seed: 8, problems: 3, style: .answerOnly)
        try answerOnly.appendMixedPools(4)
        let cases = [
            ("99:majority@4", "no run 99"), ("\(first.run):majority@9", "budget 9 exceeds"),
            ("\(answerOnly.run):shortest-trace@2", "has no trace"),
        ]
        for (text, message) in cases {
            let error = await #expect(throws: ExperimentError.self) {
                try await compare(text, "\(first.run):single@1")
            }
            #expect(error?.problem.contains(message) == true, "\(String(describing: error))")
        }
        #expect(throws: ExperimentError.self) {
            try ComparisonStudy.pairs(["single"], runs: [99], budget: 1, in: store)
        }
    }
}
