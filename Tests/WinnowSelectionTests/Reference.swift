import WinnowSelection

/// The strategies written down once more, naively, for sets of candidates that are drawn explicitly.
///
/// Shares no code with the module: votes are counted by sorting, ties are listed, and expectations are averages over
/// all subsets or all orders.
enum Reference {
    struct Result {
        var right = 0.0
        var wrong = 0.0
        var abstained = 0.0
        var samples = 0.0
        var tokens = 0.0
        var flops = 0.0
        var calls = 0.0
        var distinctCalls = 0.0
    }

    /// The expectation over all ordered draws of k candidates.
    static func expectation(
        _ name: String, _ pool: Pool, k: Int, ties: TieRule, blanks: BlankPolicy
    ) -> Result {
        var total = Result()
        var count = 0.0
        // Only the sequential strategies depend on the order of the draw.
        let isSequential =
            ["verifier", "verifier-majority", "single", "esc"].contains(name) || name.hasPrefix("adaptive-")
            || name.hasPrefix("stop-")
        for drawn in isSequential ? orders(pool.candidates.count, k) : subsets(pool.candidates.count, k) {
            let one = outcome(name, drawn, pool, ties: ties, blanks: blanks)
            total.right += one.right
            total.wrong += one.wrong
            total.abstained += one.abstained
            total.samples += one.samples
            total.tokens += one.tokens
            total.flops += one.flops
            total.calls += one.calls
            total.distinctCalls += one.distinctCalls
            count += 1
        }
        total.right /= count
        total.wrong /= count
        total.abstained /= count
        total.samples /= count
        total.tokens /= count
        total.flops /= count
        total.calls /= count
        total.distinctCalls /= count
        return total
    }

    /// What the strategy does with these candidates, drawn in this order.
    static func outcome(
        _ name: String, _ drawn: [Int], _ pool: Pool, ties: TieRule, blanks: BlankPolicy
    ) -> Result {
        let stored = drawn.sorted().map { pool.candidates[$0] }
        let sequence = drawn.map { pool.candidates[$0] }
        var spentOn = sequence
        var asked: [Int] = []
        var result = Result()
        var scoring: Scores?
        // Nobody writes more tokens than this.
        var end = Int.max
        switch name {
        case "single":
            spentOn = [sequence[0]]
            result = picking([sequence[0]], .uniform)
        case "majority":
            result = vote(stored.map { ($0, 1) }, ties, blanks)
        case "majority-logprob":
            result = vote(stored.map { ($0, exponential($0.logProbability / Double($0.tokens))) }, ties, blanks)
        case "best-logprob":
            result = best(stored, ties) { $0.logProbability }
        case "shortest-trace":
            result = best(stored, ties) { Double(-$0.traceTokens) }
        case "majority-trace-legal":
            let legal = stored.filter { $0.answer != nil && $0.traceIsLegal == true }
            result =
                legal.isEmpty
                ? vote(stored.map { ($0, 1) }, ties, blanks) : vote(legal.map { ($0, 1) }, ties, .drop)
        case "verifier", "verifier-majority":
            let stop = sequence.firstIndex { $0.answer != nil && $0.isAccepted == true }
            spentOn = Array(sequence.prefix((stop ?? sequence.count - 1) + 1))
            asked = spentOn.compactMap(\.answer)
            if let stop {
                result = picking([sequence[stop]], .uniform)
            } else if name == "verifier" {
                result.abstained = 1
            } else {
                result = vote(stored.map { ($0, 1) }, ties, blanks)
            }
        case "adaptive-beta", "adaptive-dirichlet", "adaptive-entropy", "adaptive-majority", "esc",
            "stop-bayes-factor", "stop-martingale", "stop-doubling":
            let stop = StoppingReference.stop(name, sequence.map { blanks == .vote ? $0.answer ?? -1 : $0.answer })
            spentOn = Array(sequence.prefix(stop))
            // A window that stops is unanimous, so its plurality is its answer. One at the very end is all that is drawn.
            let deciding = name == "esc" && stop < sequence.count ? drawn[(stop - 5)..<stop] : drawn[..<stop]
            result = vote(deciding.sorted().map { (pool.candidates[$0], 1) }, ties, blanks)
        case "accepted-vote", "accepted-vote-majority":
            let accepted = stored.filter { $0.answer != nil && $0.isAccepted == true }
            asked = stored.compactMap(\.answer)
            if !accepted.isEmpty {
                result = vote(accepted.map { ($0, 1) }, ties, .drop)
            } else if name == "accepted-vote" {
                result.abstained = 1
            } else {
                result = vote(stored.map { ($0, 1) }, ties, blanks)
            }
        case "oracle":
            if stored.contains(where: { $0.answer != nil && $0.isRight }) {
                result.right = 1
            } else {
                result.abstained = 1
            }
        case "greedy":
            spentOn = [pool.greedy!]
            result = picking([pool.greedy!], .uniform)
        case "guess":
            spentOn = []
            if let rank = pool.guessRank, rank <= drawn.count { result.right = 1 } else { result.abstained = 1 }
        case "cisc":
            result = vote(stored.map { ($0, exponential($0.logProbability / Double($0.tokens))) }, ties, blanks)
        case "short-1", "short-3":
            let finished = drawn.sorted().filter { pool.candidates[$0].answer != nil }
                .sorted { (pool.candidates[$0].tokens, $0) < (pool.candidates[$1].tokens, $1) }
            let count = name == "short-1" ? 1 : 3
            let voters = finished.prefix(count).map { pool.candidates[$0] }
            let most = voters.map { own in voters.count { $0.answer == own.answer } }.max() ?? 0
            let winner = voters.first { own in voters.count { $0.answer == own.answer } == most }
            result = picking(winner.map { [$0] } ?? [], .uniform)
            end = finished.count < count ? .max : pool.candidates[finished[count - 1]].tokens
        case "deepconf-online", "deepconf-online-scaled":
            result = vote(online(name, drawn.sorted(), pool), ties, blanks)
        default:
            if let weights = weights(
                name, drawn.sorted().filter { pool.candidates[$0].answer != nil }, drawn.count, pool)
            {
                result =
                    weights.isEmpty
                    ? vote(stored.map { ($0, 1) }, ties, blanks)
                    : vote(weights.map { (pool.candidates[$0.0], $0.1) }, ties, .drop)
                scoring = ScoredStrategy(named: name).flatMap {
                    $0.source.tokenMeasure == nil ? pool.scores[$0.source] : nil
                }
                break
            }
            guard let strategy = ScoredStrategy(named: name) else { fatalError("no reference for \(name)") }
            result = scored(strategy, drawn.sorted(), pool, ties, blanks)
            scoring = pool.scores[strategy.source]
        }
        result.samples = Double(spentOn.count)
        result.tokens = spentOn.map { Double(min($0.tokens, end)) }.reduce(0, +)
        let flops = spentOn.map { $0.tokens > end ? $0.flops * Double(end) / Double($0.tokens) : $0.flops }
        result.flops = spentOn.isEmpty ? 0 : flops.reduce(pool.promptFlops, +)
        if let scoring {
            for position in drawn {
                result.tokens += scoring.tokens[position]
                result.flops += scoring.flops[position]
            }
        }
        result.calls = Double(asked.count)
        result.distinctCalls = Double(asked.indices.filter { !asked[..<$0].contains(asked[$0]) }.count)
        return result
    }

    static func vote(_ ballots: [(Candidate, Double)], _ ties: TieRule, _ blanks: BlankPolicy) -> Result {
        var order: [Int] = []
        var weights: [Int: Double] = [:]
        var rights: Set<Int> = []
        var whole = 0.0
        for (candidate, weight) in ballots {
            // −1 stands for "no answer", which votes under the policy `vote` only.
            let answer = candidate.answer ?? -1
            if answer == -1 && blanks != .vote {
                if blanks == .count { whole += weight }
                continue
            }
            whole += weight
            if weights[answer] == nil { order.append(answer) }
            weights[answer, default: 0] += weight
            if answer >= 0 && candidate.isRight { rights.insert(answer) }
        }
        var result = Result()
        guard let most = weights.values.max() else {
            result.abstained = 1
            return result
        }
        let winners = order.filter { abs(weights[$0]! - most) < 1e-9 }
        switch ties {
        case .uniform:
            result.right = Double(winners.filter(rights.contains).count) / Double(winners.count)
            result.wrong = 1 - result.right
        case .first:
            if rights.contains(winners[0]) { result.right = 1 } else { result.wrong = 1 }
        case .lenient:
            if winners.contains(where: rights.contains) { result.right = 1 } else { result.wrong = 1 }
        case .strict, .absolute:
            if winners.count > 1 || (ties == .absolute && most <= whole / 2 + 1e-9) {
                result.abstained = 1
            } else if rights.contains(winners[0]) {
                result.right = 1
            } else {
                result.wrong = 1
            }
        }
        return result
    }

    private static func best(_ drawn: [Candidate], _ ties: TieRule, _ score: (Candidate) -> Double) -> Result {
        let answered = drawn.filter { $0.answer != nil }
        let highest = answered.map(score).max()
        return picking(answered.filter { score($0) == highest }, ties)
    }

    /// Picks among tied candidates, in stored order.
    static func picking(_ tied: [Candidate], _ ties: TieRule) -> Result {
        var result = Result()
        let right = tied.filter { $0.answer != nil && $0.isRight }.count
        if tied.isEmpty || tied[0].answer == nil {
            result.abstained = 1
        } else if ties == .first {
            if tied[0].isRight { result.right = 1 } else { result.wrong = 1 }
        } else if ties == .lenient {
            if right > 0 { result.right = 1 } else { result.wrong = 1 }
        } else if ties != .uniform && Set(tied.map(\.answer)).count > 1 {
            result.abstained = 1
        } else {
            result.right = Double(right) / Double(tied.count)
            result.wrong = 1 - result.right
        }
        return result
    }

    /// exp by its series: the module uses the C library's.
    static func exponential(_ x: Double) -> Double {
        var term = 1.0
        return (1...60).reduce(1.0) { sum, n in
            term *= x / Double(n)
            return sum + term
        }
    }

    static func subsets(_ n: Int, _ k: Int) -> [[Int]] {
        (0..<1 << n).filter { $0.nonzeroBitCount == k }.map { mask in (0..<n).filter { mask >> $0 & 1 == 1 } }
    }

    static func orders(_ n: Int, _ k: Int) -> [[Int]] {
        k == 0
            ? [[]]
            : orders(n, k - 1).flatMap { start in (0..<n).filter { !start.contains($0) }.map { start + [$0] } }
    }
}
