import TestGuards
import Testing
import WinnowRandom

@testable import WinnowSelection

/// What `stop-martingale` certifies, on samples as a generator draws them.
@Suite("The certified mode")
struct CertificateTests {
    /// The share of runs that certify another answer than the first, and the share that certify at all.
    private func runs(
        _ probabilities: [Double], error: Double, cap: Int, runs: Int
    ) -> (wrong: Double, certified: Double, samples: Double) {
        let rule = MartingaleRule(error: error)
        var (wrong, certified, samples) = (0.0, 0.0, 0.0)
        for run in 0..<runs {
            var random = CounterRandom(key: StableHash("certified modes").value, stream: UInt64(run))
            var drawn = DrawnVotes(answers: probabilities.count)
            var counts = [Int](repeating: 0, count: probabilities.count)
            while drawn.samples < cap, !rule.stops(after: drawn) {
                var rest = random.uniform()
                let answer = probabilities.firstIndex { share in
                    rest -= share
                    return rest < 0
                }
                counts[answer ?? 0] += 1
                drawn.add(answer ?? 0)
            }
            samples += Double(drawn.samples)
            guard rule.stops(after: drawn) else { continue }
            certified += 1
            if counts[0] < drawn.leader { wrong += 1 }
        }
        return (wrong / Double(runs), certified / Double(runs), samples / Double(runs))
    }

    /// Distributions on which a certificate is hard to give: the first answer is the mode.
    private static let hard: [[Double]] = [
        [0.51, 0.49], [0.34, 0.33, 0.33], [0.3] + [Double](repeating: 0.7 / 6, count: 6),
        [0.1] + [Double](repeating: 0.9 / 10, count: 10), [0.06] + [Double](repeating: 0.94 / 47, count: 47),
    ]

    @Test("certifies another answer than the mode no more often than it says", arguments: hard)
    func error(probabilities: [Double]) {
        for error in [0.1, 0.3] {
            let runs = runs(probabilities, error: error, cap: 300, runs: 1_500)
            #expect(runs.wrong <= error, "\(probabilities) at \(error): \(runs)")
        }
    }

    @Test("certifies a clear mode nearly always, with few samples")
    func clear() {
        let runs = runs([0.8, 0.1, 0.1], error: 0.1, cap: 200, runs: 500)
        #expect(runs.certified > 0.99 && runs.wrong < 0.01 && runs.samples < 25, "\(runs)")
    }

    @Test("with a smaller error it stops later, and with none never")
    func errors() {
        let samples = [0.5, 0.1, 0.01].map { runs([0.8, 0.2], error: $0, cap: 400, runs: 200).samples }
        #expect(samples == samples.sorted() && Set(samples).count == 3)
        #expect(runs([1], error: 0, cap: 400, runs: 3).certified == 0)
    }

    @Test("a bet is worth its expectation under fair odds: one before, one in the mean after")
    func fairBets() {
        let rule = MartingaleRule()
        for votes in 0...12 {
            var mean = 0.0
            var row = [1.0]
            for _ in 0..<votes { row = zip([0] + row, row + [0]).map { ($0 + $1) / 2 } }
            for wins in 0...votes {
                mean += row[wins] * exponential(rule.logEvidence(wins: wins, losses: votes - wins))
            }
            #expect(abs(mean - 1) < 1e-12, "after \(votes) votes: \(mean)")
        }
    }

    private func exponential(_ x: Double) -> Double {
        // e^x by halving: the series of the reference is for small numbers.
        let half = Reference.exponential(x / 8)
        return (0..<7).reduce(half) { product, _ in product * half }
    }

    @Test("only certified answers have a guarantee, and it is about the mode")
    func guarantee() {
        for strategy in AdaptiveVote.all {
            let expected: Guarantee = strategy.name == "stop-martingale" ? .mode : .none
            #expect(strategy.guarantee(verifierIsSound: true) == expected)
            #expect(strategy.guarantee(verifierIsSound: false) == expected)
        }
    }

    @Test("replays say how often a rule has stopped, and on which answers")
    func stopped() throws {
        let pool = try Pool(
            candidates: (0..<30).map { Candidate(answer: $0 < 20 ? 0 : 1 + $0 % 3, isRight: $0 >= 20) })
        let replays = try AdaptiveVote.replay([.martingale, .beta], on: pool, cap: 30)
        #expect(replays[0].stopped > 0 && replays[0].stopped < 1)
        #expect(replays[0].stoppedRight <= replays[0].stopped - replays[0].stoppedOnMode + 1e-12)
        #expect(try nonEmpty(replays).allSatisfy { $0.stoppedOnMode <= $0.stopped && $0.stopped <= 1 })
    }

    @Test("other thresholds have names of their own")
    func names() throws {
        for name in ["stop-martingale0.05", "stop-bayes-factor30", "stop-doubling0.9", "best-of-majority0.3"] {
            #expect(Strategies.named(name)?.name == name)
        }
        for name in ["stop-martingale2", "stop-martingale0.050", "stop-bayes-factor0", "stop-doubling-", "stop-"] {
            #expect(Strategies.named(name) == nil, "\(name)")
        }
    }
}
