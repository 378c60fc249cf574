/// The answer has the largest sum of confidences among traces that were never unsure: a trace is stopped when a window of
/// its tokens falls below a bar, and what it did not write is not paid for.
///
/// The first 16 samples of a problem are written to their end, and the bar is the 10th percentile of their lowest windows.
/// Every later sample is stopped at the first full window below the bar and does not vote; nor do those of the first 16
/// that are below it. A trace shorter than a window is never stopped, and counts by its mean. Replayed on stored tokens,
/// in random orders as the rules that stop early.
///
/// Checked against the paper's code: 16 traces, the lowest window, the percentile (the setting that keeps 90 %), the vote.
/// Not taken over: its second stop, at a consensus of .95, which is a stop of samples as the others are. The scaled window
/// is a tenth of the pool's mean length, which is no rule of the paper's.
///
/// Source: DeepConf, Fu et al., arXiv 2508.15260, online.
public struct DeepConfOnline: Strategy {
    /// True for a window of a tenth of the pool's mean length, false for the published 2,048 tokens.
    public let isScaled: Bool

    public let monteCarlo: MonteCarloMethod? = .orders
    public let needs: Set<Need> = [.tokens]
    public let appliesToSearches = false

    /// So many samples are written to their end.
    static let warmUp = 16

    /// The bar is at this share of their lowest windows.
    static let percentile = 0.1

    static let all = [DeepConfOnline(isScaled: false), DeepConfOnline(isScaled: true)]

    public let paper: PaperCheck? = .deepConfOnline

    public init(isScaled: Bool) { self.isScaled = isScaled }

    public var name: String { isScaled ? "deepconf-online-scaled" : "deepconf-online" }

    public var summary: String {
        "majority weighted by confidence; a sample stops where \(isScaled ? "a scaled" : "a") window of it is unsure"
    }

    public func isUsual(_ options: SelectionOptions) -> Bool { false }

    public func hasNoChoice(ties: TieRule) -> Bool { ties != .absolute }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let replay = try replay(of: pool, options)
        return budgets.map { budget in
            // All of the first samples are written to their end, and their order does not matter.
            guard budget > Self.warmUp else { return replay.subsets(of: budget, options) }
            let orders = (0..<options.permutations).map { number in
                var order = RandomOrder(number, of: pool, seed: options.seed)
                return (0..<budget).compactMap { _ in order.next() }
            }
            return replay.mean(orders)
        }
    }

    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        var outcome = try replay(of: pool, options).mean([Array(pool.candidates.indices)])
        outcome.standardError = nil
        return outcome
    }

    private func replay(of pool: Pool, _ options: SelectionOptions) throws(SelectionError) -> OnlineReplay {
        guard !pool.tokens.isEmpty else { throw .missingConfidences }
        let lengths = pool.tokens.reduce(0) { $0 + $1.count }
        let mean = Double(lengths) / Double(pool.tokens.count)
        return OnlineReplay(pool, window: isScaled ? max(1, Int((mean / 10).rounded())) : 2048, options)
    }
}

/// The replay knows of each candidate where its windows reach new lows.
private struct OnlineReplay {
    private let pool: Pool
    private let vote: WeightedVote

    /// The lows are the first windows lower than all before, by the tokens written when they are full.
    private let lows: [[(tokens: Int, confidence: Double)]]

    /// The lowest window of each, or its mean where it is shorter.
    private let lowest: [Double]

    init(_ pool: Pool, window: Int, _ options: SelectionOptions) {
        self.pool = pool
        let weights = pool.tokens.map { TokenMeasure.mean.value(of: $0) }.map { $0.isNaN ? 0 : max(0, $0) }
        vote = WeightedVote(pool.candidates, ties: options.ties, blanks: options.blanks, weights: weights)
        lows = pool.tokens.map { tokens in
            guard tokens.count >= window else { return [] }
            var lows: [(tokens: Int, confidence: Double)] = []
            for (place, confidence) in tokens.windows(of: window).enumerated()
            where confidence < lows.last?.confidence ?? .infinity {
                lows.append((place + window, confidence))
            }
            return lows
        }
        lowest = pool.tokens.map { $0.windows(of: window).min() ?? 0 }
    }

    /// Gives the mean over subsets of so few that none is stopped.
    func subsets(of size: Int, _ options: SelectionOptions) -> Outcome {
        let estimate = vote.estimates(
            [size], draws: options.monteCarloDraws, seed: options.seed, key: pool.key
        ) { drawn, _ in draw(Array(drawn)).odds }[0]
        return Outcome(
            estimate.odds, spent: Spending.draws([size], from: pool)[0], standardError: estimate.standardError)
    }

    /// Gives the mean over orders, with its standard error.
    func mean(_ orders: [[Int]]) -> Outcome {
        var odds = Odds.zero
        var (squares, tokens, flops) = (0.0, 0.0, 0.0)
        for order in orders {
            let one = draw(order)
            odds.add(one.odds, weight: 1)
            squares += one.odds.right * one.odds.right
            tokens += one.tokens
            flops += one.flops
        }
        let number = Double(orders.count)
        var mean = Odds.zero
        mean.add(odds, weight: 1 / number)
        let variance = max(0, squares / number - mean.right * mean.right) / max(1, number - 1)
        return Outcome(
            mean,
            spent: Spending(
                samples: Double(orders[0].count), tokens: tokens / number, flops: pool.promptFlops + flops / number),
            standardError: variance.squareRoot())
    }

    private func draw(_ order: [Int]) -> (odds: Odds, tokens: Double, flops: Double) {
        let first = order.prefix(DeepConfOnline.warmUp)
        let sorted = first.map { lowest[$0] }.sorted()
        // The percentile between two numbers is on the line between them.
        let place = DeepConfOnline.percentile * Double(sorted.count - 1)
        let (below, above) = (sorted[Int(place)], sorted[min(Int(place) + 1, sorted.count - 1)])
        let bar = below + (place - place.rounded(.down)) * (above - below)
        var voters: [Int] = []
        var (tokens, flops) = (0.0, 0.0)
        for (number, position) in order.enumerated() {
            let candidate = pool.candidates[position]
            let isLater = number >= DeepConfOnline.warmUp
            let stop = isLater ? lows[position].first { $0.confidence < bar }?.tokens : nil
            let written = min(stop ?? candidate.tokens, candidate.tokens)
            tokens += Double(written)
            flops += candidate.flops * Double(written) / Double(max(candidate.tokens, 1))
            if isLater ? stop == nil : lowest[position] >= bar { voters.append(position) }
        }
        return (vote.odds(of: voters), tokens, flops)
    }
}
