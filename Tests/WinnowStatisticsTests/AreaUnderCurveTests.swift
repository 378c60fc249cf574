import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Area under the curve")
struct AreaUnderCurveTests {
    /// Few distinct values, so that ties are frequent.
    static func random(_ seed: UInt64, problems: Int = 7, each: Int = 9) -> Predictions {
        var random = CounterRandom(key: seed, stream: 0)
        var predictions = Predictions(problems: problems)
        for problem in 0..<problems {
            for _ in 0..<each {
                predictions.append(
                    Double(random.below(6)) / 5, outcome: Double(random.below(2)), problem: problem)
            }
        }
        return predictions
    }

    private func bruteForce(_ predictions: Predictions, weights: [Double]) -> Double {
        var (pairs, all) = (0.0, 0.0)
        for i in 0..<predictions.count where predictions.outcomes[i] == 1 {
            for j in 0..<predictions.count where predictions.outcomes[j] == 0 {
                let weight = weights[Int(predictions.owners[i])] * weights[Int(predictions.owners[j])]
                let (a, b) = (predictions.values[i], predictions.values[j])
                all += weight
                pairs += weight * (a > b ? 1 : a == b ? 0.5 : 0)
            }
        }
        return pairs / all
    }

    @Test("it is the share of pairs in order, ties half, and so is each resample", arguments: UInt64(0)..<5)
    func pairs(seed: UInt64) throws {
        let predictions = Self.random(seed)
        let resampling = Resampling(problems: 7, resamples: 20)
        let area = AreaUnderCurve(predictions, resampling: resampling)
        let overall = try #require(area.overall)
        #expect(abs(overall.value - bruteForce(predictions, weights: Array(repeating: 1, count: 7))) < 1e-12)
        let replicates = (0..<20).map { bruteForce(predictions, weights: resampling.weights(of: $0)) }
        let interval = Interval.percentile(ofReplicates: replicates)
        #expect(abs(overall.interval.low - interval.low) < 1e-12)
        #expect(abs(overall.interval.high - interval.high) < 1e-12)
    }

    @Test("within pairs it is the share of one problem's pairs in order, over all problems")
    func withinPairs() throws {
        let predictions = Self.random(11)
        let area = try #require(
            AreaUnderCurve(predictions, resampling: Resampling(problems: 7, resamples: 200)).withinPairs)
        var (inOrder, all) = (0.0, 0.0)
        for i in 0..<predictions.count where predictions.outcomes[i] == 1 {
            for j in 0..<predictions.count
            where predictions.outcomes[j] == 0 && predictions.owners[i] == predictions.owners[j] {
                let (a, b) = (predictions.values[i], predictions.values[j])
                all += 1
                inOrder += a > b ? 1 : a == b ? 0.5 : 0
            }
        }
        #expect(abs(area.value - inOrder / all) < 1e-12)
        #expect(area.interval.low < area.value && area.value < area.interval.high)
    }

    @Test("the worked example of Fawcett (2006), table 1 of 20 scores, has the area .68")
    func golden() throws {
        // p, p, n, p, p, p, n, n, p, n, p, n, p, n, n, n, p, n, p, n by falling score: counted by hand, 68 of 100 pairs.
        let labels = "ppnpppnnpnpnpnnnpnpn"
        var predictions = Predictions(problems: 1)
        for (index, label) in labels.enumerated() {
            predictions.append(Double(-index), outcome: label == "p" ? 1 : 0, problem: 0)
        }
        let area = AreaUnderCurve(predictions, resampling: Resampling(problems: 1, resamples: 2))
        #expect(abs(try #require(area.overall).value - 0.68) < 1e-12)
    }

    @Test("a scorer that only knows which problems are easy has an area overall and none within problems")
    func withinProblems() throws {
        var predictions = Predictions(problems: 10)
        for problem in 0..<10 {
            for candidate in 0..<10 {
                predictions.append(Double(problem), outcome: candidate < problem ? 1 : 0, problem: problem)
            }
        }
        let area = AreaUnderCurve(predictions, resampling: Resampling(problems: 10, resamples: 100))
        #expect(try #require(area.overall).value > 0.7)
        let within = try #require(area.withinProblem)
        #expect(within.value == 0.5)
        #expect(within.problems == 9, "problem 0 has no right candidate")
    }

    @Test("a share of k in N counts as N candidates of one score")
    func shares() throws {
        var (shares, trials) = (Predictions(problems: 2), Predictions(problems: 2))
        for (index, right) in [3, 0, 8, 5, 1, 7].enumerated() {
            let value = [0.2, 0.1, 0.9, 0.2, 0.5, 0.7][index]
            shares.append(value, outcome: Double(right) / 8, problem: index % 2)
            for trial in 0..<8 { trials.append(value, outcome: trial < right ? 1 : 0, problem: index % 2) }
        }
        let resampling = Resampling(problems: 2, resamples: 10)
        let (first, second) = (
            AreaUnderCurve(shares, resampling: resampling), AreaUnderCurve(trials, resampling: resampling)
        )
        #expect(abs(try #require(first.overall).value - #require(second.overall).value) < 1e-12)
        #expect(abs(try #require(first.withinProblem).value - #require(second.withinProblem).value) < 1e-12)
    }

    @Test("without right and wrong candidates there is no area; NaN is not a score")
    func undefined() {
        var predictions = Predictions(problems: 1)
        predictions.append(1, outcome: 1, problem: 0)
        predictions.append(.nan, outcome: 0, problem: 0)
        let area = AreaUnderCurve(predictions, resampling: Resampling(problems: 1, resamples: 2))
        #expect(area.overall == nil)
        #expect(area.withinProblem == nil)
        #expect(predictions.unscored == 1)
    }
}
