import TestGuards
import Testing
import WinnowDomains
import WinnowRandom
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Traces and picks")
struct TraceReportTests {
    private static func pool(_ seed: UInt64) throws -> Pool {
        var random = CounterRandom(key: StableHash("traced pools").value, stream: seed)
        func candidate() -> Candidate {
            let answer = random.below(5)
            return Candidate(
                answer: answer == 4 ? nil : answer, isRight: answer < 2, isAccepted: answer < 2 && random.below(4) > 0,
                logProbability: -Double(1 + random.below(6)), tokens: 3, traceTokens: random.below(9),
                traceIsLegal: [true, false, false, nil][random.below(4)])
        }
        return try Pool(
            candidates: (0..<12).map { _ in candidate() }, greedy: candidate(),
            scores: Dictionary(
                uniqueKeysWithValues: Strategies.sources.map { source in
                    (source, Scores((0..<12).map { _ in Double(random.below(5)) / 4 }))
                }), key: seed)
    }

    @Test("the parts sum to right, wrong and abstained of the plain estimate, for every strategy and budget")
    func parts() async throws {
        let pools = try (0..<12 as Range<UInt64>).map(Self.pool)
        let budgets = [1, 2, 5, 12]
        let strategies = Strategies.all.compactMap { $0 as? any CandidatePicking }
        let columns = try await TraceColumn.columns(
            strategies, budgets: budgets, of: pools, options: SelectionOptions()
        ) { _ in }
        #expect(columns.count == strategies.count * budgets.count)
        for column in columns {
            let strategy = try #require(Strategies.named(column.strategy))
            for (pool, outcome) in try pairs(pools, column.outcomes) {
                let plain = try strategy.outcomes(for: pool, budgets: [column.budget])[0]
                // Of strategies by random draws, both use the same ones.
                #expect(abs(outcome.right.reduce(0, +) - plain.right) < 1e-9, "\(column.strategy)@\(column.budget)")
                #expect(abs(outcome.wrong.reduce(0, +) - plain.wrong) < 1e-9, "\(column.strategy)@\(column.budget)")
                #expect(abs(outcome.abstained - plain.abstained) < 1e-9, "\(column.strategy)@\(column.budget)")
            }
        }
    }

    @Test("one sample has the shares of the candidates, and a legal majority the legal ones of its voters")
    func levels() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: true, traceIsLegal: true),
            Candidate(answer: 0, isRight: true, traceIsLegal: false),
            Candidate(answer: 0, isRight: true, traceIsLegal: false),
            Candidate(answer: 1, isRight: false, traceIsLegal: true),
            Candidate(answer: 1, isRight: false, traceIsLegal: nil), Candidate(answer: nil, isRight: false),
        ])
        let single = TraceOutcome(try Single().picks(from: pool, budgets: [1])[0], from: pool)
        #expect(single.right == [1.0 / 6, 2.0 / 6, 0] && single.wrong == [1.0 / 6, 0, 1.0 / 6])
        #expect(abs(single.abstained - 1.0 / 6) < 1e-12)
        let vote = TraceOutcome(try Majority().picks(from: pool, budgets: [6])[0], from: pool)
        #expect(vote.right == [1.0 / 3, 2.0 / 3, 0] && vote.abstained == 0)
        let legal = TraceOutcome(try MajorityTraceLegal().picks(from: pool, budgets: [6])[0], from: pool)
        #expect(legal.right == [0.5, 0, 0] && legal.wrong == [0.5, 0, 0])
    }

    @Test("the table of a problem leaves unreadable traces out, and counts no answer as not right")
    func table() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: true, traceIsLegal: true),
            Candidate(answer: nil, isRight: false, traceIsLegal: true),
            Candidate(answer: 0, isRight: true, traceIsLegal: false),
            Candidate(answer: 1, isRight: false, traceIsLegal: false),
            Candidate(answer: 0, isRight: true, traceIsLegal: nil),
        ])
        #expect(
            TraceAssociation.table(pool) == FourfoldTable(both: 1, onlyFirst: 1, onlySecond: 1, neither: 1))
    }

    @Test("an odds ratio without a pair against it is said to be infinite")
    func infinite() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: true, traceIsLegal: true),
            Candidate(answer: 0, isRight: true, traceIsLegal: false),
            Candidate(answer: 1, isRight: false, traceIsLegal: false),
        ])
        let group = TraceAssociation.figures(
            [(difficulty: "all", pools: [pool, pool, pool])], resamplings: ResamplingsBySize())
        let cells = Dictionary(uniqueKeysWithValues: group.figures.map { ($0.column.name, $0.cell) })
        guard case .estimate(let ratio, let low?, let high?) = cells["odds_ratio"]?.value else {
            Issue.record("no interval")
            return
        }
        // (2ψ / (1 + 2ψ))³ = 0.025: given the margins, each problem speaks for it with the probability 2ψ / (1 + 2ψ).
        #expect(ratio == .infinity && high == .infinity && abs(low - 0.20661567751544688) < 1e-12)
        #expect(cells["informative_problems"] == .integer(3))
    }

    /// Three chains with traces, which are legal where they are readable.
    private func tracedRun(in store: Store) throws -> HandmadeRun {
        let run = try HandmadeRun(in: store, problems: 3)
        try run.appendMixedPools(8)
        return run
    }

    @Test("a report has a table for each subject for people, and a row for each figure for scripts")
    func endToEnd() async throws {
        let store = try Store.inMemory()
        let run = try tracedRun(in: store)
        let request = StrategyRequest(strategies: ["majority", "single"], budgets: [1, 8])
        let report = try await TraceStudy(of: [run.stored], in: store, request) { _ in }.runs[0]
        let groups = report.figures.groups
        #expect(
            groups.map(\.name) == ["selection", "association", "within-problems", "length", "length-within-problems"])
        #expect(Set(groups[0].figures.map(\.row)) == ["majority", "single"])
        // All traces of these candidates are legal or unreadable.
        #expect(groups[1].figures.first { $0.column.name == "odds_ratio" }?.cell == .text("undefined"))
        #expect(Set(groups[3].figures.map(\.row)).isSuperset(of: ["all: right", "all: wrong", "all: unanswered"]))
        let people = TraceStudy([report]).report.rendered(as: .markdown)
        #expect(people.contains("shares of all candidates") && people.contains("φ"))
        let lines = TraceStudy([report]).report.rendered(as: .csv).split(separator: "\n")
        #expect(lines[0].hasPrefix("run,domain,model,group,row,budget,measure,value,value_low,value_high,problems"))
        #expect(lines.count == groups.reduce(1) { $0 + $1.figures.count })
    }

    @Test("runs without traces are left out with a line, and refused where there is no other")
    func untraced() async throws {
        let store = try Store.inMemory()
        let traced = try tracedRun(in: store)
        let plain = try HandmadeRun(in: store, seed: 6, problems: 3, style: .answerOnly)
        try plain.appendMixedPools(4)
        let request = StrategyRequest(strategies: ["majority"])
        let both = try await TraceStudy(of: [plain.stored, traced.stored], in: store, request) { _ in }.runs
        #expect(both.count == 1)
        let note = "Left out for want of traces: run \(plain.run)."
        #expect(TraceStudy(both).report.rendered(as: .markdown).contains(note))
        #expect(TraceStudy(both).report.rendered(as: .json).contains(note))
        await #expect(throws: ExperimentError.self) {
            try await TraceStudy(of: [plain.stored], in: store, request) { _ in }.runs
        }
    }

    @Test(
        "strategies without picks and budgets beyond the pool are refused",
        arguments: [(["guess"], [1]), (["psychic"], [1]), (["majority"], [9]), (["majority"], [0])])
    func refused(strategies: [String], budgets: [Int]) async throws {
        let store = try Store.inMemory()
        let run = try tracedRun(in: store)
        await #expect(throws: ExperimentError.self) {
            try await TraceStudy(
                of: [run.stored], in: store, StrategyRequest(strategies: strategies, budgets: budgets)
            ) { _ in }.runs
        }
    }
}
