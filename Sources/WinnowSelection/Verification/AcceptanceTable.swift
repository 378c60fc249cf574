/// The table computes first accepted at given budgets, in expectation over the verifier's noise and all draws, for
/// pools of one size.
///
/// A given candidate is drawn within K draws, none of `A` others that are accepted being drawn before it, with
/// probability R_K(A) = (1/n)·Σ_{j<K} C(n−1−A, j)/C(n−1, j). All that happens follows from R: an accepted candidate is
/// the pick, and a rejected one is drawn in vain, with R_K averaged over the number A that the noise accepts among the
/// others. The table holds R once for all pools and rates. As all is linear in R, the numbers' probabilities are first
/// added up over the kinds of candidates, each with its weight, and then averaged over once.
///
/// Source: the finite-pool form of rejection sampling, after Stroebl et al., arXiv 2411.17501, averaged over the
/// binomial numbers of accepted right and wrong candidates.
public struct AcceptanceTable: Sendable {
    /// Each pool has so many candidates.
    public let population: Int

    /// The budgets stand as given.
    public let budgets: [Int]

    /// The rows have R, by the number of accepted others, and P(no accepted candidate is drawn), by the number of accepted
    /// ones.
    private let rows: AcceptanceRows

    /// - Complexity: O(`population` · largest budget).
    /// - Precondition: each budget is from 1 to `population`.
    public init(population: Int, budgets: [Int]) {
        precondition(
            budgets.allSatisfy { (1...max(1, population)).contains($0) } && population > 0,
            "budgets \(budgets) of a pool of \(population)")
        self.population = population
        self.budgets = budgets
        let largest = budgets.max() ?? 1
        let columns = (0...population).map { accepted in
            var reached = [0.0]
            // A candidate is drawn beside all the others at most.
            if accepted < population {
                for miss in missProbabilities(population: population - 1, marked: accepted, upTo: largest - 1) {
                    reached.append(reached.last! + miss)
                }
            }
            let missed = missProbabilities(population: population, marked: accepted, upTo: largest)
            return budgets.map { budget in
                SIMD2(accepted < population ? reached[budget] / Double(population) : 0, missed[budget])
            }
        }
        rows = AcceptanceRows(columns: columns, budgets: budgets.count)
    }

    /// Gives the expectation at each budget, with an independent verdict on each candidate, from the pool's counts
    /// alone.
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
        return reach(of: kinds, rates: rates, at: budgets.indices).map(\.expectation)
    }

    /// A smaller probability moves no sum of a thousand numbers in its last digit.
    private static let negligible = 1e-20

    /// Says what becomes of the candidates at some of the budgets, in their order.
    ///
    /// - Parameter kinds: each with at least one group.
    func reach(of kinds: [VerdictGroups], rates: VerifierRates, at places: Range<Int>) -> [AcceptanceReach] {
        // By number: right, wrong, with an answer, their tokens and operations, and without one, of those drawn; then candidates
        // of rejected groups, for each accepted one; and the probability of the number.
        var weights = [SIMD8<Double>](repeating: .zero, count: population + 1)
        let blanks = Double(population - kinds.reduce(0) { $0 + $1.size * $1.count })
        let core = AcceptedNumber.allButOne(ofEach: kinds, rates: rates)
        core.adding(oneOfEachBut: kinds[...], rates: rates) { kind, others in
            let rate = rates.acceptance(isRight: kind.isRight)
            let picked = kind.candidates * rate
            let rejected = kind.candidates * (1 - rate)
            let (right, wrong) = kind.isRight ? (1.0, 0.0) : (0.0, 1.0)
            let pick = SIMD8<Double>(right, wrong, 1, kind.tokens, kind.flops, 0, 0, 0) * picked
            let reject = SIMD8<Double>(0, 0, 1, kind.tokens, kind.flops, 0, 0, 0) * rejected
            for (number, probability) in others.enumerated() where probability > Self.negligible {
                weights[number + kind.size - 1] += pick * probability
                weights[number] += reject * probability
                // Of a rejected group and the accepted others, the first candidate drawn is of the group, in time.
                weights[number + kind.size][6] += rejected * probability / Double(number + kind.size)
            }
        }
        let all = core.adding(oneOfEach: kinds, rates: rates).probabilities
        for (number, probability) in all.enumerated() where probability > Self.negligible {
            weights[number][5] = blanks * probability
            weights[number][7] = probability
        }
        let sums = rows.sums(of: weights, at: places) { weight, value in
            let (reached, missed) = (value.x, value.y)
            let firsts = SIMD4(reached, reached, 1 - missed, missed)
            return weight * SIMD8(lowHalf: SIMD4(repeating: reached), highHalf: firsts)
        }
        return sums.map { sum in
            AcceptanceReach(
                right: sum[0], wrong: sum[1], abstained: sum[7], calls: sum[2], tokens: sum[3], flops: sum[4],
                blanks: sum[5], distinctCalls: sum[0] + sum[1] + sum[6])
        }
    }

    /// Says how often the pick is right at one budget; the same as ``reach(of:rates:at:)`` says, without the rest.
    func right(of kinds: [VerdictGroups], rates: VerifierRates, at place: Int) -> Double {
        guard rates.truePositive > 0 else { return 0 }
        var weights = [SIMD2<Double>](repeating: .zero, count: population + 1)
        let core = AcceptedNumber.allButOne(ofEach: kinds, rates: rates)
        core.adding(oneOfEachBut: kinds[...], rates: rates, where: \.isRight) { kind, others in
            let picked = kind.candidates * rates.truePositive
            for (number, probability) in others.enumerated() where probability > Self.negligible {
                weights[number + kind.size - 1].x += picked * probability
            }
        }
        return rows.sums(of: weights, at: place..<place + 1) { $0 * $1 }[0].x
    }
}

/// The reach is what happens at one budget until the first accepted candidate, in expectation.
struct AcceptanceReach {
    /// The pick is right, wrong or none with these probabilities.
    var right: Double
    var wrong: Double
    var abstained: Double

    /// So many candidates with an answer are drawn.
    var calls: Double

    /// They have so many tokens, and took so many floating-point operations.
    var tokens: Double
    var flops: Double

    /// So many candidates without an answer are drawn.
    var blanks: Double

    /// So many groups are drawn from.
    var distinctCalls: Double

    var expectation: AcceptanceExpectation {
        AcceptanceExpectation(
            right: right, wrong: wrong, abstained: abstained, verifierCalls: calls, samples: calls + blanks)
    }
}
