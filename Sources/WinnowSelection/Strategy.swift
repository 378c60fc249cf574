/// A strategy is a way to pick an answer from the first k candidates of a pool.
///
/// To add one, write one file with a type that conforms and add one line to ``Strategies/all``.
public protocol Strategy: Sendable {
    /// Users type this name, such as `majority`.
    var name: String { get }

    /// The summary is one sentence for `winnow list strategies`.
    var summary: String { get }

    /// The strategy reads these data besides answers.
    var needs: Set<Need> { get }

    /// The expectations of ``expectations(over:budgets:options:)`` are estimated by these draws at random; nil where
    /// they are exact.
    var monteCarlo: MonteCarloMethod? { get }

    /// The answers come from here, by which figures of strategies are equal or ordered by construction.
    var answerSource: AnswerSource { get }

    /// True where the outcome is the same at every budget.
    var ignoresBudget: Bool { get }

    /// True where right answers do not get fewer with the budget on any problem.
    var neverFallsWithBudget: Bool { get }

    /// True where the strategy can be asked of a guided search: it neither stops drawing early by a rule, as a search
    /// is paid before it answers, nor looks at other candidates than the budget's.
    var appliesToSearches: Bool { get }

    /// True where the outcome depends on ``SelectionOptions/confidenceTemperature``.
    var usesConfidenceTemperature: Bool { get }

    /// So many of the stored repeats of each candidate's score are averaged; nil for all.
    var verifications: Int? { get }

    /// It says what of a published rule was checked against its paper; nil for rules whose definition is the whole of it.
    var paper: PaperCheck? { get }

    /// Tells whether tables show the strategy when none is named.
    func isUsual(_ options: SelectionOptions) -> Bool

    /// Tells whether a single sample's answer is the strategy's too, given that samples are where its answers come
    /// from.
    func hasNoChoice(ties: TieRule) -> Bool

    /// Says what is promised about an answer, given whether the domain's verifier is sound.
    func guarantee(verifierIsSound: Bool) -> Guarantee

    /// Gives the expectations over all subsets of the pool of the sizes `budgets`, in the same order.
    ///
    /// Called by ``outcomes(for:budgets:options:)`` with budgets between 1 and the number of candidates.
    ///
    /// - Throws: ``SelectionError`` where the pool lacks what the strategy reads.
    func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome]

    /// Gives the outcome of the strategy on all candidates of the pool in stored order.
    ///
    /// - Throws: ``SelectionError`` where the pool lacks what the strategy reads.
    func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome
}

extension Strategy {
    public var needs: Set<Need> { [] }

    public var monteCarlo: MonteCarloMethod? { nil }

    public var answerSource: AnswerSource { .samples }

    public var ignoresBudget: Bool { false }

    public var neverFallsWithBudget: Bool { false }

    public var appliesToSearches: Bool { true }

    public var usesConfidenceTemperature: Bool { false }

    public var verifications: Int? { nil }

    public var paper: PaperCheck? { nil }

    public func isUsual(_ options: SelectionOptions) -> Bool { true }

    public func hasNoChoice(ties: TieRule) -> Bool { true }

    public func guarantee(verifierIsSound: Bool) -> Guarantee { .none }

    /// True where ``expectations(over:budgets:options:)`` may be estimated by random draws.
    public var usesMonteCarlo: Bool { monteCarlo != nil }

    /// The strategy reads these scores; nil where it reads none.
    public var scores: ScoreSource? {
        for case .score(let source) in needs { return source }
        return nil
    }

    /// Gives the name of the estimator that the options lead to: `exact`, `monte-carlo` or `prefix`.
    public func estimatorName(_ options: SelectionOptions = SelectionOptions()) -> String {
        options.estimator == .exact && usesMonteCarlo ? "monte-carlo" : options.estimator.rawValue
    }

    /// Gives the outcome at each budget, in the order of the budgets.
    ///
    /// - Throws: ``SelectionError/budgetExceedsPool(budget:candidates:)`` when a budget is larger than the pool,
    ///   ``SelectionError/invalidBudget(_:)`` when one is below 1, ``SelectionError/missingGreedyCandidate``.
    public func outcomes(
        for pool: Pool, budgets: [Int], options: SelectionOptions = SelectionOptions()
    ) throws(SelectionError) -> [Outcome] {
        for budget in budgets { try pool.check(budget: budget) }
        var outcomes: [Outcome] = []
        switch options.estimator {
        case .exact: outcomes = try expectations(over: pool, budgets: budgets, options: options)
        case .prefix:
            for budget in budgets {
                outcomes.append(try outcomeInStoredOrder(of: pool.prefix(budget), options: options))
            }
        }
        return pool.withPrompts(outcomes)
    }

    /// Gives, for strategies that look at all candidates at once, the expectation over the only subset there is.
    ///
    /// - Throws: ``SelectionError`` where the pool lacks what the strategy reads.
    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        try expectations(over: pool, budgets: [pool.candidates.count], options: options)[0]
    }
}

/// A confident strategy says how sure it is of its answer, so that it may abstain below a threshold.
public protocol ConfidentStrategy: Strategy {
    /// Gives the confidence in the answer that all candidates of the pool lead to, on a scale that is the same for all
    /// problems; nil where there is no answer. Tied answers share it.
    func confidence(in pool: Pool) -> Double?
}

extension ConfidentStrategy {
    /// Gives the confidence in the answer of the first `budget` candidates in stored order.
    ///
    /// - Throws: ``SelectionError`` when there are fewer.
    public func confidence(in pool: Pool, budget: Int) throws(SelectionError) -> Double? {
        try pool.check(budget: budget)
        return confidence(in: pool.prefix(budget))
    }
}

/// A need is what a strategy reads besides the candidates' answers.
public enum Need: Hashable, Sendable {
    /// The strategy reads the log-probabilities of the completions.
    case logProbability
    /// The strategy reads a trace before the answer, and its length.
    case trace
    /// The strategy reads the trace validator's verdict.
    case traceCheck
    /// The strategy reads the verifier's verdict.
    case verdict
    /// The strategy reads the grader's word, which no real strategy has.
    case grade
    /// The strategy reads a candidate decoded at temperature 0.
    case greedy
    /// The strategy reads the most frequent answers of the training problems.
    case trainingAnswers
    /// The strategy reads a scorer's numbers.
    case score(ScoreSource)
    /// The strategy reads the rounds of a back-prompting loop.
    case rounds
    /// The strategy reads the confidences of each token.
    case tokens
    /// The strategy reads what the judge of this name chose among candidates that it was shown together.
    case comparisons(String)
}

extension Need: CustomStringConvertible {
    public var description: String {
        switch self {
        case .logProbability: "log-probability"
        case .trace: "trace"
        case .traceCheck: "trace-check"
        case .verdict: "verdict"
        case .grade: "grade"
        case .greedy: "greedy"
        case .trainingAnswers: "training-answers"
        case .score(let source): source.tokenMeasure == nil ? "scores of \(source.scorer)" : "token confidences"
        case .rounds: "rounds"
        case .tokens: "token confidences"
        case .comparisons(let judge): "comparisons by \(judge)"
        }
    }
}

/// A guarantee is what a strategy promises about an answer that it returns.
public enum Guarantee: String, CaseIterable, Sendable {
    /// Nothing is promised: agreement, a score or a verifier that may err say what is likely, and no vote says that its
    /// answer is right.
    case none
    /// A certified answer is the most frequent one of the generator with at least a stated probability, which says nothing
    /// about its being right.
    case mode
    /// A returned answer is never wrong.
    case sound
}

/// The source says where a strategy's answers come from.
public enum AnswerSource: Hashable, Sendable {
    /// The answer is one of the samples', where any has one.
    case samples

    /// The answer is one that the verifier accepts, or there is none; the first accepted, or the vote of all accepted.
    case accepted(byVote: Bool)

    /// The answer is as of ``accepted(byVote:)``, or the plain majority's where the verifier accepts none.
    case acceptedElseMajority(byVote: Bool)

    /// The answer is any right one among the samples, by a selector that knows the reference.
    case right

    /// The answer is not among the samples.
    case elsewhere
}

/// A method says by which draws an expectation is estimated.
public enum MonteCarloMethod: Hashable, Sendable {
    /// The draws are random subsets of the pool.
    case subsets

    /// The draws are random orders of the pool.
    case orders

    /// The draws are random choices among the repeats of each candidate's score.
    case repeats

    /// The draws are disjoint parts of the pool.
    case parts
}
