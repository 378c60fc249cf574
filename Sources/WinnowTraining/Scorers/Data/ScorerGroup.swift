import WinnowDomains
import WinnowRandom

/// A group has the candidates of one problem that are learned from together.
struct ScorerGroup: Hashable, Sendable {
    var members: [DrawnCandidate]

    /// True where right and wrong ones can be told apart.
    var isMixed: Bool { members.contains(where: \.isRight) && members.contains { !$0.isRight } }

    /// Chooses up to `size` candidates with answers and of distinct texts, right and wrong in equal parts as far as
    /// there are any; of a problem with one kind alone, one.
    ///
    /// Texts that a generator repeats are those that it is sure of: learned as often as they are drawn, they would teach
    /// its log-probability again.
    init(of candidates: [DrawnCandidate], size: Int, using random: inout CounterRandom) {
        var seen: Set<[Int]> = []
        var distinct = candidates.filter { $0.reading.answerKey != nil && seen.insert($0.completion).inserted }
        random.shuffle(&distinct)
        let (right, wrong) = (distinct.filter(\.isRight), distinct.filter { !$0.isRight })
        guard !right.isEmpty, !wrong.isEmpty else {
            members = Array(distinct.prefix(1))
            return
        }
        let chosenRight = min(right.count, max(size / 2, size - wrong.count))
        members = Array(right.prefix(chosenRight)) + wrong.prefix(size - chosenRight)
    }

    /// Keeps all candidates.
    init(all candidates: [DrawnCandidate]) {
        members = candidates
    }
}
