import WinnowDomains
import WinnowRandom
import WinnowRuns

/// A meta-controller pools the critiques of an answer into what the next prompt tells.
protocol CritiqueTelling: Sendable {
    /// Says what the next prompt tells of a rejected answer.
    ///
    /// - Parameters:
    ///   - round: of the answer, 0 for the first.
    ///   - firsts: the first answers of all episodes, where critiques of other problems come from.
    func told(of turn: Turn, at place: Int, episode: Int, round: Int, firsts: FirstAnswers) -> [Critique]
}

/// The first answers of all episodes, by problem and episode.
struct FirstAnswers: Sendable {
    var answers: [[Int: Turn]]

    /// True where every episode has one.
    func areAll(_ episodes: Int) -> Bool { answers.allSatisfy { $0.count >= episodes } }
}

/// The meta-controller of a domain: the critics in their order, and an arm that says what of them is told.
///
/// Critiques come from the domain's sound verifier, also where another verifier decides; of an answer that it would accept
/// there is nothing to tell but that it was not accepted.
struct MetaController<D: Domain>: CritiqueTelling {
    let domain: D
    let problems: [D.Problem]
    let arm: CritiqueArm
    let seed: UInt64

    func told(of turn: Turn, at place: Int, episode: Int, round: Int, firsts: FirstAnswers) -> [Critique] {
        let problem = problems[place]
        guard arm != .none else { return [] }
        if arm == .judge { return turn.critiques.isEmpty ? [.wrong] : turn.critiques }
        guard arm != .binary, let all = domain.objections(to: turn.answer, of: problem), let first = all.first else {
            return [.wrong]
        }
        let key = CandidateKey.key(seed: seed, specification: domain.specification(of: problem))
        switch arm {
        case .none, .binary, .judge: return [.wrong]
        case .first: return [first]
        case .all: return all + (turn.answer.map { domain.remarks(on: $0, of: problem) } ?? [])
        case .shuffled:
            var random = RoundStream.random("another problem's critique", key: key, episode: episode, round: round)
            return [donated(to: place, episode, firsts, &random) ?? .wrong]
        case .wrong:
            var random = RoundStream.random("a false critique", key: key, episode: episode, round: round)
            return [falseCritique(first, among: all, of: turn, problem, &random) ?? .wrong]
        }
    }

    /// Takes the first critique of another problem's first answer, if that is wrong; else of the next problem's.
    private func donated(
        to place: Int, _ episode: Int, _ firsts: FirstAnswers, _ random: inout CounterRandom
    ) -> Critique? {
        guard problems.count > 1 else { return nil }
        let start = random.below(problems.count - 1)
        for step in 0..<problems.count - 1 {
            let other = (place + 1 + (start + step) % (problems.count - 1)) % problems.count
            guard let turn = firsts.answers[other][episode],
                let critique = domain.objections(to: turn.answer, of: problems[other])?.first
            else { continue }
            return critique
        }
        return nil
    }

    /// Makes a false critique: of the same kind, else one that would be true of another answer only.
    private func falseCritique(
        _ critique: Critique, among all: [Critique], of turn: Turn, _ problem: D.Problem,
        _ random: inout CounterRandom
    ) -> Critique? {
        if let other = critique.falsified(among: all, using: &random) { return other }
        // Of an answer that can be read, that it cannot; of none, what is wrong with one that nobody gave.
        let foreign = turn.answer == nil ? domain.example.answer : "?"
        return domain.objections(to: foreign, of: problem)?.first { $0.isFalse(among: all) }
    }
}
