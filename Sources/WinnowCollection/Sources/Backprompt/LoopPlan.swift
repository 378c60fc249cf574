import WinnowCore
import WinnowDomains
import WinnowRandom
public import WinnowRuns
import WinnowStore

/// A loop plan says how a generator's answers are criticised and asked for again.
///
/// An episode is the rounds of one sample: its first answer is that of plain sampling, each later one answers to a prompt
/// that the meta-controller makes of the answers before. An accepted answer ends it, and so do all rounds.
///
/// Source: LLM-Modulo, Kambhampati et al., arXiv 2402.01817.
public struct LoopPlan: Sendable {
    public var verifier: LoopVerifier
    public var critique: CritiqueArm
    public var history: PromptHistory

    /// The most answers of an episode; more of them only extend a run.
    public var rounds: Int

    /// Episodes of each problem; more of them only extend a run.
    public var episodes: Int
    public var atEnd: LoopEnd

    /// The part of the episodes that this process makes; samples are episodes.
    public var share = ShardShare.whole

    public init(
        verifier: LoopVerifier, critique: CritiqueArm, history: PromptHistory, rounds: Int, episodes: Int,
        atEnd: LoopEnd = .abstain
    ) {
        (self.verifier, self.critique, self.history) = (verifier, critique, history)
        (self.rounds, self.episodes, self.atEnd) = (rounds, episodes, atEnd)
    }

    /// The most rounds, and the most episodes of a problem.
    private static let limits = (rounds: 10_000, episodes: 1_000_000)

    /// - Throws: ``ExperimentError`` for numbers that cannot be.
    func check() throws(ExperimentError) {
        guard (1...Self.limits.rounds).contains(rounds), (1...Self.limits.episodes).contains(episodes) else {
            throw ExperimentError(
                "\(episodes) episodes of \(rounds) rounds cannot be made",
                hint: "give 1 to \(Self.limits.rounds) rounds and 1 to \(Self.limits.episodes) episodes")
        }
        guard share.shard.isWhole || critique != .shuffled else {
            throw ExperimentError(
                "critiques of other problems need the first answers of all of them, and a shard has its own",
                hint: "use another --critique, or leave --shard out")
        }
    }

    /// What of it is a part of a run's identity.
    ///
    /// - Parameters:
    ///   - tool: the verifier that ends an episode.
    ///   - problems: their number, which decides the critiques that come from other problems.
    func settings(
        decidedBy tool: ToolRecord, reviser: BackpromptSettings.Reviser?, problems: Int
    ) -> BackpromptSettings {
        BackpromptSettings(
            verifier: ToolName.text(of: tool), verifierSHA256: tool.sha256, critique: critique, history: history,
            atEnd: atEnd, reviser: reviser, donors: critique == .shuffled ? problems : nil)
    }
}

/// A draw of a round has random numbers of its own, the same in all arms.
enum RoundStream {
    /// Gives the stream that a round of an episode draws from: in the first round that of the sample of the same number,
    /// and then streams that no plain sample ever has.
    static func index(episode: Int, round: Int) -> Int { round << 32 | episode }

    /// Makes the random numbers of a choice about an episode's round that is not the model's.
    static func random(_ use: String, key: UInt64, episode: Int, round: Int) -> CounterRandom {
        var hash = StableHash(use)
        hash.combine(key)
        return CounterRandom(key: hash.value, stream: UInt64(index(episode: episode, round: round)))
    }
}

/// A turn is one answer of an episode.
struct Turn: Hashable, Sendable {
    /// The answer that was read; nil for none.
    var answer: String?

    /// The whole completion, where it is a text.
    var text: String?

    /// What the deciding verifier said of it besides its verdict.
    var critiques: [Critique] = []
}

/// An ask is for the next answer of an episode.
struct RoundAsk: Sendable {
    /// The place is that of the problem, 0-based.
    var place: Int
    var episode: Int

    /// The round is 0 for a first answer, as in the store.
    var round: Int

    /// The answers so far, none of them accepted.
    var turns: [Turn]

    /// What the meta-controller tells of each of them.
    var told: [[Critique]]
}

/// An answer is what came of an ask.
struct RoundAnswer: Sendable {
    var ask: RoundAsk
    var completion: SampledCompletion

    /// What was asked; nil for the problem's own prompt.
    var prompt: PromptRecord?

    /// The floating-point operations of what the model had to read anew for it.
    var promptFlops = 0.0

    /// What to show beside the progress; nil for tokens per second.
    var detail: String?
}

/// An answerer makes the answers of a round: a model of this program, or a server.
protocol RoundAnswering: Sendable {
    /// Answers asks and hands each answer over as it comes; those that cannot be had are left out.
    func answer(
        _ asks: [RoundAsk], _ take: @escaping @Sendable ([RoundAnswer]) async throws -> Void
    ) async throws

}
