import Foundation
public import WinnowCore
import WinnowDomains
public import WinnowRuns
import WinnowStore

/// A loop's verifier decides when an episode ends.
public enum LoopVerifier: Hashable, Sendable {
    /// The domain's own, which is sound.
    case sound

    /// The grade with errors at given rates, drawn once for each answer of a problem, whichever arm gives it.
    case noisy(NoisyVerifier)

    /// A learned scorer that accepts from a threshold on.
    case scorer(String, threshold: Double)

    /// A model behind an endpoint, by the name that its verdicts are kept under.
    case judge(String)

    /// A scorer accepts from here on unless the user says otherwise: its numbers are probabilities of a right answer.
    public static let usualThreshold = 0.5

    /// Reads `sound`, `noisy:TPR,FPR` or `noisy:TPR,FPR,SEED`, `scorer:NAME` or `scorer:NAME>=T`, `judge:NAME`.
    ///
    /// - Throws: ``ExperimentError`` for anything else.
    public init(parsing text: String) throws(ExperimentError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let value = parts.count > 1 ? parts[1] : ""
        switch (parts[0], parts.count) {
        case ("sound", 1): self = .sound
        case ("noisy", 2), ("dial", 2):
            let numbers = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard (2...3).contains(numbers.count), let tpr = Double(numbers[0]), let fpr = Double(numbers[1]),
                let seed = numbers.count == 3 ? UInt64(numbers[2]) : 1
            else { throw Self.unreadable(text) }
            self = .noisy(try NoisyVerifier(tpr: tpr, fpr: fpr, per: .answer, seed: seed))
        case ("scorer", 2):
            let sides = value.split(separator: ">=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let threshold = sides.count == 2 ? Double(sides[1]) : Self.usualThreshold
            guard let threshold, threshold.isFinite, !sides[0].isEmpty else { throw Self.unreadable(text) }
            self = .scorer(sides[0], threshold: threshold)
        case ("judge", 2) where !value.isEmpty: self = .judge(value)
        default: throw Self.unreadable(text)
        }
    }

    private static func unreadable(_ text: String) -> ExperimentError {
        ExperimentError(
            "\"\(text)\" is no verifier of a loop",
            hint: "write sound, noisy:0.9,0.1, scorer:orm>=0.5, or judge:NAME with --judge-template")
    }
}

/// A verifier with errors at given rates, for a loop: what it says of an answer is the same in every arm.
struct NoisySecondJudge: SecondJudge {
    let dial: NoisyVerifier
    let problems: [ProblemRecord]

    func tool(in store: Store) throws -> RowID<ToolRecord> { try store.findOrInsert(dial.tool) }

    func judgements(of candidates: [JudgedCandidate]) async throws -> [SecondJudgement] {
        // Noise for each answer is drawn from the problem and the answer alone.
        let draw = NoisyVerdicts(dial, run: "", answers: [])
        return candidates.map { candidate in
            guard let answer = candidate.answer else { return SecondJudgement() }
            let accepts = draw.accepts(
                answer.key, isRight: candidate.judgements.correct == true, of: problems[candidate.place],
                sampleIndex: candidate.sampleIndex)
            return SecondJudgement(verdict: VerdictRecord(outcome: accepts ? .accepted : .rejected))
        }
    }
}
