/// Why a strategy cannot be evaluated on a pool.
public enum SelectionError: Error, Hashable, Sendable {
    /// The budget is larger than the pool: there is no k-subset, and missing samples are never filled in.
    case budgetExceedsPool(budget: Int, candidates: Int)
    /// A budget below 1.
    case invalidBudget(Int)
    /// The strategy `greedy` without a candidate decoded at temperature 0.
    case missingGreedyCandidate
    /// One answer is graded right on one candidate and wrong on another.
    case conflictingGrades(answer: Int)
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
        case .conflictingGrades(let answer):
            "answer class \(answer) is graded both right and wrong: check the canonical answer key or the grader"
        }
    }
}
