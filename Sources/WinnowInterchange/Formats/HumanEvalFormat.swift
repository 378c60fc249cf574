import WinnowJSON
import WinnowMessages
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

    static let benchmarks = ["HumanEval", "Mbpp/", "MBPP/", "BigCodeBench/"]

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        guard let members = record.object else { return false }
        guard let task = members["task_id"]?.string, members["completion"] != nil else { return false }
        // A program writes what it likes beside them; the names of the problems or the tests' result say what it is.
        return Self.benchmarks.contains { task.hasPrefix($0) } || members["result"] != nil && members["passed"] != nil
            || Set(members.keys).isSubset(of: ["task_id", "completion", "result", "passed", "completion_id"])
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        var candidate = ImportedCandidate(
            problem: ImportedProblem(id: record["task_id"]?.text, prompt: record["prompt"].flatMap(Conversation.asked)),
            completion: record["completion"].flatMap(Conversation.said)
                ?? (record["completion"]?.isNull == true ? "" : nil))
        candidate.sampleIndex = record["completion_id"]?.integer
        if let passed = record["passed"] { candidate.add(verdict: passed, called: "passed", isScale: false) }
        let complete = candidate
        return [complete].candidates { candidate throws(RecordFault) in candidate }
    }
}
