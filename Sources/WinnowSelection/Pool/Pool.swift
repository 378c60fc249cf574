/// A pool is a problem's stored candidates and what else the strategies need to know about the problem.
public struct Pool: Hashable, Sendable {
    /// The candidates stand in stored order. Equal answers have equal grades.
    public let candidates: [Candidate]

    /// The greedy candidate is decoded at temperature 0, if that run exists.
    public var greedy: Candidate? { greedies.first }

    /// The greedy candidate is kept apart: most pools have none, and a million pools should be small.
    private let greedies: [Candidate]

    /// The first right answer among the most frequent training answers has this 1-based rank; nil = none is right.
    public let guessRank: Int?

    /// The prompt takes so many floating-point operations, spent once per problem.
    public let promptFlops: Double

    /// The prompt has so many tokens, which each call for a sample sends; 0 where nobody counted them.
    public let promptTokens: Int

    /// The episodes of a back-prompting loop, whose first rounds the candidates are; empty for other pools.
    public let episodes: [Episode]

    /// The candidates have these scores, by their source.
    public let scores: [ScoreSource: Scores]

    /// The candidates have these confidences of their tokens; empty where nobody read them.
    public let tokens: [TokenConfidences]

    /// The hash of the canonical problem keys the random numbers of Monte Carlo estimates.
    public let key: UInt64

    /// - Throws: ``SelectionError/conflictingGrades(answer:)`` when an answer is graded both right and wrong.
    public init(
        candidates: [Candidate], greedy: Candidate? = nil, guessRank: Int? = nil, promptFlops: Double = 0,
        promptTokens: Int = 0, episodes: [Episode] = [], scores: [ScoreSource: Scores] = [:],
        tokens: [TokenConfidences] = [], key: UInt64 = 0
    ) throws(SelectionError) {
        var grades: [Int: Bool] = [:]
        for candidate in candidates {
            guard let answer = candidate.answer else { continue }
            if let grade = grades[answer], grade != candidate.isRight {
                throw .conflictingGrades(answer: answer)
            }
            grades[answer] = candidate.isRight
        }
        self.init(
            graded: candidates, greedy: greedy, guessRank: guessRank, promptFlops: promptFlops,
            promptTokens: promptTokens, episodes: episodes, scores: scores, tokens: tokens, key: key)
    }

    /// Gives the same pool with these scores.
    public func scored(by scores: [ScoreSource: Scores]) -> Pool {
        Pool(
            graded: candidates, greedy: greedy, guessRank: guessRank, promptFlops: promptFlops,
            promptTokens: promptTokens, episodes: episodes, scores: scores, tokens: tokens, key: key)
    }

    /// Gives the same pool with other verdicts, one per candidate.
    public func judged(by verdicts: [Bool]) -> Pool {
        precondition(
            verdicts.count == candidates.count, "\(verdicts.count) verdicts for \(candidates.count) candidates")
        let judged = zip(candidates, verdicts).map { candidate, verdict in
            var candidate = candidate
            candidate.isAccepted = verdict
            return candidate
        }
        return Pool(
            graded: judged, greedy: greedy, guessRank: guessRank, promptFlops: promptFlops,
            promptTokens: promptTokens, episodes: episodes, scores: scores, tokens: tokens, key: key)
    }

    /// Finds a scorer's numbers of the candidates.
    ///
    /// - Throws: ``SelectionError/missingScores(_:)``.
    public func scores(of source: ScoreSource) throws(SelectionError) -> Scores {
        guard let scores = scores[source] else { throw .missingScores(source) }
        return scores
    }

    /// - Throws: ``SelectionError/budgetExceedsPool(budget:candidates:)``, ``SelectionError/invalidBudget(_:)``.
    func check(budget: Int) throws(SelectionError) {
        guard budget >= 1 else { throw .invalidBudget(budget) }
        guard budget <= candidates.count else {
            throw .budgetExceedsPool(budget: budget, candidates: candidates.count)
        }
    }

    /// Gives the pool of the first `count` candidates.
    func prefix(_ count: Int) -> Pool {
        part(Array(candidates.indices.prefix(count)))
    }

    /// Gives the pool of some of the candidates, given by their positions in stored order.
    public func part(_ positions: [Int]) -> Pool {
        Pool(
            graded: positions.map { candidates[$0] }, greedy: greedy, guessRank: guessRank, promptFlops: promptFlops,
            promptTokens: promptTokens, episodes: episodes.isEmpty ? [] : positions.map { episodes[$0] },
            scores: scores.mapValues { $0.part(positions) },
            tokens: tokens.isEmpty ? [] : positions.map { tokens[$0] }, key: key)
    }

    /// Takes candidates whose grades are known not to conflict.
    private init(
        graded: [Candidate], greedy: Candidate?, guessRank: Int?, promptFlops: Double, promptTokens: Int,
        episodes: [Episode], scores: [ScoreSource: Scores], tokens: [TokenConfidences], key: UInt64
    ) {
        precondition(
            tokens.isEmpty || tokens.count == graded.count,
            "confidences of \(tokens.count) of \(graded.count) candidates")
        precondition(
            scores.values.allSatisfy { $0.means.count == graded.count }, "scores of other candidates than the pool's")
        precondition(
            episodes.isEmpty || episodes.count == graded.count,
            "\(episodes.count) episodes of \(graded.count) first answers")
        candidates = graded
        self.promptTokens = promptTokens
        self.episodes = episodes
        self.scores = scores
        self.tokens = tokens
        greedies = greedy.map { [$0] } ?? []
        self.guessRank = guessRank
        self.promptFlops = promptFlops
        self.key = key
    }
}

extension Pool {
    /// Gives the same pool with the confidences of its candidates' tokens.
    public func with(tokens: [TokenConfidences]) -> Pool {
        Pool(
            graded: candidates, greedy: greedy, guessRank: guessRank, promptFlops: promptFlops,
            promptTokens: promptTokens, episodes: episodes, scores: scores, tokens: tokens, key: key)
    }

    /// Gives the same pool with the episodes whose first answers its candidates are.
    public func with(episodes: [Episode]) -> Pool {
        Pool(
            graded: candidates, greedy: greedy, guessRank: guessRank, promptFlops: promptFlops,
            promptTokens: promptTokens, episodes: episodes, scores: scores, tokens: tokens, key: key)
    }

    /// Gives outcomes with the prompt of each call in what is spent: one for each sample.
    public func withPrompts(_ outcomes: [Outcome]) -> [Outcome] {
        guard promptTokens > 0 else { return outcomes }
        return outcomes.map { outcome in
            var outcome = outcome
            outcome.spent.promptTokens = outcome.spent.samples * Double(promptTokens)
            return outcome
        }
    }
}

extension Pool {
    /// The pool's answers agree with each other as rarely as so many equally frequent answers would:
    /// 1 / Σ n_a·(n_a − 1)/(n·(n − 1)), over the candidates with an answer; infinite where no two agree.
    ///
    /// Nil for fewer than two candidates with an answer. The denominator estimates P(two samples agree) without bias.
    ///
    /// Source: the inverse of Simpson's index, Nature 163, 1949.
    public var effectiveVotes: Double? {
        let ballot = Ballot(candidates)
        guard ballot.voters > 1 else { return nil }
        let agreeing = ballot.parties.reduce(0) { $0 + $1.size * ($1.size - 1) }
        return Double(ballot.voters * (ballot.voters - 1)) / Double(agreeing)
    }

    /// True where the most frequent answer is ahead of the next one by more than chance: more samples would hardly
    /// change the winner. False where there is no answer.
    ///
    /// Source: the criterion of Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, at its threshold of .95.
    public var isLeadSettled: Bool {
        let sizes = Ballot(candidates).parties.map(\.size).sorted(by: >)
        guard let leader = sizes.first else { return false }
        return BetaRule.probability(leader: leader, runnerUp: sizes.dropFirst().first ?? 0) >= 0.95
    }
}
