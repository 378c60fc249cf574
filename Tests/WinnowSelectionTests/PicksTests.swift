import TestGuards
import Testing
import WinnowSelection

@Suite("Picks")
struct PicksTests {
    static let picking =
        Strategies.all.filter { $0 is any CandidatePicking }.map(\.name) + Reference.otherRules

    private func strategy(_ name: String) throws -> any CandidatePicking {
        try #require(Strategies.named(name) as? any CandidatePicking)
    }

    @Test("all strategies that draw from the pool say which candidate they pick, guessing does not")
    func conformances() {
        #expect(
            Set(Strategies.all.map(\.name)).subtracting(Self.picking)
                == ["guess", "short-1", "short-3", "deepconf-online", "deepconf-online-scaled"])
    }

    @Test("the picks of right and of wrong answers sum to the outcome", arguments: picking)
    func sums(name: String) throws {
        let strategy = try strategy(name)
        for seed in 0..<24 as Range<UInt64> {
            let pool = try randomPool(
                seed: 7_000 + seed, size: 1 + Int(seed * 5 % 37), answers: 1 + Int(seed % 8),
                verdictIsGrade: seed % 2 == 0)
            let budgets = Array(1...pool.candidates.count)
            let options = SelectionOptions(monteCarloDraws: 60)
            let outcomes = try strategy.outcomes(for: pool, budgets: budgets, options: options)
            let picks = try strategy.picks(from: pool, budgets: budgets, options: options)
            for ((budget, outcome), pick) in try pairs(Array(pairs(budgets, outcomes)), picks) {
                let candidates = zip(pool.candidates, pick.candidates) + [(pool.greedy!, pick.greedy)]
                let (right, wrong) = (candidates.filter(\.0.isRight), candidates.filter { !$0.0.isRight })
                let place = "seed \(seed), k \(budget)"
                #expect(abs(right.reduce(0) { $0 + $1.1 } - outcome.right) < 1e-12, "\(place)")
                #expect(abs(wrong.reduce(0) { $0 + $1.1 } - outcome.wrong) < 1e-12, "\(place)")
                #expect(
                    try nonEmpty(candidates).allSatisfy { $0.1 >= 0 && ($0.0.answer != nil || $0.1 == 0) }, "\(place)")
            }
        }
    }

    @Test("the picks equal the average over all draws of the candidate that is taken", arguments: picking)
    func bruteForce(name: String) throws {
        let strategy = try strategy(name)
        for seed in 0..<30 as Range<UInt64> {
            let pool = try randomPool(seed: 8_000 + seed, size: 1 + Int(seed % 6))
            let budgets = Array(1...pool.candidates.count)
            // So many orders that all are counted out.
            let options = SelectionOptions(permutations: 1_000)
            for (budget, picks) in try pairs(budgets, strategy.picks(from: pool, budgets: budgets, options: options)) {
                let expected = Self.average(name, pool, budget)
                for (position, value) in (picks.candidates + [picks.greedy]).enumerated() {
                    #expect(
                        abs(value - expected[position]) < 1e-12,
                        "seed \(seed), k \(budget), candidate \(position): \(value), not \(expected[position])")
                }
            }
        }
    }

    @Test("votes of pools of 9 equal the average over all subsets")
    func largerPools() throws {
        for seed in 0..<3 as Range<UInt64> {
            let pool = try randomPool(seed: 9_000 + seed, size: 9, answers: 4)
            for name in ["majority", "majority-logprob", "majority-trace-legal"] {
                let picks = try strategy(name).picks(from: pool, budgets: Array(1...9))
                for budget in 1...9 {
                    // The greedy candidate, which no vote picks, comes last.
                    let all = picks[budget - 1].candidates + [picks[budget - 1].greedy]
                    for (value, expected) in try pairs(all, Self.average(name, pool, budget)) {
                        #expect(abs(value - expected) < 1e-12, "\(name), seed \(seed), k \(budget)")
                    }
                }
            }
        }
    }

    @Test("budgets beyond the pool and below 1 are refused")
    func budgets() throws {
        let pool = try randomPool(seed: 1, size: 4)
        #expect(throws: SelectionError.budgetExceedsPool(budget: 5, candidates: 4)) {
            try Majority().picks(from: pool, budgets: [5])
        }
        #expect(throws: SelectionError.invalidBudget(0)) { try Single().picks(from: pool, budgets: [0]) }
    }

    /// The average over all ordered draws of who is picked; the greedy candidate comes last.
    private static func average(_ name: String, _ pool: Pool, _ budget: Int) -> [Double] {
        let isSequential =
            ["single", "verifier", "verifier-majority", "esc"].contains(name) || name.hasPrefix("adaptive")
            || name.hasPrefix("stop-")
        let count = pool.candidates.count
        let draws = isSequential ? Reference.orders(count, budget) : Reference.subsets(count, budget)
        var total = [Double](repeating: 0, count: count + 1)
        for drawn in draws {
            let chosen = chosen(name, drawn, pool)
            for position in chosen.flatMap(\.self) {
                let group = chosen.first { $0.contains(position) }!
                total[position] += 1 / Double(chosen.count * group.count * draws.count)
            }
        }
        return total
    }

    /// The groups of positions that share the pick: each group equally likely, and each position in its group.
    private static func chosen(_ name: String, _ drawn: [Int], _ pool: Pool) -> [[Int]] {
        func candidate(_ position: Int) -> Candidate { pool.candidates[position] }
        let answered = drawn.filter { candidate($0).answer != nil }
        let accepted = answered.filter { candidate($0).isAccepted == true }
        func vote(_ voters: [Int], _ weight: (Candidate) -> Double = { _ in 1 }) -> [[Int]] {
            let parties = Dictionary(grouping: voters) { candidate($0).answer }.values
            let totals = parties.map { ($0, $0.map { weight(candidate($0)) }.reduce(0, +)) }
            let most = totals.map(\.1).max()
            return totals.filter { abs($0.1 - most!) < 1e-9 }.map(\.0)
        }
        func best(_ score: (Candidate) -> Double) -> [[Int]] {
            let highest = answered.map { score(candidate($0)) }.max()
            let tied = answered.filter { score(candidate($0)) == highest }
            return tied.isEmpty ? [] : [tied]
        }
        switch name {
        case "single": return answered.contains(drawn[0]) ? [[drawn[0]]] : []
        case "greedy": return pool.greedy!.answer == nil ? [] : [[pool.candidates.count]]
        case "majority": return vote(answered)
        case "majority-logprob": return vote(answered) { Reference.exponential($0.logProbability / Double($0.tokens)) }
        case "majority-trace-legal":
            let legal = answered.filter { candidate($0).traceIsLegal == true }
            return vote(legal.isEmpty ? answered : legal)
        case "adaptive-beta", "adaptive-dirichlet", "adaptive-entropy", "adaptive-majority", "esc",
            "stop-bayes-factor", "stop-martingale", "stop-doubling":
            let stop = StoppingReference.stop(name, drawn.map { candidate($0).answer })
            let deciding = name == "esc" && stop < drawn.count ? drawn[(stop - 5)..<stop] : drawn[..<stop]
            return vote(deciding.filter { candidate($0).answer != nil })
        case "best-logprob": return best(\.logProbability)
        case "shortest-trace": return best { -Double($0.traceTokens) }
        case "verifier": return accepted.first.map { [[$0]] } ?? []
        case "verifier-majority": return accepted.first.map { [[$0]] } ?? vote(answered)
        case "accepted-vote": return accepted.isEmpty ? [] : vote(accepted)
        case "accepted-vote-majority": return vote(accepted.isEmpty ? answered : accepted)
        case "oracle":
            let right = answered.filter { candidate($0).isRight }
            return right.isEmpty ? [] : [right]
        case "cisc": return vote(answered) { Reference.exponential($0.logProbability / Double($0.tokens)) }
        default:
            if let voters = Reference.weights(name, answered.sorted(), drawn.count, pool) {
                let weights = Dictionary(uniqueKeysWithValues: voters)
                let parties = Dictionary(grouping: voters.map(\.0)) { candidate($0).answer }.values
                let totals = parties.map { ($0, $0.map { weights[$0]! }.reduce(0, +)) }
                let most = totals.map(\.1).max()
                return totals.filter { abs($0.1 - most!) < 1e-9 }.map(\.0)
            }
            guard let strategy = ScoredStrategy(named: name) else { fatalError("no reference for \(name)") }
            return scored(strategy, drawn, answered, pool)
        }
    }

    private static func scored(
        _ strategy: ScoredStrategy, _ drawn: [Int], _ answered: [Int], _ pool: Pool
    ) -> [[Int]] {
        func score(_ position: Int) -> Double { Reference.score(strategy.source, position, pool) }
        func vote(_ voters: [Int], _ weight: (Int) -> Double) -> [[Int]] {
            let parties = Dictionary(grouping: voters) { pool.candidates[$0].answer }.values
            let totals = parties.map { ($0, $0.map(weight).reduce(0, +)) }
            let most = totals.map(\.1).max()
            return totals.filter { abs($0.1 - most!) < 1e-9 }.map(\.0)
        }
        switch strategy.rule {
        case .max:
            let tied = answered.filter { score($0) == answered.map(score).max() }
            return tied.isEmpty ? [] : [tied]
        case .vote: return vote(answered) { max(0, score($0)) }
        case .softmaxVote: return vote(answered) { score($0).isFinite ? Reference.exponential(score($0)) : 0 }
        case .topVote, .topShareVote, .thresholdVote:
            let voters = Reference.voters(strategy.rule, drawn, answered, score)
            return vote(voters.isEmpty ? answered : voters) { _ in 1 }
        case .borda, .majorityOfBests, .bestOfMajority: return []
        }
    }
}
