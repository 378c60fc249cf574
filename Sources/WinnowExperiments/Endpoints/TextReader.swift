import WinnowEndpoint
import WinnowStore

/// Reads free text: an extractor finds the answer, and the reference grades it where there is one.
struct TextReader: EndpointReader {
    private let extraction: AnswerExtraction

    /// The keys of the references, by the problem's place; nil where nothing is known.
    private let references: [String?]

    init(extraction name: String, references: [String?]) throws(ExperimentError) {
        let extraction = try AnswerExtraction(named: name)
        self.extraction = extraction
        self.references = references.map { $0.flatMap { extraction.key(of: $0) } }
    }

    var symbols: [String] { [] }

    func tools(in store: Store) throws -> Judges {
        Judges(
            extractor: try store.findOrInsert(
                ToolRecord(kind: .extractor, name: extraction.name, version: AnswerExtraction.version)),
            grader: try store.findOrInsert(
                ToolRecord(kind: .grader, name: "reference", version: AnswerExtraction.version)))
    }

    func entry(
        _ choice: EndpointAnswer.Choice, ofProblemAt place: Int, row: RowID<ProblemRecord>, sampleIndex: Int,
        promptTokens: Int?
    ) -> CandidateEntry {
        let answer = extraction.answer(in: choice.text)
        let key = answer.flatMap { extraction.key(of: $0) }
        return CandidateEntry(
            CandidateRecord(choice, problem: row, sampleIndex: sampleIndex, promptTokens: promptTokens),
            Judgements(
                reading: ReadingRecord(answer: answer, answerKey: key), correct: references[place].map { $0 == key }))
    }
}
