import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowRuns
import WinnowStore

/// Models of this program answer the asks of a round: the generator the first, the reviser, if there is one, the others.
struct BuiltInRounds: RoundAnswering {
    private let plan: SamplingPlan
    private let problems: [ProblemRecord]
    private let prompts: [[Int]]
    private let history: PromptHistory
    private let generator: Asked
    private let reviser: (asked: Asked, prompt: Reviser, row: RowID<ModelRecord>)?
    private let threads: Int

    /// A model with what its tokens cost.
    private struct Asked {
        let sampler: ParallelSampler
        let cost: FloatingPointCost
        let context: Int

        init(_ model: LoadedModel, _ options: SamplingOptions, threads: Int) {
            sampler = ParallelSampler(
                PackedWeights(model.parameters), options: options, endTokens: [Vocabulary.end], threads: threads)
            cost = FloatingPointCost(model.parameters.configuration)
            context = model.parameters.configuration.contextLength
        }
    }

    /// - Parameter row: of the reviser in the store.
    init(
        _ plan: SamplingPlan, problems: [ProblemRecord], prompts: [[Int]], history: PromptHistory,
        reviser: (Reviser, row: RowID<ModelRecord>)?, threads: Int
    ) {
        (self.plan, self.problems, self.prompts, self.history) = (plan, problems, prompts, history)
        self.threads = threads
        generator = Asked(plan.model, plan.options, threads: threads)
        self.reviser = reviser.map { (Asked($0.0.model, plan.options, threads: threads), $0.0, $0.row) }
    }

    func answer(
        _ asks: [RoundAsk], _ take: @escaping @Sendable ([RoundAnswer]) async throws -> Void
    ) async throws {
        let revised = asks.filter { $0.round > 0 && reviser != nil }
        let others = asks.filter { $0.round == 0 || reviser == nil }
        if !others.isEmpty {
            let make = { @Sendable (ask: RoundAsk, completion: SampledCompletion) in
                // The prompt stays read: asked again, nothing of it is new.
                let read = ask.round == 0 ? generator.cost.prompt(tokens: prompts[ask.place].count) : 0
                return RoundAnswer(ask: ask, completion: completion, promptFlops: read)
            }
            try await draw(others, by: generator, prompt: { prompts[$0.place] }, answer: make, take: take)
        }
        guard let reviser, !revised.isEmpty else { return }
        let make = { @Sendable (ask: RoundAsk, completion: SampledCompletion) throws in
            let prompt = try revision(ask, reviser.prompt)
            // What an earlier prompt of the episode began with is not read again.
            let shared = try (1..<ask.round).map { round in
                let before = try revision(ask.before(round), reviser.prompt)
                return zip(prompt, before).prefix { $0 == $1 }.count
            }.max()
            let read =
                reviser.asked.cost.prompt(tokens: prompt.count)
                - (shared.map { $0 > 0 ? reviser.asked.cost.prompt(tokens: $0) : 0 } ?? 0)
            return RoundAnswer(
                ask: ask, completion: completion,
                prompt: PromptRecord(
                    model: reviser.row, tokens: prompt.map { UInt16($0) },
                    critiquesJSON: CritiqueText.json(ask.told.last ?? [])),
                promptFlops: read)
        }
        try await draw(
            revised, by: reviser.asked, prompt: { try revision($0, reviser.prompt) }, answer: make, take: take)
    }

    /// What the reviser reads in a round.
    private func revision(_ ask: RoundAsk, _ reviser: Reviser) throws -> [Int] {
        try reviser.prompt(
            problems[ask.place].specification, history == .none ? nil : ask.turns.last?.answer, ask.told.last ?? [])
    }

    /// Draws a completion for each ask, all of one prompt together.
    private func draw(
        _ asks: [RoundAsk], by asked: Asked, prompt: (RoundAsk) throws -> [Int],
        answer: @escaping @Sendable (RoundAsk, SampledCompletion) throws -> RoundAnswer,
        take: @escaping @Sendable ([RoundAnswer]) async throws -> Void
    ) async throws {
        var groups: [Group] = []
        var places: [Group.Key: Int] = [:]
        for ask in asks {
            let key = Group.Key(place: ask.place, prompt: try prompt(ask))
            let stream = RoundStream.index(episode: ask.episode, round: ask.round)
            if let place = places[key] {
                groups[place].asks[stream] = ask
            } else {
                places[key] = groups.count
                groups.append(Group(key: key, asks: [stream: ask]))
            }
        }
        let jobs = try groups.enumerated().map { index, group in
            // The last token is written, never read.
            let room = asked.context - group.key.prompt.count + 1
            guard room > 0 else {
                throw ExperimentError(
                    "a prompt of \(group.key.prompt.count) tokens exceeds the context of the model that revises",
                    hint: "give a reviser with a longer context, or fewer critiques")
            }
            return SamplingJob(
                id: index, prompt: group.key.prompt,
                key: CandidateKey.key(seed: plan.seed, specification: problems[group.key.place].specification),
                samples: group.asks.keys.sorted(), limit: min(plan.options.maxTokens, room))
        }
        let cost = asked.cost
        try await asked.sampler.run(jobs) { [groups] completions in
            let answers = try completions.compactMap { drawn -> RoundAnswer? in
                let group = groups[drawn.job]
                guard let ask = group.asks[drawn.sampleIndex] else { return nil }
                let prompt = group.key.prompt.count
                return try answer(
                    ask,
                    SampledCompletion(
                        content: .tokens(drawn.tokens), logProbability: drawn.logProbability,
                        samplingLogProbability: drawn.samplingLogProbability, promptTokens: prompt,
                        stopReason: drawn.stopReason.rawValue,
                        flops: cost.completion(tokens: drawn.tokens.count, promptTokens: prompt)))
            }
            try await take(answers)
        }
    }

    /// A group has the asks of one problem with one prompt, by the stream that each draws from.
    private struct Group: Sendable {
        struct Key: Hashable, Sendable {
            var place: Int
            var prompt: [Int]
        }

        var key: Key
        var asks: [Int: RoundAsk]
    }
}

extension RoundAsk {
    /// The ask of an earlier round of the same episode.
    func before(_ round: Int) -> RoundAsk {
        RoundAsk(
            place: place, episode: episode, round: round, turns: Array(turns.prefix(round)),
            told: Array(told.prefix(round)))
    }
}
