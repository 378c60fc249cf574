import WinnowCore
import WinnowDomains
import WinnowJSON
import WinnowRuns
import WinnowStore

/// An inspection of an episode has the rounds of one sample of a back-prompting loop, as a conversation.
public struct EpisodeInspection: Hashable, Sendable, Encodable {
    /// The title says of which run and loop the episode is.
    public let title: String

    /// The problem's position in its set, from 1.
    public let problem: Int
    public let specification: String

    /// The episode has this 0-based number.
    public let episode: Int
    public let rounds: [Round]

    /// A round is what was asked, what was answered, and what was said of it.
    public struct Round: Hashable, Sendable, Encodable {
        /// The number counts from 1.
        public let round: Int

        /// The prompt as it was sent; nil for the problem's own prompt.
        public let prompt: [Turn]?

        /// The prompt is the problem's own, in these words.
        public let ownPrompt: String?

        /// The model that was asked, where it is not the run's own.
        public let model: String?

        /// What of the answer before the prompt tells.
        public let told: [String]
        public let completion: String

        /// It is nil when there is no answer that can be read.
        public let answer: String?

        /// What the loop's verifier says: `accepted`, `rejected` or `error`; nil where there was nothing to verify.
        public let verdict: String?

        /// Everything that is wrong with the answer, as the domain's own verifier has it.
        public let critiques: [String]
        public let isRight: Bool?
        public let promptTokens: Int
        public let tokens: Int?
    }

    /// A turn is one message of a conversation.
    public struct Turn: Hashable, Sendable, Encodable {
        public let role: String
        public let content: String
    }

    /// Reads an episode from a database.
    ///
    /// - Parameters:
    ///   - number: of the run; nil for the latest that is not greedy.
    ///   - position: the 1-based position of the problem.
    ///   - episode: its 0-based number.
    /// - Throws: ``ExperimentError`` when there is no such run, problem or episode, or the run is no loop; `StoreError` for a
    ///   file that cannot be read.
    public init(database path: String, run number: Int64?, problem position: Int, episode: Int) throws {
        let store = try Store(path: path, readOnly: true)
        let run = try CandidateInspection.run(number, in: store)
        guard let found = try Self.all(ofProblemAt: position, run, in: store).first(where: { $0.episode == episode })
        else { throw try CandidateInspection.missing(position, episode, of: run, in: store) }
        self = found
    }

    /// Reads all episodes of a problem, by their numbers; none where the run has no such problem.
    ///
    /// - Throws: ``ExperimentError`` for a run that is no loop; `StoreError` for a file that cannot be read.
    static func all(
        ofProblemAt position: Int, _ run: Stored<RunRecord>, in store: Store
    ) throws -> [EpisodeInspection] {
        guard let settings = BackpromptSettings(run.record) else {
            throw ExperimentError(
                "run \(run.id) is no back-prompting loop", hint: "show a candidate of it with --sample instead")
        }
        let decider = try RunVerifier(named: settings.verifier, of: run.id, in: store).tool
        let judges = try store.judges(of: run.id)
        var deciding = judges
        deciding.verifier = decider
        let own = try store.candidates(of: run.id, positions: position...position, judgedBy: judges)
        let decided = try store.candidates(of: run.id, positions: position...position, judgedBy: deciding)
        guard !own.isEmpty,
            let problem = try store.problems(in: run.record.problemSet).first(where: { $0.record.position == position })
        else { return [] }
        let verdicts = Dictionary(decided.map { ($0.id.value, $0.record.judgements.verdict) }) { $1 }
        let prompts = try store.prompts(of: run.id, position: position)
        let model = try store.model(run.record.model)
        let title =
            "Run \(run.id): \(try store.problemSet(run.record.problemSet).domain) \(model.name), \(settings.title)"
        var models: [RowID<ModelRecord>: ModelRecord] = [:]
        return try Dictionary(grouping: own, by: { $0.record.candidate.sampleIndex }).sorted { $0.key < $1.key }.map {
            episode, entries in
            let rounds = try entries.map { entry in
                let prompt = prompts[entry.candidateID]
                let asked = try prompt?.model.map { id in
                    let asked = try models[id] ?? store.model(id)
                    models[id] = asked
                    return asked
                }
                return Round(
                    entry.record, verdicts[entry.id.value] ?? nil, prompt, problem.record, symbols: model.symbols,
                    asked: asked)
            }
            return EpisodeInspection(
                title: title, problem: position, specification: problem.record.specification, episode: episode,
                rounds: rounds)
        }
    }

    private init(title: String, problem: Int, specification: String, episode: Int, rounds: [Round]) {
        (self.title, self.problem, self.specification) = (title, problem, specification)
        (self.episode, self.rounds) = (episode, rounds)
    }
}

extension EpisodeInspection.Round {
    fileprivate init(
        _ entry: CandidateEntry, _ verdict: VerdictRecord?, _ prompt: PromptRecord?, _ problem: ProblemRecord,
        symbols: [String], asked: ModelRecord?
    ) {
        let text = CandidateText(entry.candidate, symbols: symbols)
        round = entry.candidate.round + 1
        ownPrompt = prompt == nil ? problem.prompt : nil
        self.prompt = prompt.map { prompt in
            if let tokens = prompt.tokens {
                let symbols = asked?.symbols ?? symbols
                let words = tokens.map { Int($0) < symbols.count ? symbols[Int($0)] : "<?>" }
                return [EpisodeInspection.Turn(role: "tokens", content: words.joined(separator: " "))]
            }
            let messages = prompt.messagesJSON.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
            return messages.map {
                EpisodeInspection.Turn(role: $0["role"]?.string ?? "", content: $0["content"]?.string ?? "")
            }
        }
        model = asked?.name
        told = CritiqueText.critiques(prompt?.critiquesJSON).map(\.description)
        completion = text.completion ?? ""
        answer = entry.judgements.reading?.answer
        self.verdict = verdict?.outcome.rawValue
        critiques = CritiqueText.critiques(entry.judgements.verdict?.critiquesJSON).map(\.description)
        isRight = entry.judgements.correct
        promptTokens = entry.candidate.promptTokens
        tokens = text.tokens
    }
}
