import WinnowJSON
import WinnowText

/// HumanEval keeps samples, and a results file that adds what their tests said.
///
/// The completion as a whole is the answer: two programs are the same answer when they are the same text.
///
/// Source: Chen et al., arXiv 2107.03374; github.com/openai/human-eval.
struct HumanEvalFormat: ImportFormat {
    let name = "human-eval"
    let summary = "HumanEval samples or results: task_id, completion, passed; the whole completion is the answer"
    let extraction: Extraction? = .whole

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        guard let members = record.object else { return false }
        return members["task_id"] != nil && members["completion"] != nil
            && Set(members.keys).isSubset(of: ["task_id", "completion", "result", "passed", "completion_id"])
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        var candidate = ImportedCandidate(
            problem: ImportedProblem(id: record["task_id"]?.text), completion: record["completion"]?.text)
        candidate.sampleIndex = record["completion_id"]?.integer
        candidate.isRight = record["passed"]?.flag
        let complete = candidate
        return [complete].candidates { candidate throws(RecordFault) in candidate }
    }
}
