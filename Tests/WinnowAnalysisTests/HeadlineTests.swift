import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis

@Suite("Headlines")
struct HeadlineTests {
    @Test("the budgets shown are spread evenly, the first and the last among them", arguments: 1...12)
    func budgets(count: Int) {
        let all = (0..<count).map { 1 << $0 }
        for shown in 1...6 {
            let chosen = Headline(budgets: shown).chosen(all)
            #expect(chosen.count == min(shown, count) && chosen.last == all.last)
            if shown > 1 { #expect(chosen.first == 1) }
            #expect(chosen == Array(Set(chosen)).sorted())
        }
        #expect(Headline(budgets: nil).chosen(all) == all)
    }

    @Test("the budgets of the usual pool of 64 at 100, 80 and 60 columns")
    func usual() {
        let all = [1, 2, 4, 8, 16, 32, 64]
        let chosen = [100, 80, 60, 40].map { Headline(budgets: Headline.budgets(across: $0)).chosen(all) }
        #expect(chosen == [[1, 4, 16, 64], [1, 8, 64], [1, 64], [64]])
    }

    @Test("a contrast says how far and which way, or that the problems do not tell")
    func contrast() {
        let more = RunSummary.contrast(
            PairedComparison([1, 1, 1, 1, 1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), problems: 10)
        #expect(more.hasPrefix(": 90.0 points [") && more.hasSuffix("] more"))
        let fewer = RunSummary.contrast(
            PairedComparison([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1, 1, 0]), problems: 10)
        #expect(fewer == more.replacing(" more", with: " fewer"))
        let unsure = RunSummary.contrast(PairedComparison([1, 0, 1], [0, 1, 1]), problems: 3)
        #expect(unsure.contains("that 3 problems cannot tell from none"))
    }

    @Test("the marks of few strategies do not depend on what else was estimated", arguments: 4...12)
    func marks(problems: Int) async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: problems)
        try run.appendMixedPools(16, rightShare: [0.3, 0.5, 0.6])
        let pools = try run.pools
        func tables(_ strategies: [any Strategy]) async throws -> [String] {
            let request = EstimationRequest(strategies: strategies, budgets: [1, 4, 16])
            let summary = RunSummary(pools, request, columns: try await pools.columns(request))
            let report = try BudgetStudy([summary]).report(Headline(), database: "x.db")
            return report.sections.compactMap { (section: Report.Section) -> String? in
                guard case .table(let table) = section else { return nil }
                return table.rows.map { "\($0)" }.joined(separator: "\n")
            }
        }
        let few = Headline.strategies.compactMap { Strategies.named($0) }
        let own = try await tables(few)
        let many = pools.usable(Strategies.usual()) + few.filter { $0 is Greedy }
        #expect(try await tables(many) == own && own.count == 1)
    }

    @Test("figures in sentences: signs, plurals and lists")
    func words() {
        let interval = Interval(low: 0.845, high: 0.96, method: .gaffke)
        #expect(FigureText.percent(0.915, interval) == "91.5 % [84.5, 96.0]")
        #expect(FigureText.percents(0.79, 1) == "79.0 to 100.0 %" && FigureText.percents(0.9801, 0.9799) == "98.0 %")
        #expect(FigureText.count(1, "problem") == "1 problem" && FigureText.count(0, "problem") == "0 problems")
        #expect(["", "a", "a and b", "a, b and c"] == [[], ["a"], ["a", "b"], ["a", "b", "c"]].map(FigureText.list))
        #expect(FigureText.times(5.94) == "5.9 times" && FigureText.times(1234.5) == "1234 times")
    }
}
