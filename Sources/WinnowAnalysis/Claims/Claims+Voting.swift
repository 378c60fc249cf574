import WinnowSelection

extension Claims {
    /// What repeated sampling and votes are said to do.
    static let voting = [
        Claim(
            name: "coverage-outgrows-votes",
            statement: "From K/4 to K samples coverage rises by more than the majority vote's accuracy.",
            source: "arXiv 2407.21787, section 4", prediction: .above(0), strategies: ["oracle", "majority"]
        ) { evidence in
            func growth(_ strategy: String) -> [Double] {
                zip(evidence.right(strategy, evidence.budget), evidence.right(strategy, evidence.quarter))
                    .map { $0 - $1 }
            }
            return .mean(zip(growth("oracle"), growth("majority")).map { $0 - $1 })
        },
        Claim(
            name: "votes-fall-where-the-mode-is-wrong",
            statement: "Where the most frequent answer is wrong, voting is right less often than one sample.",
            source: "arXiv 2203.11171; the limit of majority voting", prediction: .below(0)
        ) { evidence in
            .mean(SplitPool.all(evidence.pools).filter { $0.modeOfFirst == false }.map { $0.voteGainOfSecond })
        },
        Claim(
            name: "agreement-predicts-accuracy",
            statement: "The vote share of the leading answer goes with the vote being right (rank correlation).",
            source: "arXiv 2203.11171, section 3.5", prediction: .above(0.2)
        ) { evidence in
            let halves = SplitPool.all(evidence.pools)
            return .rankCorrelation(halves.map(\.shareOfFirst), halves.map(\.voteOfSecond))
        },
        Claim(
            name: "likelihood-weights-change-little",
            statement: "Votes weighted by likelihood per token are right as often as plain votes.",
            source: "arXiv 2203.11171, table 1", prediction: .within(0.02),
            strategies: ["majority-logprob", "majority"]
        ) { .mean($0.difference("majority-logprob", "majority", at: $0.budget)) },
        Claim(
            name: "likeliest-sample-loses-to-votes",
            statement: "The sample of the highest log-probability is right less often than the majority.",
            source: "arXiv 2203.11171, section 3.3 (sample-and-rank)", prediction: .below(0),
            strategies: ["best-logprob", "majority"]
        ) { .mean($0.difference("best-logprob", "majority", at: $0.budget)) },
        Claim(
            name: "guessing-explains-coverage",
            statement: "The K most frequent training answers cover more problems than K samples.",
            source: "arXiv 2410.15466", prediction: .above(0), strategies: ["guess", "oracle"]
        ) { .mean($0.difference("guess", "oracle", at: $0.budget)) },
    ]
}
