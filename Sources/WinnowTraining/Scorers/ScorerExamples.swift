import WinnowCatalogue
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring
import WinnowSelection

/// The training sequences of a scorer, in an order drawn once.
struct ScorerExamples: Sendable {
    let sequences: [TrainingSequence]

    /// All tokens of one epoch.
    var tokens: Int { sequences.reduce(0) { $0 + $1.count } }

    /// Sequence `index` of a training run, epoch after epoch.
    var source: BatchStream.Source {
        { [sequences] in sequences[$0 % sequences.count] }
    }

    /// - Parameter seed: of the order.
    init(_ sequences: [TrainingSequence], seed: UInt64) {
        var random = CounterRandom(key: StableHash("scorer examples").value, stream: seed)
        var sequences = sequences
        random.shuffle(&sequences)
        self.sequences = sequences
    }
}

/// A sequence is how each kind of scorer is shown candidates.
enum ScorerSequence {
    /// The outcome after every token.
    static func outcome(_ candidate: DrawnCandidate) -> TrainingSequence {
        TrainingSequence(
            prompt: candidate.prompt, completion: candidate.completion,
            values: (1...candidate.completion.count).map {
                ValueTarget(end: $0, value: candidate.isRight ? 1 : 0)
            })
    }

    /// Every target that is known, each to its own head.
    static func steps(_ candidate: DrawnCandidate, _ facts: [StepFacts]) -> TrainingSequence {
        TrainingSequence(
            prompt: candidate.prompt, completion: candidate.completion,
            values: facts.flatMap { fact in
                ProcessLabel.heads.compactMap { target in
                    fact.value(of: target).map {
                        ValueTarget(end: fact.end, head: target.head, value: Float($0))
                    }
                }
            })
    }

    /// A check, if any, and yes or no, learned as text behind the candidate and the question.
    static func question(
        _ candidate: DrawnCandidate, check: [CheckSymbol], _ symbols: ReservedTokens
    ) -> TrainingSequence {
        TrainingSequence(
            prompt: candidate.prompt + candidate.completion + [symbols.question],
            completion: check.map(symbols.token) + [candidate.isRight ? symbols.yes : symbols.no])
    }
}
