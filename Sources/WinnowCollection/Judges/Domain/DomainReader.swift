import WinnowDomains
import WinnowRuns
import WinnowStore

/// A reader of completions in the tokens of a domain: finds the answer, grades it, checks the trace and verifies it.
struct DomainReader<D: GeneratedDomain>: CandidateReader {
    let domain: D

    /// The problems, by place.
    let problems: [D.Problem]

    /// The style says whether traces are checked; nil to check those that there are, of a model of unknown style.
    let style: CompletionStyle?

    /// Raised when a judge changes what it says; older readings stay beside the newer ones.
    static var version: Int { 1 }

    func tools(in store: Store) throws -> Judges { try Self.tools(of: domain, in: store) }

    /// Finds or inserts the tools of a domain.
    static func tools(of domain: D, in store: Store) throws(StoreError) -> Judges {
        func tool(
            _ kind: ToolRecord.Kind, _ declaration: ToolRecord.Declaration? = nil
        ) throws(StoreError) -> RowID<ToolRecord> {
            try store.findOrInsert(
                ToolRecord(
                    kind: kind, name: "\(domain.name)-\(kind.rawValue)", version: version, declaration: declaration))
        }
        return Judges(
            extractor: try tool(.extractor), grader: try tool(.grader), validator: try tool(.validator),
            verifier: try tool(.verifier, ToolRecord.Declaration(domain.verifier)))
    }

    /// A text that is not in the domain's tokens is stored as a text without an answer, which is wrong.
    func read(_ completion: SampledCompletion, ofProblemAt place: Int) -> ReadCompletion {
        guard let tokens = tokens(of: completion) else {
            return ReadCompletion(
                judgements: Judgements(reading: ReadingRecord(answer: nil, answerKey: nil), correct: false))
        }
        let reading = domain.read(tokens)
        return ReadCompletion(
            tokens: tokens, traceTokens: reading.traceTokens, answerTokens: reading.answerTokens,
            judgements: judgements(of: tokens, reading, problems[place]))
    }

    private func tokens(of completion: SampledCompletion) -> [Int]? {
        switch completion.content {
        case .tokens(let tokens): return tokens
        case .text(let text):
            guard var tokens = domain.vocabulary.tokens(text) else { return nil }
            // Servers keep the end token to themselves.
            if completion.stopReason == "end", tokens.last != Vocabulary.end { tokens.append(Vocabulary.end) }
            return tokens
        }
    }

    /// The verifier is called only where there is an answer; a completion without one is wrong and unverified.
    private func judgements(of completion: [Int], _ reading: Reading, _ problem: D.Problem) -> Judgements {
        var judgements = Judgements(
            reading: ReadingRecord(answer: reading.answer, answerKey: reading.answerKey), correct: false)
        if let answer = reading.answer, reading.answerKey != nil {
            judgements.correct = domain.grade(answer, of: problem)
            judgements.verdict = VerdictRecord(domain.verify(answer, of: problem))
        }
        let isTraced = style.map { $0 == .traced } ?? (reading.traceTokens > 0)
        if isTraced, let domain = domain as? any TracedDomain<D.Problem> {
            let check = domain.checkTrace(of: completion, for: problem)
            judgements.traceCheck = TraceCheckRecord(
                legal: check.legal, complete: check.complete, error: check.error?.kind, errorStep: check.error?.step,
                explanation: check.error?.explanation)
        }
        return judgements
    }
}
