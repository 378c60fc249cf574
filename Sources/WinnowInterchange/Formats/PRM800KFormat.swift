import WinnowJSON
import WinnowText

/// PRM800K has scored test samples: a line per sample with the scores of an outcome and a process reward model.
///
/// Source: Lightman et al., arXiv 2305.20050; github.com/openai/prm800k.
struct PRM800KFormat: ImportFormat {
    let name = "prm800k"
    let summary = "PRM800K scored test samples: a line per sample with prm_score and orm_score"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["problem"] != nil && (record["prm_score"] != nil || record["orm_score"] != nil)
            || record["label"]?["steps"]?.array != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        if record["label"]?["steps"] != nil {
            throw RecordFault("its label has ratings of steps, and there is no sample of which they were")
        }
        let given = record["given_answer"]?.text
        let problem = ImportedProblem(
            prompt: record["problem"]?.text,
            reference: record["ground_truth_answer"]?.text ?? (given == nil ? nil : record["answer"]?.text))
        var candidate = ImportedCandidate(
            problem: problem, completion: record["solution"]?.text ?? record["completion"]?.text,
            answer: given ?? record["answer"]?.text ?? (record["is_correct"] == nil ? nil : ""))
        if let verdict = record["is_correct"] { candidate.add(verdict: verdict, called: "is_correct", isScale: false) }
        for name in ["prm", "orm"] {
            if let score = record["\(name)_score"] { candidate.add(scores: score, called: ExactText(name)) }
        }
        let complete = candidate
        return [complete].candidates { candidate throws(RecordFault) in candidate }
    }
}
