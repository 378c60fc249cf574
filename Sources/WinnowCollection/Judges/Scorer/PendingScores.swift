import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring
import WinnowStore

/// The candidates of a run that some tools have not scored as often as asked for.
struct PendingScores {
    struct Candidate {
        var id: RowID<CandidateRecord>
        var record: CandidateRecord
        /// The numbers of the scorings that are missing.
        var missing: [Int]
    }

    private(set) var candidates: [Candidate] = []
    /// So many scores were there already, of the first tool.
    private(set) var before = 0

    /// - Parameters:
    ///   - tools: those of one scorer, which are stored together but not in one transaction: what the last
    ///     one has, all have.
    ///   - share: those of the candidates that count.
    init(
        _ run: Stored<RunRecord>, tools: [RowID<ToolRecord>], repeats: Int, share: JudgedShare, in store: Store
    ) throws {
        var present: [RowID<CandidateRecord>: Set<Int>] = [:]
        if let last = tools.last {
            for score in try store.scores(of: run.id, by: last) {
                present[score.candidate, default: []].insert(score.repeat)
            }
        }
        before = present.values.reduce(0) { $0 + $1.count }
        try store.forEachCandidate(of: run.id) { stored in
            let record = stored.record.candidate
            guard record.round == 0, share.includes(record.problem, sample: record.sampleIndex) else { return }
            let have = present[stored.candidateID] ?? []
            let missing = (0..<repeats).filter { !have.contains($0) }
            if !missing.isEmpty {
                candidates.append(Candidate(id: stored.candidateID, record: record, missing: missing))
            }
        }
    }
}

/// The problems of a run, to make of stored candidates what scorers read.
struct ScoredProblems<D: GeneratedDomain> {
    private let domain: D
    private var prompts: [RowID<ProblemRecord>: (tokens: [Int], specification: String)] = [:]

    init(_ run: Stored<RunRecord>, of domain: D, in store: Store) throws {
        self.domain = domain
        for problem in try store.problems(in: run.record.problemSet) {
            let (prompt, specification) = (problem.record.prompt, problem.record.specification)
            guard let tokens = domain.vocabulary.tokens(prompt) else {
                throw ExperimentError(
                    "problem \(problem.record.position) of run \(run.id) is not in the tokens of \(domain.name)",
                    hint: "only runs of Winnow's own models can be scored by its scorers")
            }
            prompts[problem.id] = (tokens, specification)
        }
    }

    /// - Parameter seed: of sampled checks, which depend on the problem and the candidate's number besides.
    func scorable(_ records: [CandidateRecord], seed: UInt64) -> [ScorableCandidate] {
        records.map { record in
            let tokens = record.tokens.map(Int.init)
            let problem = prompts[record.problem]
            let key = CandidateKey.key(
                seed: seed, specification: "check of \(record.sampleIndex) of \(problem?.specification ?? "")")
            return ScorableCandidate(
                prompt: problem?.tokens ?? [], completion: tokens,
                stepEnds: (domain as? any TracedDomain)?.stepEnds(of: tokens) ?? [],
                features: CandidateFeatures(
                    logProbability: record.logProbability ?? 0, tokens: tokens.count,
                    traceTokens: record.traceTokens, isFinished: record.stopReason == StopReason.end.rawValue),
                key: key)
        }
    }
}
