import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowJSON
import WinnowModel
import WinnowRandom
import WinnowRuns
import WinnowScoring
import WinnowStore

/// A learned scorer as the verifier of a loop: it accepts from a threshold on.
///
/// Its floating-point operations are kept in the ledger.
struct ScorerSecondJudge<D: GeneratedDomain>: SecondJudge {
    private let domain: D
    private let problems: [ProblemRecord]
    private let prompts: [[Int]]
    private let scorer: PlannedScorer
    private let sha256: String

    /// The place of the number that decides among the scorer's outputs.
    private let output: Int
    private let threshold: Double
    private let seed: UInt64

    /// - Parameter name: of a bundled scorer of the generator, such as `orm` or `prm-policy-value`, of another one, such
    ///   as `orm@medium`, or a folder.
    /// - Throws: ``ExperimentError`` for a scorer that there is none of.
    init(
        _ name: String, threshold: Double, of domain: D, generator: ModelRecord, problems: [ProblemRecord],
        prompts: [[Int]], seed: UInt64, threads: Int
    ) throws {
        (self.domain, self.problems, self.prompts) = (domain, problems, prompts)
        (self.threshold, self.seed) = (threshold, seed)
        let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
        let own = parts.first ?? name
        let kind = own.hasPrefix("prm-") ? "prm" : own
        let isBundled = ScorerCatalogue.names.contains(kind)
        let loaded =
            try isBundled
            ? ScorerCatalogue.load(kind, generator: parts.count > 1 ? parts[1] : generator.name, for: domain)
            : ScorerCatalogue.load(.init(filePath: name), for: domain)
        let request = ScoringRequest(
            scorers: [isBundled ? own : name], runs: [], generators: [], verifications: 1, seed: seed, threads: threads)
        scorer = PlannedScorer(loaded, model: generator, request: request)
        sha256 = loaded.sha256
        let outputs = scorer.use.outputs.map(\.name)
        guard let output = outputs.firstIndex(of: isBundled ? own : name) ?? (outputs.count == 1 ? 0 : nil) else {
            throw ExperimentError(
                "the scorer \"\(name)\" has \(outputs.count) numbers",
                hint: "say which one decides: \(outputs.map { "scorer:\($0)" }.joined(separator: ", "))")
        }
        self.output = output
    }

    /// The verifier that it is in the store.
    var record: ToolRecord {
        ToolRecord(
            kind: .verifier, name: "scorer-\(scorer.tools[output].name)", version: 1, sha256: sha256,
            parametersJSON: JSONValue.object([("at_least", .number(threshold))]).json(.compact),
            declaration: ToolRecord.Declaration(
                sound: false, complete: false, evidence: "trace", solvesTheProblem: false))
    }

    func tool(in store: Store) throws -> RowID<ToolRecord> {
        try store.findOrInsert(record)
    }

    func judgements(of candidates: [JudgedCandidate]) async throws -> [SecondJudgement] {
        var said = candidates.map { _ in SecondJudgement() }
        var answered: [Int] = []
        for index in candidates.indices where candidates[index].answer != nil {
            if candidates[index].candidate.tokens.allSatisfy({ $0 < domain.vocabulary.count }) {
                answered.append(index)
            } else {
                // A reviser has symbols of its own, which a scorer cannot read.
                said[index] = SecondJudgement(
                    verdict: VerdictRecord(
                        outcome: .error,
                        critiquesJSON: CritiqueText.json([
                            Critique("error", "the completion has a symbol that the scorer does not know")
                        ])))
            }
        }
        let scorable = answered.map { self.scorable(candidates[$0]) }
        let scores = try await scorer.use.scores(of: scorable, repeats: scorable.map { _ in [0] })
        for (place, index) in answered.enumerated() {
            let score = scores[output][place][0]
            said[index] = SecondJudgement(
                verdict: VerdictRecord(outcome: score.value >= threshold ? .accepted : .rejected, tokens: score.tokens),
                flops: score.flops)
        }
        return said
    }

    private func scorable(_ judged: JudgedCandidate) -> ScorableCandidate {
        let record = judged.candidate
        let tokens = record.tokens.map(Int.init)
        let specification = problems[judged.place].specification
        let stream = RoundStream.index(episode: judged.sampleIndex, round: judged.round)
        return ScorableCandidate(
            prompt: prompts[judged.place], completion: tokens,
            stepEnds: (domain as? any TracedDomain)?.stepEnds(of: tokens) ?? [],
            features: CandidateFeatures(
                logProbability: record.logProbability ?? 0, tokens: tokens.count, traceTokens: record.traceTokens,
                isFinished: record.stopReason == StopReason.end.rawValue),
            key: CandidateKey.key(seed: seed, specification: "check of \(stream) of \(specification)"))
    }
}
