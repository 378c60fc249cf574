import Testing
import WinnowStatistics

@Suite("Distributions")
struct DistributionTests {
    @Test(
        "normal quantiles agree with SciPy",
        arguments: [
            // scipy.stats.norm.ppf(p)
            (1e-12, -7.034483825301131), (0.001, -3.090232306167813), (0.025, -1.9599639845400545),
            (0.2, -0.8416212335729142), (0.5, 0), (0.8, 0.8416212335729143), (0.975, 1.959963984540054),
        ])
    func normalQuantile(probability: Double, expected: Double) {
        #expect(abs(Normal.quantile(probability) - expected) < 1e-12)
    }

    @Test(
        "normal probabilities agree with SciPy, in the far tail too",
        arguments: [
            // scipy.stats.norm.cdf(z)
            (-8, 6.22096057427174e-16), (-1.96, 0.024997895148220435), (0.3, 0.6179114221889526),
            (2, 0.9772498680518208),
        ])
    func normalCumulative(z: Double, expected: Double) {
        #expect(abs(Normal.cumulative(z) / expected - 1) < 1e-12)
    }

    @Test("the ends of the normal distribution are infinite")
    func normalEnds() {
        #expect(Normal.quantile(0) == -.infinity)
        #expect(Normal.quantile(1) == .infinity)
    }

    @Test(
        "the incomplete beta function agrees with SciPy",
        arguments: [
            // scipy.special.betainc(a, b, x)
            (2, 3, 0.4, 0.5248), (0.5, 0.5, 0.1, 0.20483276469913345), (50, 950, 0.04, 0.06544377993827385),
            (950, 50, 0.96, 0.9345562200617256), (1.5, 20, 0.3, 0.9976345207357736),
        ])
    func betaCumulative(a: Double, b: Double, x: Double, expected: Double) {
        #expect(abs(Beta.cumulative(x, a: a, b: b) - expected) < 1e-11)
    }

    @Test("the beta quantile is the inverse of the distribution function", arguments: [0.001, 0.025, 0.5, 0.9, 0.999])
    func betaQuantile(probability: Double) {
        for (a, b) in [(0.5, 3.0), (7, 2), (300, 700), (1, 1)] {
            let x = Beta.quantile(probability, a: a, b: b)
            #expect(abs(Beta.cumulative(x, a: a, b: b) - probability) < 1e-11)
        }
    }

    @Test("mean and standard deviation of known values")
    func moments() {
        let values: [Double] = [2, 4, 4, 4, 5, 5, 7, 9]
        #expect(mean(of: values) == 5)
        #expect(abs(standardDeviation(of: values) - (32.0 / 7).squareRoot()) < 1e-15)
        #expect(standardDeviation(of: [1]).isNaN)
    }
}
