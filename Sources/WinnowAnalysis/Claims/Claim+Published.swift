import WinnowSelection
import WinnowStatistics

extension Claim {
    /// These claims say what rules that were published since promise of lengths, confidences and certificates.
    static let published = [
        Claim(
            name: "shortest-quarter-beats-longest",
            statement: "Within a problem, the shortest quarter of all samples is right more often than the longest.",
            source: "arXiv 2505.17813, section 3", prediction: .above(0), smallest: 0.01, scope: .wholePool
        ) { .difference(quarters($0) { _ in true }) },
        Claim(
            name: "shortest-answers-beat-longest",
            statement: "Of the samples with an answer, the shortest quarter is right more often than the longest.",
            source: "arXiv 2505.17813, section 3, without truncated samples", prediction: .above(0), smallest: 0.01,
            scope: .wholePool
        ) { .difference(quarters($0) { $0.answer != nil }) },
        Claim(
            name: "confidence-weights-beat-counting",
            statement: "Votes weighted by the mean confidence of the tokens are right more often than plain votes.",
            source: "arXiv 2508.15260, section 4", prediction: .above(0), smallest: 0.01,
            strategies: ["deepconf-mean", "majority"]
        ) { .difference($0.difference("deepconf-mean", "majority", at: $0.budget)) },
        Claim(
            name: "certified-modes-hold",
            statement:
                "An answer that is certified with an error of .1 is another than the pool's mode in less than .1.",
            source: "arXiv 2510.17472, theorem on its certificate", prediction: .below(0.1), scope: .wholePool
        ) { evidence in
            .mean(
                evidence.pools.entries.compactMap { entry in
                    let replays = try? AdaptiveVote.replay(
                        [.martingale], on: entry.pool, cap: entry.pool.candidates.count)
                    return replays?.first.map { max(0, $0.stopped - $0.stoppedOnMode) }
                })
        },
    ]

    /// Gives, for each problem with at least four of the samples, how much more often its shortest quarter is right than its
    /// longest; none where the lengths are not known.
    private static func quarters(_ evidence: Evidence, of included: (Candidate) -> Bool) -> [Double] {
        guard evidence.pools.rates.hasTokens else { return [] }
        return evidence.pools.entries.compactMap { entry in
            let samples = entry.pool.candidates.filter(included)
            guard samples.count >= 4 else { return nil }
            let order = samples.indices.sorted { (samples[$0].tokens, $0) < (samples[$1].tokens, $1) }
            let size = samples.count / 4
            func right(_ part: some Sequence<Int>) -> Double {
                mean(of: part.map { samples[$0].answer != nil && samples[$0].isRight ? 1 : 0 })
            }
            return right(order.prefix(size)) - right(order.suffix(size))
        }
    }
}
