import TestGuards
import Testing
import WinnowDomains
import WinnowRandom
import WinnowSelection

@testable import WinnowAnalysis

@Suite("What is so by construction")
struct IdentitiesTests {
    private static let perfect = VerifierDeclaration(
        sound: true, complete: true, evidence: .answer, solvesTheProblem: false)
    private static let sound = VerifierDeclaration(
        sound: true, complete: false, evidence: .answer, solvesTheProblem: false)
    private static let complete = VerifierDeclaration(
        sound: false, complete: true, evidence: .answer, solvesTheProblem: false)
    private static let noisy = VerifierDeclaration(
        sound: false, complete: false, evidence: .reference, solvesTheProblem: false)

    /// A small pool whose verdicts keep what the verifier promises.
    private func pool(_ seed: UInt64, _ verifier: VerifierDeclaration) throws -> Pool {
        var random = CounterRandom(key: StableHash("pools of promised verdicts").value, stream: seed)
        let grades = (0..<4).map { _ in random.below(2) == 0 }
        let candidates = (0..<6).map { index in
            let answer = random.below(5)
            let isRight = answer < 4 && grades[answer]
            let isPromised = isRight ? verifier.complete : verifier.sound
            return Candidate(
                answer: answer < 4 ? answer : nil, isRight: isRight,
                isAccepted: isPromised ? isRight : random.below(2) == 0,
                logProbability: -Double(random.integer(in: 1...9)), tokens: random.integer(in: 2...4),
                traceTokens: random.below(4), traceIsLegal: random.below(2) == 0)
        }
        return try Pool(
            candidates: candidates, greedy: candidates[random.below(6)], guessRank: random.integer(in: 1...7),
            scores: Dictionary(
                uniqueKeysWithValues: Strategies.sources.map { source in
                    (source, Scores((0..<6).map { _ in Double(random.below(4)) / 3 }))
                }),
            tokens: candidates.map { candidate in
                let values = (0..<candidate.tokens).map { _ in Float(random.below(4)) / 2 }
                return TokenConfidences(
                    logProbabilities: values.map { -$0 }, entropies: values, bestMeans: values.map { -$0 }, best: 3)
            }, key: seed)
    }

    @Test(
        "what is said to be never behind is never behind, on any pool",
        arguments: [perfect, sound, complete, noisy])
    func dominance(verifier: VerifierDeclaration) throws {
        let budgets = Array(1...6)
        let rows = Strategies.all.flatMap { strategy in budgets.map { (strategy: strategy.name, budget: $0) } }
        // What is said hangs on no pool.
        let ahead = rows.indices.map { first in
            rows.indices.filter { Identities.dominates(rows[first], rows[$0], verifier: verifier) }
        }
        #expect(ahead.contains { !$0.isEmpty })
        for seed in 0..<40 as Range<UInt64> {
            let pool = try pool(seed, verifier)
            var right: [(strategy: String, budget: Int, right: Double)] = []
            for strategy in Strategies.all {
                for (budget, outcome) in try pairs(budgets, strategy.outcomes(for: pool, budgets: budgets)) {
                    right.append((strategy.name, budget, outcome.right))
                }
            }
            for (first, others) in try pairs(right, ahead) {
                for second in others.map({ right[$0] }) where first.right < second.right - 1e-12 {
                    Issue.record("\(first) behind \(second), seed \(seed)")
                }
            }
        }
    }

    @Test("a row that is said to equal another does, under every tie rule", arguments: TieRule.allCases)
    func notes(ties: TieRule) throws {
        let options = SelectionOptions(ties: ties)
        for verifier in [Self.perfect, Self.sound, Self.complete, Self.noisy] {
            for seed in 0..<20 as Range<UInt64> {
                let pool = try pool(seed, verifier)
                for strategy in Strategies.all {
                    for budget in 1...6 {
                        guard
                            let note = Identities.note(
                                strategy.name, budget: budget, verifier: verifier, ties: ties)
                        else { continue }
                        let other = try #require(Strategies.named(String(note.dropFirst(2).prefix { $0 != ":" })))
                        let own = try strategy.outcomes(for: pool, budgets: [budget], options: options)[0]
                        let same = try other.outcomes(for: pool, budgets: [budget], options: options)[0]
                        #expect(abs(own.right - same.right) < 1e-12, "\(strategy.name)@\(budget) \(note)")
                    }
                }
            }
        }
    }

    @Test("an accepted vote is coverage under a sound and complete verifier only, and says so")
    func acceptedVote() {
        let note = Identities.note("accepted-vote", budget: 4, verifier: Self.perfect)
        #expect(note == "= oracle: the verifier is sound and complete")
        #expect(Identities.note("accepted-vote", budget: 4, verifier: Self.perfect, ties: .strict) == nil)
        for verifier in [Self.sound, Self.complete, Self.noisy] {
            #expect(Identities.note("accepted-vote", budget: 4, verifier: verifier) == nil)
            #expect(Identities.note("verifier", budget: 4, verifier: verifier) == nil)
        }
        #expect(Identities.dominates(("verifier", 4), ("accepted-vote", 4), verifier: Self.sound))
        #expect(!Identities.dominates(("verifier", 4), ("accepted-vote", 4), verifier: Self.complete))
    }
}
