import WinnowRandom
import WinnowSelection

/// Small pools in which everything collides: answers, scores, lengths.
func randomPool(
    seed: UInt64, size: Int? = nil, answers: Int? = nil, blankShare: Double = 0.2, verdictIsGrade: Bool = false
) throws -> Pool {
    var random = CounterRandom(key: StableHash("pools for tests").value, stream: seed)
    let count = size ?? random.integer(in: 1...5)
    let classes = answers ?? random.integer(in: 1...4)
    let grades = (0..<classes).map { _ in random.below(3) == 0 }
    let candidates = (0..<count).map { _ in
        let answer = random.uniform() < blankShare ? nil : random.below(classes)
        let isRight = answer.map { grades[$0] } ?? false
        let verdict = random.element(of: [true, true, false, nil])!
        return Candidate(
            answer: answer, isRight: isRight, isAccepted: verdictIsGrade ? isRight : verdict,
            logProbability: -Double(random.integer(in: 1...3)), tokens: random.integer(in: 1...4),
            traceTokens: random.below(3), traceIsLegal: random.element(of: [true, false, nil])!,
            flops: Double(random.integer(in: 1...9)))
    }
    let greedy = Candidate(answer: random.below(2) == 0 ? nil : 0, isRight: grades[0], tokens: 7, flops: 5)
    return try Pool(
        candidates: candidates, greedy: greedy, guessRank: random.element(of: [nil, 1, 2, 5])!, promptFlops: 11,
        scores: randomScores(seed: seed, count: count), tokens: candidates.map { randomTokens($0.tokens, &random) },
        key: seed)
}

/// Few values, so that windows tie.
private func randomTokens(_ count: Int, _ random: inout CounterRandom) -> TokenConfidences {
    let values = (0..<3).map { _ in (0..<count).map { _ in Float(random.below(4)) / 2 } }
    return TokenConfidences(
        logProbabilities: values[0].map { -$0 }, entropies: values[1], bestMeans: values[2].map { -$0 }, best: 3)
}

/// Scores of the bundled scorers and of another one: few values, so that they tie, and some candidates not scored.
private func randomScores(seed: UInt64, count: Int) -> [ScoreSource: Scores] {
    let sources = Strategies.sources.union([ScoreSource("other")])
    return Dictionary(
        uniqueKeysWithValues: sources.map { source in
            var random = CounterRandom(key: StableHash("\(source)").value, stream: seed)
            let repeats = (0..<(source.scorer == "yesno-check" ? 4 : 1)).map { _ in
                (0..<count).map { _ in random.below(8) == 0 ? Double.nan : Double(random.below(5)) / 4 }
            }
            let costs = (0..<count).map { _ in Double(random.below(7)) }
            return (source, Scores(repeats: repeats, tokens: costs, flops: costs.map { 100 * $0 + 3 }))
        })
}
