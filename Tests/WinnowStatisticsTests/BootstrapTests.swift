import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Bootstrap")
struct BootstrapTests {
    /// Twelve per-problem expectations, many at the ends as in real tables.
    static let values: [Double] = [0.1, 0, 0, 0.9, 0.35, 0.6, 0, 1, 0.2, 0.75, 0.05, 0.4]

    @Test("intervals agree with independent computations up to one step of the resample means")
    func agreesWithOthers() {
        // Resample means move in steps of 1/240. Percentile: scipy.stats.bootstrap((values,), np.mean,
        // n_resamples=400000). BCa: 2,000,000 resamples of the integers 20·values in NumPy, where ties with the
        // estimate (1.6 % of the resamples) are exact; SciPy's own BCa compares floating sums and ends a step higher.
        let resampling = Resampling(problems: 12, resamples: 40_000, seed: 1)
        let bca = Interval.bootstrapBCa(of: Self.values, resampling: resampling)
        let percentile = Interval.bootstrapPercentile(of: Self.values, resampling: resampling)
        #expect(bca.method == .bootstrapBCa && percentile.method == .bootstrapPercentile)
        let step = 1.001 / 240
        #expect(abs(bca.low - 0.18333333) < step && abs(bca.high - 0.5875) < step)
        #expect(abs(percentile.low - 0.17083333) < step && abs(percentile.high - 0.57083333) < step)
    }

    @Test("the acceleration is that of the jackknife")
    func acceleration() {
        // scipy: u = (n−1)(mean(jk) − jk); (u**3).sum() / (6 (u**2).sum()**1.5)
        #expect(abs(Interval.acceleration(of: Self.values) - 0.02657652738168405) < 1e-14)
    }

    @Test("BCa limits of a given distribution agree with the formula in NumPy")
    func knownDistribution() {
        let means: [Double] = [
            0.30, 0.31, 0.33, 0.34, 0.35, 0.36, 0.36, 0.37, 0.38, 0.40,
            0.41, 0.42, 0.44, 0.45, 0.47, 0.50, 0.52, 0.55, 0.60, 0.66,
        ]
        // z0 = norm.ppf(.45); np.quantile(means, norm.cdf(z0 + z/(1 − .05 z))) with z = z0 + norm.ppf(.025 | .975)
        let interval = Interval.bootstrapBCa(means: means, estimate: 0.395, acceleration: 0.05, confidence: 0.95)
        #expect(abs(interval.low - 0.304177579962764) < 1e-12)
        #expect(abs(interval.high - 0.6268013139080364) < 1e-12)
    }

    @Test("resample means have the mean of the values and variance σ²/n")
    func moments() {
        let means = Resampling(problems: 12, resamples: 20_000, seed: 3).means(of: Self.values)
        let centre = mean(of: Self.values)
        let variance = Self.values.map { ($0 - centre) * ($0 - centre) }.reduce(0, +) / 12 / 12
        #expect(abs(mean(of: means) - centre) < 4.5 * (variance / 20_000).squareRoot())
        let spread = standardDeviation(of: means)
        #expect(abs(spread * spread / variance - 1) < 0.05)
    }

    @Test("very many problems are drawn in groups, with the same mean and variance σ²/n")
    func groups() {
        let problems = 70_000
        let values = (0..<problems).map { Double($0 % 10) / 9 }
        let resampling = Resampling(problems: problems, resamples: 2_000)
        let means = resampling.means(of: values)
        let centre = mean(of: values)
        // Of the numbers 0 … 9: (100 − 1)/12 / 81.
        let variance = 99.0 / 12 / 81 / Double(problems)
        #expect(abs(mean(of: means) - centre) < 4.5 * (variance / 2_000).squareRoot())
        let spread = standardDeviation(of: means)
        #expect(abs(spread * spread / variance - 1) < 0.15)
        let weights = resampling.weights(of: 7)
        let total = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        #expect(abs(total - means[7]) < 1e-12)
    }

    @Test("the same seed gives the same resamples, another seed others")
    func seeds() {
        func means(seed: UInt64) -> [Double] {
            Resampling(problems: 12, resamples: 999, seed: seed).means(of: Self.values)
        }
        #expect(means(seed: 4) == means(seed: 4))
        #expect(means(seed: 4) != means(seed: 5))
    }

    @Test("an interval of a shifted and scaled column is shifted and scaled")
    func equivariance() {
        let resampling = Resampling(problems: 12, resamples: 2_000)
        let plain = Interval.bootstrapBCa(of: Self.values, resampling: resampling)
        let moved = Interval.bootstrapBCa(of: Self.values.map { 3 * $0 + 2 }, resampling: resampling)
        #expect(abs(moved.low - (3 * plain.low + 2)) < 1e-9)
        #expect(abs(moved.high - (3 * plain.high + 2)) < 1e-9)
    }

    @Test("BCa intervals of skewed rates cover about 95 %")
    func coverage() {
        // Per-problem rates u³ have mean 1/4.
        var random = CounterRandom(key: StableHash("coverage of BCa").value)
        let resampling = Resampling(problems: 60, resamples: 1_000)
        let trials = 600
        var covered = 0
        for _ in 0..<trials {
            let values = (0..<60).map { _ in
                let u = random.uniform()
                return u * u * u
            }
            if Interval.bootstrapBCa(of: values, resampling: resampling).contains(0.25) { covered += 1 }
        }
        // Nominal .95, binomial standard error .009; the bootstrap undercovers slightly at n = 60.
        #expect(Double(covered) / Double(trials) > 0.91 && Double(covered) / Double(trials) < 0.98)
    }
}
