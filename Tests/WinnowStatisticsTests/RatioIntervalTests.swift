import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Intervals of ratios")
struct RatioIntervalTests {
    @Test("with equal denominators the interval is that of the mean")
    func equalDenominators() throws {
        let values = (0..<40).map { Double($0 * $0 % 7) / 7 }
        let resampling = Resampling(problems: 40, resamples: 500)
        let ratio = try #require(
            Interval.ratio(
                of: values.map { 3 * $0 }, over: values.map { _ in 3 }, resampling: resampling))
        let mean = Interval.gaffke(of: values)
        #expect(abs(ratio.low - mean.low) < 1e-9 && abs(ratio.high - mean.high) < 1e-9)
        // Ratios beyond 1 are no rates.
        let amounts = try #require(
            Interval.ratio(of: values.map { 6 * $0 }, over: values.map { _ in 3 }, resampling: resampling))
        let amount = Interval.bootstrapPercentile(of: values.map { 2 * $0 }, resampling: resampling)
        #expect(abs(amounts.low - amount.low) < 1e-12 && abs(amounts.high - amount.high) < 1e-12)
    }

    @Test("a share that is the same in every problem has the exact interval of as many problems")
    func constantRatio() throws {
        let sizes = (1...30).map(Double.init)
        let interval = try #require(
            Interval.ratio(
                of: sizes.map { 0.25 * $0 }, over: sizes, resampling: Resampling(problems: 30, resamples: 200)))
        // A quarter and three quarters of .025^(1/30) = .8842966917779722 from 0 and from 1.
        #expect(abs(interval.low - 0.22107417294449306) < 1e-12)
        #expect(abs(interval.high - (1 - 0.75 * 0.8842966917779722)) < 1e-12)
    }

    @Test("resamples without a denominator are left out; without any there is no interval")
    func emptyDenominators() throws {
        let resampling = Resampling(problems: 4, resamples: 300)
        #expect(Interval.ratio(of: [0, 0, 0, 0], over: [0, 0, 0, 0], resampling: resampling) == nil)
        let one = try #require(Interval.ratio(of: [1, 2, 0, 0], over: [2, 2, 0, 0], resampling: resampling))
        // Rates 1/2 and 1, mpmath: the roots of the exact law, as in GaffkeTests.
        #expect(abs(one.low - 0.111803398874989) < 1e-9 && abs(one.high - 0.993710441453287) < 1e-9)
    }

    @Test("the interval covers a rate of clustered candidates about as often as it says")
    func coverage() {
        var covered = 0
        let runs = 300
        for run in 0..<runs {
            var random = CounterRandom(key: StableHash("clusters").value, stream: UInt64(run))
            var (accepted, all) = ([Double](), [Double]())
            for _ in 0..<60 {
                // Problems differ in their rates, 0.1 or 0.5, and in their numbers of candidates alike.
                let rate = random.below(2) == 0 ? 0.1 : 0.5
                let count = 2 + random.below(20)
                all.append(Double(count))
                accepted.append(Double((0..<count).count { _ in random.uniform() < rate }))
            }
            let interval = Interval.ratio(
                of: accepted, over: all, resampling: Resampling(problems: 60, resamples: 400, seed: UInt64(run)))
            if interval?.contains(0.3) == true { covered += 1 }
        }
        // 95 % of 300 are 285; percentile intervals of 60 clusters cover somewhat less.
        #expect((265...300).contains(covered), "\(covered)")
    }
}
