/// The answer is the majority's among those of k drawn candidates that score highest.
///
/// Candidates that tie with the last of them vote too, so that no order decides and equal scores leave the plain
/// majority. Where no candidate with an answer is drawn, it is the plain vote, which the policy for blanks decides.
///
/// Source: voting among the top-ranked, Cobbe et al., arXiv 2110.14168, section 4.2; by a share of them, DeepConf, Fu
/// et al., arXiv 2508.15260.
struct TopVote {
    private let among: WeightedVote
    private let plain: WeightedVote

    /// Each candidate with an answer has a rank: 0 for the highest score, 1 for the next lower one …
    private let ranks: [Int?]

    /// Counts how many of that many drawn vote.
    private let electorate: (Int) -> Int

    /// - Parameter scores: one per candidate; NaN ranks below every number.
    init(
        _ candidates: [Candidate], scores: [Double], options: SelectionOptions, electorate: @escaping (Int) -> Int
    ) {
        func vote(_ blanks: BlankPolicy) -> WeightedVote {
            WeightedVote(candidates, ties: options.ties, blanks: blanks) { _ in 1 }
        }
        (among, plain) = (vote(.drop), vote(options.blanks))
        self.electorate = electorate
        let values = scores.map { $0.isNaN ? -.infinity : $0 }
        let order = values.indices.filter { candidates[$0].answer != nil }.sorted { values[$0] > values[$1] }
        var ranks = [Int?](repeating: nil, count: values.count)
        var rank = -1
        var last = Double.nan
        for position in order {
            if values[position] != last { rank += 1 }
            ranks[position] = rank
            last = values[position]
        }
        self.ranks = ranks
    }

    func estimates(_ sizes: [Int], draws: Int, seed: UInt64, key: UInt64) -> [WeightedVote.Estimate] {
        plain.estimates(sizes, draws: draws, seed: seed, key: key) { drawn, count in
            let voters = voters(among: drawn)
            return voters.isEmpty ? plain.odds(of: count) : among.odds(of: voters)
        }
    }

    func picks(_ sizes: [Int], draws: Int, seed: UInt64, key: UInt64) -> [[Double]] {
        among.picks(sizes, draws: draws, seed: seed, key: key) { drawn, _ in
            let voters = voters(among: drawn)
            var count = among.emptyCount
            for position in voters { among.add(position, to: &count) }
            return (voters[...], count)
        }
    }

    /// Gives the drawn candidates that vote.
    ///
    /// - Complexity: O(drawn · voters) at worst, and near O(drawn) where few vote.
    private func voters(among drawn: ArraySlice<Int>) -> [Int] {
        let limit = electorate(drawn.count)
        var best: [Int] = []
        best.reserveCapacity(limit + 1)
        for position in drawn {
            guard let rank = ranks[position], best.count < limit || rank < best[limit - 1] else { continue }
            best.insert(rank, at: best.firstIndex { $0 > rank } ?? best.count)
            if best.count > limit { best.removeLast() }
        }
        guard let last = best.last else { return [] }
        return drawn.filter { position in ranks[position].map { $0 <= last } ?? false }
    }
}
