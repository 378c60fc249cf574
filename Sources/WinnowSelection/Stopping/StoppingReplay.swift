import WinnowRandom

/// The rules are replayed on a stored pool: candidates are drawn in some order until a rule stops or a cap is met.
struct StoppingReplay {
    private let rules: [any StoppingRule]
    private let pool: Pool
    private let vote: WeightedVote
    private let options: SelectionOptions
    private let countsWins: Bool

    /// The most frequent answers of the pool are these; several in a tie.
    private let modes: Set<Int>

    /// - Parameter countsWins: whether to count which answers win, and not only whether they are right.
    init(_ rules: [any StoppingRule], on pool: Pool, options: SelectionOptions, countsWins: Bool = false) {
        self.rules = rules
        self.pool = pool
        self.options = options
        self.countsWins = countsWins
        vote = WeightedVote(pool.candidates, ties: options.ties, blanks: options.blanks) { _ in 1 }
        var all = vote.emptyCount
        for position in pool.candidates.indices { vote.add(position, to: &all) }
        modes = Set(vote.winners(of: all))
    }

    /// Gives the expectations over orders of the pool: one per cap, in the order of the caps, for each rule.
    ///
    /// All ordered draws are counted out where they are no more than the random orders would be; otherwise each random
    /// order serves all rules and caps.
    ///
    /// - Complexity: O(orders · largest cap) calls of each rule, and O(answers) for each order and cap.
    func expectations(_ caps: [Int]) -> [[StoppedSampling]] {
        var results = rules.map { _ in [Int: StoppedSampling]() }
        var sampled: [Int] = []
        for cap in Set(caps).sorted() {
            guard let orders = orderedDraws(cap) else {
                sampled.append(cap)
                continue
            }
            for (rule, means) in replay(orders.map { $0.makeIterator() }, caps: [cap], isExact: true).enumerated() {
                results[rule][cap] = means[0]
            }
        }
        if !sampled.isEmpty {
            let orders = (0..<options.permutations).lazy.map { RandomOrder($0, of: pool, seed: options.seed) }
            for (rule, means) in replay(orders, caps: sampled, isExact: false).enumerated() {
                for (cap, mean) in zip(sampled, means) { results[rule][cap] = mean }
            }
        }
        return results.map { result in caps.map { result[$0]! } }
    }

    /// Replays the stored order, with the whole pool as the cap: one result for each rule.
    func inStoredOrder() -> [StoppedSampling] {
        let order = pool.candidates.indices.makeIterator()
        return replay([order], caps: [pool.candidates.count], isExact: true).map { $0[0] }
    }

    /// Gives means over orders, [rule][cap], caps rising.
    private func replay<Order: IteratorProtocol<Int>>(
        _ orders: some Sequence<Order>, caps: [Int], isExact: Bool
    ) -> [[StoppedSampling]] {
        var totals = rules.map { _ in caps.map(StoppingTotals.init) }
        for order in orders { draw(in: order, caps: caps, totals: &totals) }
        return totals.map { $0.map { $0.mean(promptFlops: pool.promptFlops, isExact: isExact) } }
    }

    /// Draws in one order and adds what each rule does at each cap.
    private func draw(in order: some IteratorProtocol<Int>, caps: [Int], totals: inout [[StoppingTotals]]) {
        var order = order
        var drawn = DrawnVotes(answers: vote.parties)
        var count = vote.emptyCount
        var (tokens, flops) = (0.0, 0.0)
        var stops = rules.map { _ in StoppingTotals.Replay?.none }
        var going = rules.count
        func replay(_ odds: Odds, winners: @autoclosure () -> [Int], stopped: Bool) -> StoppingTotals.Replay {
            let known = countsWins || stopped ? winners() : []
            let share = known.isEmpty ? 0 : Double(known.count { modes.contains($0) }) / Double(known.count)
            return StoppingTotals.Replay(
                odds: odds, samples: drawn.samples, tokens: tokens, flops: flops, winners: countsWins ? known : [],
                stoppedOnMode: stopped ? share : nil)
        }
        for (index, cap) in caps.enumerated() {
            while going > 0, drawn.samples < cap, let position = order.next() {
                drawn.add(vote.party(of: position))
                vote.add(position, to: &count)
                tokens += Double(pool.candidates[position].tokens)
                flops += pool.candidates[position].flops
                for rule in rules.indices where stops[rule] == nil && rules[rule].stops(after: drawn) {
                    stops[rule] =
                        rules[rule].returnsLastAnswer
                        ? replay(
                            vote.odds(of: [position]), winners: vote.party(of: position).map { [$0] } ?? [],
                            stopped: true)
                        : replay(vote.odds(of: count), winners: vote.winners(of: count), stopped: true)
                    going -= 1
                }
            }
            let all = replay(
                going > 0 ? vote.odds(of: count) : .zero, winners: going > 0 ? vote.winners(of: count) : [],
                stopped: false)
            for rule in rules.indices { totals[rule][index].add(stops[rule] ?? all) }
        }
    }

    /// Gives every ordered draw of this size; nil where they are more than the random orders.
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

/// A stopping rule has these results on one problem under one cap.
public struct StoppedSampling: Hashable, Sendable {
    public var outcome: Outcome

    /// So many samples are drawn with this probability, for each number from 0 to the cap.
    public var samplesDrawn: [Double]

    /// The rule has said to stop, at the cap at the latest, with this probability; else the cap ended the drawing.
    public var stopped = 0.0

    /// The rule has said to stop and the answer is right with this probability.
    public var stoppedRight = 0.0

    /// The rule has said to stop and the answer is the most frequent one of the pool with this probability.
    public var stoppedOnMode = 0.0

    /// An answer wins with this probability, by its place among the answers as they are first seen, where wins were
    /// counted.
    var wins: [Int: Double] = [:]
}

/// The totals are sums over the orders in which a pool was drawn.
struct StoppingTotals {
    private var orders = 0.0
    private var odds = Odds.zero
    private var squares = 0.0
    private var tokens = 0.0
    private var flops = 0.0
    private var drawn: [Double]
    private var wins: [Int: Double] = [:]
    private var (stopped, stoppedRight, stoppedOnMode) = (0.0, 0.0, 0.0)

    init(cap: Int) {
        drawn = [Double](repeating: 0, count: cap + 1)
    }

    /// A replay is the course of a rule in one order.
    struct Replay {
        var odds: Odds
        var samples: Int
        var tokens: Double
        var flops: Double
        /// These answers share the pick, where wins are counted.
        var winners: [Int]
        /// The answer is the pool's most frequent one with this probability; nil where the rule has not said to stop.
        var stoppedOnMode: Double?
    }

    mutating func add(_ replay: Replay) {
        orders += 1
        odds.add(replay.odds, weight: 1)
        squares += replay.odds.right * replay.odds.right
        tokens += replay.tokens
        flops += replay.flops
        drawn[replay.samples] += 1
        if let onMode = replay.stoppedOnMode {
            stopped += 1
            stoppedRight += replay.odds.right
            stoppedOnMode += onMode
        }
        for winner in replay.winners { wins[winner, default: 0] += 1 / Double(replay.winners.count) }
    }

    /// - Parameter isExact: whether the orders are all there are.
    func mean(promptFlops: Double, isExact: Bool) -> StoppedSampling {
        var mean = Odds.zero
        mean.add(odds, weight: 1 / orders)
        let samples = drawn.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        let variance = max(0, squares / orders - mean.right * mean.right) / (orders - 1)
        return StoppedSampling(
            outcome: Outcome(
                mean,
                spent: Spending(
                    samples: samples / orders, tokens: tokens / orders, flops: promptFlops + flops / orders),
                standardError: isExact ? nil : variance.squareRoot()),
            samplesDrawn: drawn.map { $0 / orders }, stopped: stopped / orders, stoppedRight: stoppedRight / orders,
            stoppedOnMode: stoppedOnMode / orders, wins: wins.mapValues { $0 / orders })
    }
}

/// The order of a pool's candidates is uniformly random, and made as far as it is asked for.
///
/// A function of the seed, the problem and the order's number alone: all rules and policies see the same orders, which
/// keeps their results paired.
struct RandomOrder: IteratorProtocol {
    private var positions: [Int]
    private var drawn = 0
    private var random: CounterRandom

    /// - Parameters:
    ///   - number: which of the orders.
    ///   - seed: that of the estimate.
    init(_ number: Int, of pool: Pool, seed: UInt64) {
        var hash = StableHash("sampling order")
        hash.combine(seed)
        hash.combine(pool.key)
        random = CounterRandom(key: hash.value, stream: UInt64(number))
        positions = Array(pool.candidates.indices)
    }

    /// Gives the next candidate's position in stored order; nil after the last.
    mutating func next() -> Int? {
        guard drawn < positions.count else { return nil }
        positions.swapAt(drawn, drawn + random.below(positions.count - drawn))
        drawn += 1
        return positions[drawn - 1]
    }
}
