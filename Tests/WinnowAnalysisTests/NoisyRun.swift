import WinnowRandom
import WinnowSelection
import WinnowStore

/// A run whose problems have known shares of right answers, and whose verdicts are drawn at given rates.
struct NoisyRun {
    let run: HandmadeRun

    /// Candidates of a problem.
    let size: Int

    /// - Parameters:
    ///   - verdicts: keys the verdicts' noise; the candidates are the same for all.
    init(
        in store: Store, problems: Int, size: Int, rates: VerifierRates, noise: VerdictNoise = .candidate,
        verdicts: UInt64
    ) throws {
        self.size = size
        run = try HandmadeRun(in: store, seed: 1_000 + verdicts, problems: problems)
        for problem in 0..<problems {
            let answers = Self.answers(problem, size)
            var random = CounterRandom(
                key: StableHash("verdicts of a dialled run").value &+ verdicts, stream: UInt64(problem))
            let own = (0..<size).map { _ in random.uniform() }
            let entries = answers.enumerated().map { index, answer in
                let draw = noise == .candidate ? own[index] : own[answer]
                let isAccepted = draw < rates.acceptance(isRight: answer == 0)
                return CandidateEntry(
                    CandidateRecord(
                        problem: run.problems[problem], sampleIndex: index,
                        tokens: [UInt16](repeating: 3, count: 5 + (index + problem) % 7), logProbability: -1,
                        promptTokens: 5, traceTokens: 1, answerTokens: 2, stopReason: "end", flops: 10),
                    Judgements(
                        reading: ReadingRecord(answer: "\(answer)", answerKey: "\(answer)"), correct: answer == 0,
                        verdict: VerdictRecord(outcome: isAccepted ? .accepted : .rejected)))
            }
            try store.append(entries, to: run.run, judgedBy: run.tools)
        }
    }

    /// Answer 0 is right; of the wrong ones the first is given more often than the others.
    private static func answers(_ problem: Int, _ size: Int) -> [Int] {
        var random = CounterRandom(key: StableHash("answers of a dialled run").value, stream: UInt64(problem))
        let share = [0.1, 0.35, 0.6, 0.85][problem % 4]
        return (0..<size).map { _ in
            random.uniform() < share ? 0 : [1, 1, 2, 3, 4][random.below(5)]
        }
    }
}
