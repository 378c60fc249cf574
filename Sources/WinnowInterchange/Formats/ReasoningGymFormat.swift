import WinnowJSON
import WinnowMessages
import WinnowText

/// reasoning-gym's evaluation keeps, by category and dataset, the questions with all completions and their scores.
///
/// A score that is 0 or 1 in the whole file is a verdict, another is a score.
///
/// Source: github.com/open-thought/reasoning-gym, `eval/eval.py`.
struct ReasoningGymFormat: ImportFormat {
    let name = "reasoning-gym"
    let summary = "results of reasoning-gym's evaluation: questions with expected_answer, completions and scores"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["question"] != nil && record["expected_answer"] != nil
            && (record["best_full_model_response"] != nil || record["full_model_response"] != nil
                || record["completions"]?.array?.contains { $0["full_model_response"] != nil } == true)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let problem = ImportedProblem(
            prompt: record["question"]?.text,
            reference: record["expected_answer"].flatMap(ReferenceText.init(value:))?.text,
            difficulty: record.at("metadata.difficulty")?.text)
        let list = record["completions"]?.array
        let path = list == nil ? "score" : "completions[].score"
        let isScale = context.survey?.profile(path).isScale ?? true
        return (list ?? [record]).enumerated().candidates { index, sample throws(RecordFault) in
            let text = sample["full_model_response"] ?? sample["best_full_model_response"]
            var candidate = ImportedCandidate(
                problem: problem, completion: text.flatMap(Conversation.said) ?? "",
                answer: (sample["model_answer"] ?? sample["best_model_answer"]).map { $0.text ?? "" })
            if list != nil { candidate.sampleIndex = index }
            candidate.isNumberedByPlace = true
            if let score = sample["score"] ?? sample["best_score"] {
                candidate.add(verdict: score, called: "score", isScale: isScale)
            }
            return candidate
        }
    }
}
