/// An adaptive vote is a majority that stops sampling early: the budget is the cap, and easy problems spend less.
///
/// Candidates are drawn in random order until a rule on their answers stops, or up to the cap; the answer is the
/// plurality of what was drawn, or what the rule returns. Which candidates were drawn depends on their order, for which
/// there is no closed form: the expectation is over random orders of the pool, shared by all rules, and has a standard
/// error, except where all orders can be counted out. Candidates without an answer cost a sample and do not vote
/// (``BlankPolicy/drop``, ``BlankPolicy/count``), or are an answer of their own (``BlankPolicy/vote``).
public struct AdaptiveVote: Strategy {
    public let name: String
    public let summary: String
    public let monteCarlo: MonteCarloMethod? = .orders
    public let appliesToSearches = false

    public let paper: PaperCheck?

    let rule: any StoppingRule

    /// The rule is that of Adaptive-Consistency, arXiv 2305.11860, by the two most frequent answers.
    public static let beta = AdaptiveVote(
        name: "adaptive-beta", rule: BetaRule(),
        summary: "majority that stops when the leader is ahead of the next answer with probability .95")

    /// The rule is that of Adaptive-Consistency by the five most frequent answers.
    public static let dirichlet = AdaptiveVote(
        name: "adaptive-dirichlet", rule: DirichletRule(),
        summary: "majority that stops when the leader is ahead of all answers with probability .95")

    /// The rule is that of Adaptive-Consistency by the entropy of the answers.
    public static let entropy = AdaptiveVote(
        name: "adaptive-entropy", rule: EntropyRule(),
        summary: "majority that stops when the answers' entropy is at most .75 of the largest")

    /// The rule is that of Adaptive-Consistency by the leader's share.
    public static let majority = AdaptiveVote(
        name: "adaptive-majority", rule: MajorityShareRule(),
        summary: "majority that stops when the leader has .8 of the votes")

    /// The rule is that of Early-Stopping Self-Consistency, arXiv 2401.10480.
    public static let esc = AdaptiveVote(
        name: "esc", rule: UnanimousWindow(),
        summary: "majority that samples in windows of 5 and returns the first unanimous window's answer")

    /// The rule is that of arXiv 2509.21091, by a Bayes factor.
    public static let bayesFactor = AdaptiveVote(
        name: "stop-bayes-factor", rule: BayesFactorRule(),
        summary: "majority that stops when the Bayes factor for the leader is at least 10", paper: .bayesFactor)

    /// The rule is that of arXiv 2510.17472, which certifies the mode.
    public static let martingale = AdaptiveVote(
        name: "stop-martingale", rule: MartingaleRule(),
        summary: "majority that stops when the leader is certified as the most frequent answer, with an error of .1",
        paper: .martingale)

    /// The rule looks after 2, 4, 8 … samples.
    public static let doubling = AdaptiveVote(
        name: "stop-doubling", rule: DoublingRule(),
        summary: "majority that looks after 2, 4, 8 … samples and stops when .75 of the votes agree",
        paper: .doubling)

    /// The list has all rules, in the order of tables.
    public static let all = [beta, dirichlet, entropy, majority, esc] + published

    /// These rules are apart from the tables of strategies for which none is named.
    static let published = [bayesFactor, martingale, doubling]

    /// Finds the rule of a name: one of ``all``, or with another threshold, such as `stop-martingale0.05`.
    public static func named(_ name: String) -> AdaptiveVote? {
        if let known = all.first(where: { $0.name == name }) { return known }
        func number(_ word: String) -> Double? {
            guard name.hasPrefix(word), let (number, rest) = ScoreRule.number(after: word, in: name, usual: .nan),
                rest.isEmpty, !number.isNaN
            else { return nil }
            return number
        }
        if let bar = number(bayesFactor.name), bar > 0 {
            return AdaptiveVote(
                name: name, rule: BayesFactorRule(threshold: bar),
                summary: "majority that stops when the Bayes factor for the leader is large enough", paper: .bayesFactor
            )
        }
        if let error = number(martingale.name), (0...1).contains(error) {
            return AdaptiveVote(
                name: name, rule: MartingaleRule(error: error),
                summary: "majority that stops when the leader is certified as the most frequent answer",
                paper: .martingale)
        }
        if let share = number(doubling.name), (0...1).contains(share) {
            return AdaptiveVote(
                name: name, rule: DoublingRule(threshold: share),
                summary: "majority that looks after 2, 4, 8 … samples and stops when enough of the votes agree",
                paper: .doubling)
        }
        return nil
    }

    /// True where a stop certifies that the answer is the generator's most frequent one.
    public var isCertificate: Bool { rule.isCertificate }

    public func isUsual(_ options: SelectionOptions) -> Bool { !Self.published.contains { $0.name == name } }

    public func guarantee(verifierIsSound: Bool) -> Guarantee { isCertificate ? .mode : .none }

    init(name: String, rule: any StoppingRule, summary: String, paper: PaperCheck? = nil) {
        self.paper = paper
        self.name = name
        self.rule = rule
        self.summary = summary
    }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        StoppingReplay([rule], on: pool, options: options).expectations(budgets)[0].map(\.outcome)
    }

    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        StoppingReplay([rule], on: pool, options: options).inStoredOrder()[0].outcome
    }

    /// Replays what each rule does under a cap, with the distribution of the samples drawn; the rules share each random
    /// order.
    ///
    /// - Throws: ``SelectionError/budgetExceedsPool(budget:candidates:)``, ``SelectionError/invalidBudget(_:)``.
    public static func replay(
        _ rules: [AdaptiveVote], on pool: Pool, cap: Int, options: SelectionOptions = SelectionOptions()
    ) throws(SelectionError) -> [StoppedSampling] {
        try pool.check(budget: cap)
        return StoppingReplay(rules.map(\.rule), on: pool, options: options).expectations([cap]).map { $0[0] }
    }
}

/// Rules look at answers alone, so that the candidates of the winning answer are equally likely to be drawn.
extension AdaptiveVote: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let options = SelectionOptions(permutations: options.permutations, seed: options.seed)
        let replay = StoppingReplay([rule], on: pool, options: options, countsWins: true)
        let parties = Ballot(pool.candidates).parties
        return replay.expectations(budgets)[0].map { sampling in
            var picks = Picks(candidates: [Double](repeating: 0, count: pool.candidates.count))
            for (party, probability) in sampling.wins {
                let share = probability / Double(parties[party].size)
                for position in parties[party].positions { picks.candidates[position] = share }
            }
            return picks
        }
    }
}
