import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Calibration")
struct CalibrationTests {
    private func predictions(_ rows: [(value: Double, outcome: Double)], problems: Int = 2) -> Predictions {
        var predictions = Predictions(problems: problems)
        for (index, row) in rows.enumerated() {
            predictions.append(row.value, outcome: row.outcome, problem: index % problems)
        }
        return predictions
    }

    private let hand = [(0.1, 0.0), (0.3, 0.0), (0.3, 1.0), (0.6, 1.0), (0.8, 1.0), (0.9, 0.0)]

    @Test("error and Brier score of a hand-made case, in bins of equal width")
    func equalWidth() throws {
        let calibration = try #require(
            Calibration(
                predictions(hand), bins: 2, binning: .equalWidth, resampling: Resampling(problems: 2, resamples: 50)))
        // Below ½: mean .7/3 against 1/3; above: mean 2.3/3 against 2/3.
        #expect(calibration.bins.map(\.count) == [3, 3])
        #expect(abs(calibration.expectedError.value - (0.5 * 0.1 + 0.5 * 0.1)) < 1e-12)
        #expect(abs(calibration.brier.value - (0.01 + 0.09 + 0.49 + 0.16 + 0.04 + 0.81) / 6) < 1e-12)
        #expect(abs(calibration.bins[0].observed.value - 1.0 / 3) < 1e-12)
    }

    @Test("bins of equal mass keep equal predictions together")
    func equalMass() throws {
        let calibration = try #require(
            Calibration(predictions(hand), bins: 3, resampling: Resampling(problems: 2, resamples: 50)))
        #expect(calibration.bins.map(\.count) == [3, 1, 2])
        #expect(calibration.bins.map(\.range) == [0.1...0.3, 0.6...0.6, 0.8...0.9])
        let constant = try #require(
            Calibration(
                predictions([(0.5, 1), (0.5, 0), (0.5, 1)]), bins: 10,
                resampling: Resampling(problems: 2, resamples: 50)
            ))
        #expect(constant.bins.count == 1)
        #expect(abs(constant.expectedError.value - 1.0 / 6) < 1e-12)
    }

    @Test("predictions that are the true rates have an error near 0, and sharpened ones do not")
    func calibrated() throws {
        var random = CounterRandom(key: 3, stream: 0)
        var (honest, sharp) = (Predictions(problems: 50), Predictions(problems: 50))
        for index in 0..<10_000 {
            let rate = Double(random.below(1_000)) / 1_000
            let outcome = Double(random.below(1_000)) / 1_000 < rate ? 1.0 : 0
            honest.append(rate, outcome: outcome, problem: index % 50)
            sharp.append(rate < 0.5 ? rate / 2 : 1 - (1 - rate) / 2, outcome: outcome, problem: index % 50)
        }
        let resampling = Resampling(problems: 50, resamples: 500)
        for binning in Calibration.Binning.allCases {
            let good = try #require(Calibration(honest, binning: binning, resampling: resampling))
            let bad = try #require(Calibration(sharp, binning: binning, resampling: resampling))
            #expect(good.expectedError.value < 0.02)
            #expect(bad.expectedError.interval.low > 0.08)
            #expect(bad.expectedError.interval.contains(bad.expectedError.value))
            #expect(good.bins.count { $0.observed.interval.contains($0.predicted) } >= 8)
        }
    }

    @Test("what is not a probability has no calibration")
    func noProbability() {
        let resampling = Resampling(problems: 2, resamples: 2)
        #expect(Calibration(predictions([(-3, 1), (0.2, 0)]), resampling: resampling) == nil)
        #expect(Calibration(Predictions(problems: 2), resampling: resampling) == nil)
    }
}
