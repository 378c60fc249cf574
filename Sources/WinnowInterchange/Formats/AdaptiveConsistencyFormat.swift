import WinnowJSON
import WinnowText

/// Adaptive-Consistency writes a line per problem with the answers of all its samples.
///
/// Source: Aggarwal et al., arXiv 2305.11860; github.com/Pranjal2041/AdaptiveConsistency.
struct AdaptiveConsistencyFormat: ImportFormat {
    let name = "adaptive-consistency"
    let summary = "Adaptive-Consistency: a line per problem with answers, scores and target"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["answers"]?.array != nil && record["labels"] == nil
            && (record["target"] != nil || record["scores"]?.array != nil)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let answers = record["answers"]?.array else { throw RecordFault("it has no list of answers") }
        let scores = record["scores"]?.array
        let prompt = ["question", "prompt", "input"].lazy.compactMap { record[$0]?.text }.first
        let problem = ImportedProblem(
            // Lines without a name are told apart by their place.
            id: record["id"]?.text ?? (prompt == nil ? "\(context.line)" : nil), prompt: prompt,
            reference: record["target"].flatMap(ReferenceText.init(value:))?.text)
        return answers.enumerated().candidates { index, answer throws(RecordFault) in
            // An answer that could not be parsed is null, and is a sample all the same.
            var candidate = ImportedCandidate(problem: problem, answer: answer.text ?? "")
            candidate.sampleIndex = index
            candidate.isNumberedByPlace = true
            candidate.add(scores: scores, of: answers.count, at: index, called: "score")
            return candidate
        }
    }
}
