import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowInterchange
import WinnowStore

/// Reads what a model writes in its own words, as `winnow import` reads recorded completions.
struct CompletionTextReader: EndpointReader {
    private let reader: TextReader
    private let specifications: [String]
    private let references: [String?]

    /// - Throws: ``ExperimentError`` for an unknown way of finding an answer.
    init(extraction name: String, _ problems: EndpointProblems) throws(ExperimentError) {
        do {
            reader = TextReader(extraction: try Extraction(named: name), domain: problems.domain)
        } catch {
            throw ExperimentError("\(error)", hint: "change --extract")
        }
        specifications = problems.records.map(\.specification)
        references = problems.references
    }

    var symbols: [String] { [] }

    func tools(in store: Store) throws -> Judges {
        try TextTools(reader.extraction, domain: reader.domain, in: store).judges
    }

    func entry(
        _ choice: EndpointAnswer.Choice, ofProblemAt place: Int, row: RowID<ProblemRecord>, sampleIndex: Int,
        promptTokens: Int?
    ) -> CandidateEntry {
        CandidateEntry(
            CandidateRecord(choice, problem: row, sampleIndex: sampleIndex, promptTokens: promptTokens),
            reader.judgements(
                of: TextReader.Source(completion: choice.text), specification: specifications[place],
                reference: references[place]))
    }
}
