import WinnowSelection
import WinnowStatistics

extension Claim {
    /// These claims say what repeated sampling and votes do.
    static let voting = [
        Claim(
            name: "coverage-outgrows-votes",
            statement: "From K/4 to K samples coverage rises by more than the majority vote's accuracy.",
            source: "arXiv 2407.21787, section 4", prediction: .above(0), smallest: 0.01,
            strategies: ["oracle", "majority"]
        ) { evidence in
            func growth(_ strategy: String) -> [Double] {
                zip(evidence.right(strategy, evidence.budget), evidence.right(strategy, evidence.quarter))
                    .map { $0 - $1 }
            }
            return .difference(Rounding.differences(growth("oracle"), growth("majority")))
        },
        Claim(
            name: "votes-fall-where-the-mode-is-wrong",
            statement: "Where the most frequent answer is wrong, voting is right less often than one sample.",
            source: "arXiv 2203.11171; the limit of majority voting", prediction: .below(0), smallest: 0.01,
            scope: .wholePool
        ) { evidence in
            .difference(SplitPool.all(evidence.pools).filter { $0.modeOfFirst == false }.map { $0.voteGainOfSecond })
        },
        Claim(
            name: "agreement-predicts-accuracy",
            statement: "The vote share of the leading answer goes with the vote being right (rank correlation).",
            source: "arXiv 2203.11171, section 3.5", prediction: .above(0.2), scope: .wholePool
        ) { evidence in
            let halves = SplitPool.all(evidence.pools)
            return .rankCorrelation(halves.map(\.shareOfFirst), halves.map(\.voteOfSecond))
        },
        Claim(
            name: "likelihood-weights-change-little",
            statement: "Votes weighted by likelihood per token are right as often as plain votes.",
            source: "arXiv 2203.11171, table 1", prediction: .within(0.02),
            strategies: ["majority-logprob", "majority"]
        ) { .difference($0.difference("majority-logprob", "majority", at: $0.budget)) },
        Claim(
            name: "likeliest-sample-loses-to-votes",
            statement: "The sample of the highest log-probability is right less often than the majority.",
            source: "arXiv 2203.11171, section 3.3 (sample-and-rank)", prediction: .below(0), smallest: 0.01,
            strategies: ["best-logprob", "majority"]
        ) { .difference($0.difference("best-logprob", "majority", at: $0.budget)) },
        Claim(
            name: "guessing-explains-coverage",
            statement: "The K most frequent training answers cover more problems than K samples.",
            source: "arXiv 2410.15466", prediction: .above(0), smallest: 0.01, strategies: ["guess", "oracle"]
        ) { .difference($0.difference("guess", "oracle", at: $0.budget)) },
    ]
}

/// A problem's candidates are split into two halves, by the parity of the sample index: what is chosen on one half is
/// measured on the other, so that no problem is picked for the luck of the samples that are scored.
struct SplitPool: Sendable {
    /// It says whether the first half's most frequent answer is right; nil without an answer or where a tie disagrees.
    let modeOfFirst: Bool?

    /// The first half's leading answer has this share among its answers; 0 without any.
    let shareOfFirst: Double

    /// The second half's vote is right with this probability, ties shared.
    let voteOfSecond: Double

    /// The second half's vote is so much more often right than one of its samples.
    let voteGainOfSecond: Double

    /// It is nil for fewer than two candidates.
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

    /// Finds the problems of a run that can be split.
    static func all(_ pools: RunPools) -> [SplitPool] { pools.entries.compactMap { SplitPool($0.pool) } }
}

/// The leaders are the answers that share the first place.
private struct Leaders {
    /// So many share the first place, and so many of them are right.
    let count: Int
    let right: Int
    /// Each has this share among all answers.
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

extension Claim {
    /// These claims say what stopping early saves and costs.
    static let stopping = [
        keepsAccuracy("adaptive-beta", called: "adaptive-consistency", source: "arXiv 2305.11860"),
        savesSamples("adaptive-beta", called: "adaptive-consistency", source: "arXiv 2305.11860"),
        keepsAccuracy("esc", called: "esc", source: "arXiv 2401.10480"),
        savesSamples("esc", called: "esc", source: "arXiv 2401.10480"),
    ]

    private static func keepsAccuracy(_ strategy: String, called name: String, source: String) -> Claim {
        Claim(
            name: "\(name)-keeps-accuracy",
            statement: "With a cap of 40, \(strategy) is at most half a point less often right than 40 votes.",
            source: source, prediction: .above(-0.005), scope: .wholePool, strategies: [strategy, "majority"]
        ) { .difference($0.difference(strategy, "majority", at: $0.cap)) }
    }

    private static func savesSamples(_ strategy: String, called name: String, source: String) -> Claim {
        Claim(
            name: "\(name)-saves-samples",
            statement: "With a cap of 40, \(strategy) saves more than 30 % of the samples.",
            source: source, prediction: .above(0.3), scope: .wholePool, strategies: [strategy]
        ) { evidence in
            .mean(evidence.outcomes(strategy, evidence.cap).map { 1 - $0.samples / Double(evidence.cap) })
        }
    }
}
