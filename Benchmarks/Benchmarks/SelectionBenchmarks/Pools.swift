import WinnowRandom
import WinnowSelection

/// Random pools of 1,024 candidates with 32 answers of harmonic frequencies, the same in every run.
///
/// Each problem has its own random draw of the answers, its own right answer, blanks, verdicts and scores.
struct Pools {
    static let candidates = 1024
    static let answers = 32

    /// Budgets 1, 2, 4 … 1,024.
    static let budgets = (0...10).map { 1 << $0 }

    let pools: [Pool]

    /// The first `problems` of the pools.
    init(problems: Int) throws {
        pools = try (0..<problems).map(Self.pool)
    }

    private static func pool(_ problem: Int) throws -> Pool {
        var random = CounterRandom(key: StableHash("estimator benchmark").value, stream: UInt64(problem))
        let harmonic = (1...answers).reduce(into: [0.0]) { sums, rank in
            sums.append(sums[rank - 1] + 1 / Double(rank))
        }
        let right = random.below(4)
        let drawn = (0..<candidates).map { _ in
            let mass = random.uniform() * harmonic[answers]
            let answer = harmonic.lastIndex { $0 <= mass } ?? 0
            let isRight = answer == right
            return Candidate(
                answer: random.below(20) == 0 ? nil : answer, isRight: isRight,
                isAccepted: isRight || random.below(8) == 0, logProbability: -40 * random.uniform(),
                tokens: 20 + random.below(200), traceTokens: 10 + random.below(100),
                traceIsLegal: random.below(2) == 0, flops: 1e9)
        }
        return try Pool(candidates: drawn, promptFlops: 1e8, key: UInt64(problem))
    }
}
