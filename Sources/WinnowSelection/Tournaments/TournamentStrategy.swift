/// The answer is that of the winner of a tournament among k candidates, by a judge that compares a few at a time.
///
/// The comparisons were asked and stored by `winnow judge`; the strategy replays them. A pool of n has n/k disjoint parts
/// of k candidates, each with a tournament of its own: the figure is the mean over those that are complete, the first one
/// at least, with its standard error. One candidate wins unasked, which is exact. Each question costs a call, in each of
/// its two orders and at each repeat.
///
/// Source: see ``Tournament/Kind``.
public struct TournamentStrategy: Strategy {
    public let judge: String
    public let tournament: Tournament

    /// What the judge said, by the pool's key.
    private let said: [UInt64: Comparisons]

    public init(_ tournament: Tournament, by judge: String, _ said: [UInt64: Comparisons] = [:]) {
        (self.tournament, self.judge, self.said) = (tournament, judge, said)
    }

    /// Reads names such as `knockout-qwen`; what the judge said is not known of those.
    public init?(named name: String) {
        for kind in Tournament.Kind.allCases where name.hasPrefix("\(kind.rawValue)-") {
            let judge = String(name.dropFirst(kind.rawValue.count + 1))
            guard judge.first?.isLetter == true else { return nil }
            self.init(Tournament(kind), by: judge)
            return
        }
        return nil
    }

    public var name: String { "\(tournament.kind.rawValue)-\(judge)" }

    public var summary: String {
        switch tournament.kind {
        case .knockout: "the winner of a knockout of pairs, judged by \(judge)"
        case .swiss: "the winner of a Swiss tournament of pairs, judged by \(judge)"
        case .genselect: "the winner among groups of up to 8, judged by \(judge)"
        }
    }

    public var needs: Set<Need> { [.comparisons(judge)] }

    public var monteCarlo: MonteCarloMethod? { .parts }

    public var paper: PaperCheck? {
        switch tournament.kind {
        case .knockout: .knockout
        case .swiss: .swiss
        case .genselect: .genselect
        }
    }

    /// The same strategy without what the judge said, which no pool has data for.
    public var unasked: TournamentStrategy { TournamentStrategy(tournament, by: judge) }

    /// Tells whether the judge has compared enough of a pool for these budgets; true for those beyond the pool.
    public func covers(_ budgets: [Int], of pool: Pool) -> Bool {
        guard let said = said[pool.key] else { return false }
        return budgets.allSatisfy { budget in
            budget > pool.candidates.count || budget < 2 || !courses(of: budget, pool, said, most: 1).isEmpty
        }
    }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let spendings = Spending.draws(budgets, from: pool)
        let single = try Single().expectations(over: pool, budgets: budgets, options: options)
        guard let said = said[pool.key] else { throw .missingComparisons(judge) }
        var outcomes: [Outcome] = []
        for (place, budget) in budgets.enumerated() {
            guard budget > 1 else {
                outcomes.append(single[place])
                continue
            }
            let courses = courses(of: budget, pool, said)
            guard !courses.isEmpty else { throw .missingComparisons(judge) }
            outcomes.append(Self.outcome(of: courses, pool, spendings[place]))
        }
        return outcomes
    }

    /// Gives the courses of the leading parts that are complete.
    private func courses(
        of budget: Int, _ pool: Pool, _ said: Comparisons, most: Int = .max
    ) -> [Tournament.Course] {
        let answers = pool.candidates.map(\.answer)
        let parts = tournament.parts(of: budget, among: pool.candidates.count, key: pool.key, most: most)
        var courses: [Tournament.Course] = []
        for part in parts {
            let course = tournament.course(of: part, answers: answers, key: pool.key, said)
            guard course.winner != nil else { break }
            courses.append(course)
        }
        return courses
    }

    private static func outcome(of courses: [Tournament.Course], _ pool: Pool, _ draws: Spending) -> Outcome {
        var odds = Odds.zero
        var spent = draws
        let weight = 1 / Double(courses.count)
        for course in courses {
            guard let winner = course.winner else { continue }
            odds.add(Odds(picking: pool.candidates[winner]), weight: weight)
            spent.verifierCalls += weight * Double(course.calls)
            spent.distinctVerifierCalls += weight * Double(course.calls)
            spent.scoring.tokens += weight * course.tokens
        }
        spent.tokens += spent.scoring.tokens
        let variance = odds.right * (1 - odds.right) / Double(max(1, courses.count - 1))
        return Outcome(
            Odds(right: odds.right, abstained: odds.abstained), spent: spent,
            standardError: courses.count > 1 ? max(0, variance).squareRoot() : nil)
    }
}

extension Strategies {
    /// The strategies by comparisons of a judge of this name, one of each kind of tournament.
    public static func tournaments(by judge: String) -> [TournamentStrategy] {
        Tournament.Kind.allCases.map { TournamentStrategy(Tournament($0), by: judge) }
    }
}
