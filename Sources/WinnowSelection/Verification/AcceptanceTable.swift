/// The table computes first accepted at given budgets, in expectation over the verifier's noise and all draws, for
/// pools of one size.
///
/// A given candidate is drawn within K draws, none of `A` others that are accepted being drawn before it, with
/// probability R_K(A) = (1/n)·Σ_{j<K} C(n−1−A, j)/C(n−1, j). All that happens follows from R: an accepted candidate is
/// the pick, and a rejected one is drawn in vain, with R_K averaged over the number A that the noise accepts among the
/// others. The table holds R once for all pools and rates.
///
/// Source: the finite-pool form of rejection sampling, after Stroebl et al., arXiv 2411.17501, averaged over the
/// binomial numbers of accepted right and wrong candidates.
public struct AcceptanceTable: Sendable {
    /// Each pool has so many candidates.
    public let population: Int

    /// The budgets stand as given.
    public let budgets: [Int]

    /// The rows have R, by the number of accepted others.
    private let reached: BudgetRows

    /// The rows have P(no accepted candidate is drawn), by the number of accepted ones.
    private let missed: BudgetRows

    /// The rows have P(an accepted candidate is drawn and it is the first of them), by their number.
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
        return reach(of: kinds, rates: rates).expectations
    }

    /// Says what becomes of the candidates of each kind, and of those without an answer.
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

/// The reach is the expected number of candidates drawn until the first accepted one, by what they are, at each budget
/// of a table.
struct AcceptanceReach {
    /// A kind has the candidates of one size of group and one grade.
    struct Kind {
        var isRight: Bool
        /// The pick is one of them with this probability, per budget.
        var picked: [Double]
        /// So many of them are drawn and rejected in expectation, per budget.
        var rejected: [Double]
        /// So many groups of them are drawn from and rejected in expectation, per budget.
        var rejectedGroups: [Double]
    }

    var kinds: [Kind]

    /// So many candidates without an answer are drawn in expectation, per budget.
    var blanks: [Double]

    /// Nothing is accepted with this probability, per budget.
    var abstained: [Double]

    /// The expectations are the sums over all kinds, per budget.
    var expectations: [AcceptanceExpectation] {
        abstained.indices.map { budget in
            var sum = AcceptanceExpectation(
                right: 0, wrong: 0, abstained: abstained[budget], verifierCalls: 0, samples: 0)
            for kind in kinds {
                if kind.isRight { sum.right += kind.picked[budget] } else { sum.wrong += kind.picked[budget] }
                sum.verifierCalls += kind.picked[budget] + kind.rejected[budget]
            }
            sum.samples = sum.verifierCalls + blanks[budget]
            return sum
        }
    }
}

/// The number of accepted candidates has a distribution under independent verdicts on groups.
///
/// Only sums and products of probabilities: nothing cancels.
struct AcceptedNumber {
    /// The probabilities are P(0), P(1), … up to the number of candidates.
    private(set) var probabilities: [Double] = [1]

    /// Adds `count` groups of `size` candidates, each group accepted with probability `rate`.
    ///
    /// - Complexity: O(candidates so far · `count`).
    mutating func add(_ count: Int, groupsOf size: Int, rate: Double) {
        if count == 0 { return }
        let groups = Self.binomial(trials: count, rate: rate)
        var sum = [Double](repeating: 0, count: probabilities.count + count * size)
        for (accepted, weight) in groups.enumerated() where weight > 0 {
            let shift = accepted * size
            // Groups of many candidates leave most numbers impossible.
            for (number, probability) in probabilities.enumerated() where probability > 0 {
                sum[shift + number] += weight * probability
            }
        }
        probabilities = sum
    }

    /// Gives Bin(`trials`, `rate`), the certain cases included.
    private static func binomial(trials: Int, rate: Double) -> [Double] {
        if rate > 0, rate < 1 { return binomialProbabilities(trials: trials, p: rate) }
        var certain = [Double](repeating: 0, count: trials + 1)
        certain[rate == 0 ? 0 : trials] = 1
        return certain
    }
}

/// The rows hold a function of a number and a budget, a row of budgets for each number 0, 1, 2 …
struct BudgetRows: Sendable {
    private let budgets: Int

    /// So many pieces of eight budgets make a row; what is over in the last is 0.
    private let pieces: Int

    /// The values are [number, piece] row-major: a mean over numbers then adds rows, eight budgets at once.
    private var values: [SIMD8<Double>] = []

    init(budgets: Int) {
        self.budgets = budgets
        pieces = (budgets + 7) / 8
    }

    /// Adds the row of the next number.
    mutating func append(_ row: [Double]) {
        precondition(row.count == budgets, "a row of \(row.count) for \(budgets) budgets")
        for start in stride(from: 0, to: budgets, by: 8) {
            var piece = SIMD8<Double>()
            for lane in 0..<min(8, budgets - start) { piece[lane] = row[start + lane] }
            values.append(piece)
        }
    }

    /// A smaller probability moves no sum of a thousand numbers in its last digit.
    private static let negligible = 1e-20

    /// Gives, for each budget, Σ_A P(A)·f(A + shift), added in the order of A.
    ///
    /// - Complexity: O(budgets · numbers that are not negligible).
    func mean(over probabilities: [Double], shift: Int = 0) -> [Double] {
        let counted = probabilities.enumerated().filter { $0.element > Self.negligible }
        var means: [Double] = []
        means.reserveCapacity(pieces * 8)
        for piece in 0..<pieces {
            var sum = SIMD8<Double>()
            for (number, probability) in counted { sum += values[(number + shift) * pieces + piece] * probability }
            for lane in 0..<8 { means.append(sum[lane]) }
        }
        means.removeLast(pieces * 8 - budgets)
        return means
    }
}
