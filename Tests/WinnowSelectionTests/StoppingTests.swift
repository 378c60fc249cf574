import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowSelection

@Suite("Stopping early")
struct StoppingTests {
    /// Pools of answers drawn independently, answer 0 the right one.
    private func pools(_ count: Int, of size: Int, _ probabilities: [Double]) throws -> [Pool] {
        try (0..<count).map { index in
            var random = CounterRandom(key: StableHash("stopping tests").value, stream: UInt64(index))
            let candidates = (0..<size).map { _ in
                var rest = random.uniform()
                let answer = probabilities.firstIndex { probability in
                    rest -= probability
                    return rest < 0
                }
                return Candidate(answer: answer, isRight: answer == 0, tokens: 3)
            }
            return try Pool(candidates: candidates, key: UInt64(index))
        }
    }

    private func drawn(_ votes: [Int]) -> DrawnVotes {
        var drawn = DrawnVotes(answers: votes.count)
        for (answer, count) in votes.enumerated() { for _ in 0..<count { drawn.add(answer) } }
        return drawn
    }

    @Test(
        "the published votes stop or go on",
        arguments: [
            ([1], 0.75, false), ([2], 0.875, false), ([3], 0.9375, false), ([4], 0.96875, true),
            ([5, 1], 0.9375, false),
            ([6, 1], 0.9648, true), ([7, 2], 0.9453, false), ([8, 2], 0.9673, true), ([9, 3], 0.9539, true),
        ] as [([Int], Double, Bool)])
    func golden(votes: [Int], probability: Double, stops: Bool) {
        let leader = votes[0]
        let runnerUp = votes.count > 1 ? votes[1] : 0
        #expect(abs(BetaRule.probability(leader: leader, runnerUp: runnerUp) - probability) < 5e-5)
        #expect(BetaRule().stops(after: drawn(votes)) == stops)
        #expect(DirichletRule().stops(after: drawn(votes)) == stops)
        #expect(BetaRule().stops(after: drawn(votes.reversed())) == stops)
    }

    @Test("the probability that the leader is ahead is that of a fair coin")
    func closedForm() {
        for leader in 0...40 {
            for runnerUp in 0...leader {
                let exact = StoppingReference.beta(leader, runnerUp)
                #expect(abs(BetaRule.probability(leader: leader, runnerUp: runnerUp) - exact) < 1e-13)
            }
        }
        // Beyond the tabulated votes too.
        #expect(!BetaRule().stops(after: drawn([170, 150])))
        #expect(BetaRule().stops(after: drawn([190, 150])))
    }

    @Test("the probability of the largest share is that of the slowest process")
    func dirichlet() {
        for votes in [
            [1, 1, 1], [3, 2, 1], [8, 2, 2], [9, 2, 2, 1], [12, 6, 3, 2, 1], [20, 9, 1, 1], [5, 5, 5],
        ] {
            let exact = StoppingReference.firstIsLargest(votes)
            #expect(abs(DirichletRule.probability(votes) - exact) < 1e-11, "\(votes)")
        }
        #expect(abs(DirichletRule.probability([7, 3]) - BetaRule.probability(leader: 7, runnerUp: 3)) < 1e-12)
        #expect(abs(DirichletRule.probability([700, 300, 200]) - 1) < 1e-12)
    }

    @Test("bounds decide as the probability does, from the five most frequent answers")
    func dirichletDecisions() {
        var random = CounterRandom(key: 31)
        var decisions: Set<Bool> = []
        for _ in 0..<40 {
            let votes =
                [random.integer(in: 6...14)] + (0..<random.integer(in: 2...5)).map { _ in random.integer(in: 1...4) }
            let stops = DirichletRule().stops(after: drawn(votes.reversed()))
            #expect(
                stops == (StoppingReference.firstIsLargest(Array(votes.sorted(by: >).prefix(5))) >= 0.95), "\(votes)")
            decisions.insert(stops)
        }
        #expect(decisions.count == 2)
    }

    @Test(
        "equal answers stop after four by Beta and entropy, two by share, Bayes factor and doubling, five by window, seven by bets"
    )
    func unanimous() throws {
        let pool = try Pool(
            candidates: [Candidate](repeating: Candidate(answer: 0, isRight: true, tokens: 7), count: 64))
        for (strategy, samples) in try pairs(AdaptiveVote.all, [4, 4, 4, 2, 5, 2, 7, 2]) {
            let outcome = try strategy.outcomes(for: pool, budgets: [40])[0]
            #expect(outcome.samples == Double(samples) && outcome.right == 1, "\(strategy.name)")
            #expect(outcome.tokens == Double(7 * samples))
            let capped = try strategy.outcomes(for: pool, budgets: [3])[0]
            #expect(capped.samples == Double(min(samples, 3)))
        }
    }

    @Test("early-stopping self-consistency draws as many samples as its closed form says")
    func expectedSamples() throws {
        for probabilities in [[0.9, 0.1], [0.6, 0.3, 0.1], [0.35, 0.35, 0.3], [0.5, 0.2]] {
            for cap in [10, 40] {
                let used = try pools(2_000, of: cap, probabilities).map { pool in
                    try AdaptiveVote.esc.outcomes(
                        for: pool, budgets: [cap], options: SelectionOptions(estimator: .prefix))[0].samples
                }
                let mean = used.reduce(0, +) / Double(used.count)
                let square = used.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(used.count - 1)
                let expected = StoppingReference.expectedSamples(probabilities, window: 5, cap: cap)
                let error = (square / Double(used.count)).squareRoot()
                #expect(abs(mean - expected) <= 4 * error, "\(probabilities) to \(cap): \(mean) for \(expected)")
            }
        }
    }

    @Test("a stopped window's answer is returned, also when it is not the plurality of all samples")
    func windowAnswer() throws {
        let answers = [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
        let pool = try Pool(candidates: answers.map { Candidate(answer: $0, isRight: $0 == 1) })
        let options = SelectionOptions(estimator: .prefix)
        let outcomes = try AdaptiveVote.esc.outcomes(for: pool, budgets: [10, 14, 15], options: options)
        // The window of five is complete at the fifteenth sample only.
        #expect(outcomes.map(\.right) == [0, 0, 1])
    }

    @Test("a blank breaks a window, costs a sample and does not vote")
    func blanks() throws {
        let answers: [Int?] = [0, 0, nil, 0, 0, nil, nil, nil, nil, nil]
        let pool = try Pool(candidates: answers.map { Candidate(answer: $0, isRight: $0 == 0) })
        func outcome(_ strategy: AdaptiveVote, _ blanks: BlankPolicy) throws -> Outcome {
            try strategy.outcomes(
                for: pool, budgets: [10], options: SelectionOptions(estimator: .prefix, blanks: blanks))[0]
        }
        #expect(try outcome(.esc, .drop).samples == 10 && outcome(.esc, .drop).right == 1)
        // Blanks that vote make a unanimous window for an answer that is wrong.
        #expect(try outcome(.esc, .vote).samples == 10 && outcome(.esc, .vote).wrong == 1)
        #expect(try outcome(.beta, .drop).samples == 5)
        #expect(try outcome(.beta, .vote).samples == 10)
        let silent = try Pool(candidates: [Candidate](repeating: Candidate(answer: nil, isRight: false), count: 12))
        for strategy in AdaptiveVote.all {
            let outcome = try strategy.outcomes(for: silent, budgets: [12])[0]
            #expect(outcome.samples == 12 && outcome.abstained == 1, "\(strategy.name)")
        }
    }

    @Test("a rule that never stops is the majority at the cap", arguments: TieRule.allCases)
    func never(ties: TieRule) throws {
        let never = [
            AdaptiveVote(name: "never", rule: BetaRule(threshold: 1), summary: ""),
            AdaptiveVote(name: "never", rule: DirichletRule(threshold: 1), summary: ""),
            AdaptiveVote(name: "never", rule: UnanimousWindow(size: 25), summary: ""),
        ]
        let options = SelectionOptions(ties: ties, permutations: 400)
        for pool in try pools(6, of: 24, [0.3, 0.3, 0.2, 0.1]) {
            let majority = try Majority().outcomes(for: pool, budgets: [1, 7, 24], options: options)
            for strategy in never {
                let outcomes = try strategy.outcomes(for: pool, budgets: [1, 7, 24], options: options)
                #expect(outcomes.map(\.samples) == [1, 7, 24])
                for (own, expected) in try pairs(outcomes, majority) {
                    #expect(abs(own.right - expected.right) <= 4 * (own.standardError ?? 0) + 1e-12)
                }
                #expect(outcomes[0].standardError == nil && outcomes[2].standardError == 0)
            }
        }
    }

    @Test("random orders agree with all orders within the standard error", arguments: AdaptiveVote.all.map(\.name))
    func agreesWithEnumeration(name: String) throws {
        let strategy = try #require(Strategies.named(name))
        var deviations: [Double] = []
        for seed in 0..<48 as Range<UInt64> {
            let pool = try randomPool(seed: 40 + seed, size: 6, answers: 4)
            let exact = try strategy.outcomes(
                for: pool, budgets: [5], options: SelectionOptions(permutations: 720))[0]
            let sampled = try strategy.outcomes(
                for: pool, budgets: [5], options: SelectionOptions(permutations: 100))[0]
            #expect(exact.standardError == nil)
            let error = try #require(sampled.standardError)
            #expect(abs(sampled.right - exact.right) <= 4.5 * error + 1e-12)
            if error > 0 { deviations.append((sampled.right - exact.right) / error) }
        }
        let meanSquare = deviations.map { $0 * $0 }.reduce(0, +) / Double(deviations.count)
        #expect(deviations.count > 10 && meanSquare > 0.3 && meanSquare < 2.5, "\(meanSquare)")
    }

    @Test("spending is at most the cap, and its distribution has its mean", arguments: AdaptiveVote.all.map(\.name))
    func spending(name: String) throws {
        let strategy = try #require(AdaptiveVote.all.first { $0.name == name })
        for (seed, cap) in zip(0..., [1, 2, 5, 12, 30, 40]) {
            let pool = try randomPool(seed: UInt64(seed), size: 40, answers: 6)
            let stopped = try AdaptiveVote.replay([.majority, strategy], on: pool, cap: cap)[1]
            #expect(stopped.samplesDrawn.count == cap + 1 && abs(stopped.samplesDrawn.reduce(0, +) - 1) < 1e-12)
            let mean = stopped.samplesDrawn.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
            #expect(abs(stopped.outcome.samples - mean) < 1e-9 && stopped.outcome.samples <= Double(cap))
            #expect(stopped.outcome == (try strategy.outcomes(for: pool, budgets: [cap])[0]))
        }
    }

    @Test("orders depend on the seed and the problem alone, so that rules are paired")
    func orders() throws {
        let candidates = try randomPool(seed: 5, size: 60, answers: 6, blankShare: 0).candidates
        func samples(key: UInt64, seed: UInt64, _ rule: any StoppingRule = BetaRule()) throws -> Double {
            let pool = try Pool(candidates: candidates, key: key)
            return try AdaptiveVote(name: "", rule: rule, summary: "").outcomes(
                for: pool, budgets: [50], options: SelectionOptions(seed: seed))[0].samples
        }
        #expect(try samples(key: 1, seed: 1) == samples(key: 1, seed: 1))
        #expect(try samples(key: 1, seed: 1) != samples(key: 2, seed: 1))
        #expect(try samples(key: 1, seed: 1) != samples(key: 1, seed: 2))
        // A stricter rule draws at least as many samples in each order.
        #expect(try samples(key: 1, seed: 1) <= samples(key: 1, seed: 1, BetaRule(threshold: 0.99)))
        #expect(try samples(key: 1, seed: 1) <= samples(key: 1, seed: 1, DirichletRule()))
        let pool = try Pool(candidates: candidates)
        var order = RandomOrder(3, of: pool, seed: 0)
        #expect(Set((0..<60).compactMap { _ in order.next() }) == Set(0..<60))
        #expect(order.next() == nil)
    }
}
