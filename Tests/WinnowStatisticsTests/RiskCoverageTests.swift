import TestGuards
import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Risk and coverage")
struct RiskCoverageTests {
    @Test("the curve of a worked example: the least sure answer is the wrong one")
    func workedExample() throws {
        let curve = RiskCoverage(confidences: [0.9, 0.5, 0.8, nil], wrong: [0, 1, 0, 0])
        let third = 1.0 / 3
        #expect(curve.risks(at: [0.25, 0.5, 0.75, 1]) == [0, 0, third, third])
        let area = try #require(curve.area())
        #expect(abs(area - third / 3) < 1e-12)
        let weighted = curve.risks(at: [0.5, 1], weights: [0, 2, 1, 1] as [Double])
        // One of two answers is the sure one, the other a copy of the wrong one's problem.
        let both = 2 * third
        #expect(weighted == [0.5, both])
    }

    @Test("shares of the answers given make the risk and the area, ties in expectation")
    func shares() throws {
        let confidences: [Double?] = [0.9, 0.5, 0.8, nil, 0.5, 0.9]
        let wrong = [0, 1, 0.5, 0, 0.25, 1]
        let curve = RiskCoverage(confidences: confidences, wrong: wrong)
        func risk(_ shares: [Double]) -> Double {
            zip(shares, wrong).reduce(0) { $0 + $1.0 * $1.1 } / shares.reduce(0, +)
        }
        for coverage in [0.1, 0.4, 0.5, 0.7, 1] {
            let value = try #require(curve.risks(at: [coverage])[0])
            #expect(abs(risk(curve.given(at: coverage)) - value) < 1e-12)
        }
        #expect(abs(risk(curve.areaShares) - (try #require(curve.area()))) < 1e-12)
        #expect(abs(curve.areaShares.reduce(0, +) - 5) < 1e-12)
    }

    @Test("ten right answers have bands of some width, that of the exact limit at full coverage")
    func bands() throws {
        let curve = RiskCoverage(confidences: (1...10).map(Double.init), wrong: [Double](repeating: 0, count: 10))
        let coverages = (1...10).map { Double($0) / 10 }
        let bands = try coverages.map { coverage in
            try #require(curve.interval(shares: curve.given(at: coverage), replicates: [0, 0, 0]))
        }
        // scipy.stats.binomtest(0, 10).proportion_ci(.95, method='exact'); of one answer .975.
        #expect(abs(bands[9].high - 0.30849710781876294) < 1e-12 && abs(bands[0].high - 0.975) < 1e-12)
        #expect(bands.allSatisfy { $0.low == 0 })
        #expect(curve.interval(shares: curve.areaShares, replicates: [0])?.high ?? 0 > 0.3)
    }

    @Test("wrong answers among all problems only become more: bands are widened until theirs do")
    func monotone() {
        func band(_ low: Double, _ high: Double) -> Interval { Interval(low: low, high: high, method: .gaffke) }
        let bands = [band(0.4, 0.8), band(0.1, 0.3), band(0.2, 0.5)]
        let widened = RiskCoverage.monotone(bands, coverages: [0.2, 0.4, 1])
        // Of all problems: low .08, .04, .2 and high .16, .12, .5.
        let expected = [(0.2, 0.8), (0.1, 0.4), (0.2, 0.5)]
        for (band, limits) in zip(widened, expected) {
            #expect(abs(band.low - limits.0) < 1e-12 && abs(band.high - limits.1) < 1e-12)
        }
    }

    @Test("without an answer there is neither risk nor area")
    func nothing() {
        let curve = RiskCoverage(confidences: [nil, nil], wrong: [0, 0])
        #expect(curve.risks(at: [0.5, 1]) == [nil, nil] && curve.area() == nil)
        let some = RiskCoverage(confidences: [1, nil], wrong: [1, 0])
        #expect(some.risks(at: [0, 1]) == [nil, 1])
        #expect(some.risks(at: [1], weights: [0, 2]) == [nil] && some.area(weights: [0, 2]) == nil)
    }

    @Test("a confidence that says nothing has the same risk at every coverage, and as its area")
    func uninformative() throws {
        let curve = RiskCoverage(confidences: [1, 1, 1, 1, 1], wrong: [0, 1, 0.5, 0, 1])
        for risk in curve.risks(at: [0.1, 0.5, 1]) { #expect(abs(try #require(risk) - 0.5) < 1e-12) }
        #expect(abs(try #require(curve.area()) - 0.5) < 1e-12)
    }

    @Test("tied confidences are the average over all orders of the tied, and weights are copies of problems")
    func againstOrders() throws {
        for seed in 0..<30 as Range<UInt64> {
            var random = CounterRandom(key: StableHash("risk").value, stream: seed)
            let count = 6
            let confidences = (0..<count).map { _ in random.below(5) == 0 ? nil : Double(random.below(3)) }
            let wrong = (0..<count).map { _ in random.uniform() }
            let weights = (0..<count).map { _ in Double(random.below(3)) }
            let curve = RiskCoverage(confidences: confidences, wrong: wrong)
            let copies = (0..<count).flatMap { index in
                [(Double?, Double)](repeating: (confidences[index], wrong[index]), count: Int(weights[index]))
            }
            let given = copies.compactMap { confidence, wrong in confidence.map { ($0, wrong) } }
            guard !given.isEmpty else {
                #expect(curve.area(weights: weights) == nil)
                continue
            }
            // Many random orders, sorted stably: tied copies are in random order.
            let orders = 4_000
            var sums = [Double](repeating: 0, count: given.count)
            for _ in 0..<orders {
                var order = Array(given.indices)
                random.shuffle(&order)
                let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
                order.sort { (-given[$0].0, places[$0]!) < (-given[$1].0, places[$1]!) }
                var total = 0.0
                for (place, index) in order.enumerated() {
                    total += given[index].1
                    sums[place] += total / Double(place + 1)
                }
            }
            let expected = sums.map { $0 / Double(orders) }
            let coverages = given.indices.map { Double($0 + 1) / Double(copies.count) }
            // The spread of a mean of numbers in [0, 1] is at most a half.
            let bound = 4 * 0.5 / Double(orders).squareRoot()
            for (risk, value) in try pairs(curve.risks(at: coverages, weights: weights), expected) {
                #expect(abs(try #require(risk) - value) < bound, "seed \(seed)")
            }
            let area = try #require(curve.area(weights: weights))
            #expect(abs(area - mean(of: expected)) < bound)
        }
    }
}
