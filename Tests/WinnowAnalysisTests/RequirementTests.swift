import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Requirements of a verifier")
struct RequirementTests {
    private let store: Store

    init() throws { store = try Store.inMemory() }

    private func dialled(
        _ rates: VerifierRates = .perfect, noise: VerdictNoise = .candidate, problems: Int, verdicts: UInt64 = 0
    ) throws -> HandmadeRun {
        try NoisyRun(in: store, problems: problems, size: 16, rates: rates, noise: noise, verdicts: verdicts).run
    }

    private func requirement(_ request: RequirementRequest, of pools: RunPools) async throws -> Requirement {
        var request = request
        request.resamples = 200
        return try await Requirement(of: pools, request) { _ in }
    }

    @Test(
        "a verifier drawn at the boundary ties with the vote in `compare`, one beyond the band wins or loses",
        arguments: VerdictNoise.allCases, [RequirementTerms.sameBudget, .samePrice(perCall: 4)])
    func boundary(noise: VerdictNoise, terms: RequirementTerms) async throws {
        let (problems, falsePositive) = (120, 0.1)
        let request = RequirementRequest(
            budgets: [6], falsePositiveRates: [falsePositive], callPrices: [4], noise: noise, verifiers: [])
        let rows = try await requirement(request, of: dialled(problems: problems).pools).rows
        let row = try #require(rows.first { $0.terms == terms })
        let least = row.truePositiveRate
        #expect(row.interval.contains(least))
        #expect(row.interval.low > 0 && row.interval.high < 1)
        let axis = terms == .sameBudget ? nil : Axis.price(request.price(ofCall: 4))
        func measured(_ rate: Double, _ verdicts: UInt64) async throws -> PairedComparison {
            let rates = VerifierRates(truePositive: min(1, max(0, rate)), falsePositive: falsePositive)
            let run = try dialled(rates, noise: noise, problems: problems, verdicts: verdicts)
            let contenders = [
                Contender(run: run.run.value, strategy: "verifier", budget: terms == .sameBudget ? 6 : 16),
                Contender(run: run.run.value, strategy: "majority", budget: 6),
            ]
            return try #require(try await ComparisonStudy(contenders, atEqual: axis, in: store).rows.first).comparison
        }
        let there = try await measured(least, 1)
        #expect(there.interval.contains(0), "\(there)")
        let beyond = try await measured(row.interval.high + 0.3, 2)
        #expect(beyond.interval.low > 0, "\(beyond)")
        let short = try await measured(row.interval.low - 0.3, 3)
        #expect(short.interval.high < 0, "\(short)")
    }

    @Test("at the least rate the expected difference is 0, and it rises with the true-positive rate")
    func root() async throws {
        let request = RequirementRequest(budgets: [3, 8], falsePositiveRates: [0, 0.05], callPrices: [0, 4])
        let pools = try dialled(problems: 24).pools
        let study = try await RequirementEstimation(pools, request)
        let kernels = VerifierSheet.Kernels(
            pools.entries.map(\.pool), budgets: Array(1...16), noise: request.noise)
        for row in try await requirement(request, of: pools).rows {
            let opponent = try #require(study.opponents.first { $0.budget == row.budget })
            func advantage(_ rate: Double) async throws -> Double {
                let rates = VerifierRates(truePositive: rate, falsePositive: row.falsePositiveRate)
                return mean(of: study.difference(of: try await kernels.sheet(rates), from: opponent, on: row.terms))
            }
            let least = row.truePositiveRate
            try #require(least.isFinite)
            #expect(abs(try await advantage(least)) < 1e-11)
            #expect(try await advantage(least - 0.05) < -1e-3)
            #expect(try await advantage(least + 0.05) > 1e-3)
        }
    }

    @Test("of pools with two right ones of four, verifying ties with one sample where (1 − TPR)² = 1/2")
    func closedForm() async throws {
        let run = try HandmadeRun(in: store, problems: 3)
        for problem in 0..<3 { try run.append([.right, .wrong, .otherWrong, .right], to: problem) }
        let request = RequirementRequest(
            budgets: [4], falsePositiveRates: [0], callPrices: [], opponent: "single", noise: .candidate, verifiers: [])
        let row = try #require(try await requirement(request, of: run.pools).rows.first { $0.terms == .sameBudget })
        #expect(abs(row.truePositiveRate - (1 - 0.5.squareRoot())) < 1e-11)
        #expect(abs(row.interval.low - row.truePositiveRate) < 1e-11 && row.interval.high == row.interval.low)
    }

    @Test("at the same budget more false positives ask for more true positives")
    func monotone() async throws {
        let pools = try dialled(problems: 24).pools
        for noise in VerdictNoise.allCases {
            let request = RequirementRequest(
                budgets: [2, 6, 16], falsePositiveRates: [0, 0.02, 0.1, 0.3, 1], callPrices: [0], noise: noise)
            let rows = try await requirement(request, of: pools).rows.filter { $0.terms == .sameBudget }
            for budget in [2, 6, 16] {
                let rates = rows.filter { $0.budget == budget }.map(\.truePositiveRate)
                #expect(rates.count == 5 && rates == rates.sorted(), "\(noise) \(budget): \(rates)")
            }
        }
    }

    @Test("a verifier of one sample must accept every right answer to tie with that sample")
    func oneSample() async throws {
        let request = RequirementRequest(budgets: [1], callPrices: [0, 1], noise: .answer)
        for row in try await requirement(request, of: dialled(problems: 24).pools).rows {
            if row.terms == .samePrice(perCall: 1) {
                #expect(row.truePositiveRate == .infinity && row.shareNever == 1)
            } else {
                #expect(abs(row.truePositiveRate - 1) < 1e-9, "\(row)")
            }
        }
    }

    @Test("at its break-even price a verifier ties with the vote at equal total price")
    func breakEven() async throws {
        let pools = try dialled(problems: 24).pools
        for noise in VerdictNoise.allCases {
            let rates = [
                VerifierRates(truePositive: 0.9, falsePositive: 0.05),
                VerifierRates(truePositive: 0.1, falsePositive: 0.9),
            ]
            let request = RequirementRequest(
                budgets: [8], falsePositiveRates: [0], callPrices: [0], noise: noise, verifiers: rates)
            let rows = try await requirement(request, of: pools).breakEvens
            let good = try #require(rows.first { $0.rates == rates[0] })
            #expect(good.price > 0 && good.interval.contains(good.price) && good.shareNever == 0)
            let study = try await RequirementEstimation(pools, request)
            let kernels = VerifierSheet.Kernels(pools.entries.map(\.pool), budgets: Array(1...16), noise: noise)
            let difference = study.difference(
                of: try await kernels.sheet(rates[0]), from: study.opponents[0], on: .samePrice(perCall: good.price))
            #expect(abs(mean(of: difference)) < 1e-9)
            let bad = try #require(rows.first { $0.rates == rates[1] })
            #expect(bad.price < 0 && bad.shareNever > 0.9)
        }
    }

    @Test("the break-even price makes up for the tokens at the budget where both are as often right")
    func breakEvenByHand() {
        func point(_ right: Double, _ tokens: Double, _ calls: Double) -> VerifyingCurve.Point {
            VerifyingCurve.Point(right: right, tokens: tokens, calls: calls)
        }
        let curve = VerifyingCurve(points: [point(0, 0, 0), point(0.4, 10, 1), point(0.6, 16, 1.5)])
        // Half way between the two budgets: 13 tokens and 1.25 calls.
        #expect(abs(curve.breakEvenPrice(against: point(0.5, 63, 0)) - 40) < 1e-9)
        #expect(abs(curve.breakEvenPrice(against: point(0.5, 3, 0)) + 8) < 1e-9)
        // A quarter of the time one sample is drawn.
        #expect(abs(curve.breakEvenPrice(against: point(0.1, 12.5, 0)) - 40) < 1e-9)
        #expect(abs(curve.breakEvenPrice(against: point(0.5, 63, 1)) - 200) < 1e-9)
        #expect(curve.breakEvenPrice(against: point(0.7, 1000, 0)) == -.infinity)
        #expect(curve.breakEvenPrice(against: point(0, 10, 0)) == .infinity)
    }

    @Test("the page has both tables for people, and one row per cell for programs")
    func page() async throws {
        let run = try dialled(problems: 12)
        func text(_ format: TableFormat) async throws -> String {
            try await RequirementStudy(
                of: [run.stored], in: store,
                RequirementRequest(
                    budgets: [4, 16], falsePositiveRates: [0.1, 0, 0.1], callPrices: [1e300, 5, 5],
                    verifiers: [.perfect, .perfect]),
                observe: { _ in }
            ).report.rendered(as: format)
        }
        let markdown = try await text(.markdown)
        #expect(markdown.contains("How good must a verifier be to beat majority?"))
        #expect(markdown.contains("What may a verifier call cost?"))
        #expect(markdown.contains("| FPR 0 % | FPR 10 % |") && markdown.contains("never"))
        let lines = try await text(.csv).split(separator: "\n")
        // Two budgets: three terms at two false-positive rates, and one verifier.
        #expect(lines.count == 1 + 12 + 2)
        #expect(lines[0].hasPrefix("run,opponent,budget,opponent_right,"))
    }

    @Test("a request that cannot be met is refused with a reason")
    func refused() async throws {
        let pools = try dialled(problems: 4).pools
        let cases = [
            (RequirementRequest(budgets: [17]), "budget 17 exceeds"), (RequirementRequest(budgets: [0]), "below 1"),
            (RequirementRequest(falsePositiveRates: [1.5]), "1.5 is not a probability"),
            (RequirementRequest(falsePositiveRates: [.nan]), "is not a probability"),
            (RequirementRequest(callPrices: [-1]), "not a price"),
            (RequirementRequest(callPrices: [.infinity]), "not a price"),
            (RequirementRequest(opponent: "psychic"), "no strategy \"psychic\""),
            (RequirementRequest(opponent: "greedy"), "has no greedy"),
        ]
        for (request, message) in cases {
            let error = await #expect(throws: ExperimentError.self) {
                _ = try await requirement(request, of: pools)
            }
            #expect(error?.problem.contains(message) == true, "\(String(describing: error))")
        }
    }
}
