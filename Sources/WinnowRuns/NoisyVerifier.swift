import Foundation
public import WinnowCore
import WinnowRandom
public import WinnowSelection
public import WinnowStore

/// A verifier that is right as often as it is told to be: it knows the grade, and errs at random.
///
/// Its promise is statistical, so it declares neither soundness nor completeness, and its evidence is the reference.
public struct NoisyVerifier: Hashable, Sendable, Codable {
    /// The errors are drawn for this.
    public enum Noise: String, Hashable, Sendable, Codable, CaseIterable {
        /// Every candidate by itself.
        case candidate
        /// Every distinct answer of a problem, whichever run gives it: systematic blind spots.
        case answer
        /// Every candidate by itself, more errors the harder the problem.
        case difficulty
    }

    /// P(accept | right) over the candidates of a run.
    public let tpr: Double

    /// P(accept | wrong) over the candidates of a run.
    public let fpr: Double

    public let per: Noise

    /// The rates get worse by so many logits from easy to medium and from medium to hard; nil for other noise.
    public let slope: Double?

    /// The seed of the errors. Dials of one seed have common random numbers: what a stricter one accepts, a laxer one
    /// accepts too.
    public let seed: UInt64

    /// The steepest slope: e^20 to 1 from level to level.
    public static let steepestSlope = 20.0

    /// - Parameter slope: read for noise by difficulty only.
    /// - Throws: ``ExperimentError`` for a rate that is no probability or a slope out of 0 to ``steepestSlope``.
    public init(tpr: Double, fpr: Double, per: Noise, slope: Double = 1, seed: UInt64 = 1) throws(ExperimentError) {
        for (name, rate) in [("true-positive", tpr), ("false-positive", fpr)] where !(0...1).contains(rate) {
            throw ExperimentError("the \(name) rate \(rate) is not in [0, 1]", hint: "a rate is a share, such as 0.9")
        }
        guard (0...Self.steepestSlope).contains(slope) else {
            throw ExperimentError(
                "the slope \(slope) is not in 0...\(Int(Self.steepestSlope))", hint: "it is in logits a level; try 1")
        }
        self.tpr = tpr
        self.fpr = fpr
        self.per = per
        self.slope = per == .difficulty ? slope : nil
        self.seed = seed
    }

    /// The rates, as selection takes them.
    public var rates: VerifierRates { VerifierRates(truePositive: tpr, falsePositive: fpr) }

    /// The verifier as a tool of the store.
    public var tool: ToolRecord {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // A structure of numbers and words can always be encoded.
        let json = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return ToolRecord(
            kind: .verifier, name: "dial", version: 1, parametersJSON: String(decoding: json, as: UTF8.self),
            declaration: ToolRecord.Declaration(
                sound: false, complete: false, evidence: "reference", solvesTheProblem: false))
    }
}

/// The verdicts that a dial gives the answers of one run.
///
/// A verdict compares a uniform number with the rate. The number is keyed by the dial's seed and the candidate's
/// natural key (run, problem, sample), or by problem and answer, never by a row: so verdicts are the same whenever and
/// in whichever file they are drawn.
public struct NoisyVerdicts {
    private let dial: NoisyVerifier
    private let run: String
    private let byDifficulty: RatesByDifficulty?

    /// - Parameters:
    ///   - run: the run's identity.
    ///   - answers: difficulty and grade of every answer of the run, from which noise by difficulty has its intercepts.
    ///     Of a run that was extended, the earlier verdicts keep those of its earlier answers.
    public init(_ dial: NoisyVerifier, run: String, answers: some Sequence<(difficulty: String, isRight: Bool)>) {
        self.dial = dial
        self.run = run
        byDifficulty = dial.slope.map { slope in
            var counts: [String: (right: Int, wrong: Int)] = [:]
            for answer in answers {
                if answer.isRight {
                    counts[answer.difficulty, default: (0, 0)].right += 1
                } else {
                    counts[answer.difficulty, default: (0, 0)].wrong += 1
                }
            }
            return RatesByDifficulty(
                overall: dial.rates, slope: slope,
                levels: counts.sorted { $0.key < $1.key }.map { difficulty, count in
                    RatesByDifficulty.Level(
                        difficulty: Self.level(difficulty), right: count.right, wrong: count.wrong)
                })
        }
    }

    /// The dial's rates on problems of a difficulty.
    public func rates(_ difficulty: String) -> VerifierRates {
        byDifficulty?.rates(difficulty: Self.level(difficulty)) ?? dial.rates
    }

    /// The verdict on one answer.
    public func accepts(
        _ answerKey: String, isRight: Bool, of problem: ProblemRecord, sampleIndex: Int
    ) -> Bool {
        var key = StableHash("verdict of a dial")
        key.combine(dial.seed)
        key.combine(problem.canonicalHash)
        var random: CounterRandom
        switch dial.per {
        case .answer:
            key.combine(answerKey)
            random = CounterRandom(key: key.value)
        case .candidate, .difficulty:
            key.combine(run)
            random = CounterRandom(key: key.value, stream: UInt64(sampleIndex))
        }
        return random.uniform() < rates(problem.difficulty).acceptance(isRight: isRight)
    }

    private static func level(_ difficulty: String) -> Double {
        switch difficulty {
        case "easy": -1
        case "hard": 1
        default: 0
        }
    }
}
