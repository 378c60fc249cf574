import WinnowSelection
import WinnowStatistics

/// A problem stands so at all of its candidates: who is right on it, and how its votes fall.
struct ProblemStanding: Sendable {
    /// The problem has this place among the run's, from 1.
    let position: Int
    let difficulty: String
    let candidates: Int

    /// So many candidates are right.
    let rightCandidates: Int

    /// Each strategy that was asked for is right with this probability, by its name.
    let right: [String: Double]

    let votes: AnswerVotes<Int>

    /// The answer with the most votes is right; nil where there is none.
    let leaderIsRight: Bool?

    init(position: Int, difficulty: String, pool: Pool, right: [String: Double]) {
        self.position = position
        self.difficulty = difficulty
        self.right = right
        candidates = pool.candidates.count
        rightCandidates = pool.candidates.count { $0.answer != nil && $0.isRight }
        votes = AnswerVotes(pool.candidates.lazy.map(\.answer))
        leaderIsRight = votes.parties.first.map { pool.candidates[$0.positions[0]].isRight }
    }

    /// A random candidate is right with this probability.
    var rightShare: Double { Double(rightCandidates) / Double(candidates) }

    var isCovered: Bool { rightCandidates > 0 }

    /// Tells whether a strategy is right with a probability of at least one half; one that was not asked for is not.
    func isRight(_ strategy: String) -> Bool {
        guard let right = right[strategy] else { return false }
        return right >= 0.5 || Rounding.areEqual(right, 0.5)
    }
}

extension [ProblemStanding] {
    /// Finds the problems for which all conditions hold, in the order of their places, or by the share of right
    /// candidates where the hardest are asked for.
    func filtered(where conditions: [ProblemCondition]) -> [ProblemStanding] {
        let found = filter { problem in conditions.allSatisfy { $0.holds(of: problem) } }
        return found.sorted {
            let (first, second) = conditions.contains(.hard) ? ($0.rightShare, $1.rightShare) : (0, 0)
            return (first, $0.position) < (second, $1.position)
        }
    }
}
