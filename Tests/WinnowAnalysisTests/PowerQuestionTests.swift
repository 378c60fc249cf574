import Testing
import WinnowReport
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Questions of power")
struct PowerQuestionTests {
    @Test("measured on contenders, the resolvable difference is the one that compare prints")
    func measured() async throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, problems: 20)
        try run.appendMixedPools(8)
        let contenders = [
            Contender(run: run.run.value, strategy: "majority", budget: 8),
            Contender(run: run.run.value, strategy: "single", budget: 1),
        ]
        let spread = try await PowerQuestion.Spread(contenders[0], contenders[1], in: store)
        let comparison = try #require(try await ComparisonStudy(contenders, in: store).rows.first).comparison
        let resolvable = try #require(comparison.resolvable)
        let table = try PowerStudy(PowerQuestion(differences: [resolvable]), spread).table
        #expect(table.rows.count == 3)
        #expect(table.rows[0][1].value == .number(20))
        #expect(table.rows[1][0].value == .number(resolvable))
        guard case .number(let power) = table.rows[2][4].value else {
            Issue.record("no power in \(table.rows[2])")
            return
        }
        #expect(abs(power - 0.8) < 1e-12)
        #expect(spread.measured?.difference == comparison.difference)
    }

    @Test("questions without an answer are refused")
    func refused() {
        let spread = PowerQuestion.Spread(standardDeviation: 0.3)
        for question in [
            PowerQuestion(differences: [0]), PowerQuestion(differences: [2]), PowerQuestion(differences: [.nan]),
            PowerQuestion(differences: [], problems: [1]), PowerQuestion(differences: [0.1], power: 1),
            PowerQuestion(differences: [0.1], power: 0.01), PowerQuestion(differences: [0.1], significance: 0),
        ] {
            #expect(throws: ExperimentError.self) { try PowerStudy(question, spread) }
        }
        for deviation in [0, -1, .nan, .infinity] as [Double] {
            #expect(throws: ExperimentError.self) {
                try PowerStudy(PowerQuestion(differences: [0.1]), .init(standardDeviation: deviation))
            }
        }
    }
}
