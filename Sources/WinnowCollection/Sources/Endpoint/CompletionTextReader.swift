import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowStore

/// Reads what a model writes in its own words, as `winnow import` reads recorded completions.
struct CompletionTextReader: CandidateReader {
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
        specifications = problems.list.records.map(\.specification)
        references = problems.list.references
    }

    func tools(in store: Store) throws -> Judges {
        try TextTools(reader.extraction, domain: reader.domain, in: store).judges
    }

    func read(_ completion: SampledCompletion, ofProblemAt place: Int) -> ReadCompletion {
        guard case .text(let text) = completion.content else { return ReadCompletion(judgements: Judgements()) }
        return ReadCompletion(
            judgements: reader.judgements(
                of: TextReader.Source(completion: text), specification: specifications[place],
                reference: references[place]))
    }
}
