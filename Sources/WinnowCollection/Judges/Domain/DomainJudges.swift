import WinnowDomains
import WinnowRuns
import WinnowStore

/// A domain's reader, grader, trace validator and verifier as tools of the store, and what they say of a completion.
struct DomainJudges<D: GeneratedDomain>: Sendable {
    let domain: D
    let style: CompletionStyle

    /// Raised when a judge changes what it says; older readings stay beside the newer ones.
    static var version: Int { 1 }

    /// Finds or inserts the tools.
    func tools(in store: Store) throws(StoreError) -> Judges {
        func tool(_ kind: ToolRecord.Kind, _ declaration: ToolRecord.Declaration? = nil) throws(StoreError) -> RowID<
            ToolRecord
        > {
            let name = "\(domain.name)-\(kind.rawValue)"
            return try store.findOrInsert(
                ToolRecord(kind: kind, name: name, version: Self.version, declaration: declaration))
        }
        return Judges(
            extractor: try tool(.extractor), grader: try tool(.grader), validator: try tool(.validator),
            verifier: try tool(
                .verifier,
                ToolRecord.Declaration(domain.verifier)))
    }

    /// Reads, grades, validates and verifies one completion.
    ///
    /// The verifier is called only where there is an answer; a completion without one is wrong and unverified.
    func judge(_ completion: [Int], reading: Reading, of problem: D.Problem) -> Judgements {
        var judgements = Judgements(
            reading: ReadingRecord(answer: reading.answer, answerKey: reading.answerKey), correct: false)
        if let answer = reading.answer, reading.answerKey != nil {
            judgements.correct = domain.grade(answer, of: problem)
            judgements.verdict = VerdictRecord(domain.verify(answer, of: problem))
        }
        if style == .traced, let domain = domain as? any TracedDomain<D.Problem> {
            let check = domain.checkTrace(of: completion, for: problem)
            judgements.traceCheck = TraceCheckRecord(
                legal: check.legal, complete: check.complete, error: check.error?.kind, errorStep: check.error?.step,
                explanation: check.error?.explanation)
        }
        return judgements
    }
}
