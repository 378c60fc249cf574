/// A stopping rule replayed on a stored pool: candidates are drawn in some order until the rule stops or a cap is met.
struct StoppingReplay {
    private let rule: any StoppingRule
    private let pool: Pool
    private let vote: WeightedVote
    private let options: SelectionOptions

    init(_ rule: any StoppingRule, on pool: Pool, options: SelectionOptions) {
        self.rule = rule
        self.pool = pool
        self.options = options
        vote = WeightedVote(pool.candidates, ties: options.ties, blanks: options.blanks) { _ in 1 }
    }

    /// The expectation at each cap over orders of the pool, in the order of the caps.
    ///
    /// All ordered draws are counted out where they are no more than the random orders would be; otherwise each random
    /// order serves all caps.
    ///
    /// - Complexity: O(orders · largest cap) calls of the rule, and O(answers) for each order and cap.
    func expectations(_ caps: [Int]) -> [StoppedSampling] {
        var results: [Int: StoppedSampling] = [:]
        var sampled: [Int] = []
        for cap in Set(caps).sorted() {
            guard let orders = orderedDraws(cap) else {
                sampled.append(cap)
                continue
            }
            var totals = [StoppingTotals(cap: cap)]
            for order in orders {
                var order = order.makeIterator()
                walk(rule, &order, caps: [cap], totals: &totals)
            }
            results[cap] = totals[0].mean(promptFlops: pool.promptFlops, isExact: true)
        }
        var totals = sampled.map(StoppingTotals.init)
        if !sampled.isEmpty {
            for number in 0..<options.permutations {
                var order = RandomOrder(number, of: pool, seed: options.seed)
                walk(rule, &order, caps: sampled, totals: &totals)
            }
        }
        for (cap, totals) in zip(sampled, totals) {
            results[cap] = totals.mean(promptFlops: pool.promptFlops, isExact: false)
        }
        return caps.map { results[$0]! }
    }

    /// What happens in stored order, with the whole pool as the cap.
    func inStoredOrder() -> StoppedSampling {
        var totals = [StoppingTotals(cap: pool.candidates.count)]
        var order = pool.candidates.indices.makeIterator()
        walk(rule, &order, caps: [pool.candidates.count], totals: &totals)
        return totals[0].mean(promptFlops: pool.promptFlops, isExact: true)
    }

    /// Draws in one order and adds what happens at each cap, caps rising.
    private func walk<Order: IteratorProtocol<Int>>(
        _ rule: some StoppingRule, _ order: inout Order, caps: [Int], totals: inout [StoppingTotals]
    ) {
        var drawn = DrawnVotes(answers: vote.parties)
        var count = vote.emptyCount
        var picked: Odds?
        var (tokens, flops) = (0.0, 0.0)
        for (index, cap) in caps.enumerated() {
            while picked == nil, drawn.samples < cap, let position = order.next() {
                drawn.add(vote.party(of: position))
                vote.add(position, to: &count)
                tokens += Double(pool.candidates[position].tokens)
                flops += pool.candidates[position].flops
                if rule.stops(after: drawn) {
                    picked = rule.returnsLastAnswer ? vote.odds(of: [position]) : vote.odds(of: count)
                }
            }
            totals[index].add(picked ?? vote.odds(of: count), samples: drawn.samples, tokens: tokens, flops: flops)
        }
    }

    /// Every ordered draw of this size; nil where they are more than the random orders.
    ///
    /// Single candidates are always counted out.
    private func orderedDraws(_ size: Int) -> [[Int]]? {
        let population = pool.candidates.count
        var number = population
        for drawn in 1..<size {
            number *= population - drawn
            if number > options.permutations { return nil }
        }
        var orders: [[Int]] = [[]]
        for _ in 0..<size {
            orders = orders.flatMap { order in
                (0..<population).filter { !order.contains($0) }.map { order + [$0] }
            }
        }
        return orders
    }
}
