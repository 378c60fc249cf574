import TestGuards
import Testing
import WinnowRandom
import WinnowSelection

@Suite("Back-prompting as a strategy")
struct BackpromptTests {
    private func round(
        _ answer: Int?, right: Bool = false, accepted: Bool = false, tokens: Int = 10, prompt: Int = 5,
        flops: Double = 100
    ) -> Episode.Round {
        Episode.Round(
            answer: answer, isRight: right, isAccepted: accepted, tokens: tokens, promptTokens: prompt, flops: flops)
    }

    private func pool(_ episodes: [Episode]) throws -> Pool {
        try Pool(
            candidates: episodes.map { episode in
                Candidate(answer: episode.rounds[0].answer, isRight: episode.rounds[0].isRight)
            }, promptTokens: 5, episodes: episodes)
    }

    @Test("episodes are averaged: what was accepted by then, and every call up to there")
    func golden() throws {
        let pool = try pool([
            Episode([round(0), round(1, prompt: 9), round(2, right: true, accepted: true, prompt: 13)]),
            Episode([round(0, accepted: true)]),
            Episode([round(nil), round(0), round(3, right: true, accepted: false)]),
        ])
        let outcomes = try Backprompt().expectations(over: pool, budgets: [1, 2, 3], options: SelectionOptions())
        #expect(outcomes.map { ($0.right * 3).rounded() } == [0, 0, 1])
        #expect(outcomes.map { ($0.wrong * 3).rounded() } == [1, 1, 1])
        #expect(outcomes.map { ($0.abstained * 3).rounded() } == [2, 2, 1])
        #expect(outcomes.map { ($0.samples * 3).rounded() } == [3, 5, 7])
        #expect((outcomes[2].spent.promptTokens * 3).rounded() == 5 + 9 + 13 + 5 + 15)
        #expect((outcomes[2].verifierCalls * 3).rounded() == 6)
        #expect((outcomes[2].distinctVerifierCalls * 3).rounded() == 6)
        let last = try Backprompt(givesLast: true).expectations(
            over: pool, budgets: [1, 3], options: SelectionOptions())
        #expect(last.map { ($0.right * 3).rounded() } == [0, 2])
        #expect(last.map { ($0.abstained * 3).rounded() } == [1, 0])
    }

    @Test("more rounds than an unaccepted episode has are refused, an accepted one needs no more")
    func extent() throws {
        let open = try pool([Episode([round(0), round(1)])])
        let done = try pool([Episode([round(0, accepted: true)])])
        let options = SelectionOptions()
        #expect(throws: SelectionError.missingRounds(budget: 3)) {
            try Backprompt().expectations(over: open, budgets: [3], options: options)
        }
        #expect(try Backprompt().expectations(over: done, budgets: [99], options: options)[0].samples == 1)
        let plain = try Pool(candidates: [Candidate(answer: 0, isRight: true)])
        #expect(throws: SelectionError.missingRounds(budget: 1)) {
            try Backprompt().expectations(over: plain, budgets: [1], options: options)
        }
    }

    /// Values of the inputs of Stechly et al., arXiv 2402.08115: Game of 24, graph colouring, Blocksworld.
    @Test(
        "an imperfect accept loop of independent answers is as its algebra says",
        arguments: [
            (0.054, 0.769, 0.299, 0.128, 0.128), (0.16, 0.1667, 0.1463, 0.163, 0.178),
            (0.40, 0.9636, 0.378, 0.630, 0.630),
        ])
    func algebra(_ g: Double, _ t: Double, _ f: Double, _ c15: Double, _ limit: Double) throws {
        let count = 20_000
        var random = CounterRandom(key: 42)
        let episodes = (0..<count).map { _ in
            var rounds: [Episode.Round] = []
            while rounds.last?.isAccepted != true, rounds.count < 200 {
                let isRight = random.uniform() < g
                let accepted = random.uniform() < (isRight ? t : f)
                rounds.append(
                    Episode.Round(answer: isRight ? 0 : 1, isRight: isRight, isAccepted: accepted))
            }
            return Episode(rounds)
        }
        let pool = try pool(episodes)
        let error = 4 * (c15 * (1 - c15) / Double(count)).squareRoot() + 0.0005
        let options = SelectionOptions()
        let outcomes = try Backprompt().expectations(over: pool, budgets: [15, 200], options: options)
        #expect(abs(outcomes[0].right - c15) < error)
        #expect(abs(outcomes[1].right - limit) < error)
        let (a, n) = (g * (1 - t) + (1 - g) * (1 - f), 15.0)
        func power(_ base: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { value, _ in value * base } }
        let exact = t * g * (1 - power(a, Int(n))) / (1 - a)
        #expect(abs(exact - c15) < 0.0006)
        // The last answer is given where all were rejected: one more chance of a right one that was not recognised.
        let last = try Backprompt(givesLast: true).expectations(over: pool, budgets: [15], options: options)[0]
        #expect(abs(last.right - (exact + power(a, 14) * g * (1 - t))) < error)
        // The theory of independent samples, as `winnow require` has it, agrees.
        let theory = AcceptanceTheory(
            [.init(weight: 1, right: g)], rates: VerifierRates(truePositive: t, falsePositive: f))
        #expect(abs(theory.expectation(budget: 15).right - exact) < 1e-12)
    }

    @Test("strategies by rounds are found by name, and stand in no list of strategies on samples")
    func names() {
        for strategy in Strategies.byRounds {
            #expect(Strategies.named(strategy.name)?.name == strategy.name)
            #expect(!Strategies.all.contains { $0.name == strategy.name })
        }
        #expect(Backprompt().guarantee(verifierIsSound: true) == .sound)
        #expect(Backprompt(givesLast: true).guarantee(verifierIsSound: true) == .none)
    }
}
