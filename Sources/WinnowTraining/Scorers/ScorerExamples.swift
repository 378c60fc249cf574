import WinnowCatalogue
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring
import WinnowSelection

/// The training sequences of a scorer by problem, in an order drawn once.
struct ScorerExamples: Sendable {
    let groups: [[TrainingSequence]]
    /// A solver's completions, one learned beside each group; nil for none.
    private let solved: BatchStream.Source?

    /// All tokens of one epoch, without the solver's.
    var tokens: Int { groups.joined().reduce(0) { $0 + $1.count } }

    /// Group `index` of a training run, epoch after epoch.
    var source: BatchStream.GroupSource {
        { [groups, solved] index in
            groups[index % groups.count] + (solved.map { [$0(index)] } ?? [])
        }
    }

    /// - Parameters:
    ///   - solved: gives the solver's completion of an index.
    ///   - seed: of the order.
    init(_ groups: [[TrainingSequence]], solved: BatchStream.Source? = nil, seed: UInt64) {
        var random = CounterRandom(key: StableHash("scorer examples").value, stream: seed)
        var groups = groups
        random.shuffle(&groups)
        self.groups = groups
        self.solved = solved
    }
}

/// A sequence is how each kind of scorer is shown candidates.
enum ScorerSequence {
    /// The outcome after every token, and its rank among the candidates of its problem after the last.
    static func outcome(_ candidate: DrawnCandidate, _ features: TokenFeatures) -> TrainingSequence {
        let (count, value): (Int, Float) = (candidate.completion.count, candidate.isRight ? 1 : 0)
        return TrainingSequence(
            prompt: candidate.prompt, completion: candidate.completion,
            values: (1...count).map { ValueTarget(end: $0, value: value) }
                + [ValueTarget(end: count, value: value, isRanked: true)],
            features: features, learnsText: false, group: candidate.problem)
    }

    /// Every target that is known, each to its own head, and the outcome's rank among the candidates of its problem.
    static func steps(
        _ candidate: DrawnCandidate, _ facts: [StepFacts], _ features: TokenFeatures
    ) -> TrainingSequence {
        let rank = ValueTarget(
            end: candidate.completion.count, head: ProcessLabel.policyValue.head, value: candidate.isRight ? 1 : 0,
            isRanked: true)
        return TrainingSequence(
            prompt: candidate.prompt, completion: candidate.completion,
            values: facts.flatMap { fact in
                ProcessLabel.heads.compactMap { target in
                    fact.value(of: target).map {
                        ValueTarget(end: fact.end, head: target.head, value: Float($0))
                    }
                }
            } + [rank],
            features: features, learnsText: false, group: candidate.problem)
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
