import WinnowRandom
import WinnowSelection
import WinnowStore

/// The verdicts that a dial gives the answers of one run.
///
/// A verdict compares a uniform number with the rate. The number is keyed by the dial's seed and the candidate's
/// natural key (run, problem, sample), or by problem and answer, never by a row: so verdicts are the same whenever and
/// in whichever file they are drawn.
struct DialDraw {
    private let dial: Dial
    private let run: String
    private let byDifficulty: RatesByDifficulty?

    /// - Parameters:
    ///   - run: the run's identity.
    ///   - answers: difficulty and grade of every answer of the run, from which noise by difficulty has its intercepts.
    ///     Of a run that was extended, the earlier verdicts keep those of its earlier answers.
    init(_ dial: Dial, run: String, answers: some Sequence<(difficulty: String, isRight: Bool)>) {
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
    func rates(_ difficulty: String) -> VerifierRates {
        byDifficulty?.rates(difficulty: Self.level(difficulty)) ?? dial.rates
    }

    /// The verdict on one answer.
    func accepts(
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
