import WinnowSelection

/// A problem's candidates in two halves, by the parity of the sample index: what is chosen on one half is measured on
/// the other, so that no problem is picked for the luck of the samples that are scored.
struct SplitPool: Sendable {
    /// Whether the first half's most frequent answer is right; nil without an answer or where a tie disagrees.
    let modeOfFirst: Bool?

    /// The share of the first half's leading answer among its answers; 0 without any.
    let shareOfFirst: Double

    /// The probability that the second half's vote is right, ties shared.
    let voteOfSecond: Double

    /// How much more often the second half's vote is right than one of its samples.
    let voteGainOfSecond: Double

    /// Nil for fewer than two candidates.
    init?(_ pool: Pool) {
        let halves = [0, 1].map { parity in
            pool.candidates.indices.filter { $0 % 2 == parity }.map { pool.candidates[$0] }
        }
        guard !halves[1].isEmpty else { return nil }
        let votes = Leaders(halves[0])
        modeOfFirst = votes.right == votes.count ? true : votes.right == 0 && votes.count > 0 ? false : nil
        shareOfFirst = votes.share
        let others = Leaders(halves[1])
        voteOfSecond = others.count == 0 ? 0 : Double(others.right) / Double(others.count)
        let single = Double(halves[1].count { $0.answer != nil && $0.isRight }) / Double(halves[1].count)
        voteGainOfSecond = voteOfSecond - single
    }

    /// The problems of a run that can be split.
    static func all(_ pools: RunPools) -> [SplitPool] { pools.entries.compactMap { SplitPool($0.pool) } }
}

/// The answers that share the first place.
private struct Leaders {
    /// How many there are, and how many of them are right.
    let count: Int
    let right: Int
    /// The share of each among all answers.
    let share: Double

    init(_ candidates: [Candidate]) {
        var votes: [Int: (count: Int, isRight: Bool)] = [:]
        for candidate in candidates {
            guard let answer = candidate.answer else { continue }
            votes[answer, default: (0, candidate.isRight)].count += 1
        }
        let most = votes.values.map(\.count).max() ?? 0
        let leading = votes.values.filter { $0.count == most }
        count = leading.count
        right = leading.count { $0.isRight }
        let cast = votes.values.reduce(0) { $0 + $1.count }
        share = cast == 0 ? 0 : Double(most) / Double(cast)
    }
}
