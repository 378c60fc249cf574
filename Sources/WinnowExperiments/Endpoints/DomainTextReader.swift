import WinnowDomains
import WinnowEndpoint
import WinnowStore

/// Reads what a model writes in its own words about a domain's problem: an extractor finds the answer, the domain reads,
/// grades and verifies it.
struct DomainTextReader<D: Domain>: EndpointReader {
    private let domain: D
    private let problems: [D.Problem]
    private let extraction: AnswerExtraction

    init(_ domain: D, _ records: [ProblemRecord], extraction name: String) throws {
        self.domain = domain
        problems = try records.map { try domain.problem(from: $0.specification) }
        extraction = try AnswerExtraction(named: name)
    }

    var symbols: [String] { [] }

    /// The extractor is a tool of its own; all others are the domain's.
    func tools(in store: Store) throws -> Judges {
        var judges = try DomainJudges(domain: domain, style: .answerOnly).tools(in: store)
        judges.extractor = try store.findOrInsert(
            ToolRecord(
                kind: .extractor, name: "\(domain.name)-\(extraction.name)", version: AnswerExtraction.version))
        return judges
    }

    func entry(
        _ choice: EndpointAnswer.Choice, ofProblemAt place: Int, row: RowID<ProblemRecord>, sampleIndex: Int,
        promptTokens: Int?
    ) -> CandidateEntry {
        let answer = extraction.answer(in: choice.text).map(extraction.expression)
        let reading = Reading(
            traceTokens: 0, answerTokens: 0, answer: answer, answerKey: answer.flatMap(domain.answerKey))
        return CandidateEntry(
            CandidateRecord(choice, problem: row, sampleIndex: sampleIndex, promptTokens: promptTokens),
            DomainJudges(domain: domain, style: .answerOnly).judge([], reading: reading, of: problems[place]))
    }
}
