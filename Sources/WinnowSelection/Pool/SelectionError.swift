/// The error says why a strategy cannot be evaluated on a pool.
public enum SelectionError: Error, Hashable, Sendable {
    /// The budget is larger than the pool: there is no k-subset, and missing samples are never filled in.
    case budgetExceedsPool(budget: Int, candidates: Int)
    /// The budget is below 1.
    case invalidBudget(Int)
    /// The strategy is `greedy`, and there is no candidate decoded at temperature 0.
    case missingGreedyCandidate
    /// The strategy reads scores which no scorer has given.
    case missingScores(ScoreSource)
    /// A vote is weighted by a scorer's numbers, one of which is negative.
    case negativeScore(ScoreSource)
    /// A candidate is to have more verifications than were stored.
    case verificationsExceedScores(verifications: Int, stored: Int)
    /// One answer is graded right on one candidate and wrong on another.
    case conflictingGrades(answer: Int)
    /// The strategy reads confidences of tokens, of which there are none.
    case missingConfidences
    /// The strategy reads comparisons by the judge of this name, some of which are missing.
    case missingComparisons(String)
    /// The strategy goes by rounds, and the pool has not so many.
    case missingRounds(budget: Int)
}

extension SelectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .budgetExceedsPool(let budget, let candidates):
            "budget \(budget) exceeds the pool of \(candidates) candidates: sample more or lower the budget"
        case .invalidBudget(let budget):
            "budget \(budget) is not a number of samples: use 1 or more"
        case .missingGreedyCandidate:
            "no greedy candidate for this problem: sample a run at temperature 0 first"
        case .missingScores(let source):
            "there are no scores of \(source.scorer): make them with `winnow judge`"
        case .missingConfidences:
            "there are no token confidences: sample with `--confidence`, or import a file that has them"
        case .missingComparisons(let judge):
            "comparisons by \(judge) are missing: make them with `winnow judge --gives knockout`, swiss or genselect"
        case .negativeScore(let source):
            "\(source) has negative scores, which cannot weigh votes: use \(source)-max or \(source)-cisc"
        case .verificationsExceedScores(let verifications, let stored):
            "\(verifications) verifications exceed the \(stored) that are stored: score more or ask for fewer"
        case .conflictingGrades(let answer):
            "answer class \(answer) is graded both right and wrong: check the canonical answer key or the grader"
        case .missingRounds(let budget):
            "there are no \(budget) rounds of every episode: make them with `winnow backprompt`"
        }
    }
}
