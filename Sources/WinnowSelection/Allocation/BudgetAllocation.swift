/// An allocation shares a budget of samples among problems, and is replayed on their stored pools.
///
/// Every problem first draws a minimum; then a policy says who draws next, until the budget is spent. Candidates come
/// in random orders of the pools, the same for all policies, and a pool is never drawn beyond its end. The answer of a
/// problem is the majority of what it drew.
public struct BudgetAllocation: Sendable {
    private let pools: [Pool]
    private let votes: [WeightedVote]
    private let index: AllocationIndex
    private let minimum: Int
    private let options: SelectionOptions

    /// A share has the draws of one problem in one replay.
    public struct Share: Hashable, Sendable {
        /// The answer is right with this probability, over ties.
        public var right: Double
        public var samples: Int
        public var tokens: Double
    }

    /// - Parameters:
    ///   - minimum: the samples of every problem before the policy is asked; smaller pools draw all they have.
    ///   - options: ties, blanks and seed.
    public init(
        _ pools: [Pool], policy: AllocationPolicy, minimum: Int, options: SelectionOptions = SelectionOptions()
    ) {
        precondition(minimum >= 0, "a minimum of \(minimum) samples")
        self.pools = pools
        self.minimum = minimum
        self.options = options
        votes = pools.map { WeightedVote($0.candidates, ties: options.ties, blanks: options.blanks) { _ in 1 } }
        index = AllocationIndex(policy, largestPool: pools.map(\.candidates.count).max() ?? 0)
    }

    /// Draws in the random orders of this number and takes stock at each budget: one share per problem, in their order.
    ///
    /// - Parameter budgets: samples of all problems together, rising, none below what the minimum takes. A budget above
    ///   all candidates draws all.
    /// - Complexity: O(largest budget · log problems).
    public func replay(_ number: Int, budgets: [Int]) -> [[Share]] {
        var draws = zip(pools, votes).map { pool, vote in
            ProblemDraws(order: RandomOrder(number, of: pool, seed: options.seed), vote: vote)
        }
        var spent = 0
        for problem in draws.indices {
            for _ in 0..<minimum where draw(problem, &draws) { spent += 1 }
        }
        precondition(budgets.allSatisfy { $0 >= spent }, "budgets \(budgets) below the minimum of \(spent)")
        var queue = ClaimQueue(draws.indices.map { entry($0, draws[$0]) })
        return budgets.map { budget in
            while spent < budget, let problem = queue.first?.problem {
                if draw(problem, &draws) {
                    spent += 1
                    queue.replaceFirst(with: entry(problem, draws[problem]))
                } else {
                    queue.removeFirst()
                }
            }
            return zip(draws, votes).map { draws, vote in
                Share(right: vote.odds(of: draws.count).right, samples: draws.votes.samples, tokens: draws.tokens)
            }
        }
    }

    /// Draws a problem's next candidate; false at the end of its pool.
    ///
    /// The hot spot of a replay: elements are read in place, as copies of pools would be counted.
    private func draw(_ problem: Int, _ draws: inout [ProblemDraws]) -> Bool {
        guard let position = draws[problem].order.next() else { return false }
        draws[problem].votes.add(votes[problem].party(of: position))
        votes[problem].add(position, to: &draws[problem].count)
        draws[problem].tokens += Double(pools[problem].candidates[position].tokens)
        return true
    }

    private func entry(_ problem: Int, _ draws: ProblemDraws) -> ClaimQueue.Entry {
        ClaimQueue.Entry(claim: index.claim(after: draws.votes), samples: draws.votes.samples, problem: problem)
    }
}

/// The draws are those of one problem so far.
private struct ProblemDraws {
    var order: RandomOrder
    var votes: DrawnVotes
    var count: VoteCount
    var tokens = 0.0

    init(order: RandomOrder, vote: WeightedVote) {
        self.order = order
        votes = DrawnVotes(answers: vote.parties)
        count = vote.emptyCount
    }
}
