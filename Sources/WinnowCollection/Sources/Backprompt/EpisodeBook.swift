import WinnowDomains
import WinnowRuns
import WinnowStore

/// The book has all episodes of a loop as far as they have come.
actor EpisodeBook {
    private struct Episode {
        var turns: [Turn] = []
        var isAccepted = false
    }

    private let count: Int
    private let rounds: Int
    private let share: ShardShare

    /// The episodes are [place][episode].
    private var episodes: [[Episode]]

    /// Reads the episodes that are stored.
    ///
    /// - Parameter decider: the tool whose verdicts end an episode.
    init(_ collecting: RunCollector, _ plan: LoopPlan, decidedBy decider: RowID<ToolRecord>?) throws {
        (count, rounds, share) = (plan.episodes, plan.rounds, plan.share)
        var episodes = collecting.registered.problems.map { _ in [Episode](repeating: Episode(), count: plan.episodes) }
        let places = Dictionary(
            collecting.registered.problems.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var judges = collecting.judges
        judges.verifier = decider
        try collecting.store.forEachCandidate(of: collecting.registered.run, judgedBy: judges) { stored in
            let (candidate, said) = (stored.record.candidate, stored.record.judgements)
            guard let place = places[candidate.problem], candidate.sampleIndex < plan.episodes,
                candidate.round == episodes[place][candidate.sampleIndex].turns.count
            else { return }
            episodes[place][candidate.sampleIndex].turns.append(Turn(candidate, said.reading, said.verdict))
            episodes[place][candidate.sampleIndex].isAccepted = said.verdict?.outcome == .accepted
        }
        self.episodes = episodes
    }

    /// So many answers may still come.
    var pending: Int {
        own.reduce(0) { $0 + ($1.isAccepted ? 0 : max(0, rounds - $1.turns.count)) }
    }

    /// The episodes of the share.
    private var own: [Episode] {
        episodes.enumerated().filter { share.includes(place: $0.offset) }.flatMap {
            $0.element[share.samples(of: count)]
        }
    }

    /// The answers of each episode, [place][episode].
    var lengths: [[Int]] { episodes.map { $0.map(\.turns.count) } }

    var firsts: FirstAnswers {
        FirstAnswers(
            answers: episodes.map { episodes in
                Dictionary(
                    uniqueKeysWithValues: episodes.enumerated().compactMap { index, episode in
                        episode.turns.first.map { (index, $0) }
                    })
            })
    }

    /// The episodes that have come to a round, with what is told of their answers.
    func asks(round: Int, by controller: any CritiqueTelling) -> [RoundAsk] {
        let firsts = firsts
        let samples = share.samples(of: count)
        return episodes.indices.filter(share.includes(place:)).flatMap { place in
            episodes[place].enumerated().compactMap { index, episode -> RoundAsk? in
                guard samples.contains(index), !episode.isAccepted, episode.turns.count == round else { return nil }
                let told = episode.turns.enumerated().map { round, turn in
                    controller.told(of: turn, at: place, episode: index, round: round, firsts: firsts)
                }
                return RoundAsk(place: place, episode: index, round: round, turns: episode.turns, told: told)
            }
        }
    }

    /// Takes note of answers.
    ///
    /// - Returns: the rounds that will not be needed any more.
    func take(_ answers: [RoundAnswer], _ collected: [CollectedCandidate]) -> Int {
        var saved = 0
        for (answer, collected) in zip(answers, collected) {
            let verdict = collected.judgements.last?.verdict
            let turn = Turn(collected.candidate, collected.judgements.first?.reading, verdict)
            episodes[answer.ask.place][answer.ask.episode].turns.append(turn)
            guard verdict?.outcome == .accepted else { continue }
            episodes[answer.ask.place][answer.ask.episode].isAccepted = true
            saved += rounds - answer.ask.round - 1
        }
        return saved
    }

    /// Counts the episodes: all, those that ended with an accepted answer, and those that used up their rounds.
    var counts: (all: Int, accepted: Int, usedUp: Int) {
        let all = own
        return (
            all.count, all.count { $0.isAccepted }, all.count { !$0.isAccepted && $0.turns.count >= rounds }
        )
    }
}

extension Turn {
    fileprivate init(_ candidate: CandidateRecord, _ reading: ReadingRecord?, _ verdict: VerdictRecord?) {
        self.init(
            answer: reading?.answerKey == nil ? nil : reading?.answer, text: candidate.completion?.text,
            critiques: CritiqueText.critiques(verdict?.critiquesJSON))
    }
}
