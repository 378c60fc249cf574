import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Crossings over spending")
struct SpendingCrossingTests {
    private let store: Store
    private let run: Int64
    private let pools: RunPools
    private let price = Axis.price(Price(token: 1, call: 12))

    init() throws {
        store = try Store.inMemory()
        let dialled = try NoisyRun(
            in: store, problems: 60, size: 16, rates: VerifierRates(truePositive: 0.9, falsePositive: 0.02), verdicts: 7
        )
        run = dialled.run.run.value
        pools = try dialled.run.pools
    }

    private func strategy(_ name: String) -> RunStrategy { RunStrategy(run: run, strategy: name) }

    private func curve(_ strategy: any Strategy, _ axis: Axis) async throws -> [(spent: Double, right: Double)] {
        try await pools.columns(EstimationRequest(strategies: [strategy], budgets: Array(1...16))).map {
            (mean(of: $0.outcomes.map { axis.amount(of: $0.spent) }), mean(of: $0.right))
        }
    }

    @Test("where b overtakes a both are as often right for the same spending, and a is ahead before")
    func overtaking() async throws {
        let crossing = try await SpendingCrossing(
            strategy("majority"), strategy("verifier"), on: price, in: store)
        #expect(crossing.rows.count == 1)
        let row = try #require(crossing.rows.first)
        #expect(row.isOvertaking && row.shareWithout < 0.2)
        let interval = try #require(row.interval)
        #expect(interval.contains(row.spent) && interval.low < interval.high)
        for candidate in [Majority() as any Strategy, FirstAccepted()] {
            let points = try await curve(candidate, price)
            let next = try #require(points.firstIndex { $0.spent > row.spent })
            let (low, high) = (points[next - 1], points[next])
            let share = (row.spent - low.spent) / (high.spent - low.spent)
            #expect(abs(low.right + share * (high.right - low.right) - row.right) < 1e-9)
        }
        let before = row.spent * 0.95
        #expect(crossing.curveA.value(at: before) > crossing.curveB.value(at: before))
    }

    @Test("named the other way round, a falls behind at the same spending")
    func swapped() async throws {
        let there = try await SpendingCrossing(strategy("majority"), strategy("verifier"), on: price, in: store)
        let back = try await SpendingCrossing(strategy("verifier"), strategy("majority"), on: price, in: store)
        #expect(back.rows.map(\.isOvertaking) == there.rows.map { !$0.isOvertaking })
        #expect(abs(back.rows[0].spent - there.rows[0].spent) < 1e-9)
        #expect(back.rows[0].interval == there.rows[0].interval)
    }

    @Test("without a crossing the table says who is ahead, and how many resamples agree")
    func none() async throws {
        let crossing = try await SpendingCrossing(strategy("single"), strategy("majority"), on: .tokens, in: store)
        #expect(crossing.rows.isEmpty && crossing.shareUncrossed > 0.9)
        let text = crossing.report.rendered(as: .markdown)
        #expect(text.contains("none: b is ahead throughout") && text.contains("tokens on, without needing more"))
    }

    @Test("a vote that asks no verifier is a constant over calls: all its samples are free there")
    func constant() async throws {
        let crossing = try await SpendingCrossing(strategy("majority"), strategy("verifier"), on: .calls, in: store)
        let row = try #require(crossing.rows.first)
        let right = try await curve(Majority(), .calls)[15].right
        #expect(row.isOvertaking && abs(row.right - right) < 1e-12)
        #expect(row.spent > 1 && crossing.curveA.end == .infinity)
    }

    @Test("at the break-even price `compare` measures no difference, and `require` asks the same price")
    func breakEven() async throws {
        let opponent = Contender(run: run, strategy: "majority", budget: 6)
        let prices = try await BreakEvenStudy(of: strategy("verifier"), against: opponent, in: store).rows
        #expect(prices.map(\.paying) == [.perCall, .perAnswer])
        #expect(prices[0].price > 0 && prices[0].price < prices[1].price)
        for (price, field) in try pairs(prices, [\Price.call, \Price.distinctCall]) {
            #expect(price.interval.contains(price.price) && price.shareWithout == 0)
            var each = Price(token: 1)
            each[keyPath: field] = price.price
            let contenders = [opponent, Contender(run: run, strategy: "verifier", budget: 16)]
            let row = try #require(try await ComparisonStudy(contenders, atEqual: .price(each), in: store).rows.first)
            #expect(abs(row.comparison.difference) < 1e-9)
        }
        let perfect = try NoisyRun(in: store, problems: 60, size: 16, rates: .perfect, verdicts: 8).run
        let sound = try await BreakEvenStudy(
            of: RunStrategy(run: perfect.run.value, strategy: "verifier"), against: opponent, in: store
        ).rows[0]
        let request = RequirementRequest(
            budgets: [6], falsePositiveRates: [], noise: .candidate, verifiers: [.perfect])
        let required = try await Requirement(of: pools, request) { _ in }.breakEvens[0]
        #expect(abs(sound.price / required.price - 1) < 1e-9)
        #expect(abs(sound.interval.low / required.interval.low - 1) < 1e-9)
    }

    @Test("what has no price or no curve is refused with a reason")
    func refused() async throws {
        let opponent = Contender(run: run, strategy: "majority", budget: 6)
        let noCalls = await #expect(throws: ExperimentError.self) {
            try await BreakEvenStudy(of: strategy("best-logprob"), against: opponent, in: store).rows
        }
        #expect(noCalls?.problem.contains("asks no verifier") == true)
        let noRun = await #expect(throws: ExperimentError.self) {
            try await SpendingCrossing(
                RunStrategy(run: 99, strategy: "majority"), strategy("verifier"), on: .tokens, in: store)
        }
        #expect(noRun?.problem.contains("no run 99") == true)
        for text in ["majority", "1:majority@4", "x:majority", "1:"] {
            #expect(throws: ExperimentError.self) { try RunStrategy(parsing: text) }
        }
        // A program's choices may have any name, so that an unknown one is refused where the run is read.
        let psychic = await #expect(throws: ExperimentError.self) {
            try await SpendingCrossing(
                RunStrategy(parsing: "\(run):psychic"), strategy("verifier"), on: .tokens, in: store)
        }
        #expect(psychic?.problem.contains("psychic") == true)
    }
}
