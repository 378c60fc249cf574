import TestGuards
import Testing
import WinnowRandom

@testable import WinnowSelection

@Suite("One budget for all problems")
struct AllocationTests {
    private func pool(_ answers: [Int?], key: UInt64) throws -> Pool {
        try Pool(candidates: answers.map { Candidate(answer: $0, isRight: $0 == 0, tokens: 2) }, key: key)
    }

    /// Pools in which the candidate at position i gives answer i mod `answers`.
    private func mixed(_ count: Int = 12) throws -> [Pool] {
        try (0..<count).map { try randomPool(seed: UInt64(700 + $0), size: 32, answers: 1 + $0 % 5) }
    }

    private func samples(_ shares: [BudgetAllocation.Share]) -> [Int] { shares.map(\.samples) }

    @Test(
        "a budget is spent to the last sample, above the minimum and within the pools",
        arguments: AllocationPolicy.allCases)
    func spending(policy: AllocationPolicy) throws {
        let pools = try mixed()
        let allocation = BudgetAllocation(pools, policy: policy, minimum: 3)
        for number in 0..<4 {
            let replays = allocation.replay(number, budgets: [36, 100, 200, 384, 1_000])
            #expect(replays.map { samples($0).reduce(0, +) } == [36, 100, 200, 384, 384])
            #expect(try nonEmpty(replays).allSatisfy { samples($0).allSatisfy { (3...32).contains($0) } })
            #expect(try nonEmpty(samples(replays[0])).allSatisfy { $0 == 3 })
            // A larger budget goes on from a smaller one.
            #expect(replays[1] == allocation.replay(number, budgets: [100])[0])
            let order = RandomOrder(number, of: pools[5], seed: 0)
            let drawn = IteratorSequence(order).prefix(replays[1][5].samples)
            #expect(replays[1][5].tokens == Double(drawn.map { pools[5].candidates[$0].tokens }.reduce(0, +)))
        }
    }

    @Test("equal shares are the exact majority of the mean budget, within the Monte Carlo error")
    func uniform() throws {
        let pools = try mixed()
        let allocation = BudgetAllocation(pools, policy: .uniform, minimum: 1)
        let replays = (0..<600).map { allocation.replay($0, budgets: [12 * 7])[0] }
        #expect(try nonEmpty(replays).allSatisfy { samples($0).allSatisfy { $0 == 7 } })
        let means = replays.map { $0.map(\.right).reduce(0, +) / 12 }
        let exact = try pools.map { try Majority().outcomes(for: $0, budgets: [7])[0].right }.reduce(0, +) / 12
        let mean = means.reduce(0, +) / 600
        let error = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 599 / 600).squareRoot()
        #expect(abs(mean - exact) < 4 * error)
    }

    @Test("no policy reads a grade", arguments: AllocationPolicy.allCases)
    func grades(policy: AllocationPolicy) throws {
        let pools = try mixed()
        let exchanged = try pools.map { pool in
            try Pool(
                candidates: pool.candidates.map { candidate in
                    var candidate = candidate
                    candidate.isRight = candidate.answer != nil && !candidate.isRight
                    return candidate
                }, key: pool.key)
        }
        let shares = [pools, exchanged].map { pools in
            BudgetAllocation(pools, policy: policy, minimum: 2).replay(0, budgets: [120])[0]
        }
        #expect(samples(shares[0]) == samples(shares[1]))
        #expect(shares[0].map(\.right) != shares[1].map(\.right))
    }

    @Test("a decided problem leaves its share to an open one", arguments: [AllocationPolicy.disagreement, .bandit])
    func decided(policy: AllocationPolicy) throws {
        let pools = [
            try pool([Int?](repeating: 0, count: 40), key: 1), try pool((0..<40).map { $0 % 2 }, key: 2),
        ]
        let shares = BudgetAllocation(pools, policy: policy, minimum: 4).replay(0, budgets: [30])[0]
        #expect(samples(shares)[0] < 8 && samples(shares)[1] > 22)
    }

    @Test("the bandit gives up a problem without answers, on which disagreement spends all it has")
    func hopeless() throws {
        let pools = [
            try pool([Int?](repeating: nil, count: 40), key: 1), try pool((0..<40).map { $0 % 5 == 0 ? 1 : 0 }, key: 2),
            try pool((0..<40).map { $0 % 2 }, key: 3),
        ]
        func share(_ policy: AllocationPolicy) -> Int {
            samples(BudgetAllocation(pools, policy: policy, minimum: 2).replay(0, budgets: [60])[0])[0]
        }
        #expect(share(.disagreement) == 40)
        #expect(share(.bandit) < 20)
    }

    @Test("the bandit's index is the gain of another vote for the leader times its chance")
    func index() {
        var drawn = DrawnVotes(answers: 3)
        for answer in [0, 0, 1, nil, 0] { drawn.add(answer) }
        let gain = StoppingReference.beta(4, 1) - StoppingReference.beta(3, 1)
        #expect(abs(AllocationIndex(.bandit, largestPool: 9).claim(after: drawn) - gain * 4 / 7) < 1e-12)
        let doubt = 1 - StoppingReference.beta(3, 1)
        #expect(abs(AllocationIndex(.disagreement, largestPool: 9).claim(after: drawn) - doubt) < 1e-12)
    }

    @Test("the queue gives problems by falling claims, equal ones by samples and position")
    func queue() {
        var random = CounterRandom(key: 8)
        var entries = (0..<50).map { problem in
            ClaimQueue.Entry(claim: Double(random.below(4)), samples: random.below(3), problem: problem)
        }
        var queue = ClaimQueue(entries)
        for step in 0..<200 {
            entries.sort { $0.precedes($1) }
            #expect(queue.first?.problem == entries[0].problem)
            if step % 5 == 4 {
                queue.removeFirst()
                entries.removeFirst()
            } else {
                entries[0].claim = Double(random.below(4))
                queue.replaceFirst(with: entries[0])
            }
            if entries.isEmpty { break }
        }
        #expect(queue.first?.problem == entries.min { $0.precedes($1) }?.problem)
    }
}
