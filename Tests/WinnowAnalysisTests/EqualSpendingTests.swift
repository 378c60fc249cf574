import Testing
import WinnowRandom
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Comparisons at equal spending")
struct EqualSpendingTests {
    private let store: Store
    private let run: HandmadeRun

    init() throws {
        store = try Store.inMemory()
        run = try HandmadeRun(in: store, problems: 40)
        try run.appendMixedPools(12, rightShare: [0.05, 0.3, 0.5, 0.9])
    }

    private func compare(_ a: String, _ b: String, _ axis: Axis) async throws -> ComparisonRow {
        try #require(
            try await ComparisonStudy([Contender(parsing: a), Contender(parsing: b)], atEqual: axis, in: store).rows
                .first)
    }

    private func columns(_ strategy: any Strategy) async throws -> [StrategyOutcomes] {
        try await run.pools.columns(EstimationRequest(strategies: [strategy], budgets: Array(1...12)))
    }

    static let axes: [Axis] = [.samples, .tokens, .flops, .price(Price(token: 1, call: 3))]

    @Test("the dearer side is cut to a coin between the budgets around the other's spending", arguments: axes)
    func cut(axis: Axis) async throws {
        let row = try await compare("\(run.run):verifier@9", "\(run.run):majority@12", axis)
        let spending = try #require(row.spending)
        let spent = mean(of: try await columns(FirstAccepted())[8].outcomes.map { axis.amount(of: $0.spent) })
        #expect(abs(spending.spentA / spent - 1) < 1e-9 && abs(spending.spentB / spent - 1) < 1e-9)
        #expect(spending.budgetA == MixedBudget(9))
        let (low, share) = (spending.budgetB.low, spending.budgetB.shareOfHigh)
        #expect(low < 12 && share > 0 && share < 1)
        let majority = try await columns(Majority())
        let right = (mean(of: majority[low - 1].right), mean(of: majority[low].right))
        #expect(abs(row.rightB - (right.0 + share * (right.1 - right.0))) < 1e-12)
        #expect(abs(row.comparison.difference - (row.rightA - row.rightB)) < 1e-12)
        #expect(row.byConstruction == "a ≥ b by construction")
    }

    @Test("swapping the sides swaps every figure")
    func symmetry() async throws {
        let there = try await compare("\(run.run):majority@12", "\(run.run):verifier-majority@4", .tokens)
        let back = try await compare("\(run.run):verifier-majority@4", "\(run.run):majority@12", .tokens)
        #expect(abs(there.comparison.difference + back.comparison.difference) < 1e-12)
        #expect(there.spending?.budgetA == back.spending?.budgetB)
        #expect(abs((there.comparison.resolvable ?? 0) - (back.comparison.resolvable ?? 1)) < 1e-12)
    }

    @Test("sides that spend the same are compared as they are")
    func uncut() async throws {
        let plain = try #require(
            try await ComparisonStudy(
                [Contender(parsing: "\(run.run):majority@7"), Contender(parsing: "\(run.run):best-logprob@7")],
                in: store
            ).rows.first)
        let equal = try await compare("\(run.run):majority@7", "\(run.run):best-logprob@7", .tokens)
        #expect(equal.spending?.isCut == false)
        #expect(equal.comparison.interval == plain.comparison.interval)
        #expect(equal.comparison.pValue == plain.comparison.pValue)
        #expect(equal.spending?.budgetA.value == 7 && equal.spending?.budgetB.value == 7)
    }

    @Test("a vote cut to one sample is that sample, by construction")
    func toOneSample() async throws {
        let row = try await compare("\(run.run):majority@12", "\(run.run):single@12", .tokens)
        #expect(row.spending?.budgetA == MixedBudget(1))
        #expect(row.byConstruction == "equal by construction" && abs(row.comparison.difference) < 1e-12)
    }

    @Test("a side whose single sample costs more than the other spends cannot be cut, and is named")
    func tooDear() async throws {
        let error = await #expect(throws: ExperimentError.self) {
            try await compare("\(run.run):majority@12", "\(run.run):verifier@12", .calls)
        }
        #expect(error?.problem.contains("one sample of \(run.run):verifier spends") == true)
        #expect(error?.problem.contains("more than the 0.0 verifier calls of \(run.run):majority@12") == true)
    }

    @Test("the interval is as wide as that of a bootstrap that cuts back anew in every resample")
    func charged() async throws {
        let row = try await compare("\(run.run):verifier@3", "\(run.run):oracle@12", .tokens)
        let (verifier, oracle) = (try await columns(FirstAccepted()), try await columns(Oracle()))
        func curve(_ columns: [StrategyOutcomes]) -> [[(right: Double, tokens: Double)]] {
            columns.map { $0.outcomes.map { ($0.right, $0.tokens) } }
        }
        let (accepted, covered) = (curve(verifier)[2], curve(oracle))
        var fresh: [Double] = []
        var fixed: [Double] = []
        let (low, share) = (row.spending?.budgetB.low ?? 0, row.spending?.budgetB.shareOfHigh ?? 0)
        for resample in 0..<2_000 {
            var random = CounterRandom(key: StableHash("cut anew").value, stream: UInt64(resample))
            let drawn = (0..<40).map { _ in random.below(40) }
            func average(_ column: [(right: Double, tokens: Double)]) -> (right: Double, tokens: Double) {
                (mean(of: drawn.map { column[$0].right }), mean(of: drawn.map { column[$0].tokens }))
            }
            let target = average(accepted)
            let curve = covered.map(average)
            let next = try #require(curve.firstIndex { $0.tokens > target.tokens })
            let part = (target.tokens - curve[next - 1].tokens) / (curve[next].tokens - curve[next - 1].tokens)
            fresh.append(target.right - curve[next - 1].right - part * (curve[next].right - curve[next - 1].right))
            fixed.append(target.right - curve[low - 1].right - share * (curve[low].right - curve[low - 1].right))
        }
        let resolvable = try #require(row.comparison.resolvable)
        let error = resolvable / resolvableDifference(pairs: 1, standardDeviation: 1)
        #expect(abs(error / standardDeviation(of: fresh) - 1) < 0.15)
        // The test can tell: an interval for a fixed cut is another one.
        #expect(error / standardDeviation(of: fixed) - 1 > 0.5)
    }

    @Test("prices are read as they are typed")
    func prices() throws {
        #expect(try Price(parsing: "tokens=1, calls=50,flops=1e-9") == Price(token: 1, call: 50, flop: 1e-9))
        #expect(try Price(parsing: "distinct-calls=2") == Price(distinctCall: 2))
        for text in ["", "tokens", "tokens=", "tokens=-1", "tokens=nan", "tokens=1,tokens=2", "bytes=1", "tokens=0"] {
            #expect(throws: ExperimentError.self) { try Price(parsing: text) }
        }
    }

    @Test("tables state the axis, both budgets and both spendings")
    func table() async throws {
        let row = try await compare("\(run.run):verifier@9", "\(run.run):majority@12", .price(Price(token: 1, call: 3)))
        let csv = ComparisonStudy([row]).report.rendered(as: .csv).split(separator: "\n")
        #expect(csv[0].hasPrefix("a,b,axis,budget_a,budget_b,spent_a,spent_b,right_a,right_b,"))
        #expect(csv[1].contains(",price,9.0,"))
        #expect(ComparisonStudy([row]).report.rendered(as: .markdown).contains("at equal expected price"))
    }
}
