import TestGuards
import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Binomial intervals")
struct BinomialIntervalTests {
    @Test(
        "Clopper–Pearson and Wilson limits agree with SciPy",
        arguments: [
            // scipy.stats.binomtest(x, n).proportion_ci(c, method='exact' | 'wilson')
            (0, 10, 0.95, [0.0, 0.30849710781876294, 0.0, 0.27753279986288926]),
            (10, 10, 0.95, [0.6915028921812371, 1.0, 0.7224672001371109, 1.0]),
            (3, 10, 0.95, [0.06673951117773447, 0.652452850060008, 0.10779126740630102, 0.6032218525388546]),
            (81, 263, 0.95, [0.25273674558504267, 0.36762192260134746, 0.2552885198782742, 0.36620957698280004]),
            (1, 1000, 0.99, [5.0125292607668e-06, 0.007406286938353162, 0.00011741635361832, 0.008460566219981695]),
        ])
    func limits(successes: Int, trials: Int, confidence: Double, expected: [Double]) throws {
        let exact = Interval.clopperPearson(successes: Double(successes), trials: trials, confidence: confidence)
        let wilson = Interval.wilson(successes: successes, trials: trials, confidence: confidence)
        for (value, reference) in try pairs([exact.low, exact.high, wilson.low, wilson.high], expected) {
            #expect(abs(value - reference) < 1e-11)
        }
    }

    /// The exact probability that an interval for x of n covers the rate.
    private func coverage(rate: Double, trials: Int, _ interval: (Int) -> Interval) -> Double {
        var probability = 1.0
        for _ in 0..<trials { probability *= 1 - rate }
        var covered = 0.0
        for successes in 0...trials {
            if interval(successes).contains(rate) { covered += probability }
            probability *= Double(trials - successes) / Double(successes + 1) * rate / (1 - rate)
        }
        return covered
    }

    @Test("Clopper–Pearson never covers less than it says", arguments: [0.01, 0.1, 0.35, 0.5, 0.8])
    func clopperPearsonCoverage(rate: Double) {
        for trials in [5, 20, 60] {
            let covered = coverage(rate: rate, trials: trials) {
                .clopperPearson(successes: Double($0), trials: trials)
            }
            #expect(covered >= 0.95)
        }
    }

    @Test("Wilson covers about what it says, averaged over rates")
    func wilsonCoverage() {
        let rates = (1..<50).map { Double($0) / 50 }
        let covered = rates.map { rate in coverage(rate: rate, trials: 40) { .wilson(successes: $0, trials: 40) } }
        #expect(abs(mean(of: covered) - 0.95) < 0.01)
    }

    @Test("the method is chosen by the values")
    func choice() {
        #expect(Interval.interval(of: []) == nil)
        #expect(Interval.interval(of: [1, 1, 1])?.method == .clopperPearson)
        #expect(Interval.interval(of: [0, 0])?.high == Interval.clopperPearson(successes: 0, trials: 2).high)
        #expect(Interval.interval(of: [0.5, 0.5, 0.5])?.method == .gaffke)
        #expect(Interval.interval(of: [0, 1, 1])?.method == .clopperPearson)
        #expect(Interval.interval(of: [0, 0.5, 1])?.method == .gaffke)
        #expect(Interval.interval(of: [40, 40])?.method == .constant)
        #expect(Interval.interval(of: [40, 41])?.method == .bootstrapBCa)
    }
}
