import Glibc

/// The rates are those at which a verifier accepts: P(accept | right) and P(accept | wrong).
///
/// These are rates among right and among wrong answers. The share of wrong answers among the accepted, the false
/// discovery rate, depends on the generator too and is never called a false-positive rate here.
public struct VerifierRates: Hashable, Sendable {
    /// The true-positive rate is P(accept | right), one minus the false-negative rate.
    public let truePositive: Double

    /// The false-positive rate is P(accept | wrong).
    public let falsePositive: Double

    /// A perfect verifier accepts all right answers and no wrong one.
    public static let perfect = VerifierRates(truePositive: 1, falsePositive: 0)

    /// - Precondition: both are probabilities.
    public init(truePositive: Double, falsePositive: Double) {
        precondition(
            (0...1).contains(truePositive) && (0...1).contains(falsePositive),
            "rates \(truePositive), \(falsePositive) are not probabilities")
        self.truePositive = truePositive
        self.falsePositive = falsePositive
    }

    /// Gives P(accept) of an answer that is right or wrong.
    public func acceptance(isRight: Bool) -> Double {
        isRight ? truePositive : falsePositive
    }
}

/// The noise says for which unit an imperfect verifier's errors are drawn.
public enum VerdictNoise: String, CaseIterable, Sendable {
    /// Each candidate has a verdict of its own: sampling the same answer again is another chance.
    case candidate
    /// Each distinct answer of a problem has one verdict: the verifier's blind spots are systematic.
    case answer
}

/// A verifier's rates get worse with difficulty, while its rates over all candidates are given.
///
/// On problems at level z the true-positive rate is σ(a − slope·z) and the false-positive rate σ(b + slope·z), with the
/// intercepts a and b at which the averages over all right and over all wrong candidates are the given rates.
public struct RatesByDifficulty: Hashable, Sendable {
    /// A level has the candidates of one difficulty.
    public struct Level: Hashable, Sendable {
        /// The difficulty is −1, 0, 1 for easy, medium and hard.
        public var difficulty: Double
        /// So many candidates have a right answer.
        public var right: Int
        /// So many candidates have a wrong answer.
        public var wrong: Int

        public init(difficulty: Double, right: Int, wrong: Int) {
            self.difficulty = difficulty
            self.right = right
            self.wrong = wrong
        }
    }

    private let slope: Double
    private let interceptOfRight: Double
    private let interceptOfWrong: Double

    /// - Parameter slope: in logits per level; 0 gives the same rates everywhere.
    public init(overall: VerifierRates, slope: Double, levels: [Level]) {
        self.slope = slope
        interceptOfRight = Self.intercept(
            overall.truePositive, levels.map { (-slope * $0.difficulty, Double($0.right)) })
        interceptOfWrong = Self.intercept(
            overall.falsePositive, levels.map { (slope * $0.difficulty, Double($0.wrong)) })
    }

    /// Gives the rates on problems of a difficulty.
    public func rates(difficulty: Double) -> VerifierRates {
        VerifierRates(
            truePositive: Self.logistic(interceptOfRight - slope * difficulty),
            falsePositive: Self.logistic(interceptOfWrong + slope * difficulty))
    }

    /// Gives the x with Σ weight·σ(x + shift) / Σ weight = rate, by bisection; without weights, that of shift 0.
    private static func intercept(_ rate: Double, _ terms: [(shift: Double, weight: Double)]) -> Double {
        if rate <= 0 { return -.infinity }
        if rate >= 1 { return .infinity }
        let own = log(rate / (1 - rate))
        let total = terms.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return own }
        let reach = terms.reduce(0) { max($0, abs($1.shift)) }
        var (low, high) = (own - reach, own + reach)
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { return middle }
            let average = terms.reduce(0) { $0 + $1.weight * logistic(middle + $1.shift) } / total
            if average < rate { low = middle } else { high = middle }
        }
    }

    private static func logistic(_ x: Double) -> Double {
        1 / (1 + exp(-x))
    }
}
