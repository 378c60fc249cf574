/// First accepted is computed under a verifier of given rates, in expectation over its noise and over all draws, in
/// closed form.
///
/// The pool's own verdicts are not read: the noise is laid on the grades, as a dial would lay it.
public struct NoisyAcceptance: Sendable {
    private let table: AcceptanceTable
    private let singles: [VerdictGroups]
    private let answers: [VerdictGroups]
    private let blank: Spending
    private let promptFlops: Double

    /// Prepares a pool for many rates.
    ///
    /// - Complexity: O(candidates · largest budget).
    /// - Precondition: each budget is from 1 to the number of candidates.
    public init(_ pool: Pool, budgets: [Int]) {
        self.init(pool, table: AcceptanceTable(population: pool.candidates.count, budgets: budgets))
    }

    /// Prepares many pools for many rates; those of one size share a table.
    ///
    /// - Precondition: each budget is from 1 to the least number of candidates.
    public static func prepare(_ pools: [Pool], budgets: [Int]) -> [NoisyAcceptance] {
        var tables: [Int: AcceptanceTable] = [:]
        return pools.map { pool in
            let size = pool.candidates.count
            let table = tables[size] ?? AcceptanceTable(population: size, budgets: budgets)
            tables[size] = table
            return NoisyAcceptance(pool, table: table)
        }
    }

    /// Prepares a pool with a table that is shared by all pools of its size.
    ///
    /// - Precondition: the table's population is the number of candidates.
    init(_ pool: Pool, table: AcceptanceTable) {
        precondition(
            table.population == pool.candidates.count,
            "a table of \(table.population) candidates for a pool of \(pool.candidates.count)")
        self.table = table
        promptFlops = pool.promptFlops
        blank = Spending.mean(of: pool.candidates.filter { $0.answer == nil })
        singles = Self.kinds(pool.candidates.filter { $0.answer != nil }.map { [$0] })
        answers = Self.kinds(
            Ballot(pool.candidates).parties.map { party in party.positions.map { pool.candidates[$0] } })
    }

    /// Gives the outcome at each budget; abstains when nothing is accepted.
    ///
    /// Under noise per candidate a verdict on one does not say what another one's is: all calls are distinct.
    ///
    /// - Parameter places: the positions of the budgets to look at; nil for all.
    /// - Complexity: at most O(candidates · (log distinct answers · distinct sizes + budgets)) a call, for noise per
    ///   answer; O(right · wrong candidates) for noise per candidate.
    public func outcomes(_ rates: VerifierRates, noise: VerdictNoise, at places: Range<Int>? = nil) -> [Outcome] {
        table.reach(of: kinds(noise), rates: rates, at: places ?? table.budgets.indices).map { reach in
            Outcome(
                right: reach.right, wrong: reach.wrong, abstained: reach.abstained,
                spent: Spending(
                    samples: reach.calls + reach.blanks, tokens: reach.tokens + reach.blanks * blank.tokens,
                    flops: promptFlops + reach.flops + reach.blanks * blank.flops, verifierCalls: reach.calls,
                    distinctVerifierCalls: noise == .answer ? reach.distinctCalls : nil))
        }
    }

    /// Gives the probability that the pick is right at the budget of this position, in a fraction of the time.
    public func right(_ rates: VerifierRates, noise: VerdictNoise, at place: Int) -> Double {
        table.right(of: kinds(noise), rates: rates, at: place)
    }

    private func kinds(_ noise: VerdictNoise) -> [VerdictGroups] {
        switch noise {
        case .candidate: singles
        case .answer: answers
        }
    }

    /// Puts groups of equal size and grade together: they are exchangeable, so that only their mean cost matters.
    private static func kinds(_ groups: [[Candidate]]) -> [VerdictGroups] {
        var gathered: [VerdictGroups: [Candidate]] = [:]
        for group in groups {
            gathered[VerdictGroups(size: group.count, count: 1, isRight: group[0].isRight), default: []] += group
        }
        return gathered.map { kind, candidates in
            let cost = Spending.mean(of: candidates)
            return VerdictGroups(
                size: kind.size, count: candidates.count / kind.size, isRight: kind.isRight, tokens: cost.tokens,
                flops: cost.flops)
        }
        .sorted { ($0.size, $0.isRight ? 1 : 0) < ($1.size, $1.isRight ? 1 : 0) }
    }
}

extension Spending {
    /// Gives the mean cost of one of the candidates, without the prompt; nothing when there is none.
    fileprivate static func mean(of candidates: [Candidate]) -> Spending {
        guard !candidates.isEmpty else { return Spending() }
        let total = Spending(sampling: candidates, promptFlops: 0)
        return Spending(samples: 1, tokens: total.tokens / total.samples, flops: total.flops / total.samples)
    }
}

/// An expectation has the expected results of first accepted at one budget.
public struct AcceptanceExpectation: Hashable, Sendable {
    /// A right answer is picked with this probability.
    public var right: Double

    /// A wrong answer is picked with this probability; `right + wrong + abstained` is 1.
    public var wrong: Double

    /// Nothing is accepted with this probability.
    public var abstained: Double

    /// So many verdicts are asked in expectation, one for each candidate drawn that has an answer.
    public var verifierCalls: Double

    /// So many candidates are drawn in expectation.
    public var samples: Double
}
