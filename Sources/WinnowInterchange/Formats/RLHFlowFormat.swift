import WinnowJSON
import WinnowMessages

/// RLHFlow writes a line per prompt with answers and their labels.
///
/// Source: github.com/RLHFlow/RLHF-Reward-Modeling, `math-rm`.
struct RLHFlowFormat: ImportFormat {
    let name = "rlhflow"
    let summary = "RLHFlow: a line per prompt with answers and labels of 0 and 1"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["prompt"] != nil && record["answers"]?.array != nil && record["labels"]?.array != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let answers = record["answers"]?.array else { throw RecordFault("it has no list of answers") }
        let labels = record["labels"]?.array
        let problem = ImportedProblem(prompt: record["prompt"].flatMap(Conversation.asked))
        return answers.enumerated().candidates { index, answer throws(RecordFault) in
            guard let text = Conversation.said(answer) ?? (answer.isNull ? "" : nil) else {
                throw RecordFault("an answer is no text")
            }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            candidate.isNumberedByPlace = true
            candidate.add(verdicts: labels, of: answers.count, at: index, called: "label")
            return candidate
        }
    }
}
