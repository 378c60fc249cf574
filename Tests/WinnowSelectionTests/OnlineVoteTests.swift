import Testing

@testable import WinnowSelection

@Suite("Stopping online")
struct OnlineVoteTests {
    @Test("stops at the sample at which a replay of the same pool in stored order stops", arguments: 0..<40)
    func likeReplay(seed: Int) throws {
        let pool = try randomPool(seed: UInt64(seed), size: 24)
        for strategy in AdaptiveVote.all {
            var vote = OnlineVote(strategy, cap: 24)
            var samples = 0
            for candidate in pool.candidates where !vote.hasStopped {
                samples += 1
                _ = vote.add(candidate.answer.map(String.init))
            }
            let replayed = try strategy.outcomeInStoredOrder(of: pool, options: SelectionOptions())
            #expect(Double(samples) == replayed.samples, "\(strategy.name)")
        }
    }
}
