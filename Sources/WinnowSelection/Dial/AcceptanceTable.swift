/// First accepted at given budgets, in expectation over the verifier's noise and all draws, for pools of one size.
///
/// A given candidate is drawn within K draws, none of `A` others that are accepted being drawn before it, with
/// probability R_K(A) = (1/n)·Σ_{j<K} C(n−1−A, j)/C(n−1, j). All that happens follows from R: an accepted candidate is
/// the pick, and a rejected one is drawn in vain, with R_K averaged over the number A that the noise accepts among the
/// others. The table holds R once for all pools and rates.
///
/// Source: the finite-pool form of rejection sampling, after Stroebl et al., arXiv 2411.17501, averaged over the
/// binomial numbers of accepted right and wrong candidates.
public struct AcceptanceTable: Sendable {
    /// The candidates of each pool.
    public let population: Int

    /// The budgets, as given.
    public let budgets: [Int]

    /// R, by the number of accepted others.
    private let reached: BudgetRows

    /// P(no accepted candidate is drawn), by the number of accepted ones.
    private let missed: BudgetRows

    /// P(an accepted candidate is drawn and it is the first of them), by their number.
    private let met: BudgetRows

    /// - Complexity: O(`population` · largest budget).
    /// - Precondition: each budget is from 1 to `population`.
    public init(population: Int, budgets: [Int]) {
        precondition(
            budgets.allSatisfy { (1...max(1, population)).contains($0) } && population > 0,
            "budgets \(budgets) of a pool of \(population)")
        self.population = population
        self.budgets = budgets
        let largest = budgets.max() ?? 1
        var reached = BudgetRows(budgets: budgets.count)
        for accepted in 0..<population {
            let misses = missProbabilities(population: population - 1, marked: accepted, upTo: largest - 1)
            var sums = [0.0]
            for miss in misses { sums.append(sums.last! + miss) }
            reached.append(budgets.map { sums[$0] / Double(population) })
        }
        var missed = BudgetRows(budgets: budgets.count)
        var met = BudgetRows(budgets: budgets.count)
        for accepted in 0...population {
            let misses = missProbabilities(population: population, marked: accepted, upTo: largest)
            missed.append(budgets.map { misses[$0] })
            met.append(budgets.map { (1 - misses[$0]) / Double(max(1, accepted)) })
        }
        (self.reached, self.missed, self.met) = (reached, missed, met)
    }

    /// The expectation at each budget, with an independent verdict on each candidate, from the pool's counts alone.
    ///
    /// - Parameters:
    ///   - right: candidates with a right answer.
    ///   - wrong: candidates with a wrong answer; the others have none and are never accepted.
    /// - Complexity: O(`right` · `wrong` + `population` · budgets).
    public func expectations(right: Int, wrong: Int, rates: VerifierRates) -> [AcceptanceExpectation] {
        precondition(
            right >= 0 && wrong >= 0 && right + wrong <= population,
            "\(right) right and \(wrong) wrong of \(population) candidates")
        let kinds = [
            VerdictGroups(size: 1, count: right, isRight: true), VerdictGroups(size: 1, count: wrong, isRight: false),
        ].filter { $0.count > 0 }
        return reach(of: kinds, rates: rates).expectations
    }

    /// What becomes of the candidates of each kind, and of those without an answer.
    ///
    /// - Parameter kinds: each with at least one group.
    func reach(of kinds: [VerdictGroups], rates: VerifierRates) -> AcceptanceReach {
        // All groups but one of each kind; what lies beside a group of one kind adds one of each of the others.
        var core = AcceptedNumber()
        for kind in kinds {
            core.add(kind.count - 1, groupsOf: kind.size, rate: rates.acceptance(isRight: kind.isRight))
        }
        func accepted(without excluded: Int?) -> [Double] {
            var number = core
            for (index, kind) in kinds.enumerated() where index != excluded {
                number.add(1, groupsOf: kind.size, rate: rates.acceptance(isRight: kind.isRight))
            }
            return number.probabilities
        }
        let reaches = kinds.enumerated().map { index, kind in
            let others = accepted(without: index)
            let rate = rates.acceptance(isRight: kind.isRight)
            let candidates = Double(kind.size * kind.count)
            let picked = reached.mean(over: others, shift: kind.size - 1).map { candidates * rate * $0 }
            let rejected = reached.mean(over: others).map { candidates * (1 - rate) * $0 }
            // Of a rejected group and the accepted others, the first candidate drawn is of the group, in time.
            let groups = met.mean(over: others, shift: kind.size).map { candidates * (1 - rate) * $0 }
            return AcceptanceReach.Kind(
                isRight: kind.isRight, picked: picked, rejected: rejected, rejectedGroups: groups)
        }
        let all = accepted(without: nil)
        let blanks = population - kinds.reduce(0) { $0 + $1.size * $1.count }
        return AcceptanceReach(
            kinds: reaches,
            blanks: blanks == 0 ? budgets.map { _ in 0 } : reached.mean(over: all).map { Double(blanks) * $0 },
            abstained: missed.mean(over: all))
    }
}
