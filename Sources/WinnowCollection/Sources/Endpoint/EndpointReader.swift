import WinnowDomains
import WinnowEndpoint
import WinnowStore

/// Turns what a model wrote into a candidate: finds its answer, grades and verifies it.
protocol EndpointReader: Sendable {
    /// The vocabulary of the tokens that it stores; empty when it stores texts.
    var symbols: [String] { get }

    /// Finds or inserts the tools.
    func tools(in store: Store) throws -> Judges

    /// - Parameters:
    ///   - place: of the problem, 0-based.
    ///   - promptTokens: as the server counts them; nil when it does not.
    func entry(
        _ choice: EndpointAnswer.Choice, ofProblemAt place: Int, row: RowID<ProblemRecord>, sampleIndex: Int,
        promptTokens: Int?
    ) -> CandidateEntry
}

extension CandidateRecord {
    /// A completion of a server, as text.
    init(
        _ choice: EndpointAnswer.Choice, problem: RowID<ProblemRecord>, sampleIndex: Int, promptTokens: Int?
    ) {
        self.init(
            problem: problem, sampleIndex: sampleIndex, tokens: [], logProbability: choice.logProbability,
            promptTokens: promptTokens ?? 0, traceTokens: 0, answerTokens: 0, stopReason: choice.stopReason, flops: 0,
            completion: CompletionText(
                text: choice.text, completionTokens: choice.tokens, promptTokens: promptTokens))
    }
}

extension EndpointAnswer.Choice {
    /// As the store has it: `end` for a completion that ended by itself.
    var stopReason: String {
        switch finishReason {
        case "stop": "end"
        case let reason?: reason
        case nil: CandidateRecord.unknownStop
        }
    }
}

/// Reads completions in the tokens of a domain, as Winnow's own models write them.
struct DomainTokenReader<D: GeneratedDomain>: EndpointReader {
    let domain: D
    let problems: [D.Problem]

    init(_ domain: D, _ records: [ProblemRecord]) throws {
        self.domain = domain
        problems = try records.map { try domain.problem(from: $0.specification) }
    }

    var symbols: [String] { domain.vocabulary.symbols }

    func tools(in store: Store) throws -> Judges {
        try DomainJudges(domain: domain, style: .traced).tools(in: store)
    }

    func entry(
        _ choice: EndpointAnswer.Choice, ofProblemAt place: Int, row: RowID<ProblemRecord>, sampleIndex: Int,
        promptTokens: Int?
    ) -> CandidateEntry {
        var record = CandidateRecord(choice, problem: row, sampleIndex: sampleIndex, promptTokens: promptTokens)
        guard var tokens = domain.vocabulary.tokens(choice.text) else {
            return CandidateEntry(
                record, Judgements(reading: ReadingRecord(answer: nil, answerKey: nil), correct: false))
        }
        // Servers keep the end token to themselves.
        if choice.finishReason == "stop", tokens.last != Vocabulary.end { tokens.append(Vocabulary.end) }
        let reading = domain.read(tokens)
        record.tokens = tokens.map { UInt16($0) }
        record.completion = nil
        (record.traceTokens, record.answerTokens) = (reading.traceTokens, reading.answerTokens)
        let judges = DomainJudges(domain: domain, style: reading.traceTokens > 0 ? .traced : .answerOnly)
        return CandidateEntry(record, judges.judge(tokens, reading: reading, of: problems[place]))
    }
}
