import Glibc
import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Gaffke's limits")
struct GaffkeTests {
    /// Limits in 900 digits with mpmath: P(Σ aᵢ·Eᵢ > 0) = Σ over aᵢ > 0 of Π aᵢ/(aᵢ − aⱼ), solved by bisection.
    @Test(
        "limits agree with the exact law of sums of exponential variables",
        arguments: [
            (BootstrapTests.values, 0.167972818755388, 0.618094695427173),
            ([0.5, 0.9], 0.106066017177982, 0.964644660940673),
            ([Double](repeating: 0.999, count: 20) + [0.5], 0.810966571423902, 0.998446279502984),
        ])
    func exactLaw(values: [Double], low: Double, high: Double) {
        let interval = Interval.gaffke(of: values)
        #expect(abs(interval.low - low) < 1e-9 && abs(interval.high - high) < 1e-9, "\(interval)")
        #expect(interval.method == .gaffke)
    }

    @Test(
        "of 0/1 outcomes they are Clopper and Pearson's",
        arguments: [
            // scipy.stats.binomtest(x, n).proportion_ci(.95, method='exact')
            (0, 10, 0.0, 0.30849710781876294), (3, 10, 0.06673951117773447, 0.652452850060008),
            (30, 30, 0.8842966917779722, 1), (81, 263, 0.25273674558504267, 0.36762192260134746),
        ])
    func binary(successes: Int, trials: Int, low: Double, high: Double) {
        let values = (0..<trials).map { $0 < successes ? 1.0 : 0 }
        let interval = Interval.gaffke(of: values)
        #expect(interval.method == .clopperPearson)
        #expect(abs(interval.low - low) < 1e-11 && abs(interval.high - high) < 1e-11)
        // Values that are not quite 0 or 1 have nearly the same limits, by the other way of computing.
        let near = Interval.gaffke(of: values.enumerated().map { abs($1 - 1e-9 * Double($0 + 1)) })
        #expect(abs(near.low - low) < 1e-6 && abs(near.high - high) < 1e-6, "\(near)")
    }

    @Test("sums that round to none or all have no wider limits than none or all")
    func nearlyAll() {
        // .025^(1/30) and 1 − .025^(1/30), as of scipy.stats.binomtest(30, 30) and (0, 30).
        let nearly = [Double](repeating: 1, count: 29) + [0.9]
        let high = Interval.gaffke(of: nearly)
        #expect(abs(high.low - 0.8842966917779722) < 1e-12 && high.high < 1 && high.high > 0.999)
        let low = Interval.gaffke(of: nearly.map { 1 - $0 })
        #expect(abs(low.high - 0.11570330822202779) < 1e-12 && low.low > 0)
        // One value is anything: .3 · .025 from below, and as no success of one from above.
        let one = Interval.gaffke(of: [0.3])
        #expect(abs(one.low - 0.0075) < 1e-12 && abs(one.high - 0.975) < 1e-12)
    }

    @Test("equal values have a width, and rounding noise changes nothing")
    func equalValues() {
        // 1 − .025^(1/30) = .11570330822202779 of the way to 0 or 1.
        let half = Interval.gaffke(of: [Double](repeating: 0.5, count: 30))
        #expect(abs(half.low - 0.4421483458889861) < 1e-12 && abs(half.high - 0.5578516541110139) < 1e-12)
        let two = Interval.gaffke(of: [1 - 1e-16, 1 - 2e-16])
        // .025^(1/2)
        #expect(abs(two.low - 0.15811388300841897) < 1e-12 && two.high == 1 && two.method == .clopperPearson)
        #expect(Interval.interval(of: [1, 1 + 1e-15])?.method == .clopperPearson)
        #expect(Interval.interval(of: [40, 40 + 1e-13])?.method == .constant)
    }

    @Test("limits are of the Bayesian bootstrap with one problem more, as by random draws")
    func drawn() {
        let values = (0..<40).map { Double($0 * $0 % 17) / 16 }
        var random = CounterRandom(key: StableHash("Gaffke by draws").value)
        var highs: [Double] = []
        for _ in 0..<20_000 {
            let weights = (0...40).map { _ in -log(1 - random.uniform()) }
            let sum = zip(weights, values + [1]).reduce(0) { $0 + $1.0 * $1.1 }
            highs.append(sum / weights.reduce(0, +))
        }
        let interval = Interval.gaffke(of: values)
        // The share of draws above has standard error .0011.
        #expect(abs(Double(highs.count { $0 > interval.high }) / 20_000 - 0.025) < 0.005)
    }

    @Test("many different values, which are put together, change the limits by less than a thousandth of their width")
    func manyValues() {
        var random = CounterRandom(key: StableHash("many values").value)
        let values = (0..<20_000).map { _ in random.uniform() }
        let interval = Interval.gaffke(of: values)
        // The normal limits: 1.959964 · √(1/12 / 20000), and the pull of the unseen problem, 0.5 / 20001 either way.
        let half = 1.959963984540054 * standardDeviation(of: values) / 20_000.0.squareRoot()
        #expect(abs((interval.high - interval.low) / 2 - half - 0.5 / 20_001) < 1e-3 * half)
    }

    @Test("limits are symmetric, narrower with more problems and wider with more confidence")
    func order() {
        let values = BootstrapTests.values
        let plain = Interval.gaffke(of: values)
        let mirrored = Interval.gaffke(of: values.map { 1 - $0 })
        #expect(abs(plain.low + mirrored.high - 1) < 1e-9 && abs(plain.high + mirrored.low - 1) < 1e-9)
        let twice = Interval.gaffke(of: values + values)
        #expect(twice.low > plain.low && twice.high < plain.high)
        let sure = Interval.gaffke(of: values, confidence: 0.99)
        #expect(sure.low < plain.low && sure.high > plain.high)
        let unsure = Interval.gaffke(of: values, confidence: 0.1)
        #expect(unsure.low > plain.low && unsure.high < plain.high && unsure.contains(mean(of: values)))
    }

    @Test("ratios of clusters of unequal size agree with the exact law")
    func ratio() throws {
        let interval = try #require(
            Interval.ratio(
                of: [1, 0, 1, 2, 3], over: [2, 1, 2, 2, 7], resampling: Resampling(problems: 5, resamples: 10)))
        #expect(abs(interval.low - 0.202170448388437) < 1e-9 && abs(interval.high - 0.826797536076588) < 1e-9)
    }

    @Test("the odds ratio of Berkeley's departments agrees with the exact law, and has limits without a count against")
    func odds() throws {
        let interval = try #require(AssociationTests.berkeley.oddsRatioInterval())
        #expect(abs(interval.low - 0.304686260212) < 1e-9 && abs(interval.high - 2.6622966724) < 1e-8)
        let implied = StratifiedAssociation([FourfoldTable(both: 5, onlySecond: 2, neither: 3), FourfoldTable(both: 4)])
        let open = try #require(implied.oddsRatioInterval())
        // One problem that speaks: the share is at least .025, its odds 1/39.
        #expect(abs(open.low - 1.0 / 39) < 1e-12 && open.high == .infinity)
        #expect(StratifiedAssociation([FourfoldTable(both: 3, onlyFirst: 2)]).oddsRatioInterval() == nil)
    }

    @Test("phi has an interval of some width where all tables agree")
    func phi() throws {
        let tables = [FourfoldTable](repeating: FourfoldTable(both: 4, neither: 4), count: 20)
        let interval = try #require(
            StratifiedAssociation(tables).phiInterval(Resampling(problems: 20, resamples: 2_000)))
        #expect(interval.low < 0.8 && interval.low > 0.5 && abs(interval.high - 1) < 1e-12)
    }

    @Test("small differences keep narrow intervals; few of them allow for large ones")
    func differences() {
        // As above, with the unseen difference ±.06, the largest, for the first and ±1 for the second.
        let many = Interval.difference([0.02, 0.05, 0.01, 0.04, -0.01, 0.03, 0.06, 0.02, 0.05, 0.04])
        #expect(abs(many.low - 0.00115641276198067) < 1e-9 && abs(many.high - 0.0446791848931323) < 1e-9)
        let few = Interval.difference([Double](repeating: 0, count: 8) + [0.5, -0.25])
        #expect(abs(few.low + 0.300304222407704) < 1e-9 && abs(few.high - 0.340226517418544) < 1e-9)
        // 1 − .025^(1/30), the limit of no success of 30.
        let none = Interval.difference([Double](repeating: 1e-16, count: 30))
        #expect(abs(none.low + 0.11570330822202779) < 1e-12 && abs(none.high - 0.11570330822202779) < 1e-12)
        #expect(Interval.difference([12, 15, -3]).method == .bootstrapBCa)
    }

    @Test("the chance that a sum of gamma variables is positive, where it has a closed form")
    func gammaSums() {
        // P(E₁ > 3·E₂) = 1/4; Gamma(5) against Gamma(3): P(Beta(3, 5) < 1/2) = 99/128.
        #expect(abs(GammaSum(coefficients: [1, -3], shapes: [1, 1]).positive - 0.25) < 1e-10)
        #expect(abs(GammaSum(coefficients: [1, -1], shapes: [5, 3]).positive - 99.0 / 128) < 1e-10)
        #expect(abs(GammaSum(coefficients: [1e-9, -1e-9], shapes: [400_000, 400_000]).positive - 0.5) < 1e-10)
        #expect(GammaSum(coefficients: [0, -1], shapes: [1, 1]).positive == 0)
        #expect(GammaSum(coefficients: [0, 1], shapes: [1, 1]).positive == 1)
    }

    @Test("limits cover in at least 93 % of simulated pools, also where rates are nearly 1")
    func coverage() {
        var random = CounterRandom(key: StableHash("coverage of Gaffke").value)
        let trials = 400
        for n in [10, 30] {
            var covered = 0
            for _ in 0..<trials {
                // 1 − u⁹ has mean .9, with most values near 1.
                let values = (0..<n).map { _ in
                    let u = random.uniform()
                    let cube = u * u * u
                    return 1 - cube * cube * cube
                }
                if Interval.gaffke(of: values).contains(0.9) { covered += 1 }
            }
            // Standard error .011 at .95.
            #expect(Double(covered) / Double(trials) > 0.93, "n = \(n): \(covered)")
        }
    }
}
