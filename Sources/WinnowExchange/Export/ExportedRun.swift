import WinnowInterchange
import WinnowMessages
import WinnowRuns
import WinnowStore
import WinnowText

/// A run to be written for other programs: who judged and scored it, and its candidates problem by problem.
struct ExportedRun {
    let run: Stored<RunRecord>
    let problemSet: ProblemSetRecord
    let model: ModelRecord
    let problems: [Stored<ProblemRecord>]

    /// All who scored or verified any of the candidates, oldest first; of several versions of a name the newest.
    let scorers: [Tool]
    let verifiers: [Tool]

    /// The tool that found the answers has this name.
    let extractor: String

    /// People graded candidates of the run so.
    let handGrades: HandGrades

    private let references: [RowID<ProblemRecord>: String]
    private let store: Store
    private let judges: Judges

    struct Tool {
        let name: String
        let id: RowID<ToolRecord>
    }

    /// A problem with its candidates.
    struct Pool {
        let problem: ProblemRecord
        /// The reference is what graders compare with; nil where there is none.
        let reference: String?
        let candidates: [Candidate]
    }

    /// A candidate with everything that was said of it.
    struct Candidate {
        let entry: CandidateEntry
        /// The whole completion as text; nil when its source kept an answer only.
        let completion: String?
        let tokens: Int?
        /// Each scorer's number is the mean over the repeats.
        let scores: [ExactText: Double]
        let stepScores: [ExactText: [Double]]
        /// Each verifier's verdict is what it said first.
        let verdicts: [ExactText: VerdictRecord.Outcome]
        /// The model was so sure of each token; nil when nobody asked.
        let alternatives: TokenAlternatives?
        /// The latest grade by hand; nil where nobody gave one.
        let handGrade: HandGrade?

        var isCorrect: Bool? { entry.judgements.correct }
        var answer: String? { entry.judgements.reading?.answer }
    }

    init(_ run: Stored<RunRecord>, in store: Store) throws {
        self.run = run
        self.store = store
        problemSet = try store.problemSet(run.record.problemSet)
        model = try store.model(run.record.model)
        problems = try store.problems(in: run.record.problemSet)
        references = try store.references(of: run.record.problemSet)
        judges = try store.judges(of: run.id)
        extractor = try judges.extractor.map { try store.tool($0).name } ?? "recorded"
        handGrades = try HandGrades(of: run.id, in: store)
        scorers = Self.newest(try store.scorers(of: run.id))
        verifiers = Self.newest(try store.verifiers(of: run.id))
    }

    private static func newest(_ tools: [Stored<ToolRecord>]) -> [Tool] {
        var places: [ExactText: Int] = [:]
        var newest: [Tool] = []
        for tool in tools {
            let named = Tool(name: ToolName.text(of: tool.record), id: tool.id)
            if let place = places[ExactText(named.name)] {
                newest[place] = named
            } else {
                places[ExactText(named.name)] = newest.count
                newest.append(named)
            }
        }
        return newest
    }

    /// The pool of a problem, or nil when it has no candidates.
    func pool(of problem: Stored<ProblemRecord>) throws -> Pool? {
        let stored = try store.candidates(of: run.id, position: problem.record.position, judgedBy: judges)
        guard !stored.isEmpty else { return nil }
        let ids = stored.map(\.candidateID)
        let scores = try scorers.map { (name: $0.name, values: try store.scores(of: ids, by: $0.id)) }
        let verdicts = try verifiers.map { verifier in
            (
                name: verifier.name,
                entries: try store.candidates(
                    of: run.id, position: problem.record.position, judgedBy: Judges(verifier: verifier.id))
            )
        }
        let confidences = try store.confidences(of: run.id, position: problem.record.position)
        let hands = handGrades.isEmpty ? [:] : try handGrades.grades(ofProblem: problem.record.position)
        let candidates = stored.enumerated().map { place, stored in
            var means: [ExactText: Double] = [:]
            var steps: [ExactText: [Double]] = [:]
            for scorer in scores {
                guard let repeats = scorer.values[stored.candidateID] else { continue }
                means[ExactText(scorer.name)] = repeats.reduce(0) { $0 + $1.value } / Double(repeats.count)
                if !repeats[0].steps.isEmpty { steps[ExactText(scorer.name)] = repeats[0].steps }
            }
            var outcomes: [ExactText: VerdictRecord.Outcome] = [:]
            for verifier in verdicts {
                outcomes[ExactText(verifier.name)] = verifier.entries[place].record.judgements.verdict?.outcome
            }
            let text = CandidateText(stored.record.candidate, symbols: model.symbols)
            return Candidate(
                entry: stored.record, completion: text.completion, tokens: text.tokens, scores: means,
                stepScores: steps, verdicts: outcomes,
                alternatives: confidences[stored.candidateID].flatMap { TokenAlternatives($0) },
                handGrade: hands[stored.candidateID]?.last)
        }
        return Pool(
            problem: problem.record, reference: references[problem.id], candidates: candidates)
    }
}

extension ExportedRun {
    /// A pool as plain values, for the layouts that are read as well.
    func recorded(_ pool: Pool) -> RecordedPool {
        RecordedPool(
            problemID: pool.problem.specification, position: pool.problem.position, prompt: pool.problem.prompt,
            difficulty: pool.problem.difficulty, reference: pool.reference,
            candidates: pool.candidates.map { candidate in
                let record = candidate.entry.candidate
                var recorded = RecordedPool.Candidate(
                    sampleIndex: record.sampleIndex, completion: candidate.completion, answer: candidate.answer,
                    isCorrect: candidate.isCorrect, logProbability: record.logProbability,
                    promptTokens: record.completion == nil ? record.promptTokens : record.completion?.promptTokens,
                    completionTokens: candidate.tokens, stopReason: record.stopReason, scores: candidate.scores,
                    stepScores: candidate.stepScores,
                    verdicts: candidate.verdicts.compactMapValues(RecordedVerdict.init))
                recorded.alternatives = candidate.alternatives
                return recorded
            },
            source: RecordedPool.Source(
                domain: problemSet.domain, model: model.name, temperature: run.record.temperature,
                maxTokens: run.record.maxTokens, scorers: scorers.map(\.name)))
    }
}

extension TokenAlternatives {
    /// Takes what is stored; nil where there are no tokens.
    fileprivate init?(_ confidence: ConfidenceRecord) {
        guard !confidence.logProbabilities.isEmpty, confidence.best > 1 else { return nil }
        self.init(
            logProbabilities: confidence.logProbabilities, entropies: confidence.entropies,
            bestMeans: confidence.bestMeans, best: confidence.best)
    }
}

extension RecordedVerdict {
    fileprivate init?(_ outcome: VerdictRecord.Outcome) { self.init(rawValue: outcome.rawValue) }
}
