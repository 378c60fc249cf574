import Glibc

/// A logistic regression gives the probability that a candidate with these features is right.
public struct LogisticModel: Hashable, Sendable, Codable {
    /// The model reads the features of these names, in order.
    public let features: [String]

    /// Each feature is standardised by its mean and standard deviation.
    public let means: [Double]
    public let deviations: [Double]

    /// The standardised features are weighed by these coefficients.
    public let coefficients: [Double]
    public let intercept: Double

    /// Tells whether it can judge features of these names: a number for each, finite, and no deviation of 0, by which
    /// it divides. A stranger's file may have anything.
    public func fits(_ names: [String]) -> Bool {
        let lists = [means, deviations, coefficients]
        return features == names && lists.allSatisfy { $0.count == names.count && $0.allSatisfy(\.isFinite) }
            && intercept.isFinite && deviations.allSatisfy { $0 > 0 }
    }

    /// Gives the probability for a candidate's features.
    public func probability(_ values: [Double]) -> Double {
        precondition(values.count == features.count, "\(values.count) values for \(features.count) features")
        var score = intercept
        for index in values.indices {
            score += coefficients[index] * (values[index] - means[index]) / deviations[index]
        }
        return 1 / (1 + exp(-score))
    }

    /// Fits the coefficients of largest likelihood under a weak Gaussian prior, by Newton's method.
    ///
    /// The prior (one unit of precision on each standardised coefficient) keeps separable data finite.
    ///
    /// - Parameters:
    ///   - rows: at least one, all finite.
    ///   - outcomes: whether each is right.
    /// - Complexity: O(rows · features²) per iteration, 50 at most.
    public init(features: [String], rows: [[Double]], outcomes: [Bool]) {
        precondition(!rows.isEmpty && rows.count == outcomes.count, "\(rows.count) rows, \(outcomes.count) outcomes")
        precondition(rows.allSatisfy { $0.count == features.count }, "a row has not \(features.count) features")
        let count = Double(rows.count)
        let means = features.indices.map { feature in rows.reduce(0) { $0 + $1[feature] } / count }
        let deviations = features.indices.map { feature in
            let square = rows.reduce(0) { $0 + ($1[feature] - means[feature]) * ($1[feature] - means[feature]) }
            return square > 0 ? (square / count).squareRoot() : 1
        }
        let standard = rows.map { row in
            [1] + features.indices.map { (row[$0] - means[$0]) / deviations[$0] }
        }
        var weights = [Double](repeating: 0, count: features.count + 1)
        for _ in 0..<50 {
            let step = Self.newtonStep(standard, outcomes, weights)
            for index in weights.indices { weights[index] += step[index] }
            if step.allSatisfy({ abs($0) < 1e-10 }) { break }
        }
        self.features = features
        self.means = means
        self.deviations = deviations
        intercept = weights[0]
        coefficients = Array(weights.dropFirst())
    }

    private static func newtonStep(_ rows: [[Double]], _ outcomes: [Bool], _ weights: [Double]) -> [Double] {
        let size = weights.count
        var gradient = [Double](repeating: 0, count: size)
        var curvature = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for index in 1..<max(1, size) {
            gradient[index] = -weights[index]
            curvature[index][index] = 1
        }
        for (row, isRight) in zip(rows, outcomes) {
            let score = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
            let probability = 1 / (1 + exp(-score))
            let (error, weight) = ((isRight ? 1 : 0) - probability, probability * (1 - probability))
            for i in 0..<size {
                gradient[i] += error * row[i]
                for j in 0...i { curvature[i][j] += weight * row[i] * row[j] }
            }
        }
        return solve(curvature, gradient)
    }

    /// Solves a symmetric positive system, given its lower triangle, by Cholesky's factorisation.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        let size = right.count
        var lower = matrix
        var x = right
        for i in 0..<size {
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
                // All outcomes alike leave the intercept alone without curvature.
                lower[i][j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j][j]
            }
        }
        for i in 0..<size {
            for k in 0..<i { x[i] -= lower[i][k] * x[k] }
            x[i] /= lower[i][i]
        }
        for i in (0..<size).reversed() {
            for k in i + 1..<size { x[i] -= lower[k][i] * x[k] }
            x[i] /= lower[i][i]
        }
        return x
    }
}

/// A candidate's features are what its generator itself gives: the cheap baselines of a learned scorer.
public struct CandidateFeatures: Hashable, Sendable {
    /// The natural log-probabilities of its tokens are summed at temperature 1, end token included.
    public var logProbability: Double
    /// The generator wrote so many tokens.
    public var tokens: Int
    /// The generator wrote so many tokens before the answer.
    public var traceTokens: Int
    /// True when it came to its end token.
    public var isFinished: Bool

    public init(logProbability: Double, tokens: Int, traceTokens: Int, isFinished: Bool) {
        self.logProbability = logProbability
        self.tokens = tokens
        self.traceTokens = traceTokens
        self.isFinished = isFinished
    }

    /// The names are those of ``values``.
    ///
    /// The share of other candidates that agree is none of them: a candidate's score must not depend on a pool that is
    /// larger than the budget; votes use it.
    public static let names = ["log_probability", "mean_log_probability", "tokens", "trace_tokens", "finished"]

    /// A ``LogisticModel`` reads these numbers.
    public var values: [Double] {
        [
            logProbability, logProbability / Double(max(1, tokens)), Double(tokens), Double(traceTokens),
            isFinished ? 1 : 0,
        ]
    }
}
