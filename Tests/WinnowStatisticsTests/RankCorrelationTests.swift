import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Rank correlation")
struct RankCorrelationTests {
    @Test("ties share the mean rank")
    func ties() {
        #expect(RankCorrelation.ranks([10, 20, 10, 30]) == [1.5, 3, 1.5, 4])
    }

    @Test("a textbook example: ten children, Spearman's ρ = −0.1758")
    func golden() {
        // 1 − 6·Σd² / (n(n² − 1)) with Σd² = 194.
        let iq: [Double] = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
        let hours: [Double] = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
        #expect(abs(RankCorrelation(iq, hours).coefficient - (1 - 6 * 194.0 / 990)) < 1e-12)
    }

    @Test("any rising function has correlation 1, and any falling one −1")
    func monotone() {
        let values = (0..<20).map { Double($0 * $0) - 40 }
        #expect(abs(RankCorrelation(values, values.map { $0 * $0 * $0 }).coefficient - 1) < 1e-12)
        #expect(abs(RankCorrelation(values, values.map { -$0 }).coefficient + 1) < 1e-12)
    }

    @Test("without variation there is no correlation, and its interval has no ends")
    func constant() {
        let correlation = RankCorrelation([1, 1, 1], [1, 2, 3])
        #expect(correlation.coefficient.isNaN && correlation.interval.low.isNaN)
    }

    @Test("the interval of independent values contains 0 in about 95 % of the samples")
    func coverage() {
        let trials = 200
        let contained = (0..<trials).count { trial in
            var random = CounterRandom(key: 17, stream: UInt64(trial))
            let x = (0..<60).map { _ in random.uniform() }
            let y = (0..<60).map { _ in random.uniform() }
            return RankCorrelation(x, y, resamples: 400).interval.contains(0)
        }
        let error = (0.95 * 0.05 / Double(trials)).squareRoot()
        #expect(abs(Double(contained) / Double(trials) - 0.95) < 4 * error)
    }

    @Test("fewer pairs show larger correlations only")
    func detectable() {
        #expect(abs(RankCorrelation.detectable(pairs: 103) - 0.2729) < 1e-3)
        #expect(RankCorrelation.detectable(pairs: 3) == 1)
    }

    @Test("of very many problems groups are drawn, with Fisher's standard error")
    func groups() {
        var random = CounterRandom(key: StableHash("ranks of many").value)
        let pairs = (0..<20_000).map { _ in
            let (x, y) = (random.standardNormal(), random.standardNormal())
            return (x, 0.5 * x + 0.75.squareRoot() * y)
        }
        let correlation = RankCorrelation(pairs.map(\.0), pairs.map(\.1))
        // Spearman's ρ of a normal pair is 6/π·asin(.5/2) = .48258; the error of ranks (1 − ρ²)/√n, a tenth more or so.
        #expect(abs(correlation.coefficient - 0.48258) < 0.03)
        let width = correlation.interval.high - correlation.interval.low
        let fisher = 2 * 1.959964 * (1 - 0.48258 * 0.48258) / 20_000.0.squareRoot()
        #expect(abs(width / fisher - 1) < 0.25)
    }
}
